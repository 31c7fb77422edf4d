import { DatabaseSync } from 'node:sqlite'
import type pg from 'pg'
import type { PersonLink, RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** Something that would tell that a person was here: an id, a ciphertext, a blind index, a word. */
export type Needle = { readonly from: string; readonly text: string; readonly bytes: readonly Buffer[] }

export type Harvest = {
  readonly needles: readonly Needle[]
  /** Declared personal columns in which nothing of this person was found: the life that was lived has a gap there. */
  readonly uncovered: readonly string[]
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Its forms in a table shown as text, and in a file. Null: nothing by which one could tell anybody (a flag, a moment, a short code). */
const needleOf = (from: string, value: unknown): Needle | null => {
  if (Buffer.isBuffer(value)) return value.length < 12 ? null : { from, text: value.toString('hex'), bytes: [value, Buffer.from(value.toString('hex'))] }
  if (typeof value !== 'string' || value.length < 12) return null
  const bytes = [Buffer.from(value, 'utf8')]
  if (uuid.test(value)) bytes.push(Buffer.from(value.replaceAll('-', ''), 'hex'))
  return { from, text: value, bytes }
}

/** Of a row that stays, only what is emptied is the person's; of one that goes, all of it. */
const goesWith = ({ whenErased }: PersonLink, column: string): boolean => whenErased === 'row_goes' || whenErased.emptied.includes(column)

/**
 * Everything that the inventory says is kept of a person, as it stands in the database now. Settings and moments in clear tell nobody from another;
 * that they are gone follows from their row's going.
 * @param client bypasses row security
 */
export const harvest = async (client: pg.Client, inventory: readonly RoomDeclaration[], personId: string): Promise<Harvest> => {
  const found = new Map<string, Needle>()
  const uncovered: string[] = []
  const keep = (needle: Needle | null) => {
    if (needle !== null) found.set(needle.text, needle)
  }
  keep(needleOf('the person', personId))
  for (const table of inventory.flatMap(({ tables }) => tables)) {
    const { people: links = [], personal } = table
    if (table.view === true || links.length === 0) continue
    const columns = Object.keys(personal)
    const covered = new Set<string>()
    for (const link of links) {
      const { rows } = await client.query<Record<string, unknown>>(
        `SELECT ${[...columns, link.column].map((name) => `"${name}"`).join(', ')} FROM "${table.table}"
         WHERE "${link.column}" = $1 ${link.when === undefined ? '' : `AND (${link.when})`}`,
        [personId],
      )
      if (rows.length > 0) covered.add(link.column)
      for (const column of columns) {
        const holdsIds = links.some((each) => each.column === column)
        for (const { [column]: value } of rows) {
          if (value === null || (holdsIds && value !== personId)) continue
          covered.add(column)
          const { form } = personal[column] ?? { form: 'clear' }
          if (goesWith(link, column) && form !== 'clear' && form !== 'reference') keep(needleOf(`${table.table}.${column}`, value))
        }
      }
    }
    for (const column of new Set([...columns, ...links.map((link) => link.column)])) {
      if (!covered.has(column)) uncovered.push(`${table.table}.${column}`)
    }
  }
  return { needles: [...found.values()], uncovered }
}

const stretch = 32

const piecesOf = (cells: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(cells.length / stretch) }, (_, at) => cells.subarray(at * stretch, (at + 1) * stretch)).filter(
    (piece) => new Set(piece).size > stretch / 2,
  )

/**
 * What the embedded key store holds wrapped now, node by node, in stretches. Destroying a key wraps all anew that hangs in its node and in those above.
 * @param path the key store's file
 */
export const wrappedKeys = (path: string): ReadonlyMap<string, readonly Needle[]> => {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    return new Map(
      file
        .prepare('SELECT node, cells FROM nodes')
        .all()
        .map(({ node, cells }) => [
          String(node),
          piecesOf(Buffer.from(cells as Uint8Array)).map((bytes) => ({ from: `wrapped in node ${String(node)}`, text: bytes.toString('hex'), bytes: [bytes] })),
        ]),
    )
  } finally {
    file.close()
  }
}
