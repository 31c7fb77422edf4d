import type { ErrorCode } from '#contract/errors.ts'
import { Refusal } from '#kernel/errors.ts'
import { checkPeriod, clipToNow } from '../places/index.ts'
import type { FloorAvailability } from './store-times.ts'

export type Availability = {
  /** Why nothing of the floor can be booked for the period. */
  readonly closed: Refusal | null
  readonly workspaces: readonly (Omit<FloorAvailability['workspaces'][number], 'free'> & { readonly available: boolean })[]
}

const invalid: ErrorCode = 'period_invalid'

/**
 * What this person could book for a period, by the location's rules for desks and for rooms.
 * @throws Refusal period_invalid when the period itself is wrong
 */
export const availabilityAt = (
  { times, workspaces }: FloorAvailability,
  period: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
  now: Temporal.Instant,
): Availability => {
  const clipped = clipToNow(period.from, period.to, now)
  if (clipped instanceof Refusal && clipped.code === invalid) throw clipped
  const refusalOf = (kind: 'desk' | 'room'): Refusal | null =>
    clipped instanceof Refusal ? clipped : checkPeriod(times, kind, clipped, now)
  const refusals = { desk: refusalOf('desk'), room: refusalOf('room') }
  const kinds = [...new Set(workspaces.map(({ kind }) => kind))]
  const closed = kinds.every((kind) => refusals[kind] !== null) ? (kinds.map((kind) => refusals[kind])[0] ?? null) : null
  return {
    closed,
    workspaces: workspaces.map(({ id, name, kind, zoneId, free }) => ({
      id,
      name,
      kind,
      zoneId,
      available: free && refusals[kind] === null,
    })),
  }
}
