import { sql } from 'kysely'
import type { ApprovalKind } from '#contract/approvals.ts'
import type { DataCategory } from '#contract/data-categories.ts'
import type { ApprovalId, PersonId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Party, Scope } from './approval-note.ts'
import type { Responsibility } from './responsibility.ts'

export type ApprovalInForce = {
  readonly id: ApprovalId
  readonly kind: ApprovalKind
  readonly partyName: string
  readonly purposes: readonly Purpose[]
  readonly categories: readonly DataCategory[]
  readonly addresses: readonly string[]
  readonly endsAt: Temporal.Instant
}

/** Null: there is none, or it is revoked or over. */
export const readInForce = async (tx: Tx, id: string): Promise<ApprovalInForce | null> => {
  const [found = null] = await statement<ApprovalInForce>(
    tx,
    `SELECT id, kind, party_name AS "partyName", purposes, categories, addresses, ends_at AS "endsAt" FROM approvals
     WHERE organisation_id = $1 AND id = $3::uuid AND revoked_at IS NULL AND ends_at > $2::timestamptz`,
    [tx.organisation, tx.now.toString(), id],
  )
  return found
}

export type ApprovalRow = {
  readonly id: ApprovalId
  readonly kind: ApprovalKind
  readonly party_name: string
  readonly party_contact: string
  readonly party_country: string
  readonly transfer_ground: Party['transferGround']
  readonly purposes: Scope['purposes']
  readonly categories: Scope['categories']
  readonly addresses: string[]
  readonly approved_at: Temporal.Instant
  readonly ends_at: Temporal.Instant
  readonly accepted_by: PersonId | null
  readonly text_version: string
  readonly text_language: 'nl' | 'en'
  readonly text_hash: string
  readonly renews: ApprovalId | null
  readonly revoked_at: Temporal.Instant | null
  readonly last_used_on: string | null
  readonly clients: number
  readonly tokens: number
}

/** All of the organisation, newest first, or one; with what hangs on each. Purpose `administration`. */
export const readApprovals = (tx: Tx, id: string | null = null): Promise<ApprovalRow[]> =>
  statement<ApprovalRow>(
    tx,
    `SELECT a.id, a.kind, a.party_name, a.party_contact, a.party_country, a.transfer_ground, a.purposes, a.categories, a.addresses, a.approved_at, a.ends_at,
       a.accepted_by, a.text_version, a.text_language, a.text_hash, a.renews, a.revoked_at,
       greatest(c.last, t.last)::text AS last_used_on, c.number AS clients, t.number AS tokens
     FROM approvals a
     CROSS JOIN LATERAL (SELECT max(last_used_on) AS last, count(*) FILTER (WHERE revoked_at IS NULL)::integer AS number
       FROM api_clients WHERE organisation_id = $1 AND approval_id = a.id) c
     CROSS JOIN LATERAL (SELECT max(last_used_on) AS last,
         count(*) FILTER (WHERE kind <> 'client' AND revoked_at IS NULL AND ends_at > $3::timestamptz)::integer AS number
       FROM access_tokens WHERE organisation_id = $1 AND approval_id = a.id) t
     WHERE a.organisation_id = $1 AND ($2::uuid IS NULL OR a.id = $2)
     ORDER BY a.approved_at DESC, a.id`,
    [tx.organisation, id, tx.now.toString()],
  )

export const readNote = async (tx: Tx, id: string): Promise<string | null> => {
  const row = await tx.db.selectFrom('approvals').select('note').where('organisation_id', '=', tx.organisation).where('id', '=', id).executeTakeFirst()
  return row?.note ?? null
}

export type NewApproval = Scope & {
  readonly id: ApprovalId
  readonly kind: ApprovalKind
  readonly party: Party
  readonly endsAt: Temporal.Instant
  readonly acceptedBy: PersonId
  readonly responsibility: Responsibility
  readonly note: string
  readonly renews: ApprovalId | null
}

export const insertApproval = async (tx: Tx, approval: NewApproval): Promise<void> => {
  const { party, responsibility } = approval
  await tx.db
    .insertInto('approvals')
    .values({
      organisation_id: tx.organisation,
      id: approval.id,
      kind: approval.kind,
      party_name: party.name,
      party_contact: party.contact,
      party_country: party.country,
      transfer_ground: party.transferGround,
      purposes: approval.purposes,
      categories: approval.categories,
      addresses: approval.addresses,
      approved_at: tx.now.toString(),
      ends_at: approval.endsAt.toString(),
      accepted_by: approval.acceptedBy,
      text_version: responsibility.version,
      text_language: responsibility.language,
      text_hash: responsibility.textHash,
      note: approval.note,
      renews: approval.renews,
    })
    .execute()
}

/** Ends an approval and every token under it. @returns its kind; null when there is none that was not revoked before */
export const markRevoked = async (tx: Tx, id: string, by: PersonId | null): Promise<ApprovalKind | null> => {
  const row = await tx.db
    .updateTable('approvals')
    .set({ revoked_at: tx.now.toString(), revoked_by: by })
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('kind')
    .executeTakeFirst()
  if (row === undefined) return null
  await statement(tx, `UPDATE access_tokens SET revoked_at = $3::timestamptz WHERE organisation_id = $1 AND approval_id = $2 AND revoked_at IS NULL`, [
    tx.organisation,
    id,
    tx.now.toString(),
  ])
  return row.kind as ApprovalKind
}

/**
 * A new approval takes over what hangs on the old one: its programs, and those tokens that lie within the new one. What does not ends with the old.
 */
export const handOver = async (tx: Tx, from: ApprovalId, to: ApprovalId): Promise<void> => {
  await tx.db
    .updateTable('api_clients')
    .set({ approval_id: to })
    .where('organisation_id', '=', tx.organisation)
    .where('approval_id', '=', from)
    .where('revoked_at', 'is', null)
    .execute()
  await sql`
    UPDATE access_tokens t SET approval_id = a.id FROM approvals a
    WHERE t.organisation_id = ${tx.organisation} AND t.approval_id = ${from} AND t.revoked_at IS NULL AND t.ends_at > ${tx.now.toString()}::timestamptz
      AND a.organisation_id = ${tx.organisation} AND a.id = ${to}
      AND t.purposes <@ a.purposes AND t.categories <@ a.categories AND t.ends_at <= a.ends_at`.execute(tx.db)
}

export type PersonalParty = Pick<Scope, 'purposes' | 'categories'> & {
  readonly approvalId: ApprovalId
  readonly name: string
  readonly country: string
  readonly endsAt: Temporal.Instant
}

/** Third parties that people may make a token for. Purpose `sign_in`. */
export const readPersonalParties = (tx: Tx): Promise<PersonalParty[]> =>
  statement<PersonalParty>(
    tx,
    `SELECT id AS "approvalId", party_name AS name, party_country AS country, purposes, categories, ends_at AS "endsAt" FROM approvals
     WHERE organisation_id = $1 AND kind = 'personal_tokens' AND revoked_at IS NULL AND ends_at > $2::timestamptz ORDER BY party_name, id`,
    [tx.organisation, tx.now.toString()],
  )
