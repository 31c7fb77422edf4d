import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Signer } from '../signed-note.ts'
import type { Storage } from './storage.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What a base back-up is. Nothing in it is personal; its tag shows that who wrote it had the back-up's key. */
const Manifest = z.object({
  format: z.literal('vrijplek-back-up/1'),
  id: z.string(),
  /** The unbroken sequence of WAL that goes on from it; null: WAL was not archived then. */
  line: z.string().nullable(),
  startedAt: z.string(),
  /** The copy is consistent from the second instant on; what was committed before the first is in it. */
  holdsUntil: z.string(),
  consistentAt: z.string(),
  finishedAt: z.string(),
  startLsn: z.string(),
  stopLsn: z.string(),
  timeline: z.number().int(),
  postgres: z.string(),
  /** WAL segments that lie inside it, so that it stands on its own. */
  wal: z.array(z.string()),
  journal: z.object({ n: z.number().int().min(0), head: hash }),
  data: z.object({ object: z.string(), bytes: z.number().int(), sha256: hash }),
  /** The back-up's key under the root key, base64. */
  wrappedKey: z.string(),
})

export type Manifest = z.infer<typeof Manifest>

const basePrefix = 'base/'
export const dataName = (id: string): string => `${basePrefix}${id}/data`
const manifestName = (id: string): string => `${basePrefix}${id}/manifest`

/** Begins with the instant, so that names sort by age and even a back-up without manifest tells how old it is. */
export const newBackupId = (at: Temporal.Instant): string =>
  `${at.round('second').toString().replaceAll(/[-:]/g, '')}-${randomBytes(4).toString('hex')}`

/** When the back-up with this id was begun; null: no id of ours. */
export const begunAt = (id: string): Temporal.Instant | null => {
  const found = /^(\d{8}T\d{6}Z)-[0-9a-f]{8}$/.exec(id)
  return found?.[1] === undefined ? null : Temporal.Instant.from(found[1])
}

const tagOf = (key: Uint8Array, body: string): Buffer => createHmac('sha256', key).update('vrijplek back-up manifest\n').update(body).digest()

/**
 * Text: a signed note (C2SP signed-note) where there is a signer, and a last line with the tag.
 * @param key the back-up's own
 */
export const writeManifest = async (storage: Storage, manifest: Manifest, key: Uint8Array, signer?: Signer): Promise<void> => {
  const body = `vrijplek back-up 1\n${JSON.stringify(manifest)}\n`
  const text = `${tagOf(key, body).toString('hex')}\n${signer === undefined ? body : signer.sign(body)}`
  await storage.put(manifestName(manifest.id), once(Buffer.from(text)))
}

export type FoundManifest = { readonly manifest: Manifest; readonly isGenuine: (key: Uint8Array) => boolean }

/** Null: there is none, so that what lies there is no back-up. */
const readManifest = async (storage: Storage, id: string): Promise<FoundManifest | null> => {
  const content = await storage.get(manifestName(id))
  if (content === null) return null
  const [tag = '', title, line = ''] = (await textOf(content)).split('\n')
  const body = `${title ?? ''}\n${line}\n`
  const parsed = Manifest.safeParse(jsonOf(line))
  if (!parsed.success || parsed.data.id !== id) return null
  return {
    manifest: parsed.data,
    isGenuine: (key) => {
      const given = Buffer.from(tag, 'hex')
      const expected = tagOf(key, body)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

export type Inventory = {
  /** Oldest first. */
  readonly whole: readonly FoundManifest[]
  /** Objects of back-ups that were cut short, with the instant they were begun. */
  readonly broken: readonly { readonly object: string; readonly at: Temporal.Instant | null }[]
}

export const readInventory = async (storage: Storage): Promise<Inventory> => {
  const objects = await storage.list(basePrefix)
  const ids = [...new Set(objects.map((object) => object.split('/')[1] ?? ''))].toSorted()
  const whole: FoundManifest[] = []
  const broken: { object: string; at: Temporal.Instant | null }[] = []
  for (const id of ids) {
    const found = await readManifest(storage, id)
    if (found !== null) whole.push(found)
    else for (const object of objects) if (object.startsWith(`${basePrefix}${id}/`)) broken.push({ object, at: begunAt(id) })
  }
  return { whole, broken }
}

export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

export const bytesOf = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

const textOf = async (content: AsyncIterable<Uint8Array>): Promise<string> => (await bytesOf(content)).toString('utf8')

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
