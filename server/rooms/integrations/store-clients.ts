import type { ApprovalKind } from '#contract/approvals.ts'
import type { ApprovalId, ClientId } from '#contract/ids.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** @returns false when the approval is not in force; null when the name is taken. Purpose `administration`. */
export const insertClient = async (tx: Tx, client: { readonly id: ClientId; readonly approval: ApprovalId; readonly name: string }): Promise<boolean | null> => {
  const [row] = await statement<{ approved: boolean; added: boolean }>(
    tx,
    `WITH approved AS (
       SELECT id, kind FROM approvals
       WHERE organisation_id = $1 AND id = $3 AND kind IN ('api_client', 'scim') AND revoked_at IS NULL AND ends_at > $5::timestamptz
     ), added AS (
       INSERT INTO api_clients (organisation_id, id, approval_id, approval_kind, name, created_at)
       SELECT $1, $2, id, kind, $4, $5 FROM approved
       ON CONFLICT DO NOTHING RETURNING id
     )
     SELECT EXISTS (SELECT FROM approved) AS approved, EXISTS (SELECT FROM added) AS added`,
    [tx.organisation, client.id, client.approval, client.name, tx.now.toString()],
  )
  return row?.approved !== true ? false : row.added ? true : null
}

export type ClientRow = {
  readonly id: ClientId
  readonly name: string
  readonly created_at: Temporal.Instant
  readonly last_used_on: string | null
  readonly revoked_at: Temporal.Instant | null
}

export const readClients = (tx: Tx, approval: string): Promise<ClientRow[]> =>
  statement<ClientRow>(
    tx,
    `SELECT id, name, created_at, last_used_on, revoked_at FROM api_clients WHERE organisation_id = $1 AND approval_id = $2 ORDER BY created_at, id`,
    [tx.organisation, approval],
  )

export type SecretRow = {
  readonly client_id: ClientId
  readonly slot: 1 | 2
  readonly created_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
  readonly last_used_on: string | null
}

export const readSecrets = (tx: Tx, clients: readonly ClientId[]): Promise<SecretRow[]> =>
  statement<SecretRow>(
    tx,
    `SELECT client_id, slot, created_at, ends_at, last_used_on FROM client_secrets
     WHERE organisation_id = $1 AND client_id = ANY ($2::uuid[]) ORDER BY client_id, slot`,
    [tx.organisation, clients],
  )

export type ClientInForce = { readonly kind: ApprovalKind; readonly approval: ApprovalId; readonly approvalEndsAt: Temporal.Instant }

/** What a client's secrets and tokens can be at most. Locks the client, so that two at once do not both take the last place. */
export const lockClient = async (tx: Tx, id: string): Promise<{ readonly inForce: ClientInForce | null } | null> => {
  const [row] = await statement<{ kind: ApprovalKind; approval: ApprovalId; ends_at: Temporal.Instant; in_force: boolean }>(
    tx,
    `SELECT a.kind, a.id AS approval, a.ends_at, c.revoked_at IS NULL AND a.revoked_at IS NULL AND a.ends_at > $3::timestamptz AS in_force
     FROM api_clients c JOIN approvals a ON a.organisation_id = c.organisation_id AND a.id = c.approval_id
     WHERE c.organisation_id = $1 AND c.id = $2 FOR UPDATE OF c`,
    [tx.organisation, id, tx.now.toString()],
  )
  if (row === undefined) return null
  return { inForce: row.in_force ? { kind: row.kind, approval: row.approval, approvalEndsAt: row.ends_at } : null }
}

/** Takes a free place, or one whose secret is over; the client is locked. @returns which; null when both are taken */
export const insertSecret = async (tx: Tx, client: string, hash: Buffer, endsAt: Temporal.Instant): Promise<1 | 2 | null> => {
  const now = tx.now.toString()
  await statement(tx, `DELETE FROM client_secrets WHERE organisation_id = $1 AND client_id = $2 AND ends_at <= $3::timestamptz`, [tx.organisation, client, now])
  const [row] = await statement<{ slot: 1 | 2 }>(
    tx,
    `INSERT INTO client_secrets (organisation_id, client_id, slot, secret_hash, created_at, ends_at)
     SELECT $1, $2, free.slot, $3, $4, $5 FROM unnest(ARRAY[1, 2]::smallint[]) AS free (slot)
     WHERE NOT EXISTS (SELECT FROM client_secrets k WHERE k.organisation_id = $1 AND k.client_id = $2 AND k.slot = free.slot)
     ORDER BY free.slot LIMIT 1 RETURNING slot`,
    [tx.organisation, client, hash, now, endsAt.toString()],
  )
  return row?.slot ?? null
}

/** Takes a secret away, and the tokens that were got with it. @returns false when there is none */
export const deleteSecret = async (tx: Tx, client: string, slot: number): Promise<boolean> => {
  const [gone] = await statement(
    tx,
    `DELETE FROM client_secrets WHERE organisation_id = $1 AND client_id = $2 AND slot = $3 RETURNING slot`,
    [tx.organisation, client, slot],
  )
  if (gone === undefined) return false
  await statement(
    tx,
    `UPDATE access_tokens SET revoked_at = $4::timestamptz WHERE organisation_id = $1 AND client_id = $2 AND client_slot = $3 AND revoked_at IS NULL`,
    [tx.organisation, client, slot, tx.now.toString()],
  )
  return true
}

/** Ends a client with its secrets and tokens. @returns false when there is none, or it was revoked before */
export const markClientRevoked = async (tx: Tx, id: string): Promise<boolean> => {
  const [row] = await statement(
    tx,
    `UPDATE api_clients SET revoked_at = $3::timestamptz WHERE organisation_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
    [tx.organisation, id, tx.now.toString()],
  )
  if (row === undefined) return false
  await statement(tx, `DELETE FROM client_secrets WHERE organisation_id = $1 AND client_id = $2`, [tx.organisation, id])
  await statement(tx, `UPDATE access_tokens SET revoked_at = $3::timestamptz WHERE organisation_id = $1 AND client_id = $2 AND revoked_at IS NULL`, [
    tx.organisation,
    id,
    tx.now.toString(),
  ])
  return true
}

/** Names of the third parties behind some clients. In any purpose that sees approvals. */
export const partiesOf = async (tx: Tx, clients: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (clients.length === 0) return new Map()
  const rows = await statement<{ id: string; party_name: string }>(
    tx,
    `SELECT c.id, a.party_name FROM api_clients c JOIN approvals a ON a.organisation_id = c.organisation_id AND a.id = c.approval_id
     WHERE c.organisation_id = $1 AND c.id = ANY ($2::uuid[])`,
    [tx.organisation, clients],
  )
  return new Map(rows.map((row) => [row.id, row.party_name]))
}
