import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { ApprovalKind } from '#contract/approvals.ts'
import type { ApprovalId, ClientId, PersonId, TokenId } from '#contract/ids.ts'
import type { Scope } from './approval-note.ts'

export type NewToken = Scope & {
  readonly id: TokenId
  readonly hash: Buffer
  readonly approval: ApprovalId
  readonly approvalKind: ApprovalKind
  readonly endsAt: Temporal.Instant
  readonly whose:
    | { readonly kind: 'client'; readonly client: ClientId; readonly slot: number }
    | { readonly kind: 'standing'; readonly client: ClientId }
    | { readonly kind: 'personal'; readonly person: PersonId; readonly nameSealed: Buffer }
}

/** The row policy lets it be written only within an approval in force. Purposes `sign_in` and `administration`. */
export const insertToken = async (tx: Tx, token: NewToken): Promise<void> => {
  const { whose } = token
  await statement(
    tx,
    `INSERT INTO access_tokens (organisation_id, id, kind, token_hash, approval_id, approval_kind, client_id, client_slot, person_id, name_sealed,
       purposes, categories, addresses, created_at, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      tx.organisation,
      token.id,
      whose.kind,
      token.hash,
      token.approval,
      token.approvalKind,
      whose.kind === 'personal' ? null : whose.client,
      whose.kind === 'client' ? whose.slot : null,
      whose.kind === 'personal' ? whose.person : null,
      whose.kind === 'personal' ? whose.nameSealed : null,
      token.purposes,
      token.categories,
      token.addresses,
      tx.now.toString(),
      token.endsAt.toString(),
    ],
  )
}

export type TokenRow = {
  readonly id: TokenId
  readonly kind: 'personal' | 'standing'
  readonly approval_id: ApprovalId
  readonly client_id: ClientId | null
  readonly person_id: PersonId | null
  readonly name_sealed: Buffer | null
  readonly party_name: string
  readonly purposes: Scope['purposes']
  readonly categories: Scope['categories']
  readonly addresses: string[]
  readonly created_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
  readonly last_used_on: string | null
}

/** Long-lived tokens that still work, of an approval, a client or a person. Purposes `sign_in` and `administration`. */
export const readTokens = (tx: Tx, of: { readonly approval?: string; readonly client?: string; readonly person?: string }): Promise<TokenRow[]> =>
  statement<TokenRow>(
    tx,
    `SELECT t.id, t.kind, t.approval_id, t.client_id, t.person_id, t.name_sealed, a.party_name, t.purposes, t.categories, t.addresses, t.created_at,
       t.ends_at, t.last_used_on
     FROM access_tokens t JOIN approvals a ON a.organisation_id = t.organisation_id AND a.id = t.approval_id
     WHERE t.organisation_id = $1 AND t.kind <> 'client' AND t.revoked_at IS NULL AND t.ends_at > $2::timestamptz
       AND ($3::uuid IS NULL OR t.approval_id = $3) AND ($4::uuid IS NULL OR t.client_id = $4) AND ($5::uuid IS NULL OR t.person_id = $5)
     ORDER BY t.created_at DESC, t.id`,
    [tx.organisation, tx.now.toString(), of.approval ?? null, of.client ?? null, of.person ?? null],
  )

/** Ends a long-lived token; with `person`, only one of theirs. @returns whose it was; null when there is no such token that works */
export const markTokenRevoked = async (tx: Tx, id: string, person: PersonId | null): Promise<{ readonly person: PersonId | null } | null> => {
  const [row] = await statement<{ person: PersonId | null }>(
    tx,
    `UPDATE access_tokens SET revoked_at = $3::timestamptz
     WHERE organisation_id = $1 AND id = $2 AND kind <> 'client' AND revoked_at IS NULL AND ($4::uuid IS NULL OR person_id = $4)
     RETURNING person_id AS person`,
    [tx.organisation, id, tx.now.toString(), person],
  )
  return row ?? null
}

/** A program gives its own short token back (RFC 7009). @returns its id; null when it is not this client's */
export const markIssuedRevoked = async (tx: Tx, hash: Buffer, client: ClientId): Promise<string | null> => {
  const [row] = await statement<{ id: string }>(
    tx,
    `UPDATE access_tokens SET revoked_at = $4::timestamptz
     WHERE organisation_id = $1 AND token_hash = $2 AND client_id = $3 AND revoked_at IS NULL RETURNING id`,
    [tx.organisation, hash, client, tx.now.toString()],
  )
  return row?.id ?? null
}

/** Short tokens of a program that are over are of no use to anybody. Purpose `sign_in`. */
export const deleteOver = async (tx: Tx, client: ClientId): Promise<void> => {
  await statement(tx, `DELETE FROM access_tokens WHERE organisation_id = $1 AND client_id = $2 AND kind = 'client' AND ends_at <= $3::timestamptz`, [
    tx.organisation,
    client,
    tx.now.toString(),
  ])
}
