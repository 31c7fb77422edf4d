import { createHash, randomUUID } from 'node:crypto'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { personNames } from '../server/rooms/people/index.ts'
import { record } from '../server/rooms/trail/index.ts'
import type { TrailEntry } from '../server/rooms/trail/index.ts'
import type { TestHouse } from './house.ts'
import { hashLeaf, naiveRoot, openCheckpoint } from './trail-checker.ts'

export type LogRow = {
  readonly id: string
  readonly at: Temporal.Instant
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly purpose: string
  readonly action: string
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly person_id: string | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly sequence: number
  readonly salt_who: Buffer | null
  readonly salt_whom: Buffer | null
  readonly salt_what: Buffer | null
  readonly commitments: Buffer
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()

const json = {
  who: (row: LogRow) => JSON.stringify({ actorKind: row.actor_kind, actorId: row.actor_id }),
  whom: (row: LogRow) => JSON.stringify({ personId: row.person_id, subjectKind: row.subject_kind, subjectId: row.subject_id }),
  what: ({ at, purpose, action, detail }: LogRow) => {
    const sorted = Object.fromEntries(Object.entries(detail).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    return JSON.stringify({ at: at.toString({ fractionalSecondDigits: 6 }), purpose, action, detail: sorted })
  },
}

export const somebody = (): PersonId => randomUUID() as PersonId

/** How the house opens names for the trail. */
export const namesWith =
  ({ keys }: Kernel) =>
  (tx: Tx, people: readonly PersonId[]): Promise<Map<PersonId, string>> =>
    personNames(tx, keys, people)

/** Entries, and the log as it stands in the database, gone over as an auditor with the database would, without the server's code. */
export const trailScene = (house: () => TestHouse) => {
  const inTx = <T>(
    organisation: OrganisationId,
    purpose: Purpose,
    work: (tx: Tx) => Promise<T>,
    actor: Tx['actor'] = { kind: 'system' },
  ): Promise<T> => house().kernel.inPurpose({ organisation, actor, purpose }, work)

  const write = async (organisation: OrganisationId, count: number, about: Partial<TrailEntry> = {}, actor?: Tx['actor']): Promise<void> => {
    const entries = Array.from({ length: count }, (_, n) => ({
      action: 'bookings.booked',
      subject: { kind: 'booking', id: randomUUID() },
      detail: { n, b: null, a: 'one' },
      ...about,
    }))
    await inTx(organisation, 'booking', (tx) => record(tx, entries), actor)
  }

  const logOf = async (organisation: OrganisationId): Promise<LogRow[]> => {
    const rows = await house().query<LogRow>(
      'SELECT * FROM trail_entries WHERE organisation_id = $1 AND sequence IS NOT NULL ORDER BY sequence',
      [organisation],
    )
    return rows.map((row) => ({ ...row, sequence: Number(row.sequence), at: Temporal.Instant.fromEpochMilliseconds(Number(row.at)) }))
  }

  const headOf = async (organisation: OrganisationId): Promise<{ size: number; root: Buffer; checkpoint: string }> => {
    const [head] = await house().query<{ size: number; root: Buffer; checkpoint: string }>(
      'SELECT size::integer, root, checkpoint FROM trail_heads WHERE organisation_id = $1',
      [organisation],
    )
    if (head === undefined) throw new Error('the log has not begun')
    return head
  }

  /** What is wrong with the whole log of an organisation. */
  const faultsOf = async (organisation: OrganisationId): Promise<string[]> => {
    const log = await logOf(organisation)
    const head = await headOf(organisation)
    const faults: string[] = []
    const said = openCheckpoint(head.checkpoint, house().kernel.signer.verifierKey)
    if (said.size !== head.size || !said.root.equals(head.root)) faults.push('the head is not what was signed')
    if (log.length !== said.size) faults.push(`${log.length} entries, ${said.size} signed`)
    for (const [index, row] of log.entries()) {
      if (row.sequence !== index) faults.push(`${index} is missing or doubled`)
      for (const [place, name] of (['who', 'whom', 'what'] as const).entries()) {
        const salt = row[`salt_${name}`]
        const committed = row.commitments.subarray(place * 32, place * 32 + 32)
        if (salt !== null && !sha256(salt, Buffer.from(json[name](row))).equals(committed)) faults.push(`${name} of ${index} is not what was committed to`)
      }
    }
    const leaves = log.map(({ commitments }) => hashLeaf(Buffer.from(`vrijplek/trail/1 ${sha256(commitments).toString('hex')}`)))
    if (!naiveRoot(leaves).equals(said.root)) faults.push('the leaves do not give the signed root')
    return faults
  }

  return { inTx, write, logOf, headOf, faultsOf }
}
