import { createReadStream } from 'node:fs'
import { readJournal } from '../erasure-journal.ts'
import type { JournalHead, JournalLine } from '../erasure-journal.ts'
import { bytesOf } from './manifest.ts'
import { newEnvelope, seal, unseal } from './sealed.ts'
import type { Wrapper } from './sealed.ts'
import type { Storage } from './storage.ts'

const journalCopyName = 'erasures/journal'

/** Replaces the copy in the store. The journal only grows, so whatever is read while it is appended to is a journal. */
export const copyJournal = async (storage: Storage, root: Wrapper, file: string): Promise<void> => {
  await storage.put(journalCopyName, seal(createReadStream(file), journalCopyName, await newEnvelope(root)))
}

/** A journal as text, with its lines and the hash of each. */
export type Journal = { readonly text: string; readonly lines: readonly JournalLine[]; readonly heads: readonly string[] }

/** @param from named when it is broken @throws StartError */
export const parseJournal = (text: string, from: string): Journal => {
  const { lines, heads, bytes } = readJournal(text, from)
  return { text: Buffer.from(text, 'utf8').subarray(0, bytes).toString('utf8'), lines, heads }
}

/** Null: no copy is there. */
export const fetchJournal = async (storage: Storage, root: Wrapper): Promise<Journal | null> => {
  const content = await storage.get(journalCopyName)
  if (content === null) return null
  return parseJournal((await bytesOf(unseal(content, journalCopyName, root))).toString('utf8'), `${storage.name}/${journalCopyName}`)
}

/** Whether this journal is at least as new as that moment of the same journal. */
export const knows = ({ heads }: Journal, { n, head }: JournalHead): boolean => n === 0 || heads[n - 1] === head
