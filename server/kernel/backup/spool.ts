import { createReadStream, existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import type { Line } from './line.ts'
import { seal } from './sealed.ts'
import type { Envelope } from './sealed.ts'
import type { Storage } from './storage.ts'
import { archivedName, isSegment, segmentOf } from './wal.ts'

/** A copy that the archiver began and never finished is not its own any more after this long. */
const draftForgottenMs = 600_000

/** Finished segments that wait, in order; `basic_archive` names its drafts otherwise and renames them when they are durable. */
export const waitingSegments = async (spool: string): Promise<{ segment: string; closedMs: number }[]> => {
  const waiting: { segment: string; closedMs: number }[] = []
  for (const name of (await readdir(spool)).toSorted()) {
    const path = join(spool, name)
    if (isSegment(name)) waiting.push({ segment: name, closedMs: Math.floor((await stat(path)).mtimeMs) })
    else if (!name.startsWith('archtemp.')) await rm(path, { force: true })
    else if (Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? Date.now()) > draftForgottenMs) await rm(path, { force: true })
  }
  return waiting
}

export type Shipping = {
  readonly storage: Storage
  readonly spool: string
  /** One key for many segments; each of them has one derived from it. */
  readonly envelope: () => Promise<Envelope>
  readonly journalN: () => number
  /** Called when a segment is in the store, before it leaves the spool. */
  readonly shipped: (line: Line) => Promise<void>
}

/**
 * Ships what waits. A segment leaves the spool only when it lies in the store, so a crash at any point ships one twice at worst.
 * @returns the line as it is now
 */
export const shipSpool = async (from: Line, { storage, spool, envelope, journalN, shipped }: Shipping): Promise<Line> => {
  let line = from
  for (const { segment, closedMs } of await waitingSegments(spool)) {
    const path = join(spool, segment)
    if (segment >= line.first) {
      const begunMs = Math.min(line.nextBegunMs, closedMs)
      const object = archivedName({ line: line.id, segment, begunMs, closedMs, journalN: journalN() })
      const packed = pipeline(createReadStream(path), createGzip({ level: 3 }), () => {})
      await storage.put(object, seal(packed, object, await envelope()))
      line = { ...line, nextBegunMs: closedMs }
      await shipped(line)
    }
    await rm(path, { force: true })
  }
  return line
}

const patienceMs = 3_000

/**
 * Ends the segment that is being written and waits until it lies in the spool, a few seconds at most: what the archiver cannot lay there now comes later.
 */
export const closeSegment = async (connection: ClientConfig, spool: string): Promise<void> => {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    // Something must have been written, or nothing is closed, and the store would not show up to when it reaches.
    const { rows } = await client.query<{ mark: string; timeline: number }>(
      `SELECT pg_create_restore_point('vrijplek')::text AS mark, timeline_id AS timeline FROM pg_control_checkpoint()`,
    )
    await client.query('SELECT pg_switch_wal()')
    const segment = segmentOf(rows[0]?.mark ?? '0/0', rows[0]?.timeline ?? 1)
    for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; await pause(20)) {
      if (existsSync(join(spool, segment))) return
    }
  } finally {
    await client.end().catch(() => {})
  }
}
