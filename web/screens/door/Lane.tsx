import type { DoorView } from '#contract/endpoints/door.ts'
import type { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { lane } from './dial.ts'

type Props = { readonly view: DoorView; readonly nowMs: number; readonly clock: ReturnType<typeof formats> }

const hourMs = 3_600_000

/** The room's day, large enough to read while walking past. What is said of a booking is what its owner lets everyone see. */
export function Lane({ view, nowMs, clock }: Props) {
  const { t } = useWords()
  const found = lane(view, nowMs)
  if (found === null) return <p className="soft">{t('day.closed')}</p>
  const { span, pieces } = found
  const share = (atMs: number) => ((atMs - span.fromMs) / (span.toMs - span.fromMs)) * 100
  const hours = (span.toMs - span.fromMs) / hourMs
  const step = hours > 12 ? 2 : 1
  const marks = Array.from({ length: Math.floor(hours / step) + 1 }, (_, index) => span.fromMs + index * step * hourMs)
  const booked = pieces.filter((one) => one.kind === 'booked')
  const spoken = booked.map((one) => t('day.spoken', { what: one.name ?? t('day.booked'), from: clock.time(one.fromMs), to: clock.time(one.toMs) })).join(', ')
  return (
    <section className="door-day" aria-label={t('door.day')}>
      <p className="unseen">{spoken || t('door.nothingNext')}</p>
      <div className="door-lane" aria-hidden="true">
        {pieces.map((piece) => (
          <div key={`${piece.kind} ${piece.fromMs}`} className={piece.kind} style={{ left: `${share(piece.fromMs)}%`, width: `${share(piece.toMs) - share(piece.fromMs)}%` }}>
            {piece.kind === 'booked' && <span>{piece.name ?? t('door.booked')}</span>}
          </div>
        ))}
        {nowMs > span.fromMs && nowMs < span.toMs && <b style={{ left: `${share(nowMs)}%` }} />}
      </div>
      <div className="door-hours" aria-hidden="true">
        {marks.map((mark) => <span key={mark} className={mark === span.toMs ? 'last' : undefined} style={{ left: `${share(mark)}%` }}>{clock.hour(mark)}</span>)}
      </div>
    </section>
  )
}
