import type { OrganisationId, PersonId } from '#contract/ids.ts'

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** How an authenticator knows an account: organisation and person, in bytes that say nothing to anybody else (WebAuthn Level 3 §14.6.1). */
export const userHandle = (organisation: OrganisationId, person: PersonId): Buffer => Buffer.concat([bytesOf(organisation), bytesOf(person)])

/** Null when it is no handle of ours. */
export const readUserHandle = (handle: unknown): { organisation: OrganisationId; person: PersonId } | null => {
  const bytes = typeof handle === 'string' ? Buffer.from(handle, 'base64url') : Buffer.alloc(0)
  if (bytes.length !== 32) return null
  return { organisation: uuidOf(bytes.subarray(0, 16)) as OrganisationId, person: uuidOf(bytes.subarray(16)) as PersonId }
}
