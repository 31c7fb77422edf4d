import type { OrganisationId } from '#contract/ids.ts'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import type { ErasureJournal, JournalHead } from '../../erasure-journal.ts'
import { StartError } from '../../errors.ts'
import type { Log } from '../../log.ts'

const beginning: JournalHead = { n: 0, head: '0'.repeat(64) }

const asOwner = async <T>(owner: ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(owner)
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Up to which line of the journal the database has everything erased. */
export const takenIn = (owner: ClientConfig): Promise<JournalHead> =>
  asOwner(owner, async (client) => {
    const { rows } = await client.query<{ n: string; head: string }>('SELECT journal_n AS n, journal_head AS head FROM erasures_taken_in')
    return rows[0] === undefined ? beginning : { n: Number(rows[0].n), head: rows[0].head }
  })

export const takeIn = (owner: ClientConfig, { n, head }: JournalHead): Promise<void> =>
  asOwner(owner, async (client) => {
    await client.query(
      `INSERT INTO erasures_taken_in (journal_n, journal_head) VALUES ($1, $2)
       ON CONFLICT (one) DO UPDATE SET journal_n = excluded.journal_n, journal_head = excluded.journal_head
       WHERE erasures_taken_in.journal_n < excluded.journal_n`,
      [n, head],
    )
  })

/** Everybody's place in the database. */
export const organisationsIn = (owner: ClientConfig): Promise<OrganisationId[]> =>
  asOwner(owner, async (client) => (await client.query<{ id: OrganisationId }>('SELECT id FROM tenants ORDER BY id')).rows.map(({ id }) => id))

/** A journal of which the hash of each line is known. */
export type ComparedJournal = {
  readonly head: JournalHead
  readonly hashOf: (n: number) => string | undefined
  /** The erasures that the lines after one name. */
  readonly erasuresAfter: (n: number) => string[]
}

export const compared = (journal: Pick<ErasureJournal, 'head' | 'read'>): ComparedJournal => {
  const [head, lines] = [journal.head(), journal.read()]
  return {
    head,
    hashOf: (n) => (n === head.n ? head.head : lines[n]?.previous),
    erasuresAfter: (n) => lines.slice(n).map(({ erasure }) => erasure),
  }
}

/** @param hashOf the hash of a line of the journal by its number */
const isSame = (known: JournalHead, hashOf: (n: number) => string | undefined): boolean => known.n === 0 || hashOf(known.n) === known.head

/**
 * Asked at each start, of an outside PostgreSQL too: a database that was put back by its own tools betrays itself by what it does not know.
 * @param isKnown whether all these erasures are in the database, done or under way: then it was only killed between a line and its own note of it
 * @throws StartError when the journal is older than the database, is another one, or names erasures that the database does not know
 */
export const refuseUnlessTakenIn = async (
  owner: ClientConfig,
  journal: ComparedJournal,
  isKnown: (erasures: readonly string[]) => Promise<boolean> = async () => false,
): Promise<void> => {
  const known = await takenIn(owner)
  refuseOlderJournal(known, journal, 'the database')
  if (known.n === journal.head.n) return
  if (await isKnown(journal.erasuresAfter(known.n))) return takeIn(owner, journal.head)
  throw new StartError(
    `The erasure journal has ${journal.head.n} lines and the database knows ${known.n} of them: it was put back from a copy, or a stop came between the two. ` +
      'Run npm run restore -- --gate-only, which erases again what was erased, and start then.',
  )
}

/** @param what that is compared with, for the sentence @throws StartError when the journal is older than that, or another one */
export const refuseOlderJournal = (
  known: JournalHead,
  journal: ComparedJournal,
  what: string,
): void => {
  if (journal.head.n < known.n) {
    throw new StartError(
      `The erasure journal is older than ${what}: it has ${journal.head.n} lines, and ${known.n} were written. Bring its newest copy back (ERASURE_JOURNAL_FILE); without it nobody knows who must be erased again.`,
    )
  }
  if (!isSame(known, (n) => journal.hashOf(n))) {
    throw new StartError(`The erasure journal is not the one of ${what}: line ${known.n} differs. Bring back the one that belongs to it (ERASURE_JOURNAL_FILE).`)
  }
}

/**
 * After each line of the journal the database is told how far it is. The erasure that the line names is in the database before the line is written, so
 * whoever has this number has the erasure, done or under way.
 */
export const keepTakenIn = (owner: ClientConfig, journal: Pick<ErasureJournal, 'head' | 'onAppend'>, log: Log): { settle(): Promise<void> } => {
  let running: Promise<void> = Promise.resolve()
  let isBehind = false
  const tell = (): Promise<void> => {
    isBehind = true
    running = running.then(async () => {
      try {
        await takeIn(owner, journal.head())
        isBehind = false
      } catch (error) {
        log.error({ err: error }, 'the database was not told how far the erasure journal is; it is told again in a moment')
      }
    })
    return running
  }
  const again = setInterval(() => {
    if (isBehind) void tell()
  }, 5_000)
  again.unref()
  journal.onAppend(() => void tell())
  return {
    settle: async () => {
      clearInterval(again)
      await running
      if (isBehind) await tell()
    },
  }
}
