import { createHash } from 'node:crypto'
import type { Annex } from '#contract/endpoints/inventory.ts'
import { purposes } from '#contract/purposes.ts'
import type { Language } from '#contract/values.ts'
import type { Inventory } from '#kernel/purpose/stores.ts'
import { keptStores } from './kept-stores.ts'
import { categoryWords, formWords, purposeWords, subjectWords } from './names.ts'

/** For whom a paper is made, and when. */
export type PaperContext = {
  readonly language: Language
  readonly controller: string
  readonly processor: string
  readonly countries: readonly string[]
  readonly at: Temporal.Instant
}

export const annexTitle = {
  nl: 'Bijlage 1: welke gegevens worden bewaard',
  en: 'Annex 1: which data is kept',
} as const

/** Every object with its members in alphabetical order, so that the order in which something was written makes no difference. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, canonical(member)]),
  )
}

/** SHA-256 over everything that is declared and where it lies: the same as long as nothing of it changes. */
export const inventoryHash = (inventory: Inventory, countries: readonly string[]): string => {
  const tables = inventory.rooms
    .flatMap(({ room, tables: declared }) => declared.map((table) => ({ room, ...table, plain: table.plain.toSorted() })))
    .toSorted((one, other) => (one.table < other.table ? -1 : 1))
  const elsewhere = inventory.elsewhere.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify(canonical({ tables, elsewhere, countries: countries.toSorted() })))
    .digest('hex')
}

/** Annex 1 of the agreement in one language (G1.3). */
export const annexOf = (inventory: Inventory, { language, controller, processor, countries, at }: PaperContext): Annex => ({
  language,
  title: annexTitle[language],
  generatedAt: at.toString(),
  inventoryHash: inventoryHash(inventory, countries),
  controller,
  processor,
  purposes: purposes.map((purpose) => {
    const { name, why, ground } = purposeWords[purpose]
    return { purpose, name: name[language], why: why[language], legalGround: ground[language] }
  }),
  categories: Object.entries(categoryWords).map(([category, { name, examples }]) => ({
    category,
    name: name[language],
    examples: examples[language],
  })),
  dataSubjects: Object.entries(subjectWords).map(([kind, name]) => ({ kind, name: name[language] })),
  forms: Object.entries(formWords).map(([form, name]) => ({ form, name: name[language] })),
  stores: keptStores(inventory, countries).map(({ id, kind, room, what, countries: lies, encrypted, items }) => ({
    id,
    kind,
    room,
    what: what[language],
    countries: [...lies],
    encrypted,
    items: items.map((item) => ({
      name: item.name[language],
      category: item.category,
      whose: item.whose,
      purposes: [...item.purposes],
      form: item.form,
      kept: item.kept.said[language],
      erased: item.erased[language],
    })),
  })),
})
