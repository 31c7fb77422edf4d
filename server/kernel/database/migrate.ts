import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { StartError } from '../errors.ts'

const folder = join(import.meta.dirname, '../../../db/migrations')
/** Any instance that starts at the same time waits here. */
const lockKey = 7_481_920_251

const migrationFiles = (): string[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .toSorted()

/**
 * Brings the schema forward, each file in its own transaction; never back.
 * @returns the files that were run
 * @throws StartError when the database is newer than this program, or older than PostgreSQL 15
 */
export const migrate = async (owner: Client): Promise<string[]> => {
  const version = Number((await owner.query<{ v: string }>(`SELECT current_setting('server_version_num') AS v`)).rows[0]?.v)
  if (version < 150_000) {
    throw new StartError(`PostgreSQL ${Math.floor(version / 10_000)} is too old: version 15 or later is needed.`)
  }
  await owner.query('SELECT pg_advisory_lock($1)', [lockKey])
  try {
    await owner.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`)
    const applied = new Set(
      (await owner.query<{ name: string }>('SELECT name FROM schema_migrations')).rows.map((row) => row.name),
    )
    const known = migrationFiles()
    const unknown = [...applied].find((name) => !known.includes(name))
    if (unknown !== undefined) {
      throw new StartError(`The database was migrated by a newer version (${unknown}): start that version, or restore a back-up.`)
    }
    const due = known.filter((name) => !applied.has(name))
    for (const name of due) {
      await owner.query('BEGIN')
      try {
        await owner.query(readFileSync(join(folder, name), 'utf8'))
        await owner.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name])
        await owner.query('COMMIT')
      } catch (error) {
        await owner.query('ROLLBACK')
        throw new Error(`migration ${name} failed`, { cause: error })
      }
    }
    return due
  } finally {
    await owner.query('SELECT pg_advisory_unlock($1)', [lockKey])
  }
}
