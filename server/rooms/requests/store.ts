import { sql } from 'kysely'
import type { z } from 'zod'
import type { DataRequest } from '#contract/endpoints/my-data.ts'
import type { FileId, PersonId, RequestId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type RequestView = z.infer<typeof DataRequest>
export type RequestKind = RequestView['kind']
export type AskedBy = RequestView['askedBy']

/** GDPR art. 12(3): within one month of receipt; counted where the law of the agreement is. */
const dueAt = (now: Temporal.Instant): Temporal.Instant => now.toZonedDateTimeISO('Europe/Amsterdam').add({ months: 1 }).toInstant()

export type NewRequest = {
  readonly kind: RequestKind
  /** Null: the whole organisation. */
  readonly person: PersonId | null
  readonly askedBy: AskedBy
  readonly askedById: PersonId
  /** Fulfilled at once, by the transaction itself. */
  readonly done?: boolean
}

/** Purpose `rights`. @throws Refusal request_already_open when one of its kind is under way */
export const addRequest = async (tx: Tx, wish: NewRequest): Promise<RequestId> => {
  const id = crypto.randomUUID() as RequestId
  const done = wish.done === true
  const { rows } = await sql`
    INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, done_at)
    VALUES (${tx.organisation}, ${id}, ${wish.kind}, ${wish.person}::uuid, ${wish.askedBy}, ${wish.askedById}::uuid, ${tx.now.toString()}::timestamptz,
      ${dueAt(tx.now).toString()}::timestamptz, ${done ? 'done' : 'waiting'}, ${done ? 100 : 0}, ${done ? tx.now.toString() : null}::timestamptz)
    ON CONFLICT DO NOTHING RETURNING id`.execute(tx.db)
  if (rows.length === 0) throw new Refusal('request_already_open')
  return id
}

type Row = {
  readonly id: RequestId
  readonly kind: RequestKind
  readonly person_id: PersonId | null
  readonly asked_by: AskedBy
  readonly asked_at: Temporal.Instant
  readonly due_at: Temporal.Instant
  readonly state: RequestView['state']
  readonly progress_pct: number
  readonly reason: string | null
  readonly done_at: Temporal.Instant | null
  readonly file_id: FileId | null
  readonly size: number | null
  readonly expires_at: Temporal.Instant | null
}

export type KeptRequest = { readonly view: RequestView; readonly person: PersonId | null; readonly file: FileId | null }

const isPast = (instant: Temporal.Instant | null, now: Temporal.Instant): boolean => instant !== null && Temporal.Instant.compare(instant, now) <= 0

const kept = (row: Row, now: Temporal.Instant): KeptRequest => {
  const there = row.state === 'done' && row.size !== null && row.expires_at !== null && !isPast(row.expires_at, now)
  return {
    person: row.person_id,
    file: there ? row.file_id : null,
    view: {
      id: row.id,
      kind: row.kind,
      askedBy: row.asked_by,
      askedAt: row.asked_at.toString(),
      dueAt: row.due_at.toString(),
      state: row.state,
      progressPct: row.progress_pct,
      reason: row.reason,
      doneAt: row.done_at?.toString() ?? null,
      file: there && row.size !== null && row.expires_at !== null ? { size: row.size, expiresAt: row.expires_at.toString() } : null,
    },
  }
}

const open = sql`(state IN ('waiting', 'working', 'postponed', 'failed'))`
const mostListed = 500

const select = async (tx: Tx, which: ReturnType<typeof sql>): Promise<KeptRequest[]> => {
  const { rows } = await sql<Row>`
    SELECT r.id, r.kind, r.person_id, r.asked_by, r.asked_at, r.due_at, r.state, r.progress_pct, r.reason, r.done_at, r.file_id, f.size, f.expires_at
    FROM requests r LEFT JOIN files f ON f.organisation_id = r.organisation_id AND f.id = r.file_id
    WHERE r.organisation_id = ${tx.organisation} AND ${which}
    ORDER BY ${open} DESC, r.asked_at DESC, r.id LIMIT ${mostListed}`.execute(tx.db)
  return rows.map((row) => kept(row, tx.now))
}

/** Requests about a person, whoever asked. Purpose `rights`. */
export const requestsAbout = async (tx: Tx, person: PersonId): Promise<KeptRequest[]> =>
  (await select(tx, sql`r.person_id = ${person}`)).toSorted((one, other) => other.view.askedAt.localeCompare(one.view.askedAt))

/** All requests of the organisation, open ones first. Purpose `rights`. */
export const allRequests = (tx: Tx): Promise<KeptRequest[]> => select(tx, sql`true`)

/** Exports of the whole organisation, newest first. Purpose `rights`. */
export const organisationExports = (tx: Tx): Promise<KeptRequest[]> => select(tx, sql`r.kind = 'organisation_export'`)

/** One request; of a person, or (null) of the organisation itself. Purpose `rights`. @throws Refusal not_found */
export const requestOf = async (tx: Tx, person: PersonId | null, id: RequestId): Promise<KeptRequest> => {
  const [found] = await select(tx, sql`r.id = ${id} AND r.person_id IS NOT DISTINCT FROM ${person}::uuid`)
  if (found === undefined) throw new Refusal('not_found')
  return found
}

/** How many requests about each person are open. Purpose `rights`. */
export const openByPerson = async (tx: Tx): Promise<ReadonlyMap<PersonId, number>> => {
  const { rows } = await sql<{ person_id: PersonId; open: number }>`
    SELECT person_id, count(*)::int AS open FROM requests
    WHERE organisation_id = ${tx.organisation} AND person_id IS NOT NULL AND ${open} GROUP BY person_id`.execute(tx.db)
  return new Map(rows.map((row) => [row.person_id, row.open]))
}

/** Who is being erased, or will be once a hold is over. Purpose `rights`. */
export const peopleLeaving = async (tx: Tx): Promise<PersonId[]> => {
  const { rows } = await sql<{ person_id: PersonId }>`
    SELECT person_id FROM requests WHERE organisation_id = ${tx.organisation} AND kind = 'erase' AND person_id IS NOT NULL AND ${open}`.execute(tx.db)
  return rows.map((row) => row.person_id)
}

/** Purposes `rights`, `retention`. */
export const setState = async (tx: Tx, id: RequestId, state: 'working' | 'postponed' | 'failed', reason: string | null = null): Promise<void> => {
  await sql`UPDATE requests SET state = ${state}, reason = ${reason} WHERE organisation_id = ${tx.organisation} AND id = ${id}
    AND state <> 'done'`.execute(tx.db)
}

/**
 * The engine has erased the person of this request: it counts from now on, and names nobody. Purpose `retention`.
 * @param outcome rows per table; no personal data
 */
export const finishErasure = async (tx: Tx, id: RequestId, outcome: Readonly<Record<string, unknown>>): Promise<void> => {
  await sql`
    UPDATE requests SET state = 'done', progress_pct = 100, done_at = ${tx.now.toString()}::timestamptz, reason = NULL, person_id = NULL,
      asked_by_id = CASE WHEN asked_by = 'person' THEN NULL ELSE asked_by_id END, outcome = ${JSON.stringify(outcome)}::jsonb
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND kind = 'erase'`.execute(tx.db)
}

/** What else was open about an erased person is over. Purpose `retention`. */
export const closeOpenOf = async (tx: Tx, person: PersonId): Promise<void> => {
  await sql`UPDATE requests SET state = 'refused', reason = 'person_erased', done_at = ${tx.now.toString()}::timestamptz
    WHERE organisation_id = ${tx.organisation} AND person_id = ${person} AND ${open}`.execute(tx.db)
}
