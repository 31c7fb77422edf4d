import { cpSync, globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openFolder } from '#kernel/backup/folder-storage.ts'
import type { Manifest } from '#kernel/backup/manifest.ts'
import { openersOf } from '#kernel/backup/places.ts'
import { recover } from '#kernel/backup/restore/recover.ts'
import { unpackBase } from '#kernel/backup/restore/unpack.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { startEmbeddedPostgres } from '#kernel/postgres/index.ts'
import type { PersonId } from '#contract/ids.ts'
import { inventory } from '../inventory.ts'
import type { Cast } from './cast.ts'
import type { Scene } from './stage.ts'

/** What was stolen on the day of the back-up: the store, the key store and the root key. Not the epoch secret, which lies elsewhere. */
export const steal = ({ folder, store, elsewhere }: Scene, keyStore: string): void => {
  mkdirSync(join(folder, 'stolen', 'data', 'keys'), { recursive: true })
  cpSync(store, join(folder, 'stolen', 'back-ups'), { recursive: true })
  cpSync(keyStore, join(folder, 'stolen', 'data', 'keys', 'person-keys.db'))
  cpSync(join(elsewhere, 'root.key'), join(folder, 'stolen', 'root.key'))
}

export type Loot = {
  /** Why the stolen key store did not open. */
  readonly refusal: string
  /** Whether a name or an address stands in clear anywhere in the unpacked data. */
  readonly foundInClear: boolean
  /** With the key store, root key and epoch secret of today on top of it: what the old ciphertexts open to. */
  readonly today: { readonly leaver: string | null; readonly stayer: string | null }
  /** Kept in clear, so that whoever has root key and back-up reads it: `table: columns (rows)`. */
  readonly inClear: readonly string[]
}

/** Years later, or the day after: the thief opens what can be opened, past every check of ours. */
export const useLoot = async (scene: Scene, manifest: Manifest, cast: Cast, words: readonly string[]): Promise<Loot> => {
  const stolen = { ROOT_KEY_FILE: join(scene.folder, 'stolen', 'root.key') }
  const config = scene.config('stolen/data', stolen)
  const refusal = await openConfiguredKeyring(config, { mayBegin: false }).then(
    async (keyring) => {
      await keyring.close()
      return ''
    },
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const folder = join(scene.folder, 'stolen', 'postgres')
  await unpackBase(openFolder(join(scene.folder, 'stolen', 'back-ups')), manifest, (await openersOf(config)).root, {
    cluster: join(folder, 'cluster'),
    'superuser-password': join(folder, 'superuser-password'),
    files: join(scene.folder, 'stolen', 'files'),
  })
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((file) => file.isFile())
  const foundInClear = files.some(({ parentPath, name }) => {
    const bytes = readFileSync(join(parentPath, name))
    return words.some((word) => bytes.includes(word))
  })
  await recover({ folder, say: () => {} })
  const server = await startEmbeddedPostgres({ dataDir: folder, log: () => {} })
  const client = new pg.Client({ ...server.connection, database: 'vrijplek' })
  try {
    await client.connect()
    return { refusal, foundInClear, today: await openWithToday(scene, client, cast), inClear: await readInClear(client) }
  } finally {
    await client.end()
    await server.stop()
  }
}

const openWithToday = async (scene: Scene, client: pg.Client, cast: Cast): Promise<Loot['today']> => {
  const keyring = await openConfiguredKeyring(scene.config('restored'), { mayBegin: false })
  try {
    const { rows } = await client.query<{ id: PersonId; sealed: Buffer }>('SELECT id, name_sealed AS sealed FROM people')
    const keys = await keyring.keys.load(cast.organisation, rows.map(({ id }) => id))
    const open = (person: PersonId): string | null => {
      const row = rows.find(({ id }) => id === person)
      return row === undefined ? null : keys.open(person, 'name', row.sealed)
    }
    return { leaver: open(cast.leaver), stayer: open(cast.stayer) }
  } finally {
    await keyring.close()
  }
}

/** By the inventory: what relates to a person and is neither sealed nor an index nor a hash. */
const readInClear = async (client: pg.Client): Promise<string[]> => {
  const found: string[] = []
  for (const { table, view, personal } of inventory.flatMap(({ tables }) => tables)) {
    const clear = Object.entries(personal).flatMap(([column, { form }]) => (form === 'clear' || form === 'reference' ? [column] : []))
    if (view === true || clear.length === 0) continue
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${pg.escapeIdentifier(table)}`)
    const n = rows[0]?.n ?? 0
    if (n > 0) found.push(`${table}: ${clear.join(', ')} (${n})`)
  }
  return found
}
