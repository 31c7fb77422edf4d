import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** What happened, in ids and codes; names stand nowhere in it. */
export type TrailEntry = {
  /** `room.what`, past tense: `bookings.checked_in`. */
  readonly action: string
  readonly subject?: { readonly kind: string; readonly id: string }
  /** The data subject this is about. */
  readonly person?: string | null
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
}

/** Writes entries in the caller's transaction: they are kept exactly when the fact itself is. */
export const record = async (tx: Tx, entries: TrailEntry | readonly TrailEntry[]): Promise<void> => {
  const list = Array.isArray(entries) ? (entries as readonly TrailEntry[]) : [entries as TrailEntry]
  if (list.length === 0) return
  await tx.db
    .insertInto('trail_entries')
    .values(
      list.map((entry) => ({
        organisation_id: tx.organisation,
        at: tx.now,
        actor_kind: tx.actor.kind,
        actor_id: tx.actor.kind === 'system' ? null : tx.actor.id,
        purpose: tx.purpose,
        action: entry.action,
        subject_kind: entry.subject?.kind ?? null,
        subject_id: entry.subject?.id ?? null,
        person_id: entry.person ?? null,
        detail: JSON.stringify(entry.detail ?? {}),
      })),
    )
    .execute()
}

/**
 * The same as part of a bigger statement, for facts whose outcome only PostgreSQL knows (a race for a slot): one entry per row of the common table
 * expression `from`, which must have the columns `id` and `person_id`.
 */
export const recordFrom = (tx: Tx, from: string, action: string, subjectKind: string): RawBuilder<unknown> => sql`
  INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id)
  SELECT ${tx.organisation}::uuid, ${tx.now.toString()}::timestamptz, ${tx.actor.kind}, ${tx.actor.kind === 'system' ? null : tx.actor.id}::uuid,
    ${tx.purpose}, ${action}, ${subjectKind}, id, person_id
  FROM ${sql.table(from)}`

/** Takes away the whole trail of an organisation that never came to be; one with an agreement keeps its trail (G13.1). */
export const removeAll = async (tx: Tx): Promise<void> => {
  await tx.db.deleteFrom('trail_entries').where('organisation_id', '=', tx.organisation).execute()
}
