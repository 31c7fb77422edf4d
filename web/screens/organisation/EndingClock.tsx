import { formats } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { readClock, stepsOf, type EndingTimes } from './clock.ts'
import { useLeft } from './useLeft.ts'

const days = 14
const runs = { until_end: 'ending.clockUntilEnd', until_deadline: 'ending.clockUntilDeadline', late: 'ending.clockLate' } as const

type Props = { readonly ending: EndingTimes & { readonly timeZone: string; readonly late: boolean; readonly promiseBroken: boolean }; readonly nowMs: number }

/** The 14 × 24 hours as figures and a ruler of a tick a day, with now on it. */
export function EndingClock({ ending, nowMs }: Props) {
  const { t, language } = useRightsWords()
  const left = useLeft()
  const clock = formats(language, ending.timeZone)
  const reading = readClock(ending, nowMs)
  const from = Date.parse(ending.endsAt)
  const to = Date.parse(ending.deadlineAt)
  const share = Math.min(1, Math.max(0, ((ending.certifiedAt === null ? nowMs : Date.parse(ending.certifiedAt)) - from) / (to - from)))
  const when = (atMs: number) => `${clock.dayShort(atMs)} ${clock.time(atMs)}`
  const bad = reading.kind === 'late' || reading.kind === 'done_late' || ending.late || ending.promiseBroken
  const calm = reading.kind === 'done'
  return (
    <div className={`ending-clock${bad ? ' bad' : calm ? ' calm' : ''}`}>
      <p className="figures">
        {reading.kind === 'done' ? t('ending.clockDone', { left: left(reading.leftMs) })
          : reading.kind === 'done_late' ? t('ending.clockDoneLate')
            : <><strong>{left(reading.leftMs)}</strong> {t(runs[reading.kind])}</>}
      </p>
      {reading.kind !== 'until_end' && (
        <>
          <p className="unseen">{t('ending.clockLabel', { from: when(from), to: when(to) })}</p>
          <svg viewBox="0 0 1000 34" preserveAspectRatio="none" aria-hidden="true">
            {Array.from({ length: days + 1 }, (_, day) => {
              const x = Math.min(999, Math.max(1, (day / days) * 1000))
              return <path key={day} d={`M${x} ${day % 7 === 0 ? 4 : 14}V26`} className="tick" vectorEffect="non-scaling-stroke" />
            })}
            <path d="M0 26H1000" className="line" vectorEffect="non-scaling-stroke" />
            <path d={`M0 26H${share * 1000}`} className="gone" vectorEffect="non-scaling-stroke" />
            <path d={`M${Math.max(1, share * 1000)} 0V34`} className="at" vectorEffect="non-scaling-stroke" />
          </svg>
          <p className="ends"><span>{when(from)}, {t('ending.endMark')}</span><strong>{when(to)}, {t('ending.deadlineMark')}</strong></p>
        </>
      )}
    </div>
  )
}

/** What was done and what comes, each with its time. */
export function EndingSteps({ ending, nowMs }: Props) {
  const { t, language } = useRightsWords()
  const clock = formats(language, ending.timeZone)
  return (
    <ol className="ending-steps">
      {stepsOf(ending, nowMs).map(({ name, state, atMs }) => (
        <li key={name} className={state} aria-current={state === 'next' ? 'step' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <rect x="2.75" y="2.75" width="18.5" height="18.5" />
            {state === 'done' && <path d="M7.500 12.300l3 3 6-6.800" />}
          </svg>
          <span>
            <strong>{t(`ending.step.${name}`)}</strong>
            <small>
              {t(state === 'done' ? 'ending.done' : state === 'next' ? 'ending.next' : 'ending.later')},{' '}
              {state === 'done'
                ? `${clock.dateWithYear(atMs)}, ${clock.time(atMs)}`
                : t(name === 'backups' && ending.backupsGoneBy !== null ? 'ending.expected' : 'ending.by', { day: clock.dateLong(atMs), time: clock.time(atMs) })}
            </small>
          </span>
        </li>
      ))}
    </ol>
  )
}
