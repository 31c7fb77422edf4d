import { createHash, randomBytes } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import type { Clock } from '../clock.ts'
import type { Signer } from '../signed-note.ts'
import { copyCluster } from './cluster-copy.ts'
import type { Ending } from './cluster-copy.ts'
import { dataName, newBackupId, writeManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { newEnvelope, seal } from './sealed.ts'
import type { Wrapper } from './sealed.ts'
import type { Storage } from './storage.ts'
import { segmentOf, segmentsBetween } from './wal.ts'

export type BaseBackupInput = {
  readonly storage: Storage
  readonly wrapper: Wrapper
  readonly clock: Clock
  /** Of the superuser. */
  readonly connection: ClientConfig
  readonly clusterDir: string
  readonly besides: Readonly<Record<string, string>>
  readonly line: string | null
  readonly journal: () => { readonly n: number; readonly head: string }
  readonly signer?: Signer | undefined
}

/**
 * Copies the running cluster into the store; the manifest goes last and makes it a back-up. It holds the WAL that was written meanwhile, so that it
 * can be restored by itself.
 */
export const takeBaseBackup = async (input: BaseBackupInput): Promise<Manifest> => {
  await vacuumWhatDied(input.connection)
  const client = new pg.Client(input.connection)
  // A lost connection shows itself in the next statement.
  client.on('error', () => {})
  await client.connect()
  try {
    // Before the copy begins: a line that is appended while it runs is newer than the back-up.
    const journal = input.journal()
    const startedAt = input.clock.now()
    const id = newBackupId(startedAt)
    const { start, version, timeline } = await begin(client, id)
    let stop = start
    let [holdsUntil, consistentAt] = [startedAt, startedAt]
    let wal: readonly string[] = []
    const finish = async (): Promise<Ending> => {
      holdsUntil = input.clock.now()
      const { rows } = await client.query<{ lsn: string; label: string }>(
        'SELECT lsn::text AS lsn, labelfile AS label FROM pg_backup_stop(false)',
      )
      const [row] = rows
      if (row === undefined) throw new Error('pg_backup_stop answered nothing')
      stop = row.lsn
      consistentAt = input.clock.now()
      wal = segmentsBetween(segmentOf(start, timeline), segmentOf(stop, timeline))
      return { label: row.label, wal }
    }
    const tar = copyCluster({ clusterDir: input.clusterDir, besides: input.besides }, finish)
    const envelope = await newEnvelope(input.wrapper)
    const object = dataName(id)
    const counted = counting()
    // A fault reaches the reader of the last stream.
    const packed = pipeline(Readable.from(tar, { objectMode: false }), createGzip({ level: 3 }), () => {})
    await input.storage.put(object, counted.through(seal(packed, object, envelope)))
    const manifest: Manifest = {
      format: 'vrijplek-back-up/1',
      id,
      line: input.line,
      startedAt: startedAt.toString(),
      holdsUntil: holdsUntil.toString(),
      consistentAt: consistentAt.toString(),
      finishedAt: input.clock.now().toString(),
      startLsn: start,
      stopLsn: stop,
      timeline,
      postgres: version,
      wal: [...wal],
      journal: { n: journal.n, head: journal.head },
      data: { object, ...counted.result() },
      wrappedKey: envelope.wrapped.toString('base64'),
    }
    await writeManifest(input.storage, manifest, envelope.key, input.signer)
    return manifest
  } finally {
    await client.end().catch(() => {})
  }
}

const begin = async (client: pg.Client, id: string): Promise<{ start: string; version: string; timeline: number }> => {
  // Keeps the WAL of the copy in place until this connection ends, whatever checkpoints come.
  await client.query('SELECT pg_create_physical_replication_slot($1, true, true)', [`vrijplek_back_up_${randomBytes(4).toString('hex')}`])
  const { rows } = await client.query<{ start: string; version: string }>(
    `SELECT pg_backup_start($1, true)::text AS start, current_setting('server_version') AS version`,
    [`vrijplek ${id}`],
  )
  const control = await client.query<{ timeline: number }>('SELECT timeline_id AS timeline FROM pg_control_checkpoint()')
  const [row, at] = [rows[0], control.rows[0]]
  if (row === undefined || at === undefined) throw new Error('pg_backup_start answered nothing')
  return { ...row, ...at }
}

/** So that rows deleted before the back-up do not go along as dead ones. */
const vacuumWhatDied = async (connection: ClientConfig): Promise<void> => {
  for (const database of await databases(connection)) {
    const client = new pg.Client({ ...connection, database })
    client.on('error', () => {})
    await client.connect()
    try {
      const { rows } = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables WHERE n_dead_tup > 0 ORDER BY 1`,
      )
      for (const { name } of rows) await client.query(`VACUUM (SKIP_LOCKED) ${name}`)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

const databases = async (connection: ClientConfig): Promise<string[]> => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE datallowconn AND NOT datistemplate')
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

const counting = () => {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    async *through(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of content) {
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
    },
    result: () => ({ bytes, sha256: hash.digest('hex') }),
  }
}
