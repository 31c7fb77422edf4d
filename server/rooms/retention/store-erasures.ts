import { sql } from 'kysely'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Pools } from '#kernel/database/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/**
 * How far an erasure is. `postponed`: a hold stands. Each step can be done again from its beginning: what a crash left half done is found as it is.
 */
export type ErasureStep = 'postponed' | 'journal' | 'keys' | 'rows' | 'entry' | 'receipt' | 'done'

/** Rows by table, and what became of them. */
export type Counts = Readonly<Record<string, { readonly went: number; readonly emptied: number }>>

export type ErasureRow = {
  readonly id: string
  /** Null only once it is done. */
  readonly person: PersonId
  readonly request: string | null
  readonly startedAt: Temporal.Instant
  readonly step: ErasureStep
  readonly counts: Counts
  readonly journalN: number | null
}

const open = sql`id, person_id AS person, request_id AS request, started_at AS "startedAt", step, counts, journal_n AS "journalN"`

/** Erasures that are not done, the oldest first. Purpose `retention`. */
export const readOpenErasures = async (tx: Tx): Promise<ErasureRow[]> => {
  const { rows } = await sql<ErasureRow>`
    SELECT ${open} FROM erasures WHERE organisation_id = ${tx.organisation} AND done_at IS NULL AND person_id IS NOT NULL
    ORDER BY started_at, id`.execute(tx.db)
  return rows
}

/** Purpose `rights`. @returns false when this person is being erased already */
export const insertErasure = async (
  tx: Tx,
  erasure: { readonly id: string; readonly person: PersonId; readonly request: string | null; readonly step: ErasureStep; readonly linkHash: Buffer },
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO erasures (organisation_id, id, person_id, request_id, started_at, step, link_hash)
    VALUES (${tx.organisation}, ${erasure.id}, ${erasure.person}, ${erasure.request}, ${tx.now.toString()}, ${erasure.step}, ${erasure.linkHash})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx.db)
  return rows.length === 1
}

/**
 * Holds the erasure until the end of the transaction, if it still is at this step: of two processes at it only one goes on.
 * @returns what is counted so far; null when another has gone on
 */
export const holdErasure = async (tx: Tx, id: string, step: ErasureStep): Promise<Counts | null> => {
  const { rows } = await sql<{ counts: Counts }>`
    SELECT counts FROM erasures WHERE organisation_id = ${tx.organisation} AND id = ${id} AND step = ${step} FOR UPDATE`.execute(tx.db)
  return rows[0]?.counts ?? null
}

export const moveErasure = async (
  tx: Tx,
  id: string,
  from: ErasureStep,
  to: ErasureStep,
  { counts = null, journalN = null }: { counts?: Counts | null; journalN?: number | null } = {},
): Promise<void> => {
  await sql`
    UPDATE erasures SET step = ${to}, counts = coalesce(${counts === null ? null : JSON.stringify(counts)}::jsonb, counts),
      journal_n = coalesce(${journalN}::bigint, journal_n)
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND step = ${from}`.execute(tx.db)
}

/** The last step: from here on nothing says whom it was about. */
export const finishErasure = async (tx: Tx, id: string, receipt: string): Promise<void> => {
  await sql`
    UPDATE erasures SET step = 'done', person_id = NULL, done_at = ${tx.now.toString()}::timestamptz, receipt = ${receipt}
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND done_at IS NULL`.execute(tx.db)
}

/** Purpose `rights`. */
export const erasureByLink = async (
  tx: Tx,
  linkHash: Buffer,
): Promise<{ readonly step: ErasureStep; readonly doneAt: Temporal.Instant | null; readonly receipt: string | null } | null> => {
  const { rows } = await sql<{ step: ErasureStep; doneAt: Temporal.Instant | null; receipt: string | null }>`
    SELECT step, done_at AS "doneAt", receipt FROM erasures WHERE organisation_id = ${tx.organisation} AND link_hash = ${linkHash}`.execute(tx.db)
  return rows[0] ?? null
}

/** All organisations, for a look at the start; the minute job gets them one by one. */
export const everyTenant = async (pools: Pools): Promise<OrganisationId[]> =>
  (await pools.pool('jobs').query<{ id: OrganisationId }>('SELECT id FROM tenants ORDER BY id')).rows.map(({ id }) => id)
