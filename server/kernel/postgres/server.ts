import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Address } from './address.ts'
import type { Binaries } from './binaries.ts'
import { superuser, writeOwned } from './cluster.ts'
import type { DataFolder } from './data-folder.ts'
import { onFolder } from './failures.ts'
import { becomesReady, end, findRunning, launch } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'
import type { ServerLog } from './server-log.ts'

/** For `pg`. */
export interface Login {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

/** All that is needed to start the server of one folder, now and again after it died. */
export interface ServerPlan {
  readonly folder: DataFolder
  readonly binaries: Binaries
  /** The text of postgresql.conf. */
  readonly configuration: string
  readonly address: Address
  readonly password: string
  readonly serverLog: ServerLog
  readonly log: (line: string) => void
}

const configurationFile = 'postgresql.conf'

export function loginOn(plan: ServerPlan, port: number): Login {
  return { host: plan.address.host, port, user: superuser, password: plan.password, database: 'postgres' }
}

/** Takes over what an earlier process left running, when it answers and runs as we would run it; otherwise ends it. */
export async function takeOver(plan: ServerPlan): Promise<Postmaster | undefined> {
  const { folder, binaries, log } = plan
  const old = findRunning(folder)
  if (old === undefined) return undefined
  const isAsWanted = currentConfiguration(folder) === plan.configuration
  const answers = async (): Promise<boolean> =>
    (await becomesReady(folder, old, log)) && (await versionOf(loginOn(plan, old.port))) !== undefined
  if (isAsWanted && (await answers())) return old
  log('Ending a PostgreSQL that an earlier start left behind')
  await end(old, folder, binaries)
  return undefined
}

/** Only when none runs on this folder. @throws StartError in one sentence */
export async function startServer(plan: ServerPlan): Promise<Postmaster> {
  const { folder, binaries, address, serverLog, log } = plan
  await onFolder(folder.path, () => writeOwned(folder, join(folder.path, configurationFile), plan.configuration))
  address.forgetLast()
  return launch(folder, { binaries, configuration: configurationFile, address: address.args, serverLog, log })
}

/** @returns undefined when the server does not answer or does not let us in */
export async function versionOf(login: Login): Promise<string | undefined> {
  const client = new pg.Client({ ...login, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version")
    return rows[0]?.version
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}

function currentConfiguration(folder: DataFolder): string | undefined {
  try {
    return readFileSync(join(folder.path, configurationFile), 'utf8')
  } catch {
    return undefined
  }
}
