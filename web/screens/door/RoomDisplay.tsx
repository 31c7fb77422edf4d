import { useEffect, useState } from 'react'
import { bookAtDoor, checkInAtDoor, endAtDoor, type DoorView } from '#contract/endpoints/door.ts'
import { call } from '../../client/call.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { ErrorNote } from '../../ui/notes.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { stateDress } from '../../ui/StateWord.tsx'
import { useNow } from '../workspace/useNow.ts'
import { equipmentOrder } from '../workspace/words.ts'
import { Dial } from './Dial.tsx'
import { isOpen, untilMs } from './dial.ts'
import { DoorActs } from './DoorActs.tsx'
import { Lane } from './Lane.tsx'

type Props = { readonly view: DoorView; readonly lostSince: string | null; readonly onView: (view: DoorView) => void }

/** A room beside its door: name, clock, how long it stays as it is, what can be done, and the day as a ruler. */
export function RoomDisplay({ view, lostSince, onView }: Props) {
  const { t, language } = useWords()
  const { workspace, state, current, next } = view
  const clock = formats(language, workspace.timeZone)
  const nowMs = useNow(lostSince === null ? view.at : null, 1_000)
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const lost = lostSince !== null

  useEffect(() => {
    document.title = `${workspace.name} – Vrijplek`
  }, [workspace.name])
  // A refusal is read once; the next passer-by must not take it for their own.
  useEffect(() => {
    if (error === null) return
    const timer = setTimeout(() => setError(null), 15_000)
    return () => clearTimeout(timer)
  }, [error])

  const act = (name: string, work: () => Promise<DoorView>) => {
    if (busy !== null) return
    setBusy(name)
    setError(null)
    work().then(onView, setError).finally(() => setBusy(null))
  }

  const open = isOpen(view.open, nowMs)
  const closed = !open && state === 'free'
  const end = closed ? null : untilMs(view, nowMs)
  const opens = view.open.find((span) => Date.parse(span.from) > nowMs)
  const word = closed ? t('door.closed') : t(`state.${state}`)
  const line = () => {
    if (closed) return opens === undefined ? '' : t('door.opensAt', { time: clock.time(opens.from) })
    if (state === 'booked' && current === null && next !== null) return clock.timeRange(next.from, next.to)
    return end === null ? '' : t('door.until', { time: clock.time(end) })
  }
  const has = [
    t('plan.seats', { count: workspace.seats }),
    ...equipmentOrder.filter((one) => workspace.equipment.includes(one)).map((one) => t(`plan.equipment.${one}`)),
  ].join(', ')

  return (
    <main className={`door-room ${closed ? 'closed' : stateDress[state]}${lost ? ' lost' : ''}`} id="screen" tabIndex={-1}>
      <header>
        <div>
          <h1>{workspace.name}</h1>
          <p>{has}</p>
        </div>
        <div className="door-clock">
          <time dateTime={clock.time(nowMs)}>{clock.time(nowMs)}</time>
          <p>{clock.dateLong(nowMs)}</p>
        </div>
      </header>
      <div className="door-mid">
        <Dial state={state} closed={closed} nowMs={nowMs} endMs={end} />
        <div className="door-say">
          <div aria-live="polite">
            <p className={`door-word${word.length > 8 ? ' long' : ''}`}>{word}</p>
            <p className="door-till">{line() || '\u00A0'}</p>
          </div>
          {lost ? (
            <div className="door-lost" role="alert">
              <Icon name="offline" size={28} />
              <div>
                <p className="strong">{t('door.offlineSince', { time: clock.time(lostSince) })}</p>
                <p>{t('door.offlineText')}</p>
              </div>
            </div>
          ) : (
            <DoorActs
              view={view} nowMs={nowMs} clock={clock} busy={busy}
              onBook={(minutes) => act(`book ${minutes}`, () => call(bookAtDoor, { body: { minutes } }))}
              onCheckIn={() => act('checkIn', () => call(checkInAtDoor))}
              onEnd={() => act('end', () => call(endAtDoor))}
            />
          )}
          {error !== null && !lost && <ErrorNote error={error} />}
        </div>
      </div>
      <footer>
        <dl className="door-plan">
          {current !== null && (
            <div><dt>{t('door.now')}</dt><dd>{current.name ?? t('door.booked')}, <time>{clock.timeRange(current.from, current.to)}</time></dd></div>
          )}
          <div>
            <dt>{t('door.next')}</dt>
            <dd>{next === null ? t('door.nothingNext') : <>{next.name ?? t('door.booked')}, <time>{clock.timeRange(next.from, next.to)}</time></>}</dd>
          </div>
        </dl>
        <Lane view={view} nowMs={nowMs} clock={clock} />
      </footer>
    </main>
  )
}
