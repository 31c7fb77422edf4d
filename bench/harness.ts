import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { createOwnedDatabase, prepareDatabase } from '#kernel/database/index.ts'
import { startEmbeddedPostgres } from '#kernel/postgres/index.ts'
import { inventory } from '../server/inventory.ts'

/** One row of the table in docs: a figure of ours, the bare figure of the same run, and their ratio. */
export type BenchResult = {
  readonly name: string
  readonly lines: readonly BenchLine[]
  /** What a reader must know to judge the figures. */
  readonly notes?: readonly string[]
}

export type BenchLine = {
  readonly what: string
  readonly ours: number
  readonly unit: string
  /** The same work without us, in the same run. */
  readonly bare?: number
  /** What is aimed at: a ratio ours/bare, or a figure of ours. */
  readonly aim?: { readonly ratioAtLeast?: number; readonly ratioAtMost?: number; readonly atLeast?: number; readonly atMost?: number }
}

export const median = (figures: readonly number[]): number => {
  const sorted = figures.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** @param share between 0 and 1: 0.99 for p99 */
export const percentile = (figures: readonly number[], share: number): number => {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export type BenchCluster = {
  readonly superuser: ClientConfig
  readonly owner: ClientConfig
  readonly server: ClientConfig
  readonly password: () => string
  readonly folder: string
  stop(): Promise<void>
}

/** A throw-away cluster with fsync on, migrated, as a real instance has it. */
export const openBenchCluster = async (): Promise<BenchCluster> => {
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-bench-'))
  const embedded = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), fsync: true, log: () => {} })
  const password = () => 'only for this bench'
  const owner = await createOwnedDatabase(embedded.connection, { database: 'bench', ownerPassword: password() })
  await prepareDatabase(owner, { password, rooms: inventory })
  const { host, port } = embedded.connection
  return {
    superuser: { ...embedded.connection, database: 'bench' },
    owner,
    server: { host, port, database: 'bench' },
    password,
    folder,
    stop: async () => {
      await embedded.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Whether a line meets its aim; null when it has none. */
export const meets = (line: BenchLine): boolean | null => {
  const { aim, bare, ours } = line
  if (aim === undefined) return null
  const ratio = bare === undefined ? Number.NaN : ours / bare
  return (
    (aim.ratioAtLeast === undefined || ratio >= aim.ratioAtLeast) &&
    (aim.ratioAtMost === undefined || ratio <= aim.ratioAtMost) &&
    (aim.atLeast === undefined || ours >= aim.atLeast) &&
    (aim.atMost === undefined || ours <= aim.atMost)
  )
}

export const machine = (): string =>
  `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`
