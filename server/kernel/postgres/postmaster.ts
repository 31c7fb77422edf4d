import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../errors.ts'
import type { Binaries } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { postgresFailure } from './failures.ts'
import { run, spawnOptions } from './programs.ts'
import type { ServerLog } from './server-log.ts'

/** A PostgreSQL server process on our cluster, whether this process started it or an earlier one did. */
export interface Postmaster {
  readonly pid: number
  /** Where it listens; on Windows an older one may have another port than we would choose. */
  readonly port: number
  isGone(): boolean
  /** Calls once, when it is gone for whatever reason. */
  whenGone(listener: () => void): void
}

type State = 'starting' | 'ready' | 'stopping' | 'standby'

const lookMs = 15
const lookAtOldMs = 500
/** Children of a killed postmaster hold its shared memory until they notice. */
const waitForOrphansMs = 20_000

export interface Launch {
  readonly binaries: Binaries
  readonly configuration: string
  readonly address: readonly string[]
  readonly serverLog: ServerLog
  readonly log: (line: string) => void
}

/** Finds the postmaster that an earlier, killed process of ours left running on this cluster. */
export function findRunning(folder: DataFolder): Postmaster | undefined {
  const noted = readPidFile(folder)
  if (noted === undefined) return undefined
  if (standsOn(folder, noted)) return observed(folder, noted)
  // Its number may belong to some other process by now, or to a killed one that nobody collected: PostgreSQL would take
  // either for a running server.
  rmSync(pidFile(folder), { force: true })
  return undefined
}

/** Starts a postmaster and waits until it takes connections. @throws StartError when it gives up */
export async function launch(folder: DataFolder, input: Launch): Promise<Postmaster> {
  const giveUpAt = performance.now() + waitForOrphansMs
  for (;;) {
    const output = input.serverLog.open()
    const started =
      process.platform === 'win32' ? await startByPgCtl(folder, input) : start(folder, input, output.handle)
    output.close()
    if (await becomesReady(folder, started, input.log)) return started
    const complaint = output.written()
    const isHeld = /lock file|shared memory block/.test(complaint)
    if (!isHeld || performance.now() > giveUpAt) throw postgresFailure(complaint, folder.path, input.serverLog.path)
    await pause(200)
  }
}

/** Waits for recovery and the like, however long that takes. @returns false when it went away instead */
export async function becomesReady(
  folder: DataFolder,
  server: Postmaster,
  log: (line: string) => void,
): Promise<boolean> {
  const since = performance.now()
  let toldAt = since
  while (!server.isGone()) {
    const noted = readPidFile(folder)
    if (noted?.pid === server.pid && (noted.state === 'ready' || noted.state === 'standby')) return true
    if (performance.now() - toldAt > 10_000) {
      toldAt = performance.now()
      log(`PostgreSQL is still getting ready after ${Math.round((toldAt - since) / 1000)} s`)
    }
    await pause(lookMs)
  }
  return false
}

/** Fast shutdown first, which rolls back what is open and writes a checkpoint; harsher when that does not end it. */
export async function end(server: Postmaster, folder: DataFolder, binaries: Binaries): Promise<void> {
  for (const [signal, mode, patienceMs] of [
    ['SIGINT', 'fast', 10_000],
    ['SIGQUIT', 'immediate', 5_000],
    ['SIGKILL', 'immediate', 5_000],
  ] as const) {
    if (process.platform === 'win32') {
      await run(binaries.pgCtl, ['stop', '-D', folder.cluster, '-m', mode, '-W'], folder.runAs)
    } else signalIfThere(server, signal)
    const giveUpAt = performance.now() + patienceMs
    while (performance.now() < giveUpAt) {
      if (server.isGone()) return
      await pause(lookMs)
    }
  }
  throw new Error(`postmaster ${server.pid} does not end`)
}

/** Without waiting: for the moment this process itself ends. */
export function signalIfThere(server: Postmaster, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  if (server.isGone()) return
  try {
    process.kill(server.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function serverArgs(folder: DataFolder, { configuration, address }: Launch): string[] {
  const seen = folder.asPostgresSeesIt
  return [
    `-D${seen}/cluster`,
    `--config_file=${seen}/${configuration}`,
    `--cluster_name=${nameOf(folder)}`,
    ...address,
  ]
}

function start(folder: DataFolder, input: Launch, output: number): Postmaster {
  const child = spawn(input.binaries.postgres, serverArgs(folder, input), {
    ...spawnOptions(folder.runAs, output),
    // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop things in order.
    detached: true,
  })
  child.unref()
  let gone = false
  const listeners: (() => void)[] = []
  const ended = (): void => {
    gone = true
    for (const listener of listeners.splice(0)) listener()
  }
  child.once('exit', ended)
  child.once('error', ended)
  return {
    pid: child.pid ?? -1,
    port: portOf(input.address),
    isGone: () => gone,
    whenGone: listener => void (gone ? listener() : listeners.push(listener)),
  }
}

/** On Windows PostgreSQL refuses an administrator; pg_ctl lays those rights down, and the server is not our child. */
async function startByPgCtl(folder: DataFolder, input: Launch): Promise<Postmaster> {
  const options = serverArgs(folder, input).slice(1).map(arg => `"${arg}"`).join(' ')
  const { code, output } = await run(
    input.binaries.pgCtl,
    ['start', '-D', folder.cluster, '-l', input.serverLog.path, '-W', '-o', options],
    folder.runAs,
  )
  if (code !== 0) throw postgresFailure(output, folder.path, input.serverLog.path)
  for (const giveUpAt = performance.now() + 30_000; performance.now() < giveUpAt; await pause(lookMs)) {
    const noted = readPidFile(folder)
    if (noted !== undefined && standsOn(folder, noted)) return observed(folder, noted)
  }
  throw new StartError(`PostgreSQL did not start in ${folder.path}: its log is ${input.serverLog.path}.`)
}

const portOf = (address: readonly string[]): number => Number(address.at(-1)?.replace('--port=', ''))

/** A postmaster that is not our child is only seen by looking. */
function observed(folder: DataFolder, noted: PidFile): Postmaster {
  const isGone = (): boolean => (process.platform === 'linux' ? !standsOn(folder, noted) : !exists(noted.pid))
  return {
    pid: noted.pid,
    port: noted.port,
    isGone,
    whenGone(listener) {
      const timer = setInterval(() => {
        if (!isGone()) return
        clearInterval(timer)
        listener()
      }, lookAtOldMs)
      timer.unref()
    },
  }
}

interface PidFile {
  readonly pid: number
  readonly startedAtS: number
  readonly port: number
  readonly state: State | undefined
}

const pidFile = (folder: DataFolder): string => join(folder.cluster, 'postmaster.pid')

/** Lines by number: src/include/utils/pidfile.h of PostgreSQL. */
function readPidFile(folder: DataFolder): PidFile | undefined {
  let lines: string[]
  try {
    lines = readFileSync(pidFile(folder), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (!(pid > 0)) return undefined
  const state = lines[7]?.trim()
  return {
    pid,
    startedAtS: Number(lines[2]),
    port: Number(lines[3]),
    state: state === 'starting' || state === 'ready' || state === 'stopping' || state === 'standby' ? state : undefined,
  }
}

/**
 * Stands on the postmaster's command line, so that the process can be known again. By the path, so that a copied
 * folder with the original's postmaster.pid in it is not taken for the original. The command line is what root may read
 * of another user's process even in a container without CAP_SYS_PTRACE, unlike its working folder or program.
 */
function nameOf(folder: DataFolder): string {
  return `vrijplek-${createHash('sha256').update(realpathSync(folder.cluster)).digest('hex').slice(0, 12)}`
}

/** Whether that process is a postmaster of this very cluster, and not one that got its number later. */
function standsOn(folder: DataFolder, { pid, startedAtS }: PidFile): boolean {
  if (process.platform === 'linux') return commandLine(pid).includes(nameOf(folder))
  // Windows shows no command line cheaply; the process must at least be younger than the machine's start.
  if (process.platform === 'win32') return exists(pid) && startedAtS > Date.now() / 1000 - uptime() - 5
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)]).stdout.includes(nameOf(folder))
}

/** Empty for a process that is gone, or that ended and was not reaped (which still has a number to signal). */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
