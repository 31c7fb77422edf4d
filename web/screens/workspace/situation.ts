import type { WorkspaceState } from '#contract/values.ts'
import type { Period as Span } from '../book/day-parts.ts'

export type BookedSpan = Span & { readonly mine: boolean; readonly bookingId: string | null }
export type OwnBooking = Span & { readonly id: string; readonly status: 'booked' | 'checked_in' | 'ended' | 'cancelled' | 'released' }

export type Facts = {
  readonly kind: 'desk' | 'room'
  readonly bookable: boolean
  readonly state: WorkspaceState
  /** Opening hours of the day in question. */
  readonly open: readonly Span[]
  readonly booked: readonly BookedSpan[]
  /** My booking here that runs or comes next today. */
  readonly own: OwnBooking | null
  /** A period chosen on the map, instead of now. */
  readonly chosen: Span | null
  /** 18:00 at the location: up to there a desk is booked, unless one chooses otherwise. */
  readonly eveningMs: number
  readonly nowMs: number
}

export type Act =
  | { readonly do: 'book'; readonly span: Span }
  | { readonly do: 'checkIn' | 'leave' | 'cancel' | 'giveBack'; readonly bookingId: string }
  | { readonly do: 'chooseTime' }
export type Situation = {
  /** The one blue button; null when nothing can be done here. */
  readonly next: Act | null
  readonly others: readonly Act[]
  /** What has to be said with it. */
  readonly remark: 'notBookable' | 'closedNow' | 'someoneSits' | 'takenThen' | { readonly checkInFromMs: number } | null
}

const minuteMs = 60_000
/** As the server has it: check-in from 30 minutes before the start. */
const earliestCheckInMs = 30 * minuteMs
/** Less than this is no place to offer. */
const leastMs = 15 * minuteMs
/** What a room is booked for when nobody says how long. */
const roomMs = 60 * minuteMs

/** What fits the moment at one workspace: the act to offer first, what else, and what to say with it. */
export function situation(facts: Facts): Situation {
  const { own, nowMs, chosen } = facts
  if (own !== null && own.toMs > nowMs && (chosen === null || overlaps(own, chosen))) {
    if (own.status === 'checked_in') return { next: { do: 'leave', bookingId: own.id }, others: [], remark: null }
    if (own.status === 'booked') {
      const cancel = { do: own.fromMs <= nowMs ? 'giveBack' as const : 'cancel' as const, bookingId: own.id }
      const fromMs = own.fromMs - earliestCheckInMs
      if (fromMs <= nowMs) return { next: { do: 'checkIn', bookingId: own.id }, others: [cancel], remark: null }
      return { next: null, others: [cancel, { do: 'chooseTime' }], remark: { checkInFromMs: fromMs } }
    }
  }
  if (!facts.bookable) return { next: null, others: [], remark: 'notBookable' }
  const choose = { do: 'chooseTime' } as const
  if (chosen !== null) {
    const taken = facts.booked.some((one) => overlaps(one, chosen))
    if (taken) return { next: choose, others: [], remark: 'takenThen' }
    return { next: { do: 'book', span: chosen }, others: [choose], remark: null }
  }
  const sits = facts.state === 'in_use' || facts.state === 'away'
  if (sits && !facts.booked.some((one) => one.fromMs <= nowMs && nowMs < one.toMs))
    return { next: choose, others: [], remark: 'someoneSits' }
  const opening = facts.open.find((span) => span.toMs - Math.max(span.fromMs, nowMs) >= leastMs)
  if (opening === undefined) return { next: choose, others: [], remark: facts.open.some((span) => span.toMs > nowMs) ? null : 'closedNow' }
  const span = spanFrom(facts, Math.max(opening.fromMs, nowMs), opening.toMs)
  if (span === null) return { next: choose, others: [], remark: null }
  return { next: { do: 'book', span }, others: [choose], remark: nowMs < opening.fromMs ? 'closedNow' : null }
}

/** From a moment to the next booking, closing, the end of the working day (a desk) or about an hour on (a room). */
function spanFrom({ kind, booked, eveningMs }: Facts, fromMs: number, closesMs: number): Span | null {
  if (booked.some((one) => one.fromMs <= fromMs && fromMs < one.toMs)) return null
  const nextMs = Math.min(Infinity, ...booked.filter((one) => one.fromMs > fromMs).map((one) => one.fromMs))
  const usualMs = kind === 'room' ? quarterUp(fromMs + roomMs - 5 * minuteMs) : eveningMs - fromMs >= 60 * minuteMs ? eveningMs : closesMs
  const toMs = Math.min(nextMs, closesMs, usualMs)
  return toMs - fromMs >= leastMs ? { fromMs, toMs } : null
}

const quarterMs = 15 * minuteMs
/** The coming quarter of an hour on the clock. Zones stand whole quarters apart from UTC. */
const quarterUp = (atMs: number) => Math.ceil(atMs / quarterMs) * quarterMs

export const overlaps = (a: Span, b: Span) => a.fromMs < b.toMs && b.fromMs < a.toMs

/** Whether a booking that starts then starts now: its button says only until when. */
export const startsNow = (span: Span, nowMs: number) => Math.abs(span.fromMs - nowMs) < 2 * minuteMs
