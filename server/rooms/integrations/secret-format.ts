import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ClientId, OrganisationId } from '#contract/ids.ts'

/**
 * What a third party holds: `vp_<kind>_<organisation><secret><checksum>`. The prefix lets a scanner of code and logs find one that leaked, the checksum lets
 * it tell one from a look-alike without asking; the organisation says where to look it up, since row security shows nothing without. Only its hash is stored.
 */
export const secretKinds = {
  /** A token of a person. */
  personal: 'pat',
  /** A short token of a program. */
  client: 'app',
  /** A directory's standing token. */
  standing: 'dir',
  /** What a program gets its tokens with. */
  secret: 'key',
} as const
export type SecretKind = keyof typeof secretKinds

export type Secret = { readonly value: string; readonly hash: Buffer }
export type ReadSecret = { readonly kind: SecretKind; readonly organisation: OrganisationId; readonly hash: Buffer }

const shape = /^vp_(pat|app|dir|key)_([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})([0-9A-Za-z]{6})$/
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** CRC-32 (ISO/IEC 3309) of what stands before it, in six digits of base 62. */
const checksumOf = (text: string): string => {
  let rest = crc32(text)
  let written = ''
  for (let place = 0; place < 6; place += 1) {
    written = (digits[rest % 62] ?? '') + written
    rest = Math.floor(rest / 62)
  }
  return written
}

const packUuid = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
const unpackUuid = (text: string): string =>
  Buffer.from(text, 'base64url').toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const hashOf = (value: string): Buffer => createHash('sha256').update(value).digest()

/** A new one, with 256 random bits. */
export const mintSecret = (kind: SecretKind, organisation: OrganisationId): Secret => {
  const body = `vp_${secretKinds[kind]}_${packUuid(organisation)}${randomBytes(32).toString('base64url')}`
  const value = `${body}${checksumOf(body)}`
  return { value, hash: hashOf(value) }
}

/** Null when this is none of ours; whether it is known, the database tells. */
export const readSecret = (value: string): ReadSecret | null => {
  const [, written, place, , checksum] = shape.exec(value) ?? []
  if (place === undefined || checksum === undefined || checksumOf(value.slice(0, -6)) !== checksum) return null
  const kind = (Object.keys(secretKinds) as SecretKind[]).find((each) => secretKinds[each] === written)
  return kind === undefined ? null : { kind, organisation: unpackUuid(place) as OrganisationId, hash: hashOf(value) }
}

/** The `client_id` of OAuth: organisation and program, 45 characters. No secret. */
export const clientName = (organisation: OrganisationId, client: string): string => `${packUuid(organisation)}.${packUuid(client)}`

/** Null: no name of ours. */
export const readClientName = (text: string): { readonly organisation: OrganisationId; readonly client: ClientId } | null => {
  const [, organisation, client] = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22})$/.exec(text) ?? []
  if (organisation === undefined || client === undefined) return null
  return { organisation: unpackUuid(organisation) as OrganisationId, client: unpackUuid(client) as ClientId }
}
