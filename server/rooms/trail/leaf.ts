import { randomBytes } from 'node:crypto'
import { digest } from './merkle.ts'

/** What an entry says, as its leaf commits to it. */
export type EntryFacts = {
  readonly at: Temporal.Instant
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly purpose: string
  readonly action: string
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly person_id: string | null
  readonly detail: unknown
}

export const partNames = ['who', 'whom', 'what'] as const
export type PartName = (typeof partNames)[number]
export type Parts<T> = Readonly<Record<PartName, T>>

/** RFC 3339, UTC, with the six decimals that PostgreSQL keeps. */
const instantText = (at: Temporal.Instant): string => at.toString({ fractionalSecondDigits: 6 })

const withSortedKeys = (value: unknown): unknown =>
  value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** The three parts in the one form that is hashed: these keys in this order, nothing left out. */
export const partsOf = (entry: EntryFacts): Parts<string> => ({
  who: JSON.stringify({ actorKind: entry.actor_kind, actorId: entry.actor_id }),
  whom: JSON.stringify({ personId: entry.person_id, subjectKind: entry.subject_kind, subjectId: entry.subject_id }),
  what: JSON.stringify({
    at: instantText(entry.at),
    purpose: entry.purpose,
    action: entry.action,
    detail: withSortedKeys(entry.detail),
  }),
})

const saltBytes = 16
const commitmentBytes = 32

/** Without the salt nobody can try out which person a commitment stands for. */
const commitmentOf = (salt: Uint8Array, json: string): Buffer => digest(Buffer.concat([salt, Buffer.from(json, 'utf8')]))

export type Committed = { readonly salts: Parts<Buffer>; readonly commitments: Buffer }

/** Fresh salts for an entry, and its three commitments, one after the other. */
export const commit = (entry: EntryFacts, random: (bytes: number) => Buffer = randomBytes): Committed => {
  const bytes = random(3 * saltBytes)
  const salts = {
    who: bytes.subarray(0, saltBytes),
    whom: bytes.subarray(saltBytes, 2 * saltBytes),
    what: bytes.subarray(2 * saltBytes),
  }
  const parts = partsOf(entry)
  return { salts, commitments: Buffer.concat(partNames.map((name) => commitmentOf(salts[name], parts[name]))) }
}

export const commitmentsApart = (commitments: Buffer): Parts<Buffer> => {
  const at = (place: number) => commitments.subarray(place * commitmentBytes, (place + 1) * commitmentBytes)
  return { who: at(0), whom: at(1), what: at(2) }
}

/** The leaf of an entry, as it stands in the log: text, so that any tool can show it. */
export const leafOf = (commitments: Uint8Array): Buffer => Buffer.from(`vrijplek/trail/1 ${digest(commitments).toString('hex')}`, 'ascii')
