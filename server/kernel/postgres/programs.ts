import { spawn } from 'node:child_process'
import type { SpawnOptions, StdioOptions } from 'node:child_process'
import type { Account } from './account.ts'
import { StartError } from '../errors.ts'

export interface Finished {
  readonly code: number | null
  readonly output: string
}

/** How a program of PostgreSQL is started. `folderHandle` becomes its file descriptor 3 (see data-folder.ts). */
export interface RunAs {
  readonly account: Account | undefined
  readonly folderHandle: number | undefined
}

/** Runs a program to its end and returns what it wrote. Never throws for an exit code; throws when it cannot run. */
export function run(program: string, args: readonly string[], as: RunAs): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnOptions(as, 'pipe'), detached: true })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', error => reject(switchError(error, as.account)))
    child.once('close', code => resolve({ code, output }))
  })
}

/**
 * The environment is ours, not the caller's: secrets of the service must not stand in /proc/PID/environ of another
 * user's process, and PG* settings of somebody's shell must not steer our cluster.
 */
export function spawnOptions({ account, folderHandle }: RunAs, out: 'pipe' | number): SpawnOptions {
  const stdio: StdioOptions = ['ignore', out, out]
  if (folderHandle !== undefined) stdio.push(folderHandle)
  return {
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    cwd: process.platform === 'win32' ? process.cwd() : '/',
    env: {
      LC_ALL: 'C',
      // A fixed zone also spares initdb a slow search for the machine's.
      TZ: 'UTC',
      PATH: process.env['PATH'] ?? '',
      ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'], TEMP: process.env['TEMP'] } : {}),
    },
    stdio,
    windowsHide: true,
  }
}

function switchError(error: Error, account: Account | undefined): Error {
  const code = 'code' in error ? error.code : undefined
  if (account === undefined || (code !== 'EPERM' && code !== 'EINVAL')) return error
  return new StartError(
    `PostgreSQL does not run as root, and this root may not switch to user ${account.uid}: ` +
      'start Vrijplek as an ordinary user, or set DATABASE_URL.',
    { cause: error },
  )
}
