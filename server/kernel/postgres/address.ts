import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from '../errors.ts'
import { writeOwned } from './cluster.ts'
import type { DataFolder } from './data-folder.ts'

/** Where the database is spoken to: a socket in a private folder, or a port of this machine on Windows. */
export interface Address {
  /** What a client names as host. */
  readonly host: string
  readonly port: number
  /** The postmaster's arguments for it. */
  readonly args: readonly string[]
  /**
   * Takes away the socket's lock file, once it is sure that no server runs here. PostgreSQL would believe the process
   * number in it as long as that process exists, which a killed one does until its parent collects it: in a container
   * without an init, for ever.
   */
  forgetLast(): void
  /** Takes away what lies outside the data folder. */
  remove(): void
}

/** `sun_path` without its closing zero: unix(7) on Linux, shorter on the BSDs and macOS. */
const mostBytes = process.platform === 'linux' ? 107 : 103
const port = 5432
const socketName = `.s.PGSQL.${port}`

/** @param portInUse of a postmaster that still runs on this folder */
export async function chooseAddress(folder: DataFolder, portInUse: number | undefined): Promise<Address> {
  if (process.platform === 'win32') return loopback(portInUse ?? (await freePort()))
  const inside = join(folder.path, 'run')
  // Relative to the cluster, where the postmaster stands: no limit on its side, no quoting, no closed folders above.
  if (fits(inside)) return socketIn(ownFolder(folder, inside), '../run', () => {})
  const outside = shortFolder(folder)
  return socketIn(outside, outside, () => rmSync(outside, { recursive: true, force: true }))
}

const fits = (folder: string): boolean => Buffer.byteLength(join(folder, socketName)) <= mostBytes

const socketIn = (host: string, seenAs: string, remove: () => void): Address => ({
  host,
  port,
  args: ['--listen_addresses=', `--unix_socket_directories=${seenAs}`, `--port=${port}`],
  forgetLast: () => rmSync(join(host, `${socketName}.lock`), { force: true }),
  remove,
})

const loopback = (freePort: number): Address => ({
  host: '127.0.0.1',
  port: freePort,
  args: ['--listen_addresses=127.0.0.1', '--unix_socket_directories=', `--port=${freePort}`],
  forgetLast: () => {},
  remove: () => {},
})

/** The same one as last time when it is still ours alone, since a postmaster that outlived us listens there. */
function shortFolder(folder: DataFolder): string {
  const note = join(folder.path, 'socket-folder')
  const last = readNote(note)
  if (last !== undefined && isOursAlone(folder, last)) return last
  const parent = [tmpdir(), '/tmp'].find(candidate => fits(join(candidate, 'vrijplek-XXXXXX')))
  if (parent === undefined) {
    throw new StartError(
      `No folder is short enough for the socket of a database in ${folder.path}: use a less deep DATA_DIR.`,
    )
  }
  const made = ownFolder(folder, mkdtempSync(join(parent, 'vrijplek-')))
  writeOwned(folder, note, made)
  return made
}

function ownFolder({ account }: DataFolder, path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  if (account !== undefined) chownSync(path, account.uid, account.gid)
  return path
}

function isOursAlone({ account }: DataFolder, path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || !found.isDirectory()) return false
  return found.uid === (account?.uid ?? process.geteuid?.()) && (found.mode & 0o077) === 0
}

function readNote(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port))
    })
  })
}
