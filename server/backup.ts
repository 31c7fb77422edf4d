import { existsSync, readFileSync } from 'node:fs'
import { besidesOf, copiedKeysOf, openConfiguredStorage, openersOf, placesOf } from '#kernel/backup/places.ts'
import { readLine } from '#kernel/backup/line.ts'
import { createBackupService } from '#kernel/backup/service.ts'
import type { BackupService, BackupServiceOptions, CopiedCluster } from '#kernel/backup/service.ts'
import { systemClock } from '#kernel/clock.ts'
import { readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { readJournal } from '#kernel/erasure-journal.ts'
import { StartError } from '#kernel/errors.ts'
import { createLog } from '#kernel/log.ts'
import { besideRunning, startEmbeddedPostgres, walSpool } from '#kernel/postgres/index.ts'
import { readWords } from './restore/words.ts'

const usage = `npm run backup -- [--to WHERE] [--prune-only]

  --to          a folder or s3://bucket/prefix; default: BACKUP_TO
  --prune-only  only removes what is 13 days old`

const say = (line: string): void => console.log(line)

type Reached = { readonly cluster: CopiedCluster; readonly stop: () => Promise<void> }

/** The server of a service that runs beside us, or one that we start for the time of the back-up. */
const reach = async (config: Config): Promise<Reached> => {
  const { postgres: folder, cluster: clusterDir } = placesOf(config)
  if (!existsSync(clusterDir)) throw new StartError(`There is no database in ${config.DATA_DIR} to back up: set DATA_DIR.`)
  const spool = walSpool(folder)
  const running = await besideRunning(folder)
  if (running !== null) return { cluster: { connection: { ...running }, clusterDir, folder, spool }, stop: async () => {} }
  const started = await startEmbeddedPostgres({ dataDir: folder, archiveWal: config.BACKUP_TO !== undefined, log: say })
  return { cluster: { connection: { ...started.connection }, clusterDir, folder, spool }, stop: () => started.stop() }
}

const backUp = async (): Promise<void> => {
  const words = readWords(process.argv.slice(2), { values: ['to'], flags: ['prune-only', 'help'] }, usage)
  if (words.flags.has('help')) return say(usage)
  const config = readConfig(process.env)
  const where = words.values.to ?? config.BACKUP_TO
  if (where === undefined) throw new StartError('Where back-ups go is not said: add --to, or set BACKUP_TO.')
  const storage = await openConfiguredStorage(config, where)
  const { journal: journalFile, postgres } = placesOf(config)
  // Beside a service that ships WAL to the same place the new back-up joins its line; elsewhere it stands alone.
  const joins = where === config.BACKUP_TO
  const options = {
    storage,
    root: (await openersOf(config)).root,
    clock: systemClock,
    log: createLog(config.LOG_LEVEL),
    besides: besidesOf(config),
    journal: journalAsItIs(journalFile),
    journalFile,
    keys: await copiedKeysOf(config),
    beside: { line: joins ? (readLine(postgres)?.id ?? null) : null },
  }
  if (!words.flags.has('prune-only')) {
    if (config.DATABASE_URL === undefined) await backUpEmbedded(config, options)
    else {
      const service = createBackupService({ ...options, cluster: null })
      await service.ship()
      await assertWhole(service)
      say(`Key store and erasure journal are copied to ${storage.name}. The database is an outside PostgreSQL: back it up with its own tools.`)
    }
    if (!joins) say('Nobody prunes that place by itself: run npm run backup -- --to … --prune-only there each day, so that nothing is kept for more than 13 days.')
  }
  const gone = await createBackupService({ ...options, cluster: null }).prune()
  say(gone.length === 0 ? 'Nothing is old enough to be removed' : `Removed ${gone.length} objects that were too old or of no use any more`)
}

const backUpEmbedded = async (config: Config, options: Omit<BackupServiceOptions, 'cluster'>): Promise<void> => {
  const { cluster, stop } = await reach(config)
  try {
    const service = createBackupService({ ...options, cluster })
    const made = await service.backUp()
    await assertWhole(service)
    if (made !== null) say(`Backed up to ${options.storage.name} as ${made.id} (${Math.ceil(made.data.bytes / 1e6)} MB)`)
  } finally {
    await stop()
  }
}

/** What belongs to a back-up is tried again by the service; here nobody would. */
const assertWhole = async (service: BackupService): Promise<void> => {
  const { failure } = await service.state()
  if (failure !== null) throw new StartError(`${failure}.`)
}

/** The service may be writing to it: it is read, and nothing is mended. */
const journalAsItIs = (path: string): BackupServiceOptions['journal'] => {
  if (!existsSync(path)) throw new StartError(`The erasure journal ${path} is missing: start the service once, or set ERASURE_JOURNAL_FILE.`)
  const { lines, heads } = readJournal(readFileSync(path, 'utf8'), path)
  return { head: () => ({ n: lines.length, head: heads.at(-1) ?? '0'.repeat(64) }), onAppend: () => {} }
}

try {
  await backUp()
} catch (error) {
  if (error instanceof StartError) console.error(`Not backed up. ${error.message}`)
  else console.error('Not backed up, and the reason is a fault of ours:', error)
  process.exitCode = 1
}
