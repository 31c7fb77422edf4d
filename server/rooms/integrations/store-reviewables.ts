import type { ApprovalId, PersonId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Something a third party holds, put before whoever is responsible (G6.2g): confirmed, or it lapses. */
export type Reviewable = {
  readonly kind: 'approval' | 'client' | 'token'
  readonly id: string
  readonly approval: ApprovalId
  /** Of a personal token: whose it is. */
  readonly person: PersonId | null
  /** The third party, and the program. */
  readonly party: string
  readonly client: string | null
  readonly purposes: readonly string[]
  readonly categories: readonly string[]
  readonly since: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly lastUsedOn: string | null
  readonly confirmedAt: Temporal.Instant | null
}

/** Everything in force that a third party holds: approvals, their programs, long-lived tokens. Purpose `administration`. */
export const reviewables = (tx: Tx): Promise<Reviewable[]> =>
  statement<Reviewable>(
    tx,
    `WITH approved AS (SELECT * FROM (SELECT id, party_name, purposes, categories, approved_at, ends_at, confirmed_at FROM approvals
       WHERE organisation_id = $1 AND revoked_at IS NULL AND ends_at > $2::timestamptz) a)
     SELECT 'approval' AS kind, a.id, a.id AS approval, NULL::uuid AS person, a.party_name AS party, NULL AS client, a.purposes, a.categories,
       a.approved_at AS since, a.ends_at AS "endsAt", NULL::date AS "lastUsedOn", a.confirmed_at AS "confirmedAt" FROM approved a
     UNION ALL
     SELECT 'client', c.id, a.id, NULL, a.party_name, c.name, a.purposes, a.categories, c.created_at, a.ends_at, c.last_used_on, c.confirmed_at
     FROM api_clients c JOIN approved a ON a.id = c.approval_id WHERE c.organisation_id = $1 AND c.revoked_at IS NULL
     UNION ALL
     SELECT 'token', t.id, a.id, t.person_id, a.party_name, c.name, t.purposes, t.categories, t.created_at, t.ends_at, t.last_used_on, t.confirmed_at
     FROM access_tokens t JOIN approved a ON a.id = t.approval_id
     LEFT JOIN api_clients c ON c.organisation_id = $1 AND c.id = t.client_id
     WHERE t.organisation_id = $1 AND t.kind <> 'client' AND t.revoked_at IS NULL AND t.ends_at > $2::timestamptz
     ORDER BY party, kind, id`,
    [tx.organisation, tx.now.toString()],
  )

const tableOf = { approval: 'approvals', client: 'api_clients', token: 'access_tokens' } as const

/** Notes that a review confirmed these. Purpose `administration`. */
export const confirmReviewed = async (tx: Tx, items: readonly Pick<Reviewable, 'kind' | 'id'>[]): Promise<void> => {
  for (const kind of ['approval', 'client', 'token'] as const) {
    const ids = items.filter((item) => item.kind === kind).map(({ id }) => id)
    if (ids.length === 0) continue
    await tx.db
      .updateTable(tableOf[kind])
      .set({ confirmed_at: tx.now.toString() })
      .where('organisation_id', '=', tx.organisation)
      .where('id', 'in', ids)
      .execute()
  }
}
