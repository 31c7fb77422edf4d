import type { StaffId, StaffKeyId } from '#contract/ids.ts'
import type { StaffRole } from '#contract/staff-roles.ts'
import { statement } from '#kernel/database/statement.ts'
import type { StaffPrincipal } from '#kernel/http/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { declarationDays, declarationInForce } from './declaration/versions.ts'

/** Stricter than any customer's: a desk that was left is shut, and a working day is the longest (ASVS 5.0 7.3.1, 7.3.2). */
const idleMinutes = 15
export const absoluteHours = 8

type SessionRow = {
  staff_id: StaffId
  roles: StaffRole[]
  language: 'nl' | 'en'
  verified_at: Temporal.Instant
  ends_at: Temporal.Instant
  declared: boolean
}

/** One statement: whose live session this is, moving its idle limit, and whether the declaration in force is signed. */
const readText = `
  UPDATE staff_sessions e SET idle_until = $2::timestamptz + make_interval(mins => ${idleMinutes})
  FROM staff s
  WHERE e.token_hash = $1 AND e.idle_until > $2::timestamptz AND e.absolute_until > $2::timestamptz AND s.id = e.staff_id AND s.left_at IS NULL
  RETURNING e.staff_id, s.roles, s.language, e.verified_at, least(e.idle_until, e.absolute_until) AS ends_at,
    EXISTS (SELECT FROM staff_declarations d WHERE d.staff_id = s.id AND d.version = '${declarationInForce}'
      AND d.signed_at > $2::timestamptz - make_interval(days => ${declarationDays})) AS declared`

/** Null: unknown, over, or of somebody who left. Purpose `security`. */
export const readSession = async (tx: Tx, hash: Buffer): Promise<StaffPrincipal | null> => {
  const [row] = await statement<SessionRow>(tx, readText, [hash, tx.now.toString()])
  if (row === undefined) return null
  return {
    kind: 'staff',
    staff: row.staff_id,
    roles: row.roles,
    declared: row.declared,
    language: row.language,
    sessionKey: hash.toString('hex'),
    verifiedAt: row.verified_at,
    expiresAt: row.ends_at,
  }
}

export const addSession = async (tx: Tx, staff: StaffId, key: StaffKeyId, hash: Buffer, device: string): Promise<void> => {
  await tx.db
    .insertInto('staff_sessions')
    .values({
      token_hash: hash,
      staff_id: staff,
      key_id: key,
      device,
      created_at: tx.now.toString(),
      verified_at: tx.now.toString(),
      idle_until: tx.now.add({ minutes: idleMinutes }).toString(),
      absolute_until: tx.now.add({ hours: absoluteHours }).toString(),
    })
    .execute()
}

/** Somebody showed again that it is them. Purpose `security`. */
export const markVerified = async (tx: Tx, sessionKey: string): Promise<void> => {
  await tx.db.updateTable('staff_sessions').set({ verified_at: tx.now.toString() }).where('token_hash', '=', Buffer.from(sessionKey, 'hex')).execute()
}

export const endSession = async (tx: Tx, sessionKey: string): Promise<void> => {
  await tx.db.deleteFrom('staff_sessions').where('token_hash', '=', Buffer.from(sessionKey, 'hex')).execute()
}

export type OpenStaffSession = { readonly device: string; readonly created_at: Temporal.Instant; readonly ends_at: Temporal.Instant }

export const sessionsOf = (tx: Tx, staff: StaffId): Promise<OpenStaffSession[]> =>
  statement<OpenStaffSession>(
    tx,
    `SELECT device, created_at, least(idle_until, absolute_until) AS ends_at FROM staff_sessions
     WHERE staff_id = $1 AND idle_until > $2::timestamptz AND absolute_until > $2::timestamptz ORDER BY created_at`,
    [staff, tx.now.toString()],
  )

/** Deletes what is over. Purpose `security`. */
export const forgetSessions = async (tx: Tx): Promise<void> => {
  await statement(tx, 'DELETE FROM staff_sessions WHERE idle_until <= $1::timestamptz OR absolute_until <= $1::timestamptz', [tx.now.toString()])
  await statement(tx, 'DELETE FROM staff_links WHERE expires_at <= $1::timestamptz', [tx.now.toString()])
}
