import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../../errors.ts'
import { restoreCommand, startEmbeddedPostgres } from '../../postgres/index.ts'
import type { EmbeddedPostgres, Setting } from '../../postgres/index.ts'

export type RecoverInput = {
  /** The folder around the cluster. */
  readonly folder: string
  /** Everything committed up to and including this instant; default: all there is. */
  readonly at?: Temporal.Instant | undefined
  readonly say: (line: string) => void
  readonly fsync?: boolean
}

/** Nobody can connect but who knows the superuser's password and can enter the folder; archiving is off. */
export const recover = async (input: RecoverInput): Promise<void> => {
  if (input.at === undefined || !(await recoverTo(input, input.at))) {
    const rest = await start(input, {})
    try {
      await untilPromoted(rest)
    } finally {
      await rest.stop()
    }
  }
}

/**
 * @returns false when WAL ended before a commit after that instant came: nothing was committed in between, so the end of WAL (which reaches that far, as
 *   the choice of the back-up made sure) is the same state
 */
const recoverTo = async (input: RecoverInput, at: Temporal.Instant): Promise<boolean> => {
  const log = join(input.folder, 'postgres.log')
  const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  let server: EmbeddedPostgres | undefined
  try {
    server = await start(input, { recovery_target_time: asPostgresReads(at), recovery_target_inclusive: true, recovery_target_action: 'promote' })
    await untilPromoted(server)
    return true
  } catch (error) {
    const said = existsSync(log) ? readFileSync(log).subarray(before).toString() : ''
    if (!said.includes('recovery ended before configured recovery target was reached')) throw error
    return false
  } finally {
    await server?.stop()
  }
}

const start = async ({ folder, say, fsync = true }: RecoverInput, target: Readonly<Record<string, Setting>>): Promise<EmbeddedPostgres> => {
  const cluster = join(folder, 'cluster')
  const signal = join(cluster, 'recovery.signal')
  writeFileSync(signal, '', { mode: 0o600 })
  chmodSync(signal, 0o644)
  return await startEmbeddedPostgres({
    dataDir: folder,
    fsync,
    log: say,
    settings: { restore_command: restoreCommand, recovery_target_timeline: 'current', hot_standby: true, ...target },
  })
}

/** The setting is read before names of zones are known, `Z` among them. Microseconds are all that PostgreSQL keeps. */
const asPostgresReads = (at: Temporal.Instant): string =>
  at.toString({ fractionalSecondDigits: 6, roundingMode: 'floor' }).replace('T', ' ').replace('Z', '+00')

const lookMs = 50

const untilPromoted = async (server: EmbeddedPostgres): Promise<void> => {
  let gone = false
  server.onExit(() => (gone = true))
  for (;;) {
    if (gone) throw new StartError('PostgreSQL ended while it replayed its write-ahead log: postgres.log in the folder says why.')
    if (!(await isInRecovery(server).catch(() => true))) return
    await pause(lookMs)
  }
}

const isInRecovery = async ({ connection }: EmbeddedPostgres): Promise<boolean> => {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ still: boolean }>('SELECT pg_is_in_recovery() AS still')
    return rows[0]?.still ?? true
  } finally {
    await client.end().catch(() => {})
  }
}
