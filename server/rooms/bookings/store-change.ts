import { sql } from 'kysely'
import type { BookingId, FloorId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as places from '../places/index.ts'
import type { InstantRange } from '../places/index.ts'
import * as trail from '../trail/index.ts'
import { earliestCheckInMinutes, isActive, isBefore } from './shapes.ts'
import { nearest } from './nearest.ts'
import type { BookingRow } from './shapes.ts'
import { rulesOf } from './store-book.ts'
import { readFree } from './store-free.ts'
import { readBooking } from './store.ts'

export type Change = {
  readonly from?: Temporal.Instant | undefined
  readonly to?: Temporal.Instant | undefined
  readonly workspaceId?: WorkspaceId | undefined
}

/** What a change leads to; `restarts` when it starts anew, at another time or place. */
type Plan = InstantRange & { readonly workspaceId: WorkspaceId; readonly restarts: boolean }

/** @throws Refusal period_invalid, in_the_past */
const planOf = (row: BookingRow, change: Change, now: Temporal.Instant): Plan => {
  const workspaceId = change.workspaceId ?? row.workspace_id
  const from = change.from ?? row.from_at
  const to = change.to ?? row.to_at
  const restarts = workspaceId !== row.workspace_id || !from.equals(row.from_at)
  const hasStarted = !isBefore(now, row.from_at)
  // What runs keeps its start; moved to another place, it starts there now.
  const asked = hasStarted && from.equals(row.from_at) && restarts ? now : from
  const period = places.clipToNow(asked, to, hasStarted && !restarts ? from : now)
  if (period instanceof Refusal) throw period
  if (!isBefore(now, to)) throw new Refusal('in_the_past')
  return { ...period, workspaceId, restarts }
}

type Target = Parameters<typeof rulesOf>[0] & {
  readonly workspace_name: string
  readonly kind: 'desk' | 'room'
  readonly bookable: boolean
  readonly taken: boolean
  readonly seated: boolean
  readonly floor_id: FloorId
  readonly x: number
  readonly y: number
}

/** The place one wants to move to, and who is in the way there, oneself apart. */
const lookAt = async (tx: Tx, person: PersonId, id: BookingId, plan: Plan): Promise<Target | undefined> => {
  const { rows } = await sql<Target>`
    WITH place AS MATERIALIZED (
      SELECT c.*,
        EXISTS (SELECT FROM bookings b
          WHERE b.organisation_id = ${tx.organisation} AND b.workspace_id = c.workspace_id AND b.status IN ('booked', 'checked_in')
            AND b.id <> ${id} AND b.from_at < ${plan.to.toString()}::timestamptz AND b.to_at > ${plan.from.toString()}::timestamptz) AS taken,
        c.kind = 'desk' AND EXISTS (SELECT FROM bookings b
          WHERE b.organisation_id = ${tx.organisation} AND b.person_id = ${person} AND b.status IN ('booked', 'checked_in')
            AND b.kind = 'desk' AND b.id <> ${id} AND b.from_at < ${plan.to.toString()}::timestamptz AND b.to_at > ${plan.from.toString()}::timestamptz) AS seated
      FROM workspace_cards c WHERE c.organisation_id = ${tx.organisation} AND c.workspace_id = ${plan.workspaceId}
    )
    SELECT workspace_name, kind, bookable, location_name, time_zone, opening_hours, closed_days, desk_window_days, room_window_days, taken,
      seated, floor_id, x, y
    FROM place`.execute(tx.db)
  return rows[0]
}

/** @throws Refusal whatever stands in the way */
const checkTarget = async (tx: Tx, target: Target | undefined, plan: Plan): Promise<Target> => {
  if (target === undefined) throw new Refusal('not_found')
  if (!target.bookable && plan.restarts) throw new Refusal('workspace_not_bookable', { workspace: target.workspace_name })
  const refusal = places.checkPeriod(rulesOf(target), target.kind, plan, tx.now)
  if (refusal !== null) throw refusal
  if (target.taken) {
    const free = await readFree(tx, { floorId: target.floor_id, kind: target.kind, from: plan.from, to: plan.to })
    throw new Refusal('workspace_taken', { workspace: target.workspace_name }, { alternatives: nearest(free, target) })
  }
  if (target.seated) throw new Refusal('person_already_booked')
  return target
}

/** Exclusion constraint (23P01), or two changes that waited for each other (40P01): somebody else was first. */
const lostRace = new Set(['23P01', '40P01'])
const mostTries = 4

/**
 * Moves one of a person's bookings in time or to another workspace. It keeps its id, and the old place until the new one is certain.
 * @throws Refusal not_found, booking_over, and whatever booking anew could meet
 */
export const changeBooking = async (tx: Tx, person: PersonId, id: BookingId, change: Change): Promise<{ row: BookingRow; before: BookingRow }> => {
  for (let tries = 1; ; tries++) {
    const before = await readBooking(tx, person, id)
    if (!isActive(before, tx.now)) throw new Refusal('booking_over')
    const plan = planOf(before, change, tx.now)
    await takeTurns(tx, [plan.workspaceId, person])
    const target = await checkTarget(tx, await lookAt(tx, person, id, plan), plan)
    if (await move(tx, before, plan, target.kind)) return { row: await readBooking(tx, person, id), before }
    if (tries === mostTries) throw new Refusal('workspace_taken', { workspace: target.workspace_name }, { alternatives: [] })
  }
}

/**
 * Two plain UPDATEs into one place would wait for each other until PostgreSQL calls it a deadlock: those who change take turns. New bookings need
 * not: they step back by themselves (ON CONFLICT).
 */
const takeTurns = (tx: Tx, about: readonly string[]) =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(turn, 0))
    FROM unnest(${about.map((each) => `${tx.organisation} ${each}`).toSorted()}::text[]) AS turn`.execute(tx.db)

/** @returns false when somebody else got in between */
const move = async (tx: Tx, row: BookingRow, plan: Plan, kind: 'desk' | 'room'): Promise<boolean> => {
  const from = sql`${plan.from.toString()}::timestamptz`
  const to = sql`${plan.to.toString()}::timestamptz`
  const now = sql`${tx.now.toString()}::timestamptz`
  // Who was checked in stays so, unless it became a booking for another place or for later.
  const isLater = isBefore(tx.now.add({ minutes: earliestCheckInMinutes }), plan.from)
  const staysIn = row.status === 'checked_in' && plan.workspaceId === row.workspace_id && !isLater
  const heldFrom = plan.restarts ? now : sql`created_at`
  await sql`SAVEPOINT moving`.execute(tx.db)
  try {
    const { rows } = await sql`
      WITH moved AS (
        UPDATE bookings b SET workspace_id = ${plan.workspaceId}, kind = ${kind}, during = tstzrange(${from}, ${to}),
          status = ${staysIn ? 'checked_in' : 'booked'},
          checked_in_at = ${staysIn ? sql`checked_in_at` : sql`NULL`},
          checked_in_by = ${staysIn ? sql`checked_in_by` : sql`NULL`},
          reminded_at = ${plan.restarts ? sql`NULL` : sql`reminded_at`},
          held_until = least(${to}, greatest(${from}, ${heldFrom}) + (
            SELECT check_in_grace_minutes FROM workspace_cards c
            WHERE c.organisation_id = ${tx.organisation} AND c.workspace_id = ${plan.workspaceId}) * interval '1 minute')
        WHERE organisation_id = ${tx.organisation} AND id = ${row.booking_id} AND person_id = ${row.person_id} AND status = ${row.status}
          AND workspace_id = ${row.workspace_id}
          AND during = tstzrange(${row.from_at.toString()}, ${row.to_at.toString()})
        RETURNING id, person_id
      ),
      entered AS (${trail.recordFrom(tx, 'moved', 'bookings.changed', 'booking')})
      SELECT id FROM moved`.execute(tx.db)
    return rows.length === 1
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === undefined || !lostRace.has(code)) throw error
    await sql`ROLLBACK TO SAVEPOINT moving`.execute(tx.db)
    return false
  }
}
