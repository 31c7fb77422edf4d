import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { statement } from '#kernel/database/statement.ts'
import type { Committed, EntryFacts } from './leaf.ts'
import type { Tile } from './merkle.ts'

export type Head = {
  readonly size: number
  readonly root: Buffer
  /** The signed note. */
  readonly checkpoint: string
}

/** Tiles have at most so many levels: 256^6 entries. */
const levels = 6

const headText = `SELECT size, root, checkpoint FROM trail_heads WHERE organisation_id = $1`

/** How far the log goes; null before its first entry. */
export const readHead = async (tx: Tx): Promise<Head | null> => (await statement<Head>(tx, headText, [tx.organisation]))[0] ?? null

/** The same, and nobody else goes on with this log until the transaction ends. */
export const lockHead = async (tx: Tx): Promise<Head | null> =>
  (await statement<Head>(tx, `${headText} FOR UPDATE`, [tx.organisation]))[0] ?? null

/** Begins a log that nobody has begun meanwhile, and locks it. */
export const addHead = async (tx: Tx, head: Head): Promise<void> => {
  await sql`INSERT INTO trail_heads (organisation_id, size, root, checkpoint, at)
    VALUES (${tx.organisation}::uuid, ${head.size}, ${head.root}, ${head.checkpoint}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT DO NOTHING`.execute(tx.db)
}

/** @throws Error when the log went on meanwhile, which its lock forbids */
export const moveHead = async (tx: Tx, before: number, { size, root, checkpoint }: Head): Promise<void> => {
  const moved = await statement(
    tx,
    `UPDATE trail_heads SET size = $3, root = $4, checkpoint = $5, at = $6 WHERE organisation_id = $1 AND size = $2 RETURNING size`,
    [tx.organisation, before, size, root, checkpoint, tx.now.toString()],
  )
  if (moved.length !== 1) throw new Error(`the log of ${tx.organisation} does not end at ${before} any more`)
}

/** The last tile of each level. */
export const readLastTiles = (tx: Tx): Promise<Tile[]> =>
  statement<Tile>(
    tx,
    `SELECT l.level, t.index, t.hashes FROM generate_series(0, ${levels - 1}) AS l (level)
     CROSS JOIN LATERAL (SELECT index, hashes FROM trail_tiles WHERE organisation_id = $1 AND level = l.level ORDER BY index DESC LIMIT 1) t`,
    [tx.organisation],
  )

/** The tiles named, those that there are. */
export const readTiles = (tx: Tx, wanted: readonly { readonly level: number; readonly index: number }[]): Promise<Tile[]> =>
  statement<Tile>(
    tx,
    `SELECT t.level, t.index, t.hashes FROM unnest($2::integer[], $3::bigint[]) AS w (level, index)
     JOIN trail_tiles t ON t.organisation_id = $1 AND t.level = w.level AND t.index = w.index`,
    [tx.organisation, wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  )

/** New tiles, and those that have grown. */
export const saveTiles = async (tx: Tx, tiles: readonly Tile[]): Promise<void> => {
  await statement(
    tx,
    `INSERT INTO trail_tiles (organisation_id, level, index, hashes)
     SELECT $1, level, index, hashes FROM unnest($2::integer[], $3::bigint[], $4::bytea[]) AS t (level, index, hashes)
     ON CONFLICT (organisation_id, level, index) DO UPDATE SET hashes = excluded.hashes`,
    [tx.organisation, tiles.map(({ level }) => level), tiles.map(({ index }) => index), tiles.map(({ hashes }) => hashes)],
  )
}

const factColumns = 'id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail'

export type UnplacedEntry = EntryFacts & { readonly id: string; readonly commitments: Buffer | null }

/**
 * Entries without a place in the log, in the order in which they get one.
 * @param since only those from then on: the index does not have to be walked over what got its place lately and is not vacuumed yet
 */
export const readUnplaced = (tx: Tx, most: number, since: Temporal.Instant | null): Promise<UnplacedEntry[]> =>
  statement<UnplacedEntry>(
    tx,
    `SELECT ${factColumns}, commitments FROM trail_entries
     WHERE organisation_id = $1 AND sequence IS NULL AND at >= coalesce($3::timestamptz, '-infinity') ORDER BY at, id LIMIT $2`,
    [tx.organisation, most, since?.toString() ?? null],
  )

/** Those without commitments yet in which a person stands. */
export const readUncommittedOf = (tx: Tx, person: string): Promise<UnplacedEntry[]> =>
  statement<UnplacedEntry>(
    tx,
    `SELECT ${factColumns}, commitments FROM trail_entries
     WHERE organisation_id = $1 AND sequence IS NULL AND commitments IS NULL AND $2::uuid IN (actor_id, person_id, subject_id)`,
    [tx.organisation, person],
  )

const idsOf = (entries: readonly UnplacedEntry[]) => entries.map(({ id }) => id)
const saltsOf = (given: readonly Committed[]) => [
  given.map(({ salts }) => salts.who),
  given.map(({ salts }) => salts.whom),
  given.map(({ salts }) => salts.what),
]

/**
 * Gives entries their places, from `first` on, and commitments to those that have none.
 * @throws Error when one of them was changed since it was read: what was committed to would not be what stands there
 */
export const placeEntries = async (tx: Tx, first: number, entries: readonly UnplacedEntry[], given: readonly (Committed | null)[]): Promise<void> => {
  const places = new Map(entries.map(({ id }, index) => [id, first + index]))
  const fresh = entries.flatMap((entry, index) => {
    const own = given[index] ?? null
    return own === null ? [] : [{ entry, own }]
  })
  const known = entries.filter(({ commitments }) => commitments !== null)
  const [placed, kept] = await Promise.all([
    statement(
      tx,
      `UPDATE trail_entries t SET sequence = n.sequence, salt_who = n.who, salt_whom = n.whom, salt_what = n.what, commitments = n.commitments
       FROM unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::uuid[], $9::uuid[], $10::uuid[])
         AS n (id, sequence, who, whom, what, commitments, actor_id, person_id, subject_id)
       WHERE t.organisation_id = $1 AND t.id = n.id AND t.sequence IS NULL AND t.commitments IS NULL
         AND (t.actor_id, t.person_id, t.subject_id) IS NOT DISTINCT FROM (n.actor_id, n.person_id, n.subject_id)
       RETURNING 1`,
      [
        tx.organisation,
        fresh.map(({ entry }) => entry.id),
        fresh.map(({ entry }) => places.get(entry.id)),
        ...saltsOf(fresh.map(({ own }) => own)),
        fresh.map(({ own }) => own.commitments),
        fresh.map(({ entry }) => entry.actor_id),
        fresh.map(({ entry }) => entry.person_id),
        fresh.map(({ entry }) => entry.subject_id),
      ],
    ),
    known.length === 0
      ? []
      : statement(
          tx,
          `UPDATE trail_entries t SET sequence = n.sequence FROM unnest($2::uuid[], $3::bigint[]) AS n (id, sequence)
           WHERE t.organisation_id = $1 AND t.id = n.id AND t.sequence IS NULL RETURNING 1`,
          [tx.organisation, idsOf(known), known.map(({ id }) => places.get(id))],
        ),
  ])
  if (placed.length + kept.length !== entries.length) throw new Error('an entry was changed while it got its place')
}

/** Gives entries without a place their commitments ahead of it. What got a place meanwhile has them already. */
export const commitEntries = async (tx: Tx, entries: readonly UnplacedEntry[], given: readonly Committed[]): Promise<void> => {
  await statement(
    tx,
    `UPDATE trail_entries t SET salt_who = n.who, salt_whom = n.whom, salt_what = n.what, commitments = n.commitments
     FROM unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[]) AS n (id, who, whom, what, commitments)
     WHERE t.organisation_id = $1 AND t.id = n.id AND t.commitments IS NULL`,
    [tx.organisation, idsOf(entries), ...saltsOf(given), given.map(({ commitments }) => commitments)],
  )
}

/** Takes a person out of the entries that are committed to; commitments stay. */
export const emptyPartsOf = async (tx: Tx, person: string): Promise<void> => {
  await Promise.all([
    statement(
      tx,
      `UPDATE trail_entries SET actor_id = NULL, salt_who = NULL
       WHERE organisation_id = $1 AND actor_id = $2 AND actor_kind = 'person' AND commitments IS NOT NULL`,
      [tx.organisation, person],
    ),
    statement(
      tx,
      `UPDATE trail_entries SET person_id = NULL, subject_id = NULL, salt_whom = NULL
       WHERE organisation_id = $1 AND (person_id = $2 OR (subject_kind = 'person' AND subject_id = $2)) AND commitments IS NOT NULL`,
      [tx.organisation, person],
    ),
  ])
}
