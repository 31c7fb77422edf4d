import type { OrganisationId, PersonId, RequestId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import { setState } from '../requests/index.ts'
import * as trail from '../trail/index.ts'
import { eraseSomeRows } from './erase-rows.ts'
import { holds, holdsOver } from './holds.ts'
import type { Plan } from './plan.ts'
import { receiptText } from './receipt.ts'
import { newReceiptLink } from './receipt-link.ts'
import { markForRewrite } from './store-rewrite.ts'
import { finishErasure, holdErasure, insertErasure, moveErasure, readOpenErasures } from './store-erasures.ts'
import type { ErasureRow } from './store-erasures.ts'
import { holdsInForce } from './store-holds.ts'

/** Names the moments between two steps; a test throws there what a crash would be. */
export type Moment = (at: string) => void

export type Erasures = {
  /**
   * Begins to erase a person: at once their access ends (sessions, password, roles; open streams close), the rest follows after this commit, step by
   * step. While a hold stands nothing of it happens, and it goes on by itself when the hold is over. Purpose `rights`.
   * @throws when the catalogue shows a place of a person's id of which nobody says what becomes of it
   */
  start(tx: Tx, erasure: { readonly person: PersonId; readonly request: RequestId | null }): Promise<{ state: 'working' | 'postponed'; receiptId: string }>
  /** Goes on with everything of the organisation that is not done: after a crash, after a hold. */
  resume(organisation: OrganisationId): Promise<void>
  /** Settles when nothing runs in this process. */
  settled(): Promise<void>
}

const system = { kind: 'system' } as const

export const createErasures = (
  kernel: Kernel,
  plan: (organisation: OrganisationId) => Promise<Plan>,
  moment: Moment = () => {},
): Erasures => {
  const running = new Map<OrganisationId, { again: boolean; done: Promise<void> }>()
  const retention = <T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>): Promise<T> =>
    kernel.inPurpose({ organisation, actor: system, purpose: 'retention' }, work)

  const endAccess = async (tx: Tx, person: PersonId): Promise<void> => {
    await access.removeAccess(tx, person)
    access.refreshSessions(kernel, tx, person)
  }

  /** Those whose hold is over. */
  const release = (organisation: OrganisationId, postponed: readonly ErasureRow[]): Promise<void> =>
    retention(organisation, async (tx) => {
      const inForce = await holdsInForce(tx)
      for (const { id, person, request } of postponed) {
        if (holds(inForce, person)) continue
        await endAccess(tx, person)
        // An export of everybody that is being made looks at this: whoever is being erased must not stand in it.
        if (request !== null) await setState(tx, request as RequestId, 'working')
        await moveErasure(tx, id, 'postponed', 'journal')
      }
    })

  const writeJournal = async (organisation: OrganisationId, { id, person }: ErasureRow): Promise<void> => {
    moment('before the journal')
    const line = { at: kernel.clock.now(), kind: 'person', fence: kernel.keys.fence(organisation, person), erasure: id } as const
    const { n } = await kernel.journal.append(line)
    moment('after the journal')
    await retention(organisation, (tx) => moveErasure(tx, id, 'journal', 'keys', { journalN: n }))
  }

  const destroyKeys = async (organisation: OrganisationId, these: readonly ErasureRow[]): Promise<void> => {
    moment('before the keys')
    await kernel.keys.erase(organisation, these.map(({ person }) => person))
    moment('after the keys')
    await retention(organisation, async (tx) => {
      for (const { id } of these) await moveErasure(tx, id, 'keys', 'rows')
    })
  }

  const eraseRows = async (organisation: OrganisationId, { id, person, request }: ErasureRow): Promise<void> => {
    const { fates } = await plan(organisation)
    let next: number | null = 0
    while (next !== null) {
      const from: number = next
      moment(`before rows ${from}`)
      next = await retention(organisation, async (tx) => {
        const counts = await holdErasure(tx, id, 'rows')
        if (counts === null) return null
        const turn = await eraseSomeRows({ kernel, tx, person, request: request as RequestId | null }, fates, from, counts)
        await moveErasure(tx, id, 'rows', turn.next === null ? 'entry' : 'rows', { counts: turn.counts })
        return turn.next
      })
    }
    moment('after rows')
    // Names on maps, and places that were booked.
    kernel.live.changed(organisation, 'people')
  }

  /**
   * What was under way when the person went may have written an id once more where no foreign key forbids it: it is looked at again. Then the trail says
   * that somebody was erased, and not who.
   */
  const enterInTrail = async (organisation: OrganisationId, { id, person, journalN }: ErasureRow): Promise<void> => {
    const { fates, catalogue } = await plan(organisation)
    const bound = new Set(catalogue.edges.filter(({ to }) => to === 'people').map(({ from }) => from))
    const unbound = fates.filter(({ shape }) => !bound.has(shape.name) && shape.name !== 'people')
    moment('before the entry')
    await retention(organisation, async (tx) => {
      const before = await holdErasure(tx, id, 'entry')
      if (before === null) return
      const { counts } = await eraseSomeRows({ kernel, tx, person, request: null }, unbound, 0, before)
      // A sign-in that was under way when access ended had a session until now, and may have opened a stream with it.
      access.refreshSessions(kernel, tx, person)
      await trail.record(tx, { id, action: 'retention.person_erased', subject: { kind: 'erasure', id }, detail: { journal: journalN } })
      await markForRewrite(tx, fates.map(({ shape }) => shape.name))
      await moveErasure(tx, id, 'entry', 'receipt', { counts })
    })
  }

  const giveReceipt = async (organisation: OrganisationId, { id, startedAt, journalN }: ErasureRow): Promise<void> => {
    moment('after the entry')
    const anchor = await trail.anchorOf(kernel, organisation, id)
    moment('before the receipt')
    await retention(organisation, async (tx) => {
      const counts = await holdErasure(tx, id, 'receipt')
      if (counts === null) return
      const text = receiptText({ erasure: id, startedAt, doneAt: tx.now, counts, journalN, anchor })
      await finishErasure(tx, id, kernel.signer.sign(text))
    })
    moment('after the receipt')
  }

  const goOn = async (organisation: OrganisationId): Promise<void> => {
    const open = () => retention(organisation, readOpenErasures)
    const at = async (step: ErasureRow['step']) => (await open()).filter((each) => each.step === step)
    const found = await open()
    if (found.length === 0) return
    // Refuses before anything is done.
    await plan(organisation)
    const postponed = found.filter(({ step }) => step === 'postponed')
    if (postponed.length > 0) await release(organisation, postponed)
    for (const each of await at('journal')) await writeJournal(organisation, each)
    const withKeys = await at('keys')
    if (withKeys.length > 0) await destroyKeys(organisation, withKeys)
    for (const each of await at('rows')) await eraseRows(organisation, each)
    for (const each of await at('entry')) await enterInTrail(organisation, each)
    for (const each of await at('receipt')) await giveReceipt(organisation, each)
  }

  const resume = (organisation: OrganisationId): Promise<void> => {
    const current = running.get(organisation)
    if (current !== undefined) {
      current.again = true
      return current.done
    }
    const turn = { again: false, done: Promise.resolve() }
    turn.done = (async () => {
      try {
        do {
          turn.again = false
          await goOn(organisation)
        } while (turn.again)
      } finally {
        running.delete(organisation)
      }
    })()
    running.set(organisation, turn)
    return turn.done
  }

  return {
    start: async (tx, { person, request }) => {
      await plan(tx.organisation)
      const hold = holdsOver(await holdsInForce(tx), person)
      const { receiptId, hash } = newReceiptLink(tx.organisation)
      const step = hold === null ? 'journal' : 'postponed'
      const inserted = await insertErasure(tx, { id: crypto.randomUUID(), person, request, step, linkHash: hash })
      if (!inserted) throw new Error('this person is being erased already, and whoever asks twice was to be refused before')
      if (hold !== null) return { state: 'postponed', receiptId }
      await endAccess(tx, person)
      tx.afterCommit(() => {
        resume(tx.organisation).catch((error: unknown) =>
          kernel.log.error({ err: error, organisation: tx.organisation }, 'an erasure was interrupted; it goes on within a minute'),
        )
      })
      return { state: 'working', receiptId }
    },
    resume,
    settled: async () => {
      while (running.size > 0) await Promise.allSettled([...running.values()].map(({ done }) => done))
    },
  }
}
