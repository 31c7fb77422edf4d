import type { LiveWorkspace } from '#contract/endpoints/floor.ts'
import { sensorWordAt } from '../occupancy/index.ts'
import type { BookingFact, PersonFact, WorkspaceFacts } from './facts.ts'
import { workspaceState } from './state.ts'

/** A workspace at one instant: what everybody may see of it, and who could be named there. */
export type Spot = {
  /** Without person and own booking. */
  readonly shared: LiveWorkspace
  /** Who sits or has booked here; whether that may be told depends on who looks. */
  readonly occupant: PersonFact | null
  /** Running and to come today, in order. */
  readonly bookings: readonly BookingFact[]
}

/** How long a checked-in person may be unseen before the workspace shows as away. */
const awayAfterMs = 15 * 60_000

export const instantText = (atMs: number): string => Temporal.Instant.fromEpochMilliseconds(atMs).toString()

/** Who checked in early sits there already: the booking is in force from the check-in on. */
const inForceFromMs = ({ fromMs, checkedInMs }: BookingFact): number =>
  checkedInMs === null ? fromMs : Math.min(fromMs, checkedInMs)

/** Running and next of bookings that are sorted by their start. */
export const runningAndNext = (
  bookings: readonly BookingFact[],
  nowMs: number,
): { running: BookingFact | null; next: BookingFact | null } => {
  const running = bookings.find((booking) => inForceFromMs(booking) <= nowMs && nowMs < booking.toMs) ?? null
  const next = bookings.find((booking) => booking !== running && booking.fromMs > nowMs) ?? null
  return { running, next }
}

/** Judges a workspace at `nowMs` by the floor's rules. */
export const spotAt = (facts: WorkspaceFacts, nowMs: number): Spot => {
  const { running, next } = runningAndNext(facts.bookings, nowMs)
  const state = workspaceState(
    {
      bookable: facts.bookable,
      sensor: sensorWordAt(facts.sensors, nowMs),
      booking:
        running === null
          ? null
          : {
              status: running.status,
              fromMs: inForceFromMs(running),
              toMs: running.toMs,
              ...(running.checkedInMs === null ? {} : { lastSeenMs: running.checkedInMs }),
            },
      nextBookingFromMs: next?.fromMs ?? null,
      awayAfterMs,
    },
    nowMs,
  )
  // A workspace that is seen in use without a booking is used by nobody in particular: not by who has booked it next.
  const holder = state === 'booked' ? (running ?? next) : state === 'in_use' || state === 'away' ? running : null
  const untilMs = state === 'free' ? next?.fromMs : holder?.toMs
  return {
    shared: {
      id: facts.id,
      state,
      until: untilMs === undefined ? null : instantText(untilMs),
      nextFrom: next === null ? null : instantText(next.fromMs),
      myBookingId: null,
      person: null,
      people: facts.peopleUntilMs !== null && facts.peopleUntilMs >= nowMs ? facts.people : null,
      temperatureC: facts.temperatureC,
      humidityPct: facts.humidityPct,
      co2Ppm: facts.co2Ppm,
    },
    occupant: holder?.person ?? null,
    bookings: facts.bookings,
  }
}
