import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import { dropOrganisationExports } from '../requests/index.ts'
import type { ErasureDesk } from '../requests/index.ts'
import { createEndings } from './endings.ts'
import type { Endings } from './endings.ts'
import { createErasures } from './erasures.ts'
import type { Erasures, Moment } from './erasures.ts'
import { personFates } from './fates.ts'
import { holdsOver } from './holds.ts'
import { createKeeper } from './keeping.ts'
import type { Keeper } from './keeping.ts'
import { deleteAllRows } from './organisation-rows.ts'
import { createPlan } from './plan.ts'
import type { Plan } from './plan.ts'
import { createRewriter } from './rewrite.ts'
import type { Rewriter } from './rewrite.ts'
import { readCatalogue } from './store-catalogue.ts'
import { everyTenant } from './store-erasures.ts'
import { holdsInForce } from './store-holds.ts'
import { markForRewrite } from './store-rewrite.ts'
import { countEach, rowsOf } from './store-rows.ts'

/** What works in the background of a house: one of each. */
export type Retention = {
  readonly erasures: Erasures
  readonly endings: Endings
  readonly keeper: Keeper
  readonly rewriter: Rewriter
  /** How the room requests has somebody erased. */
  readonly desk: ErasureDesk
  /** Deletes every row of a small organisation in the caller's transaction, whichever tables there are. Purpose `retention`. */
  clear(tx: Tx): Promise<void>
  /** Goes on with what the last run of the service left half done, and arms the timer of the next end. */
  begin(): Promise<void>
  stop(): Promise<void>
}

/** @param moment is told the steps as they pass; for tests that crash between them */
export const createRetention = (kernel: Kernel, inventory: readonly RoomDeclaration[], moment?: Moment): Retention => {
  const plan = createPlan(kernel, inventory)
  const rewriter = createRewriter(kernel)
  const erasures = createErasures(kernel, plan, moment)
  const endings = createEndings(kernel, plan, rewriter, moment)
  const keeper = createKeeper(kernel, inventory, plan, (organisation, people) =>
    kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, async (tx) => {
      for (const person of people) await erasures.start(tx, { person, request: null })
      await dropOrganisationExports(kernel, tx)
    }),
  )
  return {
    erasures,
    endings,
    keeper,
    rewriter,
    desk: erasureDesk(kernel, plan, erasures),
    clear: async (tx) => {
      // In this transaction: it may hold the only connection of its purpose.
      const catalogue = await readCatalogue(tx)
      await deleteAllRows(tx, catalogue)
      await markForRewrite(tx, personFates(catalogue, inventory).map(({ shape }) => shape.name))
    },
    begin: async () => {
      await endings.tick()
      await endings.arm()
      for (const id of await everyTenant(kernel.pools)) {
        await erasures.resume(id).catch((error: unknown) => kernel.log.error({ err: error, organisation: id }, 'an erasure cannot go on'))
      }
    },
    stop: async () => {
      endings.stop()
      await Promise.all([erasures.settled(), endings.settled(), keeper.settled(), rewriter.settled()])
    },
  }
}

const erasureDesk = (kernel: Kernel, plan: (organisation: OrganisationId) => Promise<Plan>, erasures: Erasures): ErasureDesk => ({
  // Counted under `retention`, which reads every column that names somebody; `rights` does not.
  preview: async ({ organisation }, person) => {
    const { fates } = await plan(organisation)
    const links = fates
      .filter(({ shape }) => shape.name !== 'erasures')
      .flatMap(({ room, shape, links: own }) => own.map((link) => ({ room, shape, link, text: rowsOf(link, [person]).text })))
    const counts = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, (tx) => countEach(tx, links, [[person]]))
    const summed = (goes: boolean) => {
      const found = new Map<string, { room: string; table: string; rows: number }>()
      for (const [at, { room, shape, link }] of links.entries()) {
        const rows = counts[at] ?? 0
        if ((link.whenErased === 'row_goes') !== goes || rows === 0) continue
        found.set(shape.name, { room, table: shape.name, rows: rows + (found.get(shape.name)?.rows ?? 0) })
      }
      return [...found.values()]
    }
    return { goes: summed(true), stays: summed(false) }
  },
  start: (tx, { person, request }) => erasures.start(tx, { person, request }),
  holdOf: async (tx, person) => {
    const hold = holdsOver(await holdsInForce(tx), person)
    return hold === null ? null : { ground: hold.ground, statute: hold.statute, endsAt: hold.endsAt }
  },
  heldPeople: async (tx) => {
    const inForce = await holdsInForce(tx)
    return { everyone: inForce.some(({ person }) => person === null), people: new Set(inForce.flatMap(({ person }) => (person === null ? [] : [person]))) }
  },
})
