import type { z } from 'zod'
import type { MyData } from '#contract/endpoints/my-data.ts'
import type { PersonId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'
import * as people from '../people/index.ts'
import type { ErasureDesk, HoldInForce } from './erasure-desk.ts'
import { tablesAboutPeople } from './kept.ts'
import type { KeptTable } from './kept.ts'
import { readFiles, readNewest, readPeriods } from './store-kept.ts'
import type { Periods } from './store-kept.ts'

export type MyDataView = z.infer<typeof MyData>

/** Rows of one table on the page; the export has them all. */
const mostRows = 100

export const holdView = (hold: HoldInForce | null): MyDataView['hold'] =>
  hold === null ? null : { ground: hold.ground, statute: hold.statute, endsAt: hold.endsAt.toString() }

/** By which rule a table's rows go, and after how long in this organisation. */
export const keepOf = ({ keeping, keep }: KeptTable, periods: Periods): MyDataView['tables'][number]['keep'] => {
  const rule = keeping[0]?.rule ?? null
  return { rule, period: rule === null ? keep.period : `P${periods.get(rule) ?? 0}D`, after: keep.after }
}

export type ReadMyData = (tx: Tx, person: PersonId, language: Language) => Promise<MyDataView & { readonly name: string }>

/**
 * Everything that is kept about a person, store by store: one statement per table of the inventory, sent together. Purpose `rights`.
 * @throws Refusal not_found
 */
export const createMyData = (kernel: Pick<Kernel, 'keys'>, inventory: readonly RoomDeclaration[], desk: Pick<ErasureDesk, 'holdOf'>): ReadMyData => {
  const tables = tablesAboutPeople(inventory)
  return async (tx, person, language) => {
    const scope = { person }
    const [subjects, periods, hold, files] = await Promise.all([
      people.dataSubjects(tx, kernel.keys, [person]),
      readPeriods(tx),
      desk.holdOf(tx, person),
      readFiles(tx, scope),
    ])
    const [subject] = subjects
    if (subject === undefined) throw new Refusal('not_found')
    const read = await Promise.all(tables.map((table) => readNewest(tx, kernel.keys, { table, scope, language, periods }, mostRows)))
    return {
      name: subject.name,
      restrictedAt: subject.restrictedAt?.toString() ?? null,
      hold: holdView(hold),
      tables: tables.map((table, at) => ({
        room: table.room,
        table: table.table,
        purposes: [...table.purposes],
        categories: [...table.categories],
        keep: keepOf(table, periods),
        total: read[at]?.total ?? 0,
        rows: (read[at]?.rows ?? []).map(({ values, until }) => ({ values: { ...values }, until: until?.toString() ?? null })),
      })),
      files: files.map(({ name, size, createdAt, expiresAt }) => ({ name, size, createdAt: createdAt.toString(), expiresAt: expiresAt.toString() })),
    }
  }
}
