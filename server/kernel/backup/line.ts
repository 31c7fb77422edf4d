import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { z } from 'zod'
import { syncFolder } from './folder-storage.ts'
import { segmentOf } from './wal.ts'

const Line = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** The first segment that belongs to it; what was written before is not shipped. */
  first: z.string().regex(/^[0-9A-F]{24}$/),
  /** When writing began to the segment that comes next, milliseconds since 1970. */
  nextBegunMs: z.number(),
})

/**
 * One unbroken sequence of archived WAL of one data folder. It lies beside the cluster and in no back-up: a restored cluster begins a line of its own, so
 * that two clusters of one origin never mix their WAL, and so does a cluster that ran for a while without archiving.
 */
export type Line = Readonly<z.infer<typeof Line>>

const fileIn = (postgresFolder: string): string => join(postgresFolder, 'back-up-line.json')

export const readLine = (postgresFolder: string): Line | null => {
  try {
    return Line.parse(JSON.parse(readFileSync(fileIn(postgresFolder), 'utf8')))
  } catch {
    // None, or torn: a new line with a new base back-up is always right.
    return null
  }
}

export const writeLine = async (postgresFolder: string, line: Line): Promise<void> => {
  const path = fileIn(postgresFolder)
  await writeFile(`${path}.new`, JSON.stringify(line), { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  await syncFolder(dirname(path))
}

/** From here on WAL is lost to the store, so what comes later must not look like its continuation. */
export const endLine = (postgresFolder: string): void => rmSync(fileIn(postgresFolder), { force: true })

/** Begins with a fresh segment, so that nothing written before the line is in it. */
export const beginLine = async (postgresFolder: string, connection: ClientConfig, now: Temporal.Instant): Promise<Line> => {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('SELECT pg_switch_wal()')
    const { rows } = await client.query<{ lsn: string; timeline: number }>(
      'SELECT pg_current_wal_insert_lsn()::text AS lsn, timeline_id AS timeline FROM pg_control_checkpoint()',
    )
    const [at] = rows
    if (at === undefined) throw new Error('the server does not say where its WAL is')
    const line = { id: randomBytes(8).toString('hex'), first: segmentOf(at.lsn, at.timeline), nextBegunMs: now.epochMilliseconds }
    await writeLine(postgresFolder, line)
    return line
  } finally {
    await client.end().catch(() => {})
  }
}
