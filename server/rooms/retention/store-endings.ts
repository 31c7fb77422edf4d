import { sql } from 'kysely'
import type { OrganisationId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import type { Pools } from '#kernel/database/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { EndingTimes } from './deadline.ts'

/**
 * How far an ending is. Each step can be done again from its beginning. `waiting`: until the end moment; `journal`, `keys`, `rows`: live data; `backups`:
 * until the last copy is gone.
 */
export type EndingStep = 'waiting' | 'journal' | 'keys' | 'rows' | 'backups' | 'certified'

export type StatutoryHold = { readonly statute: string; readonly endsAt: string }

export type EndingRow = EndingTimes & {
  readonly id: string
  readonly organisation: OrganisationId
  readonly name: string
  readonly language: Language
  readonly toldAt: Temporal.Instant
  readonly timeZone: string
  readonly accessEndedAt: Temporal.Instant | null
  readonly step: EndingStep
  /** Rows that went, by table. */
  readonly counts: Readonly<Record<string, number>>
  /** Statutory duties that suspended it. */
  readonly holds: readonly StatutoryHold[]
  readonly journalN: number | null
  readonly trailSize: number | null
  readonly trailRoot: Buffer | null
  readonly escalated: readonly string[]
  readonly certificate: string | null
}

const columns = `id, tenant_id AS organisation, name, language, told_at AS "toldAt", ends_at AS "endsAt", time_zone AS "timeZone",
  deadline_at AS "deadlineAt", access_ended_at AS "accessEndedAt", step, counts, holds, live_done_at AS "liveDoneAt", journal_n AS "journalN",
  trail_size AS "trailSize", trail_root AS "trailRoot", backups_gone_by AS "backupsGoneBy", backups_gone_at AS "backupsGoneAt", escalated,
  certified_at AS "certifiedAt", certificate`
const selected = sql.raw(columns)

/** The end that is planned or under way, or null. Purposes `administration`, `retention`. */
export const findEnding = async (tx: Tx): Promise<EndingRow | null> => {
  const { rows } = await sql<EndingRow>`
    SELECT ${selected} FROM endings WHERE tenant_id = ${tx.organisation} AND withdrawn_at IS NULL`.execute(tx.db)
  return rows[0] ?? null
}

/** The same, held until the end of the transaction, if it still is at this step. */
export const holdEnding = async (tx: Tx, id: string, step: EndingStep): Promise<EndingRow | null> => {
  const { rows } = await sql<EndingRow>`
    SELECT ${selected} FROM endings WHERE tenant_id = ${tx.organisation} AND id = ${id} AND step = ${step} AND withdrawn_at IS NULL
    FOR UPDATE`.execute(tx.db)
  return rows[0] ?? null
}

/** Purpose `administration`. @returns false when an end was told already */
export const insertEnding = async (
  tx: Tx,
  ending: Pick<EndingRow, 'id' | 'name' | 'language' | 'endsAt' | 'timeZone' | 'deadlineAt'> & { readonly linkHash: Buffer },
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO endings (id, tenant_id, name, language, told_at, ends_at, time_zone, deadline_at, link_hash)
    VALUES (${ending.id}, ${tx.organisation}, ${ending.name}, ${ending.language}, ${tx.now.toString()}, ${ending.endsAt.toString()},
      ${ending.timeZone}, ${ending.deadlineAt.toString()}, ${ending.linkHash})
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx.db)
  return rows.length === 1
}

/** Purpose `administration`. @returns false when there is none, or its moment has come */
export const withdraw = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE endings SET withdrawn_at = ${tx.now.toString()}::timestamptz
    WHERE tenant_id = ${tx.organisation} AND withdrawn_at IS NULL AND step = 'waiting' AND ends_at > ${tx.now.toString()}::timestamptz
    RETURNING id`.execute(tx.db)
  return rows.length === 1
}

type Change = {
  readonly step?: EndingStep
  readonly accessEndedAt?: Temporal.Instant
  readonly counts?: Readonly<Record<string, number>>
  readonly holds?: readonly StatutoryHold[]
  readonly liveDoneAt?: Temporal.Instant
  readonly journalN?: number
  readonly trail?: { readonly size: number; readonly root: Buffer }
  readonly backupsGoneBy?: Temporal.Instant | null
  readonly backupsGoneAt?: Temporal.Instant
  readonly escalated?: readonly string[]
  readonly certified?: { readonly at: Temporal.Instant; readonly certificate: string }
}

/** What is not given stays. Purpose `retention`; the end of access in `administration`. */
export const changeEnding = async (tx: Tx, id: string, change: Change): Promise<void> => {
  const instant = (value: Temporal.Instant | null | undefined) => value?.toString() ?? null
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  await sql`
    UPDATE endings SET
      step = coalesce(${change.step ?? null}::text, step),
      access_ended_at = coalesce(access_ended_at, ${instant(change.accessEndedAt)}::timestamptz),
      counts = coalesce(${json(change.counts)}::jsonb, counts),
      holds = coalesce(${json(change.holds)}::jsonb, holds),
      live_done_at = coalesce(${instant(change.liveDoneAt)}::timestamptz, live_done_at),
      journal_n = coalesce(${change.journalN ?? null}::bigint, journal_n),
      trail_size = coalesce(${change.trail?.size ?? null}::bigint, trail_size),
      trail_root = coalesce(${change.trail?.root ?? null}::bytea, trail_root),
      backups_gone_by = coalesce(${instant(change.backupsGoneBy)}::timestamptz, backups_gone_by),
      backups_gone_at = coalesce(${instant(change.backupsGoneAt)}::timestamptz, backups_gone_at),
      escalated = coalesce(${change.escalated ?? null}::text[], escalated),
      certified_at = coalesce(certified_at, ${instant(change.certified?.at)}::timestamptz),
      certificate = coalesce(certificate, ${change.certified?.certificate ?? null}::text)
    WHERE tenant_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** All that are not certified, of all organisations, also of those whose every other row is gone. */
export const readOpenEndings = async (pools: Pools): Promise<EndingRow[]> =>
  (await pools.pool('jobs').query<EndingRow>(`SELECT ${columns} FROM endings WHERE withdrawn_at IS NULL AND certified_at IS NULL ORDER BY ends_at, id`)).rows

/** The look-up by the link that was given out: it does not know its organisation. */
export const findEndingByLink = async (pools: Pools, linkHash: Buffer): Promise<EndingRow | null> =>
  (await pools.pool('jobs').query<EndingRow>(`SELECT ${columns} FROM endings WHERE link_hash = $1 AND withdrawn_at IS NULL`, [linkHash])).rows[0] ?? null
