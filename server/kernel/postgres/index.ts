import { resolve } from 'node:path'
import { chooseAddress } from './address.ts'
import { archiveSettings, makeWalSpool } from './archive.ts'
import { findBinaries } from './binaries.ts'
import type { Major } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { openDataFolder } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { onFolder } from './failures.ts'
import { end, findRunning, signalIfThere } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'
import { loginOn, startServer, takeOver, versionOf } from './server.ts'
import type { Login, ServerPlan } from './server.ts'
import { keepServerLog } from './server-log.ts'
import { configurationFile } from './settings.ts'
import type { Setting } from './settings.ts'

export { restoreCommand, walSpool, walToRestore } from './archive.ts'
export { besideRunning } from './beside.ts'
export type { Login } from './server.ts'
export type { Setting } from './settings.ts'

export interface EmbeddedPostgresOptions {
  /** A folder of its own for cluster, password, lock, log and socket. Made when missing; no data goes elsewhere. */
  readonly dataDir: string
  /** 15 is there for tests, on Linux x64 only. */
  readonly major?: Major
  /** False only for throw-away clusters: a power cut then loses everything. */
  readonly fsync?: boolean
  readonly maxConnections?: number
  /** Copies each finished WAL segment into `wal-spool` in the folder, where somebody must fetch them. */
  readonly archiveWal?: boolean
  /** Told what is being done, in short sentences without a full stop. */
  readonly log: (line: string) => void
  /** Settings of postgresql.conf on top of ours. */
  readonly settings?: Readonly<Record<string, Setting>>
}

export interface EmbeddedPostgres {
  /** Of the superuser, who bypasses row security: the application connects as roles of its own. */
  readonly connection: Login
  /** Folder of the Unix socket; undefined on Windows. */
  readonly socketDir: string | undefined
  readonly port: number
  readonly superuser: string
  /** PostgreSQL's own version, such as `18.4`. */
  readonly version: string
  /** The cluster's files, for back-up. The server's own `data_directory` may be a name that only it understands. */
  readonly clusterDir: string
  /** The server was still running from an earlier process that was killed. */
  readonly adopted: boolean
  /** Ends the server in order (fast, then harsher after some seconds) and lets the folder go. Safe to call twice. */
  stop(): Promise<void>
  /** Starts the server after it died, or stops it first when it runs. The address stays. @throws StartError */
  restart(): Promise<void>
  /** Tells when the server dies without `stop` or `restart`. @returns a function that ends the telling */
  onExit(listener: () => void): () => void
}

/**
 * Starts (or takes over) the PostgreSQL that is packaged with Vrijplek, on the cluster in `dataDir`, and makes that
 * cluster first when there is none. As root, PostgreSQL runs as the folder's owner, or as nobody when that is root.
 * @throws StartError in one sentence: folder in use, full, read-only, not a folder or unreachable, a cluster of
 *   another major version, no PostgreSQL packaged for this platform
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = await openDataFolder(resolve(options.dataDir))
  try {
    const plan = await planServer(folder, options)
    const adopted = await takeOver(plan)
    const server = adopted ?? (await startServer(plan))
    const connection = loginOn(plan, server.port)
    const version = await versionOf(connection)
    if (version === undefined) {
      await end(server, folder, plan.binaries)
      throw new Error(`PostgreSQL started in ${folder.path} but does not let its superuser in`)
    }
    return {
      connection,
      socketDir: process.platform === 'win32' ? undefined : connection.host,
      port: connection.port,
      superuser: connection.user,
      version,
      clusterDir: folder.cluster,
      adopted: adopted !== undefined,
      ...supervise(plan, server),
    }
  } catch (error) {
    folder.close()
    throw error
  }
}

/** Ends a server that a killed process left running on this folder, so that the folder can be emptied. */
export async function endLeftOver(dataDir: string): Promise<void> {
  const folder = await openDataFolder(resolve(dataDir))
  try {
    const left = findRunning(folder)
    if (left !== undefined) await end(left, folder, await findBinaries(18, folder.account))
  } finally {
    folder.close()
  }
}

async function planServer(folder: DataFolder, options: EmbeddedPostgresOptions): Promise<ServerPlan> {
  const { major = 18, fsync = true, maxConnections = 200, archiveWal = false, log } = options
  const settings = { ...(archiveWal ? archiveSettings : {}), ...options.settings }
  const binaries = await findBinaries(major, folder.account)
  const password = await ensureCluster(folder, { major, binaries, fsync, log })
  if (archiveWal) await onFolder(folder.path, () => makeWalSpool(folder))
  return {
    folder,
    binaries,
    configuration: configurationFile(binaries.installation, { fsync, maxConnections, settings }),
    address: await onFolder(folder.path, () => chooseAddress(folder, findRunning(folder)?.port)),
    password,
    serverLog: keepServerLog(folder),
    log,
  }
}

function supervise(plan: ServerPlan, first: Postmaster): Pick<EmbeddedPostgres, 'stop' | 'restart' | 'onExit'> {
  const { folder, binaries } = plan
  const listeners = new Set<() => void>()
  let server = first
  let isMeantToRun = true
  let stopping: Promise<void> | undefined
  let restarting: Promise<void> = Promise.resolve()

  const watch = (watched: Postmaster): void =>
    watched.whenGone(() => {
      if (isMeantToRun && watched === server) for (const listener of listeners) listener()
    })
  // For an end without `stop`, such as an uncaught error: the server then shuts down by itself.
  const atExit = (): void => signalIfThere(server, 'SIGINT')
  process.on('exit', atExit)
  watch(server)

  const stopAll = async (): Promise<void> => {
    await restarting.catch(() => {})
    isMeantToRun = false
    await end(server, folder, binaries)
    process.off('exit', atExit)
    plan.serverLog.stop()
    plan.address.remove()
    folder.close()
  }
  const startAgain = async (): Promise<void> => {
    if (stopping !== undefined) throw new Error('restart after stop')
    isMeantToRun = false
    await end(server, folder, binaries)
    findRunning(folder)
    server = await startServer(plan)
    isMeantToRun = true
    watch(server)
  }
  return {
    stop: () => (stopping ??= stopAll()),
    restart: () => (restarting = restarting.catch(() => {}).then(startAgain)),
    onExit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
