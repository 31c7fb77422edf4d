import { sql } from 'kysely'
import type { PasskeyId, PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { MadePasskey } from '#kernel/webauthn.ts'

export type KeptPasskey = {
  readonly id: PasskeyId
  readonly nameSealed: Buffer
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly deviceBound: boolean
  readonly attestation: string | null
  readonly createdAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant | null
  readonly disabledAt: Temporal.Instant | null
}

/** A person's passkeys, the oldest first; `credential`: only that one. Purpose `sign_in`. */
export const passkeysOf = async (tx: Tx, person: PersonId, credential: Buffer | null = null): Promise<KeptPasskey[]> => {
  const rows = await tx.db
    .selectFrom('passkeys')
    .select([
      'id', 'name_sealed', 'credential_id', 'public_key', 'counter', 'transports', 'device_bound', 'attestation', 'created_at', 'last_used_at', 'disabled_at',
    ])
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .$if(credential !== null, (query) => query.where('credential_id', '=', credential))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id as PasskeyId,
    nameSealed: row.name_sealed,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
    deviceBound: row.device_bound,
    attestation: row.attestation,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    disabledAt: row.disabled_at,
  }))
}

/** Keeps a new passkey. False: the organisation knows it already. Purpose `sign_in`. */
export const addPasskey = async (tx: Tx, person: PersonId, id: PasskeyId, nameSealed: Buffer, made: MadePasskey): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO passkeys (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid,
      attestation, created_at)
    VALUES (${tx.organisation}, ${id}, ${person}, ${nameSealed}, ${made.credentialId}, ${made.publicKey}, ${made.counter}, ${made.transports}::text[],
      ${made.deviceBound}, ${made.backedUp}, ${made.aaguid}, ${made.attestation}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT (organisation_id, credential_id) DO NOTHING RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Writes its use down. False when another use came before with as high a counter: of two at once one is a copy. Purpose `sign_in`. */
export const usePasskey = async (tx: Tx, id: PasskeyId, counter: number, backedUp: boolean): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE passkeys SET counter = ${counter}, backed_up = ${backedUp}, last_used_at = ${tx.now.toString()}::timestamptz
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND disabled_at IS NULL AND (counter < ${counter} OR (counter = 0 AND ${counter} = 0))
    RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Two authenticators hold it: it signs in nowhere any more. Purpose `sign_in`. */
export const disablePasskey = async (tx: Tx, id: PasskeyId): Promise<void> => {
  await tx.db
    .updateTable('passkeys')
    .set({ disabled_at: tx.now.toString() })
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .execute()
}

/** False: the person has no such passkey. Purpose `sign_in`. */
export const renamePasskey = async (tx: Tx, person: PersonId, id: PasskeyId, nameSealed: Buffer): Promise<boolean> => {
  const renamed = await tx.db
    .updateTable('passkeys')
    .set({ name_sealed: nameSealed })
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .returning('id')
    .execute()
  return renamed.length === 1
}

/** False: the person has no such passkey. Purpose `sign_in`. */
export const removePasskey = async (tx: Tx, person: PersonId, id: PasskeyId): Promise<boolean> => {
  const removed = await tx.db
    .deleteFrom('passkeys')
    .where('organisation_id', '=', tx.organisation)
    .where('person_id', '=', person)
    .where('id', '=', id)
    .returning('id')
    .execute()
  return removed.length === 1
}
