import { sql } from 'kysely'
import type { StaffId, StaffKeyId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { MadePasskey } from '#kernel/webauthn.ts'

export type KeptKey = {
  readonly id: StaffKeyId
  readonly staff: StaffId
  readonly nameSealed: Buffer
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly aaguid: string
  readonly provenByMaker: boolean
  readonly createdAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant | null
}

const keys = (tx: Tx) =>
  tx.db
    .selectFrom('staff_keys as k')
    .innerJoin('staff as s', 's.id', 'k.staff_id')
    .select([
      'k.id', 'k.staff_id', 'k.name_sealed', 'k.credential_id', 'k.public_key', 'k.counter', 'k.transports', 'k.aaguid', 'k.proven_by_maker', 'k.created_at',
      'k.last_used_at',
    ])
    .where('s.left_at', 'is', null)
    .orderBy('k.created_at')
    .orderBy('k.id')

const kept = (row: Awaited<ReturnType<ReturnType<typeof keys>['execute']>>[number]): KeptKey => ({
  id: row.id as StaffKeyId,
  staff: row.staff_id as StaffId,
  nameSealed: row.name_sealed,
  credentialId: row.credential_id,
  publicKey: row.public_key,
  counter: Number(row.counter),
  transports: row.transports,
  aaguid: row.aaguid,
  provenByMaker: row.proven_by_maker,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})

/** Keys of one of the staff, the oldest first. Purpose `security`. */
export const keysOf = async (tx: Tx, staff: StaffId): Promise<KeptKey[]> => (await keys(tx).where('k.staff_id', '=', staff).execute()).map(kept)

/** The key with this credential, of whoever works here. Purpose `security`. */
export const keyOfCredential = async (tx: Tx, credential: Buffer): Promise<KeptKey | null> => {
  const [row] = await keys(tx).where('k.credential_id', '=', credential).execute()
  return row === undefined ? null : kept(row)
}

/** False: the key is known already. Purpose `security`. */
export const addKey = async (tx: Tx, staff: StaffId, id: StaffKeyId, nameSealed: Buffer, made: MadePasskey, attestation: string, proven: boolean): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO staff_keys (id, staff_id, name_sealed, credential_id, public_key, counter, transports, aaguid, attestation, proven_by_maker, created_at)
    VALUES (${id}, ${staff}, ${nameSealed}, ${made.credentialId}, ${made.publicKey}, ${made.counter}, ${made.transports}::text[], ${made.aaguid},
      ${attestation}, ${proven}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (credential_id) DO NOTHING RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Writes its use down. False when another use came before with as high a counter. Purpose `security`. */
export const useKey = async (tx: Tx, id: StaffKeyId, counter: number): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE staff_keys SET counter = ${counter}, last_used_at = ${tx.now.toString()}::timestamptz
    WHERE id = ${id} AND (counter < ${counter} OR (counter = 0 AND ${counter} = 0)) RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** And with it the sessions that it began. False: it is not this one's, or it is their last. Purpose `security`. */
export const removeKey = async (tx: Tx, staff: StaffId, id: StaffKeyId): Promise<boolean> => {
  const { rows } = await sql`
    DELETE FROM staff_keys k WHERE k.id = ${id} AND k.staff_id = ${staff}
      AND (SELECT count(*) FROM staff_keys o WHERE o.staff_id = ${staff}) > 1 RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Two authenticators hold it: it is nobody's key any more. Purpose `security`. */
export const dropKey = async (tx: Tx, id: StaffKeyId): Promise<void> => {
  await tx.db.deleteFrom('staff_keys').where('id', '=', id).execute()
}
