import type { Kernel } from '#kernel/kernel.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { digest } from './merkle.ts'
import { record } from './store.ts'
import type { TrailEntry } from './store.ts'
import { closeLooks } from './store-looks.ts'
import type { ClosedLook } from './store-looks.ts'

/** So long after an hour its last counts have come, also from other processes. */
const graceMinutes = 5
/** Viewers of an hour in one transaction. */
const mostViewers = 100

const hourText = (hour: Temporal.Instant): string => hour.toString({ smallestUnit: 'second' })

/** What a row of looks says, as the hour's digest commits to it. */
const lookJson = (look: ClosedLook): string =>
  JSON.stringify({
    subjectId: look.subject_id,
    hour: hourText(look.hour),
    viewerKind: look.viewer_kind,
    viewerId: look.viewer_id,
    viewerRole: look.viewer_role,
    purpose: look.purpose,
    view: look.view,
    times: look.times,
  })

/** SHA-256 over the sorted commitments of the rows, each SHA-256 over its salt and its JSON; in hexadecimal. */
const looksDigest = (looks: readonly ClosedLook[]): string => {
  const commitments = looks.map((look) => digest(Buffer.concat([look.salt, Buffer.from(lookJson(look), 'utf8')])))
  return digest(Buffer.concat(commitments.toSorted((one, other) => Buffer.compare(one, other)))).toString('hex')
}

const entryOf = (looks: readonly ClosedLook[]): TrailEntry[] => {
  const [one] = looks
  if (one === undefined) return []
  return [
    {
      action: 'trail.looked',
      actor: { kind: one.viewer_kind, id: one.viewer_id },
      detail: {
        hour: hourText(one.hour),
        people: new Set(looks.map(({ subject_id }) => subject_id)).size,
        times: looks.reduce((sum, { times }) => sum + times, 0),
        digest: looksDigest(looks),
      },
    },
  ]
}

const rollUpSome = async (tx: Tx): Promise<boolean> => {
  const before = tx.now.subtract({ minutes: graceMinutes }).round({ smallestUnit: 'hour', roundingMode: 'floor' })
  const closed = await closeLooks(tx, before, mostViewers)
  const groups = Map.groupBy(closed, (look) => `${look.hour.epochMilliseconds} ${look.viewer_id}`)
  await record(tx, [...groups.values()].flatMap(entryOf))
  return groups.size === mostViewers
}

/**
 * Closes the hours that are over and says of each in the log, per viewer, how many people were looked at how often, with a digest that commits to the
 * rows. A row that comes later than that, from a process that hung, gets an entry of its own.
 */
export const rollUpLooks = async ({ inPurpose }: Pick<Kernel, 'inPurpose'>, organisation: OrganisationId): Promise<void> => {
  const more = await inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'audit' }, rollUpSome)
  if (more) await rollUpLooks({ inPurpose }, organisation)
}
