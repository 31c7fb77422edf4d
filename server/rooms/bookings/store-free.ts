import type { FloorId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { createSharedRead } from '#kernel/shared-read.ts'
import type { InstantRange } from '../places/index.ts'
import type { FreeWorkspace } from './nearest.ts'

/**
 * Bookings in force at a workspace never overlap: of those that end after the period's start only the first can be in its way. Asked in that order, it is
 * one entry of bookings_by_workspace, also before the table has statistics.
 */
const freeText = `
  SELECT c.workspace_id AS "workspaceId", c.workspace_name AS name, c.zone_name AS "zoneName", c.code, c.x, c.y
  FROM workspace_cards c
  WHERE c.organisation_id = $1 AND c.floor_id = $2 AND c.kind = $3 AND c.bookable AND coalesce((
    SELECT b.from_at FROM bookings b
    WHERE b.organisation_id = $1 AND b.workspace_id = c.workspace_id AND b.status IN ('booked', 'checked_in') AND b.to_at > $4::timestamptz
    ORDER BY b.to_at LIMIT 1) >= $5::timestamptz, true)`

/** What is looked for: nothing of it depends on who asks. */
export type Search = InstantRange & { readonly floorId: FloorId; readonly kind: 'desk' | 'room' }

/** Many lose the same race at once: they share one look, run in the transaction of the first of them. */
const share = createSharedRead<FreeWorkspace[], { readonly tx: Tx; readonly search: Search }>((_key, { tx, search: { floorId, kind, from, to } }) =>
  statement<FreeWorkspace>(tx, freeText, [tx.organisation, floorId, kind, from.toString(), to.toString()]),
)

/** The free workspaces of one kind on a floor for a whole period, as committed after the call. */
export const readFree = (tx: Tx, search: Search): Promise<FreeWorkspace[]> =>
  share(`${tx.organisation} ${search.floorId} ${search.kind} ${search.from.epochNanoseconds} ${search.to.epochNanoseconds}`, { tx, search })

/** Whether a person has a desk already at some time of a period. */
export const isSeated = async (tx: Tx, person: PersonId, { from, to }: InstantRange): Promise<boolean> => {
  const rows = await statement<{ id: WorkspaceId }>(
    tx,
    `SELECT id FROM bookings
     WHERE organisation_id = $1 AND person_id = $2 AND kind = 'desk' AND status IN ('booked', 'checked_in')
       AND to_at > $3::timestamptz AND from_at < $4::timestamptz
     ORDER BY to_at LIMIT 1`,
    [tx.organisation, person, from.toString(), to.toString()],
  )
  return rows.length > 0
}
