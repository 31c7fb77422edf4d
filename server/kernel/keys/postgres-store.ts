import pg from 'pg'
import type { ClientConfig, PoolClient } from 'pg'
import { StartError } from '../errors.ts'
import type { FoundOwner, KeyStore, Leaf, StoreChange, StoreState } from './key-store.ts'
import { cellSize, firstSlotOf, levels, nodeId, slotsPerLeaf } from './key-tree.ts'
import type { NodeId, Slot } from './key-tree.ts'
import type { RootKind } from './root.ts'

/** Whoever changes the store, or makes its schema, waits here. */
const lockKey = 7_481_920_252

// Cells are ciphertext: compressing them is in vain, and uncompressed a cell is read without its whole node.
const schema = `
  CREATE SCHEMA IF NOT EXISTS vrijplek_keys;
  CREATE TABLE IF NOT EXISTS vrijplek_keys.state (
    one integer PRIMARY KEY CHECK (one = 1), epoch bigint NOT NULL, top_sealed bytea NOT NULL, root_kind text NOT NULL,
    instance_wrapped bytea NOT NULL, next_leaf bigint NOT NULL);
  CREATE TABLE IF NOT EXISTS vrijplek_keys.owners (fence bytea PRIMARY KEY, slot bigint UNIQUE);
  CREATE TABLE IF NOT EXISTS vrijplek_keys.leaves (leaf bigint PRIMARY KEY, organisation bytea NOT NULL, used integer NOT NULL);
  CREATE INDEX IF NOT EXISTS leaves_by_organisation ON vrijplek_keys.leaves (organisation);
  CREATE TABLE IF NOT EXISTS vrijplek_keys.nodes (node bigint PRIMARY KEY, cells bytea NOT NULL);
  ALTER TABLE vrijplek_keys.nodes ALTER COLUMN cells SET STORAGE EXTERNAL;
  CREATE TABLE IF NOT EXISTS vrijplek_keys.secrets (name text PRIMARY KEY, sealed bytea NOT NULL);`

const range = Array.from({ length: levels }, (_each, level) => level)
const stateColumns = 'epoch, top_sealed, root_kind, instance_wrapped, next_leaf'

/** The cells on the way from the top to each owner, sliced out of the nodes by the server. */
const findText = `
  SELECT s.epoch, s.top_sealed, s.root_kind, s.instance_wrapped, s.next_leaf, o.fence, o.slot,
    ${range.map((level) => `substr(n${level}.cells, (((o.slot >> ${8 * level}) & 255) * ${cellSize} + 1)::integer, ${cellSize}) AS cell_${level}`).join(',\n    ')}
  FROM vrijplek_keys.state s
  LEFT JOIN vrijplek_keys.owners o ON o.slot IS NOT NULL AND o.fence = ANY($1::bytea[])
  ${range.map((level) => `LEFT JOIN vrijplek_keys.nodes n${level} ON n${level}.node = ${nodeId(level, 0)} + (o.slot >> ${8 * (level + 1)})`).join('\n  ')}`

type StateRow = { epoch: string; top_sealed: Buffer; root_kind: RootKind; instance_wrapped: Buffer; next_leaf: string }
type FoundRow = StateRow & { fence: Buffer | null; slot: string } & Readonly<Record<`cell_${number}`, Buffer | null>>

const stateFrom = (row: StateRow | undefined): StoreState | null =>
  row === undefined
    ? null
    : {
        epoch: Number(row.epoch),
        topSealed: row.top_sealed,
        rootKind: row.root_kind,
        instanceWrapped: row.instance_wrapped,
        nextLeaf: Number(row.next_leaf),
      }

const changeOn = (client: PoolClient, state: StoreState | null): StoreChange => {
  const ask = async <Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> => (await client.query<Row>(text, [...values])).rows
  const run = async (text: string, values: readonly unknown[]): Promise<void> => void (await client.query(text, [...values]))
  return {
    state,
    putState: (each) =>
      run(
        `INSERT INTO vrijplek_keys.state (one, ${stateColumns}) VALUES (1, $1, $2, $3, $4, $5) ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch,
          top_sealed = excluded.top_sealed, root_kind = excluded.root_kind, instance_wrapped = excluded.instance_wrapped, next_leaf = excluded.next_leaf`,
        [each.epoch, each.topSealed, each.rootKind, each.instanceWrapped, each.nextLeaf],
      ),
    slots: async (fences) => {
      const rows = await ask<{ fence: Buffer; slot: string | null }>('SELECT fence, slot FROM vrijplek_keys.owners WHERE fence = ANY($1::bytea[])', [fences])
      return new Map<string, Slot | null>(rows.map(({ fence, slot }) => [fence.toString('hex'), slot === null ? null : Number(slot)]))
    },
    putSlots: (owners) =>
      run(
        `INSERT INTO vrijplek_keys.owners (fence, slot) SELECT DISTINCT * FROM unnest($1::bytea[], $2::bigint[])
         ON CONFLICT (fence) DO UPDATE SET slot = excluded.slot`,
        [owners.map(({ fence }) => fence), owners.map(({ slot }) => slot)],
      ),
    leavesOf: async (organisation) => {
      const text = 'SELECT leaf, used FROM vrijplek_keys.leaves WHERE organisation = $1 ORDER BY leaf'
      return (await ask<{ leaf: string; used: number }>(text, [organisation])).map(({ leaf, used }): Leaf => ({ leaf: Number(leaf), organisation, used }))
    },
    putLeaf: ({ leaf, organisation, used }) =>
      run('INSERT INTO vrijplek_keys.leaves VALUES ($1, $2, $3) ON CONFLICT (leaf) DO UPDATE SET used = excluded.used', [leaf, organisation, used]),
    dropLeaves: async (leaves) => {
      if (leaves.length === 0) return
      await run(
        `DELETE FROM vrijplek_keys.owners o USING unnest($1::bigint[]) AS l (first) WHERE o.slot >= l.first AND o.slot < l.first + ${slotsPerLeaf}`,
        [leaves.map(firstSlotOf)],
      )
      await run('DELETE FROM vrijplek_keys.nodes WHERE node = ANY($1::bigint[])', [leaves])
      await run('DELETE FROM vrijplek_keys.leaves WHERE leaf = ANY($1::bigint[])', [leaves])
    },
    nodes: async (wanted) => {
      const rows = await ask<{ node: string; cells: Buffer }>('SELECT node, cells FROM vrijplek_keys.nodes WHERE node = ANY($1::bigint[])', [wanted])
      return new Map<NodeId, Buffer>(rows.map(({ node, cells }) => [Number(node), cells]))
    },
    putNodes: (nodes) =>
      run(
        `INSERT INTO vrijplek_keys.nodes (node, cells) SELECT * FROM unnest($1::bigint[], $2::bytea[]) ON CONFLICT (node) DO UPDATE SET cells = excluded.cells`,
        [[...nodes.keys()], [...nodes.values()]],
      ),
    secrets: async () => {
      const rows = await ask<{ name: string; sealed: Buffer }>('SELECT name, sealed FROM vrijplek_keys.secrets', [])
      return new Map(rows.map(({ name, sealed }) => [name, sealed]))
    },
    putSecrets: (secrets) =>
      run(
        `INSERT INTO vrijplek_keys.secrets (name, sealed) SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`,
        [[...secrets.keys()], [...secrets.values()]],
      ),
  }
}

/**
 * A key store in an outside PostgreSQL of its own, for several machines. Its dead rows and its write-ahead log keep old wrapped keys for a while; those
 * hang under a top that only a destroyed epoch secret opens.
 * @throws StartError when it does not answer
 */
export const openPostgresStore = async (
  connection: ClientConfig,
  { onError }: { readonly onError: (error: Error) => void },
): Promise<KeyStore> => {
  const pool = new pg.Pool({ ...connection, max: 4, connectionTimeoutMillis: 10_000, allowExitOnIdle: true, application_name: 'vrijplek keys' })
  pool.on('error', onError)

  const inTransaction = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      // What is erased must be durable when that is said, whatever the server's default is.
      await client.query('SET LOCAL synchronous_commit = on')
      await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
      const result = await work(client)
      const { command } = await client.query('COMMIT')
      if (command !== 'COMMIT') throw new Error(`COMMIT was answered with ${command}: nothing was kept`)
      client.release()
      return result
    } catch (error) {
      await client.query('ROLLBACK').then(
        () => client.release(),
        (lost: unknown) => client.release(lost instanceof Error ? lost : true),
      )
      throw error
    }
  }

  try {
    await inTransaction((client) => client.query(schema))
  } catch (cause) {
    await pool.end()
    throw new StartError(`The key store at ${connection.host}:${connection.port} (KEYS_DATABASE_URL) cannot be used: ${(cause as Error).message}.`, { cause })
  }
  const state = async (): Promise<StoreState | null> => stateFrom((await pool.query<StateRow>(`SELECT ${stateColumns} FROM vrijplek_keys.state`)).rows[0])

  return {
    shared: true,
    state,
    find: async (fences) => {
      const { rows } = await pool.query<FoundRow>({ name: 'find', text: findText, values: [fences] })
      const found = rows.flatMap((row): FoundOwner[] =>
        row.fence === null ? [] : [{ fence: row.fence, slot: Number(row.slot), cells: range.map((level) => row[`cell_${level}`] ?? Buffer.alloc(0)) }],
      )
      return { state: stateFrom(rows[0]), found }
    },
    change: (work) =>
      inTransaction(async (client) => {
        const { rows } = await client.query<StateRow>(`SELECT ${stateColumns} FROM vrijplek_keys.state`)
        return work(changeOn(client, stateFrom(rows[0])))
      }),
    close: () => pool.end(),
  }
}
