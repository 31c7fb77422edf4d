import type { Counts } from './store-erasures.ts'

export type Receipt = {
  readonly erasure: string
  readonly startedAt: Temporal.Instant
  readonly doneAt: Temporal.Instant
  readonly counts: Counts
  /** Its line in the erasure journal, which every restore replays. */
  readonly journalN: number | null
  /** Where the trail says so, with the proof; null when that could not be had. */
  readonly anchor: unknown
}

/** The text of a receipt, to be signed: what was erased, in counts. It names nobody, so whoever was erased can keep it and show it. */
export const receiptText = ({ erasure, startedAt, doneAt, counts, journalN, anchor }: Receipt): string => {
  const tables = Object.entries(counts)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([table, { went, emptied }]) => ({ table, went, emptied }))
  const json = { erasure, startedAt: startedAt.toString(), doneAt: doneAt.toString(), keysDestroyed: 1, tables, journal: journalN, anchor }
  return `vrijplek erasure-receipt 1\n${JSON.stringify(json)}\n`
}
