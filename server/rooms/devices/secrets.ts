import { createHash, randomBytes } from 'node:crypto'
import type { OrganisationId } from '#contract/ids.ts'

/** 256 random bits; only their hash is stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const packUuid = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')

const unpackUuid = (text: string): string | null => {
  const hex = Buffer.from(text, 'base64url').toString('hex')
  return hex.length === 32 && packUuid(hex) === text ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null
}

/** Organisation and id in 45 characters: a caller says by it who it is, since a secret alone does not tell where to look. */
export const packName = (organisation: OrganisationId, id: string): string => `${packUuid(organisation)}.${packUuid(id)}`

export type Named = { readonly organisation: OrganisationId; readonly id: string }

/** Null: not a name of ours. */
export const unpackName = (text: string): Named | null => {
  const [first, second, ...rest] = text.split('.')
  if (first === undefined || second === undefined || rest.length > 0) return null
  const organisation = unpackUuid(first)
  const id = unpackUuid(second)
  return organisation === null || id === null ? null : { organisation: organisation as OrganisationId, id }
}

/** `<prefix><name>.<secret>`, and back. */
export const packToken = (prefix: string, organisation: OrganisationId, id: string, secret: string): string =>
  `${prefix}${packName(organisation, id)}.${secret}`

export const unpackToken = (prefix: string, token: string): (Named & { readonly secret: string }) | null => {
  const end = token.lastIndexOf('.')
  if (!token.startsWith(prefix) || end < 0) return null
  const name = unpackName(token.slice(prefix.length, end))
  return name === null ? null : { ...name, secret: token.slice(end + 1) }
}
