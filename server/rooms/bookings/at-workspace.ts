import type { BookingId, PersonId, WorkspaceId } from '#contract/ids.ts'
import type { Live } from '#kernel/live.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as places from '../places/index.ts'
import { lookAgain } from './live.ts'
import { isBefore } from './shapes.ts'
import type { BookingRow } from './shapes.ts'
import { book, rulesOf } from './store-book.ts'
import type { CheckedInBy } from './store-book.ts'
import * as store from './store-check-in.ts'
import type { Touched } from './store-check-in.ts'
import { readHere } from './store-here.ts'

const longestHours = 24

/**
 * A person stands at a workspace (QR code): their booking there is checked in; without one they get it from now until the next booking here, closing
 * time or, for a desk, their own next one, and are checked in.
 * @throws Refusal not_found and whatever booking could meet
 */
export const checkInHere = async (tx: Tx, person: PersonId, workspaceId: WorkspaceId): Promise<BookingRow> => {
  const here = await readHere(tx, person, workspaceId)
  if (here.mine !== null) return await store.checkIn(tx, person, here.mine, 'qr')
  const ends = [
    tx.now.add({ hours: longestHours }),
    places.closesAt(rulesOf(here), tx.now),
    here.next_here,
    here.kind === 'desk' ? here.next_desk : null,
  ].filter((end) => end !== null)
  const until = ends.reduce((first, end) => (isBefore(end, first) ? end : first))
  // Too short is refused by booking itself, which knows by what.
  const shortest = tx.now.add({ minutes: places.shortestMinutes })
  return await book(tx, { workspaceId, person, from: tx.now, to: isBefore(until, shortest) ? shortest : until, checkedInBy: 'qr' })
}

/**
 * At a door display or a device: uses the room from now on for some minutes, without a name, and checked in. Purpose `booking`.
 * @throws Refusal not_found, workspace_taken, workspace_not_bookable, closed_day, outside_opening_hours
 */
export const bookNow = async (
  tx: Tx,
  live: Live,
  wish: { readonly workspaceId: WorkspaceId; readonly minutes: number; readonly by?: 'door' | 'device' },
): Promise<{ readonly bookingId: BookingId; readonly to: Temporal.Instant }> => {
  const { workspaceId, minutes, by = 'door' } = wish
  const row = await book(tx, { workspaceId, person: null, from: tx.now, to: tx.now.add({ minutes }), checkedInBy: by })
  lookAgain(tx, live, [row.floor_id])
  return { bookingId: row.booking_id, to: row.to_at }
}

/**
 * Checks in the booking that is due at a workspace (running, or starting within 30 minutes), whoever's it is: by its door display or a button on its
 * device. Purpose `booking`.
 * @returns null when none is due, or it is checked in already
 */
export const checkInAt = async (tx: Tx, live: Live, workspace: WorkspaceId, by: CheckedInBy): Promise<Touched | null> => {
  const touched = await store.checkInAt(tx, workspace, by)
  if (touched !== null) lookAgain(tx, live, [touched.floorId])
  return touched
}

/** Ends what runs at a workspace; the rest of it becomes free. Purpose `booking`. @returns null when nothing runs */
export const endAt = async (tx: Tx, live: Live, workspace: WorkspaceId): Promise<Touched | null> => {
  const touched = await store.endAt(tx, workspace)
  if (touched !== null) lookAgain(tx, live, [touched.floorId])
  return touched
}
