import { createHash, randomBytes } from 'node:crypto'
import type { OrganisationId } from '#contract/ids.ts'

/**
 * A secret that says which organisation it belongs to, so that it can be looked up under row security. Only its hash is
 * stored.
 */
export type Token = { readonly value: string; readonly hash: Buffer }

const shape = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** `<base64url(organisation)>.<32 random bytes, base64url>` */
export const mintToken = (organisation: OrganisationId): Token => {
  const secret = randomBytes(32).toString('base64url')
  const place = Buffer.from(organisation.replaceAll('-', ''), 'hex').toString('base64url')
  return { value: `${place}.${secret}`, hash: hashOf(secret) }
}

/** Null when this is no token of ours; whether it is known, the database tells. */
export const readToken = (value: string): { organisation: OrganisationId; hash: Buffer } | null => {
  const [, place, secret] = shape.exec(value) ?? []
  if (place === undefined || secret === undefined) return null
  const hex = Buffer.from(place, 'base64url').toString('hex')
  const organisation = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as OrganisationId
  return { organisation, hash: hashOf(secret) }
}
