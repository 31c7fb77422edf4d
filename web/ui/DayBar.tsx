import { useId } from 'react'
import { formats, type Moment } from '../language/format.ts'
import { useWords } from '../language/language.ts'

type Props = {
  readonly opens: Moment
  readonly closes: Moment
  readonly now: Moment
  readonly booked: readonly { readonly from: Moment; readonly to: Moment; readonly mine?: boolean }[]
  readonly timeZone: string
}
type Piece = { readonly from: number; readonly to: number; readonly kind: 'free' | 'booked' | 'mine' | 'past' }

const hourMs = 3_600_000
/** Whole width, less the stroke. A style, since not every browser takes calc() in an attribute. */
const inset = { width: 'calc(100% - 1.5px)' }
/** Below this share of the bar a word would not fit. */
const wordNeeds = 0.13

/** A ruler of one day at one place: what is over is hatched, now is a line of ink, the words stand in the pieces. */
export function DayBar({ opens, closes, now, booked, timeZone }: Props) {
  const { t, language } = useWords()
  const hatch = useId()
  const clock = formats(language, timeZone)
  const [from, to, at] = [opens, closes, now].map((moment) => new Date(moment).getTime()) as [number, number, number]
  if (to <= from) return <p className="soft small">{t('day.closed')}</p>

  const pieces = cut(from, to, at, booked)
  const share = (moment: number) => Math.min(1, Math.max(0, (moment - from) / (to - from)))
  const percent = (part: number) => `${(part * 100).toFixed(3)}%`
  const spoken = pieces
    .filter((piece) => piece.kind !== 'past')
    .map((piece) => t('day.spoken', { what: t(`day.${piece.kind}`), from: clock.time(piece.from), to: clock.time(piece.to) }))
    .join(', ')
  // Hours stand on the location's clock, which daylight saving may shift: count elapsed hours, name what the clock says.
  const span = (to - from) / hourMs
  const step = span > 18 ? 3 : span > 7 ? 2 : 1
  const hours = Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => from + index * step * hourMs)

  return (
    <div className="day">
      <p className="unseen">{spoken || t('day.past')}</p>
      <svg aria-hidden="true">
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--paper-sunk)" />
            <rect width="1" height="5" fill="var(--line)" />
          </pattern>
        </defs>
        <rect x=".75" y=".75" height="26.5" rx="3" style={inset} fill="var(--paper-raised)" stroke="var(--free)" strokeWidth="1.5" />
        {pieces.map((piece) => {
          const [left, width] = [share(piece.from), share(piece.to) - share(piece.from)]
          const edge = { free: null, booked: 'var(--booked)', mine: 'var(--accent-fill)', past: 'var(--line)' }[piece.kind]
          const fill = { free: 'none', booked: 'var(--booked-tint)', mine: 'var(--accent-wash)', past: `url(#${hatch})` }[piece.kind]
          const ink = { free: 'var(--free-word)', booked: 'var(--booked-word)', mine: 'var(--accent)', past: '' }[piece.kind]
          return (
            <g key={piece.from}>
              {edge !== null && (
                <svg x={percent(left)} width={percent(width)} height="28">
                  <rect x=".75" y=".75" height="26.5" rx="1.5" style={inset} fill={fill} stroke={edge} strokeWidth="1.5" />
                </svg>
              )}
              {piece.kind !== 'past' && width > wordNeeds && (
                <text x={percent(left)} y="14.5" dx="9" fill={ink}>{t(`day.${piece.kind}`)}</text>
              )}
            </g>
          )
        })}
        {at > from && at < to && <rect x={percent(share(at))} y="0" width="2" height="28" fill="var(--ink)" />}
      </svg>
      <div className="hours" aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour} className={hour === to ? 'last' : undefined} style={{ left: percent(share(hour)) }}>{clock.hour(hour)}</span>
        ))}
      </div>
    </div>
  )
}

function cut(from: number, to: number, at: number, booked: Props['booked']): Piece[] {
  const pieces: Piece[] = []
  let reached = Math.max(from, Math.min(at, to))
  if (reached > from) pieces.push({ from, to: reached, kind: 'past' })
  const coming = booked
    .map((one) => ({ from: new Date(one.from).getTime(), to: new Date(one.to).getTime(), mine: one.mine === true }))
    .filter((one) => one.to > reached && one.from < to)
    .sort((a, b) => a.from - b.from)
  for (const one of coming) {
    const start = Math.max(one.from, reached)
    const end = Math.min(one.to, to)
    if (start > reached) pieces.push({ from: reached, to: start, kind: 'free' })
    if (end > start) pieces.push({ from: start, to: end, kind: one.mine ? 'mine' : 'booked' })
    reached = Math.max(reached, end)
  }
  if (reached < to) pieces.push({ from: reached, to, kind: 'free' })
  return pieces
}
