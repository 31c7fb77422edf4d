import type { ClientConfig } from 'pg'
import type { Backups, BackupsState } from '../backups.ts'
import type { Clock } from '../clock.ts'
import type { ErasureJournal } from '../erasure-journal.ts'
import type { Log } from '../log.ts'
import type { Signer } from '../signed-note.ts'
import { takeBaseBackup } from './base-backup.ts'
import { copyJournal } from './journal-copy.ts'
import { copyKeys, keyChanges } from './key-copy.ts'
import type { KeyPlaces } from './key-copy.ts'
import { beginLine, readLine, writeLine } from './line.ts'
import type { Line } from './line.ts'
import { readInventory } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { keptHours, oldestCopy, whatGoes } from './prune.ts'
import type { Store } from './prune.ts'
import { newEnvelope } from './sealed.ts'
import type { Envelope, Wrapper } from './sealed.ts'
import { closeSegment, shipSpool, waitingSegments } from './spool.ts'
import type { Storage } from './storage.ts'
import { parseArchived, walPrefix } from './wal.ts'

/** The embedded cluster as the back-up sees it. */
export type CopiedCluster = {
  /** Of the superuser. */
  readonly connection: ClientConfig
  readonly clusterDir: string
  /** The folder around the cluster. */
  readonly folder: string
  readonly spool: string
}

export type BackupServiceOptions = {
  readonly storage: Storage
  readonly root: Wrapper
  readonly clock: Clock
  readonly log: Log
  /** Null for an outside PostgreSQL: its own tools copy it, and only key store and journal are copied from here. */
  readonly cluster: CopiedCluster | null
  /** Besides the cluster, by the name it gets in the back-up. */
  readonly besides: Readonly<Record<string, string>>
  readonly journal: Pick<ErasureJournal, 'head' | 'onAppend'>
  readonly journalFile: string
  /** Null when the key store is an outside PostgreSQL. */
  readonly keys: KeyPlaces | null
  readonly signer?: Signer
  /** For a program beside the service, which ships the WAL itself: the line that a base back-up joins, or null for one that stands alone. */
  readonly beside?: { readonly line: string | null }
}

export type BackupService = Backups & {
  /** Ships what waits, and takes a base back-up when one is due; then goes on by itself. */
  start(): void
  stop(): Promise<void>
  /** One base back-up now, with what belongs to it. */
  backUp(): Promise<Manifest | null>
  /** Ships journal, key store and WAL that wait. */
  ship(): Promise<void>
  /** The same, with everything that was committed until now. */
  shipAll(): Promise<void>
  prune(): Promise<readonly string[]>
}

const shipEveryMs = 5_000
const tendEveryMs = 600_000
const baseEveryHours = 24
/** A key of its own for each day's WAL: wrapping asks an outside key store. */
const envelopeHours = 24

type Work = 'base' | 'wal' | 'journal' | 'keys' | 'prune' | 'list' | 'place'
const failedWork: Record<Work, string> = {
  base: 'The base back-up failed',
  wal: 'Shipping the write-ahead log failed',
  journal: 'Copying the erasure journal failed',
  keys: 'Copying the key store failed',
  list: 'Looking at the back-ups failed',
  prune: 'Removing old back-ups failed',
  place: 'Old back-ups are not gone when they are removed',
}

export const createBackupService = (options: BackupServiceOptions): BackupService => {
  const { storage, root, clock, log, cluster, journal } = options
  const failures = new Map<Work, string>()
  const hoursSince = (at: Temporal.Instant): number => clock.now().since(at).total('hours')
  let journalIsDue = true
  let keysCopiedAt: Temporal.Instant | null = null
  /** After a line of the journal; and by itself when the key store is another than was copied: somebody was added, or its epoch is a new one. */
  let keysAreDue = true
  let copiedChanges: number | null = null
  let envelope: { readonly made: Temporal.Instant; readonly promise: Promise<Envelope> } | undefined
  let line: Line | null = null

  journal.onAppend(() => {
    journalIsDue = true
    keysAreDue = true
  })

  /** A failure is shown, logged once, and tried again at the next turn. */
  const attempt = async <T>(work: Work, act: () => Promise<T>): Promise<T | undefined> => {
    try {
      const result = await act()
      failures.delete(work)
      return result
    } catch (error) {
      const text = `${failedWork[work]}: ${error instanceof Error ? error.message : String(error)}`
      if (failures.get(work) !== text) log.error({ err: error, work }, failedWork[work])
      failures.set(work, text)
      return undefined
    }
  }

  const envelopeOfToday = (): Promise<Envelope> => {
    if (envelope === undefined || hoursSince(envelope.made) >= envelopeHours) envelope = { made: clock.now(), promise: newEnvelope(root) }
    const { promise } = envelope
    promise.catch(() => (envelope = undefined))
    return promise
  }

  const lineOf = async (from: CopiedCluster): Promise<Line> => {
    line ??= readLine(from.folder) ?? (await beginLine(from.folder, from.connection, clock.now()))
    return line
  }

  const shipWal = async (from: CopiedCluster): Promise<void> => {
    line = await shipSpool(await lineOf(from), {
      storage,
      spool: from.spool,
      envelope: envelopeOfToday,
      journalN: () => journal.head().n,
      shipped: (next) => writeLine(from.folder, next),
    })
  }

  const shipNow = async (): Promise<void> => {
    if (journalIsDue) {
      journalIsDue = false
      await attempt('journal', () => copyJournal(storage, root, options.journalFile))
      if (failures.has('journal')) journalIsDue = true
    }
    const { keys } = options
    const hasChanged = keys !== null && (await keyChanges(keys.file).catch(() => null)) !== copiedChanges
    if (keys !== null && (keysAreDue || hasChanged || keysCopiedAt === null || hoursSince(keysCopiedAt) >= 24)) {
      keysAreDue = false
      const at = clock.now()
      copiedChanges = (await attempt('keys', () => copyKeys(storage, keys))) ?? null
      if (failures.has('keys')) keysAreDue = true
      else keysCopiedAt = at
    }
    if (cluster !== null && options.beside === undefined) await attempt('wal', () => shipWal(cluster))
  }

  const look = async (): Promise<Store> => {
    const [{ whole, broken }, wal] = await Promise.all([readInventory(storage), storage.list(walPrefix)])
    return { whole, broken, archived: wal.flatMap((object) => parseArchived(object) ?? []) }
  }

  const backUpNow = async (from: CopiedCluster): Promise<Manifest> => {
    const ofLine = options.beside === undefined ? (await lineOf(from)).id : options.beside.line
    return await takeBaseBackup({
      storage,
      wrapper: root,
      clock,
      connection: from.connection,
      clusterDir: from.clusterDir,
      besides: options.besides,
      line: ofLine,
      journal: () => journal.head(),
      signer: options.signer,
    })
  }

  const pruneNow = async (): Promise<readonly string[]> => {
    const going = whatGoes(await look(), clock.now(), options.beside?.line ?? line?.id ?? null)
    await storage.remove(going)
    return going
  }

  const tend = async (): Promise<void> => {
    await attempt('prune', pruneNow)
    await attempt('place', async () => {
      const why = await storage.keepsRemoved()
      if (why !== null) throw new Error(why)
    })
    if (cluster === null || stopping) return
    const isDue = await attempt('base', async () => {
      const { id } = await lineOf(cluster)
      const ofLine = (await look()).whole.filter(({ manifest }) => manifest.line === id)
      const newest = ofLine.at(-1)
      return newest === undefined || hoursSince(Temporal.Instant.from(newest.manifest.startedAt)) >= baseEveryHours
    })
    if (isDue === true) await attempt('base', () => backUpNow(cluster))
  }

  const shipAll = async (): Promise<void> => {
    if (cluster !== null && options.beside === undefined) await attempt('wal', () => closeSegment(cluster.connection, cluster.spool))
    await lanes.ship()
  }

  let stopping = false
  const timers: NodeJS.Timeout[] = []
  const lanes = { ship: alone(shipNow), tend: alone(tend) }

  return {
    start: () => {
      void lanes.ship()
      void lanes.tend()
      timers.push(setInterval(() => void lanes.ship(), shipEveryMs), setInterval(() => void lanes.tend(), tendEveryMs))
      for (const timer of timers) timer.unref()
    },
    stop: async () => {
      stopping = true
      for (const timer of timers) clearInterval(timer)
      await shipAll()
    },
    backUp: async () => {
      const made = cluster === null ? null : await backUpNow(cluster)
      await lanes.ship()
      return made
    },
    ship: () => lanes.ship(),
    shipAll,
    prune: pruneNow,
    state: async () => {
      const found = await attempt('list', look)
      const newest = found?.whole.at(-1)?.manifest
      const whenKept = cluster === null ? null : keptHours / 24
      const broken = found === undefined || failures.has('prune') || failures.has('place')
      const state: BackupsState = {
        kind: cluster === null ? 'outside' : 'embedded',
        keptDays: broken ? null : whenKept,
        newest: newest === undefined ? null : { at: Temporal.Instant.from(newest.startedAt) },
        oldestAt: found === undefined ? null : oldestCopy(found),
        failure: failures.size === 0 ? null : [...failures.values()].join('. '),
      }
      return state
    },
    goneBefore: async (instant) => {
      if (failures.has('place')) return false
      const oldest = oldestCopy(await look())
      if (oldest !== null && Temporal.Instant.compare(oldest, instant) <= 0) return false
      // What waits in the spool was begun before it was closed.
      if (cluster !== null && (await waitingSegments(cluster.spool)).length > 0 && !isAfter(line?.nextBegunMs, instant)) return false
      return options.keys === null || (keysCopiedAt !== null && Temporal.Instant.compare(keysCopiedAt, instant) >= 0)
    },
  }
}

const isAfter = (ms: number | undefined, instant: Temporal.Instant): boolean => ms !== undefined && ms > instant.epochMilliseconds

/** One run at a time; who asks while one runs gets the next, and all who ask meanwhile the same. */
const alone = (act: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const run = (): Promise<void> => {
    running = act().finally(() => (running = undefined))
    return running
  }
  return () => {
    if (running === undefined) return run()
    next ??= running.then(
      () => ((next = undefined), run()),
      () => ((next = undefined), run()),
    )
    return next
  }
}
