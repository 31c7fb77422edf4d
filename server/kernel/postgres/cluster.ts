import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { StartError } from '../errors.ts'
import type { Binaries, Major } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { onFolder, postgresFailure } from './failures.ts'
import { run } from './programs.ts'

export const superuser = 'postgres'

export interface ClusterInput {
  readonly major: Major
  readonly binaries: Binaries
  readonly fsync: boolean
  readonly log: (line: string) => void
}

/**
 * Makes the cluster when there is none. It is made beside its place and moved there whole, so that a start that was
 * cut short never leaves half a cluster.
 * @returns the superuser's password
 */
export async function ensureCluster(folder: DataFolder, input: ClusterInput): Promise<string> {
  const secret = join(folder.path, 'superuser-password')
  if (isThere(folder, input.major)) {
    if (existsSync(secret)) return readFileSync(secret, 'utf8').trim()
    throw new StartError(`The file ${secret} is missing, and the database does not open without it: bring it back.`)
  }
  input.log(`Making a PostgreSQL ${input.major} database in ${folder.path}`)
  const password = randomBytes(32).toString('base64url')
  await onFolder(folder.path, () => writeOwned(folder, secret, `${password}\n`))
  await make(folder, input)
  return password
}

/** Replaces a file of ours at once, readable by PostgreSQL's user and nobody else. */
export function writeOwned(folder: DataFolder, path: string, content: string): void {
  const draft = `${path}.new`
  writeFileSync(draft, content, { mode: 0o600, flush: true })
  if (folder.account !== undefined) chownSync(draft, folder.account.uid, folder.account.gid)
  renameSync(draft, path)
}

function isThere(folder: DataFolder, major: Major): boolean {
  if (!existsSync(folder.cluster)) return false
  let found: string
  try {
    found = readFileSync(join(folder.cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    throw new StartError(
      `The folder ${folder.cluster} holds no PostgreSQL database: move it away, or bring its back-up.`,
      { cause: error },
    )
  }
  if (found === String(major)) return true
  throw new StartError(
    `The data folder ${folder.path} holds a PostgreSQL ${found} database and this is PostgreSQL ${major}: ` +
      'start the Vrijplek that made it, or move the data over with a dump.',
  )
}

async function make(folder: DataFolder, { major, binaries, fsync }: ClusterInput): Promise<void> {
  const draft = `${folder.cluster}.new`
  const seen = folder.asPostgresSeesIt
  const args = [
    ['-D', `${seen}/${basename(draft)}`],
    ['-U', superuser],
    ['--auth=scram-sha-256', `--pwfile=${seen}/superuser-password`],
    ['--encoding=UTF8', '--data-checksums', '--no-instructions'],
    // The same order and case rules on every machine; 15 has no provider of its own and borrows the C library's.
    major === 18 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'],
    fsync ? [] : ['--no-sync'],
  ].flat()
  await onFolder(folder.path, () => {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    if (folder.account !== undefined) chownSync(draft, folder.account.uid, folder.account.gid)
  })
  const { code, output } = await run(binaries.initdb, args, folder.runAs)
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw postgresFailure(output, folder.path)
  }
  await onFolder(folder.path, () => {
    renameSync(draft, folder.cluster)
    if (fsync) syncFolder(folder.path)
  })
}

/** So that the cluster's name survives a power cut. Windows cannot open a folder, and orders this itself. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
