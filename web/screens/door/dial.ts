import type { DoorView } from '#contract/endpoints/door.ts'

type Span = { readonly fromMs: number; readonly toMs: number }

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Until when it stays as it is: for a free room the next booking or closing time. Null: not known. */
export function untilMs(view: Pick<DoorView, 'state' | 'until' | 'open' | 'next' | 'current'>, nowMs: number): number | null {
  if (view.state === 'booked' && view.current === null && view.next !== null) return Date.parse(view.next.from)
  if (view.until !== null) return Date.parse(view.until)
  if (view.state !== 'free') return null
  const open = view.open.find((span) => Date.parse(span.from) <= nowMs && nowMs < Date.parse(span.to))
  const ends = [open?.to, view.next?.from].filter((one) => one !== undefined).map((one) => Date.parse(one))
  return ends.length === 0 ? null : Math.min(...ends)
}

/** Whether the location is open at that moment. */
export const isOpen = (open: DoorView['open'], nowMs: number) => open.some((span) => Date.parse(span.from) <= nowMs && nowMs < Date.parse(span.to))

/** The figure in the dial: minutes within the hour, else hours and minutes. A minute that has begun counts whole. */
export function leftFigure(leftMs: number): { readonly figure: string; readonly unit: 'minutes' | 'hours'; readonly count: number } {
  const minutes = Math.max(0, Math.ceil(leftMs / minuteMs))
  if (minutes <= 60) return { figure: String(minutes), unit: 'minutes', count: minutes }
  return { figure: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`, unit: 'hours', count: minutes }
}

/**
 * The arc of the dial, as on a clock's face: from the minute hand now to where it will stand at the end. From an hour on
 * it is the whole ring.
 *
 * @returns degrees clockwise from the top; null: nothing left
 */
export function arcOf(nowMs: number, endMs: number): { readonly from: number; readonly to: number } | null {
  const leftMs = endMs - nowMs
  if (leftMs <= 0) return null
  const from = ((nowMs % hourMs) / hourMs) * 360
  return { from, to: from + Math.min(359.99, (leftMs / hourMs) * 360) }
}

/** An SVG path along a circle around the origin. */
export function arcPath({ from, to }: { readonly from: number; readonly to: number }, radius: number): string {
  const at = (degrees: number) => {
    const angle = ((degrees - 90) * Math.PI) / 180
    return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`
  }
  const arc = (end: number, large: boolean) => `A${radius} ${radius} 0 ${large ? 1 : 0} 1 ${at(end)}`
  // One arc cannot go all around: its ends would lie on each other, and where its middle is would be rounding.
  if (to - from > 350) return `M${at(from)}${arc(from + 180, false)}${arc(to, to - from - 180 > 180)}`
  return `M${at(from)}${arc(to, to - from > 180)}`
}

export type Offer = { readonly minutes: number; readonly untilMs: number | null }

/** The buttons of a free room: a quarter, half an hour, and until the next booking or closing time. */
export function offers(view: Pick<DoorView, 'canBookMinutes' | 'open' | 'next'>, nowMs: number): Offer[] {
  const longest = view.canBookMinutes.at(-1)
  if (longest === undefined) return []
  const ends = [view.open.find((span) => Date.parse(span.to) > nowMs)?.to, view.next?.from].filter((one) => one !== undefined).map((one) => Date.parse(one))
  const end = Math.min(Infinity, ...ends)
  // The service counts whole minutes and at most eight hours; what comes close to the end is said as the end.
  const reaches = Math.abs(nowMs + longest * minuteMs - end) <= 2 * minuteMs
  const short = view.canBookMinutes.filter((minutes) => minutes < longest && minutes <= 30)
  return [...short.map((minutes) => ({ minutes, untilMs: null })), { minutes: longest, untilMs: reaches ? end : nowMs + longest * minuteMs }]
}

export type LanePiece = Span & { readonly kind: 'past' | 'booked'; readonly name: string | null }

/** The day as a ruler: what is over, and the bookings to come, as shares of the time between opening and closing. */
export function lane(view: Pick<DoorView, 'open' | 'today'>, nowMs: number): { readonly span: Span; readonly pieces: readonly LanePiece[] } | null {
  if (view.open.length === 0) return null
  const span = { fromMs: Math.min(...view.open.map((one) => Date.parse(one.from))), toMs: Math.max(...view.open.map((one) => Date.parse(one.to))) }
  const reached = Math.min(span.toMs, Math.max(span.fromMs, nowMs))
  const coming = view.today
    .map((one) => ({ fromMs: Math.max(reached, Date.parse(one.from)), toMs: Math.min(span.toMs, Date.parse(one.to)), name: one.name, kind: 'booked' as const }))
    .filter((one) => one.toMs > one.fromMs)
  return { span, pieces: [...(reached > span.fromMs ? [{ fromMs: span.fromMs, toMs: reached, name: null, kind: 'past' as const }] : []), ...coming] }
}
