import { useId, useState, type SyntheticEvent } from 'react'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/choices.tsx'
import { bookableDays, dayParts, firstDay, firstHours, hours, openingsOn, type Period, type Rules } from '../book/day-parts.ts'
import { wallClockAt } from './wall-clock.ts'

type Props = {
  readonly rules: Rules
  readonly kind: 'desk' | 'room'
  readonly nowMs: number
  readonly initial: Period | null
  /** Verb and result for a period: "Boek di 24, 09:00 – 13:00". */
  readonly submitLabel: (period: Period) => string
  readonly onSubmit: (period: Period) => void
  readonly busy?: boolean
}

const partWords = { morning: 'workspace.parts.morning', afternoon: 'workspace.parts.afternoon', day: 'workspace.parts.wholeDay' } as const

/** A day, parts of it in one tap, and two times. Native inputs: each device brings its own wheel or keyboard for them. */
export function PeriodForm({ rules, kind, nowMs, initial, submitLabel, onSubmit, busy = false }: Props) {
  const { t, language } = useWords()
  const id = useId()
  const clock = formats(language, rules.timeZone)
  const days = bookableDays(rules, kind, nowMs)
  const today = days[0]?.day ?? wallClockAt(nowMs, rules.timeZone).day
  const [day, setDay] = useState(() => (initial === null ? firstDay(days, rules, nowMs) ?? today : wallClockAt(initial.fromMs, rules.timeZone).day))
  const [times, setTimes] = useState(() => (initial === null
    ? firstHours(rules, day, nowMs)
    : { from: wallClockAt(initial.fromMs, rules.timeZone).time, to: wallClockAt(initial.toMs, rules.timeZone).time }))

  const isDay = /^\d{4}-\d\d-\d\d$/.test(day)
  const openings = isDay ? openingsOn(rules, day) : []
  const period = isDay ? hours(rules, day, times.from, times.to) : null
  // Of this minute one may still say that it begins now.
  const started = period !== null && period.fromMs < nowMs - 60_000 * 5
  const inside = period !== null && openings.some((open) => open.fromMs <= period.fromMs && period.toMs <= open.toMs)
  const wrong = period === null ? 'workspace.endBeforeStart' : started ? 'workspace.startPast' : inside ? null : 'workspace.outsideHours'
  const reason = days.find((one) => one.day === day)?.reason

  const chooseDay = (next: string) => {
    setDay(next)
    if (!/^\d{4}-\d\d-\d\d$/.test(next)) return
    const soonest = firstHours(rules, next, nowMs)
    if (next === today && times.from < soonest.from) setTimes(soonest)
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (period !== null && wrong === null && !busy) onSubmit(period)
  }

  return (
    <form className="period" onSubmit={submit} noValidate>
      <div className="field period-day">
        <label htmlFor={`${id}-day`}>{t('workspace.date')}</label>
        <input id={`${id}-day`} className="input" type="date" value={day} min={today} max={days.at(-1)?.day} onChange={(event) => chooseDay(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-from`}>{t('workspace.from')}</label>
        <input
          id={`${id}-from`} className="input" type="time" step={300} value={times.from} aria-describedby={`${id}-say`} aria-invalid={wrong !== null || undefined}
          onChange={(event) => setTimes({ ...times, from: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-to`}>{t('workspace.to')}</label>
        <input
          id={`${id}-to`} className="input" type="time" step={300} value={times.to} aria-describedby={`${id}-say`} aria-invalid={wrong !== null || undefined}
          onChange={(event) => setTimes({ ...times, to: event.target.value })}
        />
      </div>
      <div className="period-parts">
        {(isDay ? dayParts(rules, day, nowMs) : []).map(({ part, period: span }) => {
          const [from, to] = [wallClockAt(span.fromMs, rules.timeZone).time, wallClockAt(span.toMs, rules.timeZone).time]
          return (
            <Chip key={part} pressed={times.from === from && times.to === to} onToggle={() => setTimes({ from, to })}>{t(partWords[part])}</Chip>
          )
        })}
      </div>
      <p id={`${id}-say`} className={wrong === null ? 'small soft' : 'small wrong'} aria-live="polite">
        {openings.length === 0 ? `${t('workspace.closedThen')}${reason === null || reason === undefined ? '' : ` ${reason}.`}` : (
          <>
            {wrong !== null && <>{t(wrong)} </>}
            {t('workspace.openThen', { range: openings.map((open) => clock.timeRange(open.fromMs, open.toMs)).join(', ') })}
          </>
        )}
      </p>
      <Button submit look="fill" size="big" wide busy={busy} disabled={period === null || wrong !== null}>
        {period === null || wrong !== null ? t('workspace.otherTimeLong') : submitLabel(period)}
      </Button>
    </form>
  )
}
