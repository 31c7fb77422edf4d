import { open, readdir, readFile, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { tarEnd, tarHeader, tarPadding } from './tar.ts'

/**
 * Folders whose content belongs to the running server and not into a back-up, and files likewise: "Making a Base Backup Using the Low Level API" in
 * PostgreSQL's documentation.
 */
const emptyInCopy = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'])
const leftOut = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'backup_label.old',
  'tablespace_map',
  'tablespace_map.old',
  'backup_manifest',
  'recovery.signal',
  'standby.signal',
  'current_logfiles',
])
const controlFile = 'global/pg_control'

const isLeftOut = (path: string, name: string): boolean =>
  leftOut.has(path) || path === controlFile || name.startsWith('pgsql_tmp') || name.startsWith('pg_internal.init') || /^t\d+_\d+/.test(name)

export type Sources = {
  readonly clusterDir: string
  /** Files and folders besides, by the name they get in the copy. What is not there is passed over. */
  readonly besides: Readonly<Record<string, string>>
}

/** What is known of the copy only at its end. */
export type Ending = {
  readonly label: string
  /** Segments in `pg_wal` that the copy needs to be of any use. */
  readonly wal: readonly string[]
}

/**
 * A tar of the cluster's folder while the server writes to it. Between pg_backup_start and pg_backup_stop files may change, grow, shrink and go while they
 * are read: what is torn is mended from WAL. Constant memory.
 * @param finish ends the back-up mode, after the last data file was read
 */
export async function* copyCluster(sources: Sources, finish: () => Promise<Ending>): AsyncGenerator<Buffer> {
  for (const [name, from] of Object.entries(sources.besides)) yield* plainCopy(from, name)
  yield* clusterFolder(sources.clusterDir, 'cluster', '')
  // Last, as pg_basebackup does it, and read until twice the same: it is written in place.
  yield* bytesAs(`cluster/${controlFile}`, await readSteady(join(sources.clusterDir, controlFile)))
  const ending = await finish()
  for (const segment of ending.wal) yield* fileAs(join(sources.clusterDir, 'pg_wal', segment), `cluster/pg_wal/${segment}`, 'must be there')
  yield* bytesAs('cluster/backup_label', Buffer.from(ending.label))
  yield tarEnd()
}

async function* clusterFolder(folder: string, name: string, within: string): AsyncGenerator<Buffer> {
  yield tarHeader(`${name}/`, { size: 0, isFolder: true })
  if (emptyInCopy.has(within)) return
  for (const entry of await readFolder(folder)) {
    const path = within === '' ? entry.name : `${within}/${entry.name}`
    const from = join(folder, entry.name)
    if (isLeftOut(path, entry.name)) continue
    if (entry.isDirectory()) yield* clusterFolder(from, `${name}/${entry.name}`, path)
    else if (entry.isFile()) yield* fileAs(from, `${name}/${entry.name}`, 'may be gone')
    // A link leads outside the folder (a tablespace), where nobody would look for what must go.
    else throw new Error(`${from} is neither file nor folder, and cannot be backed up`)
  }
}

async function* plainCopy(from: string, name: string): AsyncGenerator<Buffer> {
  const found = await stat(from).catch(() => null)
  if (found?.isFile() === true) yield* fileAs(from, name, 'may be gone')
  if (found?.isDirectory() !== true) return
  for (const entry of await readFolder(from)) yield* plainCopy(join(from, entry.name), `${name}/${entry.name}`)
}

const readFolder = async (folder: string) => {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

async function* bytesAs(name: string, bytes: Buffer): AsyncGenerator<Buffer> {
  yield Buffer.concat([tarHeader(name, { size: bytes.length }), bytes, tarPadding(bytes.length)])
}

async function* fileAs(from: string, name: string, presence: 'may be gone' | 'must be there'): AsyncGenerator<Buffer> {
  let file: FileHandle
  try {
    file = await open(from, 'r')
  } catch (error) {
    if (presence === 'may be gone' && isGone(error)) return
    throw error
  }
  try {
    const { size } = await file.stat()
    yield tarHeader(name, { size })
    yield* exactly(file, size)
    yield tarPadding(size)
  } finally {
    await file.close()
  }
}

const pieceBytes = 262_144

/** What grew meanwhile is cut, what shrank is filled with zeros, as pg_basebackup does; WAL puts it right. */
async function* exactly(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const piece = Buffer.alloc(Math.min(pieceBytes, size - at))
    const { bytesRead } = await file.read(piece, 0, piece.length, at)
    const used = bytesRead === 0 ? piece : piece.subarray(0, bytesRead)
    at += used.length
    yield used
  }
}

const readSteady = async (path: string): Promise<Buffer> => {
  for (let before = await readFile(path); ; ) {
    const again = await readFile(path)
    if (again.equals(before)) return again
    before = again
  }
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
