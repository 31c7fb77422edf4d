import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { statement } from '#kernel/database/statement.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { topic } from './sequencer.ts'

/** What happened, in ids and codes; names stand nowhere in it. */
export type TrailEntry = {
  /** Chosen by whoever wants to point at it later, for its proof. */
  readonly id?: string
  /** `room.what`, past tense: `bookings.checked_in`. */
  readonly action: string
  readonly subject?: { readonly kind: string; readonly id: string }
  /** The data subject this is about. */
  readonly person?: string | null
  /** Nothing personal, no person's id: it is never erased. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
  /** Whose act it was, when it is not the transaction's own actor: what a job sums up of others. */
  readonly actor?: { readonly kind: 'person' | 'door' | 'operator' | 'system' | 'client' | 'staff'; readonly id: string | null }
}

/** One text, prepared once, whatever the number of entries. */
const recordText = `
  INSERT INTO trail_entries (organisation_id, id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id, detail)
  SELECT $1, coalesce(id, gen_random_uuid()), $2, actor_kind, actor_id, $3, action, subject_kind, subject_id, person_id, detail
  FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::uuid[], $11::jsonb[])
    AS n (id, actor_kind, actor_id, action, subject_kind, subject_id, person_id, detail)`

/** Writes entries in the caller's transaction: they are kept exactly when the fact itself is. */
export const record = async (tx: Tx, entries: TrailEntry | readonly TrailEntry[]): Promise<void> => {
  const list = Array.isArray(entries) ? (entries as readonly TrailEntry[]) : [entries as TrailEntry]
  if (list.length === 0) return
  tx.touched(topic)
  const own = { kind: tx.actor.kind, id: tx.actor.kind === 'system' ? null : tx.actor.id }
  const column = <T>(of: (entry: TrailEntry) => T): T[] => list.map(of)
  await statement(tx, recordText, [
    tx.organisation,
    tx.now.toString(),
    tx.purpose,
    column(({ id }) => id ?? null),
    column(({ actor }) => (actor ?? own).kind),
    column(({ actor }) => (actor ?? own).id),
    column(({ action }) => action),
    column(({ subject }) => subject?.kind ?? null),
    column(({ subject }) => subject?.id ?? null),
    column(({ person }) => person ?? null),
    column(({ detail }) => JSON.stringify(detail ?? {})),
  ])
}

/**
 * The same as part of a bigger statement, for facts whose outcome only PostgreSQL knows (a race for a slot): one entry per row of the common table
 * expression `from`, which must have the columns `id` and `person_id`.
 */
export const recordFrom = (tx: Tx, from: string, action: string, subjectKind: string): RawBuilder<unknown> => {
  tx.touched(topic)
  return sql`
  INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id)
  SELECT ${tx.organisation}::uuid, ${tx.now.toString()}::timestamptz, ${tx.actor.kind}, ${tx.actor.kind === 'system' ? null : tx.actor.id}::uuid,
    ${tx.purpose}, ${action}, ${subjectKind}, id, person_id
  FROM ${sql.table(from)}`
}

