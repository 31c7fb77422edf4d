import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../errors.ts'
import type { FoundOwner, KeyStore, Leaf, StoreChange, StoreState } from './key-store.ts'
import { cellBytes, cellInParent, cellOf, firstSlotOf, leafOf, pathOf, slotsPerLeaf, top } from './key-tree.ts'
import type { NodeId, Slot } from './key-tree.ts'
import type { RootKind } from './root.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS state (
    one integer PRIMARY KEY CHECK (one = 1), epoch integer NOT NULL, top_sealed blob NOT NULL, root_kind text NOT NULL,
    instance_wrapped blob NOT NULL, next_leaf integer NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS owners (fence blob PRIMARY KEY, slot integer) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS owners_by_slot ON owners (slot) WHERE slot IS NOT NULL;
  CREATE TABLE IF NOT EXISTS leaves (leaf integer PRIMARY KEY, organisation blob NOT NULL, used integer NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS leaves_by_organisation ON leaves (organisation);
  CREATE TABLE IF NOT EXISTS nodes (node integer PRIMARY KEY, cells blob NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS secrets (name text PRIMARY KEY, sealed blob NOT NULL) STRICT, WITHOUT ROWID;`

const open = (path: string): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = new DatabaseSync(path)
  chmodSync(path, 0o600)
  // No write-ahead log: an old page in it would outlive an erasure.
  file.exec('PRAGMA busy_timeout = 10000; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;')
  if (file.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'person_keys'`).get() !== undefined) {
    file.close()
    throw new StartError(`The key store ${path} was made by a version that was never released: begin with an empty DATA_DIR.`)
  }
  file.exec(schema)
  return file
}

const bytes = (value: unknown): Buffer => Buffer.from(value as Uint8Array)

const statements = (file: DatabaseSync) => {
  const selectState = file.prepare('SELECT epoch, top_sealed, root_kind, instance_wrapped, next_leaf FROM state')
  const upsertState = file.prepare(`INSERT INTO state VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET epoch = excluded.epoch,
    top_sealed = excluded.top_sealed, root_kind = excluded.root_kind, instance_wrapped = excluded.instance_wrapped, next_leaf = excluded.next_leaf`)
  const selectOwner = file.prepare('SELECT slot FROM owners WHERE fence = ?')
  const upsertOwner = file.prepare('INSERT INTO owners VALUES (?, ?) ON CONFLICT (fence) DO UPDATE SET slot = excluded.slot')
  const selectLeaves = file.prepare('SELECT leaf, used FROM leaves WHERE organisation = ? ORDER BY leaf')
  const upsertLeaf = file.prepare('INSERT INTO leaves VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET used = excluded.used')
  const deleteLeaf = file.prepare('DELETE FROM leaves WHERE leaf = ?')
  const deleteOwners = file.prepare('DELETE FROM owners WHERE slot >= ? AND slot < ?')
  const selectNode = file.prepare('SELECT cells FROM nodes WHERE node = ?')
  const upsertNode = file.prepare('INSERT INTO nodes VALUES (?, ?) ON CONFLICT DO UPDATE SET cells = excluded.cells')
  const deleteNode = file.prepare('DELETE FROM nodes WHERE node = ?')
  const selectSecrets = file.prepare('SELECT name, sealed FROM secrets')
  const upsertSecret = file.prepare('INSERT INTO secrets VALUES (?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed')

  const state = (): StoreState | null => {
    const row = selectState.get()
    return row === undefined
      ? null
      : {
          epoch: Number(row['epoch']),
          topSealed: bytes(row['top_sealed']),
          rootKind: row['root_kind'] as RootKind,
          instanceWrapped: bytes(row['instance_wrapped']),
          nextLeaf: Number(row['next_leaf']),
        }
  }
  const slots = (fences: readonly Buffer[]): Map<string, Slot | null> =>
    new Map(
      fences.flatMap((fence) => {
        const row = selectOwner.get(fence)
        return row === undefined ? [] : [[fence.toString('hex'), row['slot'] as number | null] as const]
      }),
    )
  const nodes = (wanted: readonly NodeId[]): Map<NodeId, Buffer> =>
    new Map(
      wanted.flatMap((node) => {
        const row = selectNode.get(node)
        return row === undefined ? [] : [[node, bytes(row['cells'])] as const]
      }),
    )
  const change: Omit<StoreChange, 'state'> = {
    putState: async (each) => void upsertState.run(each.epoch, each.topSealed, each.rootKind, each.instanceWrapped, each.nextLeaf),
    slots: async (fences) => slots(fences),
    putSlots: async (owners) => {
      for (const { fence, slot } of owners) upsertOwner.run(fence, slot)
    },
    leavesOf: async (organisation) =>
      selectLeaves.all(organisation).map((row): Leaf => ({ leaf: Number(row['leaf']), organisation, used: Number(row['used']) })),
    putLeaf: async ({ leaf, organisation, used }) => void upsertLeaf.run(leaf, organisation, used),
    dropLeaves: async (leaves) => {
      for (const leaf of leaves) {
        deleteOwners.run(firstSlotOf(leaf), firstSlotOf(leaf) + slotsPerLeaf)
        deleteNode.run(leaf)
        deleteLeaf.run(leaf)
      }
    },
    nodes: async (wanted) => nodes(wanted),
    putNodes: async (changed) => {
      for (const [node, cells] of changed) upsertNode.run(node, cells)
    },
    secrets: async () => new Map(selectSecrets.all().map((row) => [String(row['name']), bytes(row['sealed'])])),
    putSecrets: async (secrets) => {
      for (const [name, sealed] of secrets) upsertSecret.run(name, sealed)
    },
  }
  return { state, slots, nodes, change }
}

/**
 * The default: one SQLite file with full sync and `secure_delete`. One service writes to it; the program `keys` may, too, for a moment.
 * @throws StartError when the file is of an unreleased version
 */
export const openSqliteStore = (path: string): KeyStore => {
  const file = open(path)
  const { state, slots, nodes, change } = statements(file)
  // One connection: what is read during a change would see it half done, so reads wait in line.
  let line: Promise<unknown> = Promise.resolve()
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work)
    line = turn.catch(() => {})
    return turn
  }
  /** In a transaction, so that another program's change does not fall between two statements. */
  const reading = <T>(work: () => T): T => {
    file.exec('BEGIN')
    try {
      return work()
    } finally {
      file.exec('COMMIT')
    }
  }
  const find = (fences: readonly Buffer[]): FoundOwner[] => {
    const living = slots(fences)
    const wanted = new Set([...living.values()].flatMap((slot) => (slot === null ? [] : pathOf(leafOf(slot)))))
    const cells = nodes([...wanted])
    const cell = (node: NodeId, at: number) => cellBytes(cells.get(node) ?? Buffer.alloc(0), at)
    return fences.flatMap((fence) => {
      const slot = living.get(fence.toString('hex')) ?? null
      if (slot === null) return []
      const path = pathOf(leafOf(slot))
      return [{ fence, slot, cells: path.map((node, at) => cell(node, at === 0 ? cellOf(slot) : cellInParent(path[at - 1] ?? top))) }]
    })
  }
  return {
    shared: false,
    state: () => inLine(async () => state()),
    find: (fences) => inLine(async () => reading(() => ({ state: state(), found: find(fences) }))),
    change: (work) =>
      inLine(async () => {
        file.exec('BEGIN IMMEDIATE')
        try {
          const result = await work({ ...change, state: state() })
          file.exec('COMMIT')
          return result
        } catch (error) {
          if (file.isTransaction) file.exec('ROLLBACK')
          throw error
        }
      }),
    close: () => inLine(async () => file.close()),
  }
}
