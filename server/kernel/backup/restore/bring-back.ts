import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Config } from '../../config.ts'
import { StartError } from '../../errors.ts'
import { endLeftOver, walToRestore } from '../../postgres/index.ts'
import { fetchJournal, knows, parseJournal } from '../journal-copy.ts'
import type { Journal } from '../journal-copy.ts'
import { fetchKeys } from '../key-copy.ts'
import { readInventory } from '../manifest.ts'
import { openersOf, placesOf } from '../places.ts'
import type { KeyPlaces } from '../key-copy.ts'
import type { Storage } from '../storage.ts'
import type { Store } from '../prune.ts'
import { parseArchived, walPrefix } from '../wal.ts'
import { chooseBackup } from './choose.ts'
import type { Choice } from './choose.ts'
import { readMarker, writeMarker } from './marker.ts'
import { recover } from './recover.ts'
import { fetchWal, unpackBase } from './unpack.ts'

export type Wish = {
  /** An id; default: the newest that is old enough. */
  readonly backup?: string
  /** A point in time; default: as far as the write-ahead log goes. */
  readonly at?: Temporal.Instant
}

export type BringBackInput = {
  readonly config: Config
  readonly storage: Storage
  readonly wish: Wish
  readonly say: (line: string) => void
  /** Named moments between the steps; a test throws there what a crash would be. */
  readonly moment?: (at: string) => void
  readonly fsync?: boolean
}

/**
 * Brings the data of a back-up into an empty data folder, or one of its own unfinished restore, which it begins again. Ends in quarantine: what was
 * erased since is in it, and nothing opens before the gate. Keys and journal that are here already stay, when they are the newer ones.
 * @throws StartError that says what is missing, before anything is written
 */
export const bringBack = async (input: BringBackInput): Promise<void> => {
  const { config, storage, wish, say, moment = () => {} } = input
  const places = placesOf(config)
  const unfinished = readMarker(places.data)
  if (unfinished === null && (existsSync(places.postgres) || existsSync(places.files))) {
    throw new StartError(`The data folder ${places.data} holds data already: restore into an empty folder (--to), or move ${places.postgres} and ${places.files} away first.`)
  }
  say(`Looking for back-ups in ${storage.name}`)
  const archived = (await storage.list(walPrefix)).flatMap((object) => parseArchived(object) ?? [])
  const store: Store = { ...(await readInventory(storage)), archived }
  const choice = chooseBackup(store, wish)
  const { manifest } = choice.found
  const openers = await openersOf(config)
  await assertRootKey(config, choice, openers)
  const keys = await keysFor(config, storage, openers)
  const journal = await journalFor(config, storage, openers)
  const journalN = refuseStale(store, choice, journal)

  // From here on nothing opens this folder but a restore.
  writeMarker(places.data, { step: 'unpack', backup: manifest.id, at: wish.at?.toString() ?? null, journalN })
  moment('marked')
  if (keys !== null) place(places.keyStore, keys)
  place(places.journal, Buffer.from(journal.text))
  moment('keys and journal')
  if (existsSync(places.postgres)) await endLeftOver(places.postgres)
  for (const folder of [places.cluster, join(places.postgres, 'wal-restore'), places.files]) rmSync(folder, { recursive: true, force: true })
  say(`Bringing back ${manifest.id}, begun at ${manifest.startedAt} (${Math.ceil(manifest.data.bytes / 1e6)} MB)`)
  await unpackBase(storage, manifest, openers.root, {
    cluster: places.cluster,
    'superuser-password': places.password,
    files: places.files,
  })
  moment('unpacked')
  say(`Fetching ${choice.wal.length} segments of the write-ahead log, up to ${choice.reachesTo.toString()}`)
  const wal = walToRestore(places.postgres)
  await fetchWal(storage, choice.wal, { root: openers.root, folder: wal.folder, prepare: wal.give })
  moment('fetched')

  writeMarker(places.data, { step: 'recover', backup: manifest.id, at: wish.at?.toString() ?? null, journalN })
  say(wish.at === undefined ? 'PostgreSQL replays its log' : `PostgreSQL replays its log up to ${wish.at.toString()}`)
  await recover({ folder: places.postgres, at: wish.at, say, ...(input.fsync === undefined ? {} : { fsync: input.fsync }) })
  rmSync(wal.folder, { recursive: true, force: true })
  moment('recovered')
  writeMarker(places.data, { step: 'gate', backup: manifest.id, at: wish.at?.toString() ?? null, journalN })
  moment('at the gate')
}

type Openers = Omit<KeyPlaces, 'file'>

const assertRootKey = async (config: Config, { found }: Choice, { root }: Openers): Promise<void> => {
  const isFile = config.ROOT_KEY_PROVIDER === 'file'
  const path = isFile ? placesOf(config).rootKey : config.ROOT_KEY_PROVIDER
  if (isFile && !existsSync(path)) throw new StartError(`The root key ${path} is missing, and no back-up opens without it: bring it back, or name it with ROOT_KEY_FILE.`)
  let key: Uint8Array
  try {
    key = await root.unwrap(Buffer.from(found.manifest.wrappedKey, 'base64'))
  } catch (cause) {
    throw new StartError(`The root key ${path} is not the one that back-up ${found.manifest.id} was made with: bring back the one that was in use then.`, { cause })
  }
  if (!found.isGenuine(key)) throw new StartError(`The manifest of back-up ${found.manifest.id} was changed after it was written: take another one.`)
}

/** The key store that is here is the newest there can be; only a lost one is taken from the copy. @returns null: the one here stays */
const keysFor = async (config: Config, storage: Storage, { epoch, root }: Openers): Promise<Buffer | null> => {
  const { keyStore } = placesOf(config)
  // It opens, or says what it misses, when the gate opens it.
  if (config.KEYS_DATABASE_URL !== undefined) return null
  if (existsSync(keyStore)) {
    const number = epochOf(keyStore)
    if (number !== null && epoch.peek(number) === null) {
      throw new StartError(
        epoch.newest() === null
          ? `The epoch secret is missing (number ${number}), and nothing that is sealed opens without it: bring it back from its escrow (EPOCH_SECRET_FILE).`
          : `The key store ${keyStore} is of epoch ${number} and the epoch secret of epoch ${epoch.newest() ?? 0}: bring back the newest of both.`,
      )
    }
    return null
  }
  const copy = await fetchKeys(storage, { epoch, root })
  if (copy === null) {
    throw new StartError(`The key store ${keyStore} is missing, and no copy of it lies in ${storage.name}: without it nothing that is sealed can be read.`)
  }
  return copy
}

const epochOf = (file: string): number | null => {
  const store = new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
  try {
    const row = store.prepare('SELECT epoch FROM state').get()
    return row === undefined ? null : Number(row['epoch'])
  } finally {
    store.close()
  }
}

/** The longer of the journal here and its copy in the store, of which one must be the beginning of the other. */
const journalFor = async (config: Config, storage: Storage, { root }: Openers): Promise<Journal> => {
  const path = placesOf(config).journal
  const here = existsSync(path) ? parseJournal(readFileSync(path, 'utf8'), path) : null
  const copy = await fetchJournal(storage, root)
  const [short, long] = [here, copy].filter((each) => each !== null).toSorted((a, b) => a.lines.length - b.lines.length)
  if (short === undefined) {
    throw new StartError(`The erasure journal ${path} is missing, and no copy of it lies in ${storage.name}: without it nobody knows who must be erased again.`)
  }
  if (long === undefined) return short
  if (!knows(long, { n: short.lines.length, head: short.heads.at(-1) ?? '' })) {
    throw new StartError(`The erasure journal ${path} and its copy in ${storage.name} are not the same journal: move away the one that does not belong here.`)
  }
  return long
}

/**
 * Anything in the store tells how long the journal was when it was written, also what is newer than the moment asked for.
 * @returns how many lines the journal has at the least @throws StartError when it has fewer, or is another one
 */
const refuseStale = ({ whole, archived }: Store, { found: { manifest } }: Choice, journal: Journal): number => {
  const least = Math.max(0, ...whole.map((each) => each.manifest.journal.n), ...archived.map(({ journalN }) => journalN))
  if (journal.lines.length < least) {
    throw new StartError(
      `The erasure journal is older than the back-ups: it has ${journal.lines.length} lines, and ${least} were written by then. Bring its newest copy back (ERASURE_JOURNAL_FILE); without it nobody knows who must be erased again.`,
    )
  }
  if (!knows(journal, manifest.journal)) {
    throw new StartError(`The erasure journal is not the one of back-up ${manifest.id}: line ${manifest.journal.n} differs. Bring back the one that belongs to it (ERASURE_JOURNAL_FILE).`)
  }
  return least
}

const place = (path: string, bytes: Buffer): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.restored`, bytes, { mode: 0o600, flush: true })
  renameSync(`${path}.restored`, path)
}
