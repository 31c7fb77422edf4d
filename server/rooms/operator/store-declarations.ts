import type { StaffId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type SignedDeclaration = {
  readonly version: string
  readonly language: Language
  readonly textHash: Buffer
  readonly clientData: Buffer
  readonly authenticatorData: Buffer
  readonly signature: Buffer
  /** COSE key (RFC 9052). */
  readonly publicKey: Buffer
}

/** Purpose `security`. */
export const addDeclaration = async (tx: Tx, staff: StaffId, signed: SignedDeclaration): Promise<void> => {
  await tx.db
    .insertInto('staff_declarations')
    .values({
      id: crypto.randomUUID(),
      staff_id: staff,
      version: signed.version,
      language: signed.language,
      text_hash: signed.textHash,
      signed_at: tx.now.toString(),
      client_data: signed.clientData,
      authenticator_data: signed.authenticatorData,
      signature: signed.signature,
      public_key: signed.publicKey,
    })
    .execute()
}

/** What one of the staff signed, the newest first. Purpose `security`. */
export const declarationsOf = async (tx: Tx, staff: StaffId): Promise<(SignedDeclaration & { readonly signedAt: Temporal.Instant })[]> => {
  const rows = await tx.db
    .selectFrom('staff_declarations')
    .select(['version', 'language', 'text_hash', 'signed_at', 'client_data', 'authenticator_data', 'signature', 'public_key'])
    .where('staff_id', '=', staff)
    .orderBy('signed_at', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    language: row.language as Language,
    textHash: row.text_hash,
    signedAt: row.signed_at,
    clientData: row.client_data,
    authenticatorData: row.authenticator_data,
    signature: row.signature,
    publicKey: row.public_key,
  }))
}
