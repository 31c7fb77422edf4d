import type { ApprovalKind } from '#contract/approvals.ts'
import type { DataCategory } from '#contract/data-categories.ts'
import type { ApprovalId, ClientId, OrganisationId, TokenId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'
import { statement } from '#kernel/database/statement.ts'
import type { ClientPrincipal, PersonPrincipal } from '#kernel/http/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import type { StandingRow } from '../access/index.ts'

/** A token in force, with the networks it may come from: its own, and those of its approval. */
export type KnownToken = {
  readonly principal: PersonPrincipal | ClientPrincipal
  readonly addresses: readonly (readonly string[])[]
}

type Row = StandingRow & {
  token_hash: Buffer
  id: TokenId
  kind: 'client' | 'standing' | 'personal'
  client_id: ClientId | null
  approval_id: ApprovalId
  approval_kind: ApprovalKind
  purposes: Purpose[]
  categories: DataCategory[]
  addresses: string[]
  approval_addresses: string[]
  ends_at: Temporal.Instant
  approval_ends_at: Temporal.Instant
  last_used_on: string | null
}

/**
 * A token is nothing once it, its client or its approval was revoked or is over; of a person, once they may not come in. What it may do is what it and its
 * approval both name, and of a person what they may do themselves now.
 */
const tokensInForce = `
  SELECT t.token_hash, t.id, t.kind, t.client_id, t.approval_id, t.approval_kind, t.addresses, a.addresses AS approval_addresses, t.ends_at,
    a.ends_at AS approval_ends_at, t.last_used_on,
    ARRAY(SELECT unnest(t.purposes) INTERSECT SELECT unnest(a.purposes)) AS purposes,
    ARRAY(SELECT unnest(t.categories) INTERSECT SELECT unnest(a.categories)) AS categories, ${access.standingColumns}
  FROM access_tokens t
  JOIN approvals a ON a.organisation_id = t.organisation_id AND a.id = t.approval_id
  JOIN organisation_states o ON o.organisation_id = t.organisation_id
  LEFT JOIN api_clients c ON c.organisation_id = t.organisation_id AND c.id = t.client_id
  LEFT JOIN person_states p ON p.organisation_id = t.organisation_id AND p.person_id = t.person_id
  WHERE t.organisation_id = $1 AND t.token_hash = ANY ($2::bytea[]) AND t.revoked_at IS NULL AND t.ends_at > $3::timestamptz
    AND a.revoked_at IS NULL AND a.ends_at > $3::timestamptz
    AND CASE WHEN t.kind = 'personal' THEN p.person_id IS NOT NULL ELSE c.revoked_at IS NULL AND c.approval_id = t.approval_id END
    AND ${access.standingHolds}`

const principalOf = (organisation: OrganisationId, row: Row): PersonPrincipal | ClientPrincipal => {
  const token = {
    token: row.id,
    approval: row.approval_id,
    kind: row.approval_kind,
    purposes: new Set(row.purposes),
    categories: new Set(row.categories),
  }
  const sessionKey = `token ${row.id}`
  const expiresAt = access.earliest(row.ends_at, row.approval_ends_at, row.access_until)
  if (row.client_id !== null) {
    return { kind: 'client', organisation, client: row.client_id, agreementInForce: row.agreement_in_force, sessionKey, expiresAt, token }
  }
  return {
    ...access.standingOf(organisation, row),
    // Whoever made it came in as strongly as the organisation asks, and proved it again for that.
    secured: true,
    method: 'token',
    // A token never proves who holds it.
    verifiedAt: Temporal.Instant.fromEpochMilliseconds(0),
    sessionKey,
    expiresAt,
    token,
  }
}

const today = (tx: Tx): string => tx.now.toString().slice(0, 10)

/** Which tokens these hashes are, in one query for all; null: none that works. Notes the day of use. Purpose `sign_in`. */
export const readTokensInForce = async (tx: Tx, hashes: readonly Buffer[]): Promise<(KnownToken | null)[]> => {
  const rows = await statement<Row>(tx, tokensInForce, [tx.organisation, hashes, tx.now.toString()])
  const unnoted = rows.filter((row) => row.last_used_on !== today(tx)).map((row) => row.id)
  if (unnoted.length > 0) {
    await statement(tx, `UPDATE access_tokens SET last_used_on = $3::date WHERE organisation_id = $1 AND id = ANY ($2::uuid[])`, [
      tx.organisation,
      unnoted,
      today(tx),
    ])
  }
  const found = new Map(
    rows.map((row) => [
      row.token_hash.toString('hex'),
      { principal: principalOf(tx.organisation, row), addresses: [row.addresses, row.approval_addresses] },
    ]),
  )
  return hashes.map((hash) => found.get(hash.toString('hex')) ?? null)
}

export type KnownClient = {
  readonly client: ClientId
  readonly slot: number
  readonly approval: ApprovalId
  readonly approvalKind: ApprovalKind
  readonly approvalInForce: boolean
  readonly approvalEndsAt: Temporal.Instant
  readonly agreementInForce: boolean
  readonly purposes: readonly Purpose[]
  readonly categories: readonly DataCategory[]
  readonly addresses: readonly string[]
}

/** Which client a secret is of; null: of none that may ask. Notes the day of use. Purpose `sign_in`. */
export const readClientOf = async (tx: Tx, client: ClientId, hash: Buffer): Promise<KnownClient | null> => {
  const [row] = await statement<KnownClient>(
    tx,
    `SELECT c.id AS client, s.slot, a.id AS approval, a.kind AS "approvalKind", a.revoked_at IS NULL AND a.ends_at > $4::timestamptz AS "approvalInForce",
       a.ends_at AS "approvalEndsAt", o.agreement_in_force AND o.access_ended_at IS NULL AS "agreementInForce", a.purposes, a.categories, a.addresses
     FROM client_secrets s
     JOIN api_clients c ON c.organisation_id = s.organisation_id AND c.id = s.client_id
     JOIN approvals a ON a.organisation_id = c.organisation_id AND a.id = c.approval_id
     JOIN organisation_states o ON o.organisation_id = s.organisation_id
     WHERE s.organisation_id = $1 AND s.client_id = $2 AND s.secret_hash = $3 AND s.ends_at > $4::timestamptz AND c.revoked_at IS NULL`,
    [tx.organisation, client, hash, tx.now.toString()],
  )
  return row ?? null
}

export const noteClientUsed = async (tx: Tx, { client, slot }: KnownClient): Promise<void> => {
  await Promise.all([
    statement(tx, `UPDATE api_clients SET last_used_on = $3::date WHERE organisation_id = $1 AND id = $2 AND last_used_on IS DISTINCT FROM $3::date`, [
      tx.organisation,
      client,
      today(tx),
    ]),
    statement(
      tx,
      `UPDATE client_secrets SET last_used_on = $4::date
       WHERE organisation_id = $1 AND client_id = $2 AND slot = $3 AND last_used_on IS DISTINCT FROM $4::date`,
      [tx.organisation, client, slot, today(tx)],
    ),
  ])
}
