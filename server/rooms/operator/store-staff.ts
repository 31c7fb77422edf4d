import { sql } from 'kysely'
import type { StaffId } from '#contract/ids.ts'
import type { StaffRole } from '#contract/staff-roles.ts'
import type { Language } from '#contract/values.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { declarationDays, declarationInForce } from './declaration/versions.ts'

/** The register as it stands; names and addresses still sealed. All of it in purpose `security`. */
export type StaffRow = {
  readonly id: StaffId
  readonly name_sealed: Buffer
  readonly email_sealed: Buffer
  readonly roles: StaffRole[]
  readonly language: Language
  readonly invited_at: Temporal.Instant
  readonly activated_at: Temporal.Instant | null
  readonly left_at: Temporal.Instant | null
  readonly keys: number
  /** When they last signed the declaration in force; null: not, or so long ago that it counts no more. */
  readonly declared_at: Temporal.Instant | null
}

const readText = `
  SELECT s.id, s.name_sealed, s.email_sealed, s.roles, s.language, s.invited_at, s.activated_at, s.left_at,
    (SELECT count(*) FROM staff_keys k WHERE k.staff_id = s.id)::integer AS keys,
    (SELECT max(d.signed_at) FROM staff_declarations d WHERE d.staff_id = s.id AND d.version = '${declarationInForce}'
      AND d.signed_at > $1::timestamptz - make_interval(days => ${declarationDays})) AS declared_at
  FROM staff s WHERE $2::uuid IS NULL OR s.id = $2::uuid ORDER BY s.invited_at, s.id`

export const readStaff = (tx: Tx): Promise<StaffRow[]> => statement<StaffRow>(tx, readText, [tx.now.toString(), null])

/** Null: nobody of that id. */
export const readStaffMember = async (tx: Tx, id: StaffId): Promise<StaffRow | null> =>
  (await statement<StaffRow>(tx, readText, [tx.now.toString(), id]))[0] ?? null

export type NewStaff = {
  readonly id: StaffId
  readonly nameSealed: Buffer
  readonly emailSealed: Buffer
  readonly emailIndex: Buffer
  readonly roles: readonly StaffRole[]
  readonly language: Language
}

/** False: somebody with this address is in the register. */
export const addStaff = async (tx: Tx, staff: NewStaff): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO staff (id, name_sealed, email_sealed, email_index, roles, language, invited_at)
    VALUES (${staff.id}, ${staff.nameSealed}, ${staff.emailSealed}, ${staff.emailIndex}, ${[...staff.roles]}::text[], ${staff.language}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (email_index) DO NOTHING RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** False: nobody of that id works here. */
export const setStaffRoles = async (tx: Tx, id: StaffId, roles: readonly StaffRole[]): Promise<boolean> => {
  const changed = await tx.db.updateTable('staff').set({ roles: [...roles] }).where('id', '=', id).where('left_at', 'is', null).returning('id').execute()
  return changed.length === 1
}

export const markActive = async (tx: Tx, id: StaffId, language: Language): Promise<void> => {
  await tx.db
    .updateTable('staff')
    .set({ activated_at: sql<Temporal.Instant>`coalesce(activated_at, ${tx.now.toString()}::timestamptz)`, language })
    .where('id', '=', id)
    .execute()
}

/** They leave: what lets them in goes, what they signed stays. False: nobody of that id works here. */
export const markLeft = async (tx: Tx, id: StaffId): Promise<boolean> => {
  const left = await tx.db
    .updateTable('staff')
    .set({ left_at: tx.now.toString(), email_index: null })
    .where('id', '=', id)
    .where('left_at', 'is', null)
    .returning('id')
    .execute()
  if (left.length === 0) return false
  await takeWaysIn(tx, id)
  return true
}

/** Their keys, the sessions that began with them, and their link. */
export const takeWaysIn = async (tx: Tx, id: StaffId): Promise<void> => {
  await tx.db.deleteFrom('staff_sessions').where('staff_id', '=', id).execute()
  await tx.db.deleteFrom('staff_keys').where('staff_id', '=', id).execute()
  await tx.db.deleteFrom('staff_links').where('staff_id', '=', id).execute()
}

/** Who left before an instant. */
export const leftBefore = async (tx: Tx, before: Temporal.Instant): Promise<StaffId[]> =>
  (await tx.db.selectFrom('staff').select('id').where('left_at', '<', sql<Temporal.Instant>`${before.toString()}::timestamptz`).execute()).map(({ id }) => id as StaffId)

export const deleteStaff = async (tx: Tx, ids: readonly StaffId[]): Promise<void> => {
  if (ids.length > 0) await tx.db.deleteFrom('staff').where('id', 'in', [...ids]).execute()
}

/** One link at a time: the one before it stops working. */
export const putLink = async (tx: Tx, id: StaffId, hash: Buffer, expiresAt: Temporal.Instant): Promise<void> => {
  await sql`
    INSERT INTO staff_links (staff_id, token_hash, expires_at) VALUES (${id}, ${hash}, ${expiresAt.toString()}::timestamptz)
    ON CONFLICT (staff_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at`.execute(tx.db)
}

/** Whose link this is, while it works. */
export const linkOwner = async (tx: Tx, hash: Buffer): Promise<StaffId | null> => {
  const { rows } = await sql<{ id: StaffId }>`
    SELECT l.staff_id AS id FROM staff_links l JOIN staff s ON s.id = l.staff_id
    WHERE l.token_hash = ${hash} AND l.expires_at > ${tx.now.toString()}::timestamptz AND s.left_at IS NULL`.execute(tx.db)
  return rows[0]?.id ?? null
}

/** Takes the link off; of two at once one. @returns whose it was */
export const useLink = async (tx: Tx, hash: Buffer): Promise<StaffId | null> => {
  const { rows } = await sql<{ id: StaffId }>`
    DELETE FROM staff_links l USING staff s
    WHERE l.token_hash = ${hash} AND l.expires_at > ${tx.now.toString()}::timestamptz AND s.id = l.staff_id AND s.left_at IS NULL
    RETURNING l.staff_id AS id`.execute(tx.db)
  return rows[0]?.id ?? null
}
