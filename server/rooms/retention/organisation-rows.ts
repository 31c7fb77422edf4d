import { setTimeout as rest } from 'node:timers/promises'
import type { OrganisationId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { childrenFirst } from './catalogue.ts'
import type { Catalogue, TableShape } from './catalogue.ts'
import type { Held } from './holds.ts'
import type { Fate } from './fates.ts'
import { countEach, deleteSome, deleteStretch, namesNone, pointedAt } from './store-rows.ts'
import type { KeyAt } from './store-rows.ts'

/** Rows that one transaction deletes at most. A hundred were worse for everybody else (p95 five times as long, not two): each commit makes them wait for the disk. */
const stretch = 1000
/** Rest after each, as a multiple of what it took: some 10,000 rows a second, so that fifty million are gone within two hours of the twenty. */
const restFactor = 3
/** Shared, and outlives every organisation. */
const outlives = ['endings']
/** A row may come in from work that was under way while its table was gone over; after so many rounds something else is wrong. */
const mostRounds = 20
const foreignKeyViolation = '23503'

/** Every table that holds rows of an organisation, in the order in which they can go; the registry of tenants is last. */
const tablesOfTenant = (catalogue: Catalogue): TableShape[] => {
  const order = childrenFirst(catalogue).filter(({ name }) => !outlives.includes(name))
  return [...order.filter(({ name }) => name !== 'tenants'), ...order.filter(({ name }) => name === 'tenants')]
}

/** What is left of an organisation, by table; nothing: an empty list. Purpose `retention`. */
export const leftOf = async (tx: Tx, catalogue: Catalogue): Promise<{ table: string; rows: number }[]> => {
  const tables = tablesOfTenant(catalogue)
  const counts = await countEach(tx, tables.map((shape) => ({ shape, text: 'true' })), [])
  return tables.flatMap(({ name }, at) => ((counts[at] ?? 0) > 0 ? [{ table: name, rows: counts[at] ?? 0 }] : []))
}

/** All rows of an organisation at once: for one that never came to be, with a handful of them. Purpose `retention`. */
export const deleteAllRows = async (tx: Tx, catalogue: Catalogue): Promise<void> => {
  for (const shape of tablesOfTenant(catalogue)) await deleteSome(tx, shape, { text: 'true', values: [] }, 1_000_000)
}

/**
 * Deletes all rows of an organisation, table after table, in short transactions with three times as much rest between them as they took: others keep at least three
 * quarters of the machine. What a crash left is found again by itself.
 * @param held what a statutory duty keeps: rows of these people stay, and rows that those point at; all else goes
 * @param counted is told in each transaction what went
 */
export const deleteTenantRows = async (
  kernel: Kernel,
  organisation: OrganisationId,
  { catalogue, fates }: { readonly catalogue: Catalogue; readonly fates: readonly Fate[] },
  held: Held,
  counted: (tx: Tx, table: string, rows: number) => Promise<void>,
  moment: (at: string) => void = () => {},
): Promise<void> => {
  /** What is about a held person stays; a row of another in which they are only named does not. */
  const links = new Map(fates.map((fate) => [fate.shape.name, fate.links.filter(({ about }) => about)]))
  const isHeld = held.people.length > 0
  /** While something is held its trail stays provable: hashes, checkpoints, witnesses. */
  const staysWhileHeld = (name: string): boolean => isHeld && name.startsWith('trail_') && !links.has(name)
  const keepOf = (shape: TableShape): { text: string; values: readonly unknown[] } | null => {
    if (!isHeld) return null
    const own = links.get(shape.name)
    const parts = [
      ...(own === undefined ? [] : [`NOT (${namesNone(own, '$2')})`]),
      ...(pointedAt(shape, catalogue.edges) === '' ? [] : [pointedAt(shape, catalogue.edges)]),
    ]
    return { text: `($2::uuid[] IS NULL OR ${parts.length === 0 ? 'false' : parts.join(' OR ')})`, values: [held.people] }
  }

  const clear = async (shape: TableShape): Promise<number> => {
    let after: KeyAt | null = null
    let total = 0
    for (;;) {
      const begun = performance.now()
      moment(`before ${shape.name}`)
      const from: KeyAt | null = after
      const { rows, next } = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, async (tx) => {
        const done = await deleteStretch(tx, shape, from, stretch, keepOf(shape))
        if (done.rows > 0) await counted(tx, shape.name, done.rows)
        return done
      })
      total += rows
      if (next === null) return total
      after = next
      await rest(restFactor * (performance.now() - begun))
    }
  }

  for (let round = 1; ; round += 1) {
    let went = 0
    let blocked: unknown
    for (const shape of tablesOfTenant(catalogue)) {
      if (staysWhileHeld(shape.name)) continue
      try {
        went += await clear(shape)
      } catch (error) {
        // Somebody still pointed at a row: it came in after its own table was gone over.
        if ((error as { code?: string }).code !== foreignKeyViolation) throw error
        blocked = error
      }
    }
    if (went === 0 && blocked === undefined) return
    if (round === mostRounds) throw new Error('rows of an ended organisation keep coming back', { cause: blocked })
  }
}
