import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { peopleAfter } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { filesCount, keysCount } from './certificate.ts'
import { backupsGoneBy } from './deadline.ts'
import type { Moment } from './erasures.ts'
import { heldBy } from './holds.ts'
import type { Held } from './holds.ts'
import { deleteTenantRows } from './organisation-rows.ts'
import type { Plan } from './plan.ts'
import type { Rewriter } from './rewrite.ts'
import { markForRewrite } from './store-rewrite.ts'
import * as store from './store-endings.ts'
import type { EndingRow, StatutoryHold } from './store-endings.ts'
import { holdsInForce } from './store-holds.ts'
import type { HoldRow } from './store-holds.ts'

/** Keys destroyed in one change of the key tree. */
const keysAtOnce = 500

const remembered = (before: readonly StatutoryHold[], inForce: readonly HoldRow[]): readonly StatutoryHold[] => {
  const known = new Set(before.map(({ statute, endsAt }) => `${endsAt} ${statute}`))
  const fresh = inForce.flatMap(({ statute, endsAt }) => {
    if (statute === null || known.has(`${endsAt.toString()} ${statute}`)) return []
    known.add(`${endsAt.toString()} ${statute}`)
    return [{ statute, endsAt: endsAt.toString() }]
  })
  return [...before, ...fresh]
}

/** Held sets that were gone over to their end in this process: until they change there is nothing to do. */
const goneOver = new Map<string, string>()

/**
 * Deletes everything live of an organisation whose agreement has ended: journal line, keys, files, rows. What a statutory duty keeps (GDPR art. 28(3)(g)),
 * and only that, stays until the duty ends; then the same call takes it up. Each part can be done again.
 */
export const deleteLiveData = async (kernel: Kernel, plan: Plan, rewriter: Rewriter, found: EndingRow, moment: Moment): Promise<void> => {
  const { id, organisation } = found
  const retention = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, work)
  const inForce = (await retention((tx) => holdsInForce(tx))).filter(({ statute }) => statute !== null)
  const held = heldBy(inForce, { onlyStatutory: true })
  const holds = remembered(found.holds, inForce)
  if (holds.length > found.holds.length) await retention((tx) => store.changeEnding(tx, id, { holds }))
  if (held.everyone) return
  const state = JSON.stringify(held.people)
  const isHeld = held.people.length > 0
  if (isHeld && goneOver.get(id) === state) return

  if (isHeld) await eraseKeysBut(kernel, organisation, id, held)
  else await eraseAllKeys(kernel, retention, found, moment)

  const add = async (tx: Tx, table: string, rows: number): Promise<void> => {
    const now = await store.findEnding(tx)
    if (now !== null) await store.changeEnding(tx, id, { counts: { ...now.counts, [table]: (now.counts[table] ?? 0) + rows } })
  }
  moment('before files')
  if (!isHeld) {
    await retention(async (tx) => {
      const removed = await kernel.files.removeOf(tx, 'everyone')
      if (removed > 0) await add(tx, filesCount, removed)
    })
  }
  await deleteTenantRows(kernel, organisation, plan, held, add, moment)
  await retention((tx) => markForRewrite(tx, plan.fates.map(({ shape }) => shape.name)))
  if (isHeld) {
    goneOver.set(id, state)
    return
  }
  goneOver.delete(id)
  moment('before the rewrite')
  const busy = await rewriter.run()
  if (busy.length > 0) return
  moment('before live is done')
  const backups = await kernel.backups.state()
  await retention((tx) => store.changeEnding(tx, id, { step: 'backups', liveDoneAt: tx.now, backupsGoneBy: backupsGoneBy(backups, tx.now) }))
  moment('after live is done')
}

/** The end of the trail is written down, then the journal, then every key of the organisation goes, its own and its index among them. */
const eraseAllKeys = async (
  kernel: Kernel,
  retention: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  { id, organisation, step, trailSize }: EndingRow,
  moment: Moment,
): Promise<void> => {
  if (step === 'journal') {
    if (trailSize === null) {
      await trail.sequenceNow(kernel, organisation)
      await retention(async (tx) => {
        const head = await trail.readHead(tx)
        if (head !== null) await store.changeEnding(tx, id, { trail: { size: head.size, root: head.root } })
      })
    }
    moment('before the journal')
    const { n } = await kernel.journal.append({ at: kernel.clock.now(), kind: 'organisation', fence: kernel.keys.fence(organisation, null), erasure: id })
    moment('after the journal')
    await retention((tx) => store.changeEnding(tx, id, { step: 'keys', journalN: n }))
  }
  if (step === 'journal' || step === 'keys') {
    moment('before the keys')
    let people = 0
    let after: PersonId | null = null
    for (;;) {
      const from: PersonId | null = after
      const ids: PersonId[] = await retention((tx) => peopleAfter(tx, from, 10_000))
      people += ids.length
      after = ids.at(-1) ?? null
      if (after === null) break
    }
    await kernel.keys.eraseOrganisation(organisation)
    moment('after the keys')
    await retention(async (tx) => {
      const now = await store.findEnding(tx)
      await store.changeEnding(tx, id, { step: 'rows', counts: { ...now?.counts, [keysCount]: (now?.counts[keysCount] ?? 0) + people } })
    })
  }
}

/** While somebody is held the keys of all others go, each with a line of the journal of their own. */
const eraseKeysBut = async (kernel: Kernel, organisation: OrganisationId, ending: string, held: Held): Promise<void> => {
  let after: PersonId | null = null
  for (;;) {
    const from: PersonId | null = after
    const ids: PersonId[] = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, (tx) => peopleAfter(tx, from, keysAtOnce))
    after = ids.at(-1) ?? null
    if (after === null) return
    const going = ids.filter((person) => !held.people.includes(person))
    for (const person of going) {
      await kernel.journal.append({ at: kernel.clock.now(), kind: 'person', fence: kernel.keys.fence(organisation, person), erasure: crypto.randomUUID() })
    }
    if (going.length === 0) continue
    await kernel.keys.erase(organisation, going)
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, async (tx) => {
      const now = await store.findEnding(tx)
      if (now !== null) await store.changeEnding(tx, ending, { counts: { ...now.counts, [keysCount]: (now.counts[keysCount] ?? 0) + going.length } })
    })
  }
}
