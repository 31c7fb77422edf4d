import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { superuser } from './cluster.ts'
import { versionOf } from './server.ts'
import type { Login } from './server.ts'

/**
 * How to reach the server that another process runs on this folder, for a program beside the service. The one on the folder's own files, with the
 * password that lies there.
 * @returns null when none answers
 */
export const besideRunning = async (dataDir: string): Promise<Login | null> => {
  const cluster = join(dataDir, 'cluster')
  let lines: string[]
  let password: string
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    password = readFileSync(join(dataDir, 'superuser-password'), 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  // Port, folder of the socket (relative to the cluster), address: src/include/utils/pidfile.h of PostgreSQL.
  const [port, socket = '', address = ''] = lines.slice(3, 6)
  const host = socket === '' ? address : resolve(cluster, socket)
  const login = { host, port: Number(port), user: superuser, password, database: 'postgres' }
  return (await versionOf(login)) === undefined ? null : login
}
