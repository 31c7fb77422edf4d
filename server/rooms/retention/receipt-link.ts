import { createHash, randomBytes } from 'node:crypto'
import type { OrganisationId } from '#contract/ids.ts'

/**
 * The name under which a receipt can be had without an account: 16 bytes that say which organisation, and a secret of 32 bytes, in base64url. Only the
 * secret's hash is kept.
 */
export const newReceiptLink = (organisation: OrganisationId): { readonly receiptId: string; readonly hash: Buffer } => {
  const secret = randomBytes(32)
  const of = Buffer.from(organisation.replaceAll('-', ''), 'hex')
  return { receiptId: of.toString('base64url') + secret.toString('base64url'), hash: hashOf(secret) }
}

/** Null: no receipt has such a name. */
export const readReceiptLink = (receiptId: string): { readonly organisation: OrganisationId; readonly hash: Buffer } | null => {
  if (receiptId.length !== 22 + 43) return null
  const hex = Buffer.from(receiptId.slice(0, 22), 'base64url').toString('hex')
  const organisation = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as OrganisationId
  return { organisation, hash: hashOf(Buffer.from(receiptId.slice(22), 'base64url')) }
}

const hashOf = (secret: Uint8Array): Buffer => createHash('sha256').update(secret).digest()
