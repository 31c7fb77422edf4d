import { sql } from 'kysely'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { EntryFacts } from './leaf.ts'
import type { Head } from './store-log.ts'

/** Remembers a checkpoint that leaves the house, so that a later one can be shown to contain it, and witnesses can sign it. */
export const rememberCheckpoint = async (tx: Tx, head: Head): Promise<void> => {
  await sql`INSERT INTO trail_checkpoints (organisation_id, size, root, note, at)
    VALUES (${tx.organisation}::uuid, ${head.size}, ${head.root}, ${head.checkpoint}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT DO NOTHING`.execute(tx.db)
}

/** A checkpoint that was handed out, with the cosignatures it has got; null when none of this size was. */
export const readCheckpointOf = async (tx: Tx, size: number): Promise<{ readonly note: string; readonly lines: readonly string[] } | null> => {
  const [row] = await statement<{ note: string; lines: string[] }>(
    tx,
    `SELECT c.note, coalesce((SELECT array_agg(s.line ORDER BY s.witness) FROM trail_cosignatures s
       WHERE s.organisation_id = $1 AND s.size = c.size), '{}') AS lines
     FROM trail_checkpoints c WHERE c.organisation_id = $1 AND c.size = $2`,
    [tx.organisation, size],
  )
  return row ?? null
}

export type WitnessRow = { readonly name: string; readonly public_key: Buffer; readonly added_at: Temporal.Instant }

export const readWitnesses = async (tx: Tx): Promise<WitnessRow[]> =>
  (
    await sql<WitnessRow>`SELECT name, public_key, added_at FROM trail_witnesses WHERE organisation_id = ${tx.organisation} ORDER BY name`.execute(
      tx.db,
    )
  ).rows

/** @returns false when there is a witness of that name */
export const addWitness = async (tx: Tx, witness: { readonly name: string; readonly publicKey: Buffer }): Promise<boolean> => {
  const { rows } = await sql`INSERT INTO trail_witnesses (organisation_id, name, public_key, added_at)
    VALUES (${tx.organisation}::uuid, ${witness.name}, ${witness.publicKey}, ${tx.now.toString()}::timestamptz)
    ON CONFLICT DO NOTHING RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** With the cosignatures. @returns false when there is none of that name */
export const removeWitness = async (tx: Tx, name: string): Promise<boolean> => {
  const { rows } = await sql`DELETE FROM trail_witnesses WHERE organisation_id = ${tx.organisation} AND name = ${name} RETURNING 1`.execute(tx.db)
  return rows.length === 1
}

/** Keeps a witness's cosignature; of several over the same checkpoint the latest. */
export const saveCosignature = async (
  tx: Tx,
  { size, witness, line, signedAt }: { readonly size: number; readonly witness: string; readonly line: string; readonly signedAt: Temporal.Instant },
): Promise<void> => {
  await sql`INSERT INTO trail_cosignatures AS c (organisation_id, size, witness, line, signed_at)
    VALUES (${tx.organisation}::uuid, ${size}, ${witness}, ${line}, ${signedAt.toString()}::timestamptz)
    ON CONFLICT (organisation_id, size, witness) DO UPDATE SET line = excluded.line, signed_at = excluded.signed_at
    WHERE c.signed_at < excluded.signed_at`.execute(tx.db)
}

/** Commitments of the entries from a place in the log on, in order. */
export const readCommitments = async (tx: Tx, from: number, count: number): Promise<Buffer[]> => {
  const rows = await statement<{ commitments: Buffer }>(
    tx,
    `SELECT commitments FROM trail_entries WHERE organisation_id = $1 AND sequence >= $2::bigint AND sequence < $2::bigint + $3 ORDER BY sequence`,
    [tx.organisation, from, count],
  )
  return rows.map(({ commitments }) => commitments)
}

export type ProvenEntry = EntryFacts & {
  readonly id: string
  readonly sequence: number
  readonly salt_who: Buffer | null
  readonly salt_whom: Buffer | null
  readonly salt_what: Buffer | null
  readonly commitments: Buffer
}

const provenColumns = `id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail,
  sequence, salt_who, salt_whom, salt_what, commitments`

/** Entries by id, as far as they have a place in the log, in its order. */
export const readProvenById = (tx: Tx, ids: readonly string[]): Promise<ProvenEntry[]> =>
  statement<ProvenEntry>(
    tx,
    `SELECT ${provenColumns} FROM trail_entries WHERE organisation_id = $1 AND id = any($2::uuid[]) AND sequence IS NOT NULL ORDER BY sequence`,
    [tx.organisation, ids],
  )

/** Entries of a period, both ends open when null. */
export const readProvenOf = (tx: Tx, from: string | null, to: string | null, most: number): Promise<ProvenEntry[]> =>
  statement<ProvenEntry>(
    tx,
    `SELECT ${provenColumns} FROM trail_entries
     WHERE organisation_id = $1 AND sequence IS NOT NULL AND at >= coalesce($2::timestamptz, '-infinity') AND at < coalesce($3::timestamptz, 'infinity')
     ORDER BY sequence LIMIT $4`,
    [tx.organisation, from, to, most],
  )
