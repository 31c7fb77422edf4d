import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { FaultCode } from './scim/fault.ts'

/** What is told to a manager of what clients asked: counts by the hour and what was refused. Nothing of a person; for fourteen days. */
const keptHours = 14 * 24
const mostShown = 50

export type Act = 'read' | 'create' | 'replace' | 'patch' | 'delete'
export type Asked = { readonly resource: 'users' | 'groups' | 'other'; readonly act: Act }

const count = async (tx: Tx, client: string, what: 'reads' | 'writes' | 'refusals'): Promise<void> => {
  const one = (name: typeof what) => sql`${name === what ? 1 : 0}::integer`
  const now = sql`${tx.now.toString()}::timestamptz`
  await sql`
    INSERT INTO scim_calls AS c (organisation_id, client_id, hour, reads, writes, refusals, last_at)
    VALUES (${tx.organisation}, ${client}::uuid, date_trunc('hour', ${now}), ${one('reads')}, ${one('writes')}, ${one('refusals')}, ${now})
    ON CONFLICT (organisation_id, client_id, hour) DO UPDATE SET reads = c.reads + EXCLUDED.reads, writes = c.writes + EXCLUDED.writes,
      refusals = c.refusals + EXCLUDED.refusals, last_at = EXCLUDED.last_at`.execute(tx.db)
}

/** In the transaction of what was asked. Purpose `administration`. */
export const countCall = (tx: Tx, client: string, { act }: Asked): Promise<void> => count(tx, client, act === 'read' ? 'reads' : 'writes')

/** Purpose `administration`. */
export const keepRefusal = async (tx: Tx, client: string, { resource, act }: Asked, code: FaultCode): Promise<void> => {
  await count(tx, client, 'refusals')
  await tx.db
    .insertInto('scim_refusals')
    .values({ organisation_id: tx.organisation, id: crypto.randomUUID(), at: tx.now.toString(), client_id: client, resource, act, code })
    .execute()
}

export type ClientCalls = {
  readonly clientId: string
  readonly lastAt: Temporal.Instant
  readonly reads: number
  readonly writes: number
  readonly refusals: number
}

/** Each client that asked lately, with the counts of the last 24 hours. Purpose `administration`. */
export const readCalls = async (tx: Tx): Promise<ClientCalls[]> => {
  const lately = (column: 'reads' | 'writes' | 'refusals') => sql`
    coalesce(sum(${sql.ref(column)}) FILTER (WHERE hour > ${tx.now.subtract({ hours: 24 }).toString()}::timestamptz), 0)::int`
  const { rows } = await sql<ClientCalls>`
    SELECT client_id AS "clientId", max(last_at) AS "lastAt", ${lately('reads')} AS reads, ${lately('writes')} AS writes, ${lately('refusals')} AS refusals
    FROM scim_calls WHERE organisation_id = ${tx.organisation} GROUP BY client_id ORDER BY max(last_at) DESC, client_id`.execute(tx.db)
  return rows
}

export type KeptRefusal = Asked & { readonly id: string; readonly at: Temporal.Instant; readonly clientId: string; readonly code: FaultCode }

/** The newest first. Purpose `administration`. */
export const readRefusals = async (tx: Tx): Promise<KeptRefusal[]> => {
  const { rows } = await sql<KeptRefusal>`
    SELECT id, at, client_id AS "clientId", resource, act, code FROM scim_refusals
    WHERE organisation_id = ${tx.organisation} ORDER BY at DESC, id LIMIT ${mostShown}`.execute(tx.db)
  return rows
}

/** People that the directory brought in, and how many of those are switched off. Purpose `administration`. */
export const countProvisioned = async (tx: Tx): Promise<{ provisioned: number; deactivated: number }> => {
  const { rows } = await sql<{ provisioned: number; deactivated: number }>`
    SELECT count(*)::int AS provisioned, count(*) FILTER (WHERE p.deactivated_at IS NOT NULL)::int AS deactivated
    FROM scim_users s JOIN people p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
    WHERE s.organisation_id = ${tx.organisation}`.execute(tx.db)
  return rows[0] ?? { provisioned: 0, deactivated: 0 }
}

/** Purpose `administration`. */
export const forgetCalls = async (tx: Tx): Promise<void> => {
  const before = tx.now.subtract({ hours: keptHours }).toString()
  await sql`DELETE FROM scim_refusals WHERE organisation_id = ${tx.organisation} AND at < ${before}::timestamptz`.execute(tx.db)
  await sql`DELETE FROM scim_calls WHERE organisation_id = ${tx.organisation} AND hour < ${before}::timestamptz`.execute(tx.db)
}
