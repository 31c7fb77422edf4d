import { sql } from 'kysely'
import type { FileId, PersonId, RequestId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type ExportKind = 'export' | 'organisation_export'

/** An export that is to be made, or was being made when a process ended. */
export type OpenExport = {
  readonly id: RequestId
  readonly kind: ExportKind
  readonly person: PersonId | null
  readonly askedById: PersonId | null
  /** A file that a turn before this one may have left. */
  readonly file: FileId | null
}

/** Oldest first. Purpose `rights`. */
export const openExports = async (tx: Tx): Promise<OpenExport[]> => {
  const { rows } = await sql<OpenExport>`
    SELECT id, kind, person_id AS person, asked_by_id AS "askedById", file_id AS file FROM requests
    WHERE organisation_id = ${tx.organisation} AND kind IN ('export', 'organisation_export') AND state IN ('waiting', 'working')
    ORDER BY asked_at, id`.execute(tx.db)
  return rows
}

/**
 * Holds the export until the end of the transaction, so that of several processes one makes it. Purpose `rights`.
 * @returns false when another has it, or it is no longer open
 */
export const holdExport = async (tx: Tx, id: RequestId): Promise<boolean> => {
  const { rows } = await sql<{ held: boolean }>`SELECT pg_try_advisory_xact_lock(hashtextextended(${`export ${id}`}, 0)) AS held`.execute(tx.db)
  if (rows[0]?.held !== true) return false
  const found = await tx.db
    .selectFrom('requests')
    .select('id')
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'working'])
    .executeTakeFirst()
  return found !== undefined
}

/** Begins, or begins anew: which file it will be. Purpose `retention`, whose connections an export under way does not hold. @returns false: it is over */
export const beginExport = async (tx: Tx, id: RequestId, file: FileId): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE requests SET state = 'working', progress_pct = 0, file_id = ${file}
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND state IN ('waiting', 'working') RETURNING id`.execute(tx.db)
  return rows.length > 0
}

/** Purpose `retention`. */
export const setProgress = async (tx: Tx, id: RequestId, percent: number): Promise<void> => {
  await sql`UPDATE requests SET progress_pct = ${percent}
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND state = 'working' AND progress_pct < ${percent}`.execute(tx.db)
}

/** How many people were erased, and are being erased, as this transaction sees it. Purpose `rights`. */
export const erasuresSeen = async (tx: Tx): Promise<{ readonly done: number; readonly working: number }> => {
  const { rows } = await sql<{ done: number; working: number }>`
    SELECT count(*) FILTER (WHERE state = 'done')::int AS done, count(*) FILTER (WHERE state = 'working')::int AS working
    FROM requests WHERE organisation_id = ${tx.organisation} AND kind = 'erase'`.execute(tx.db)
  return rows[0] ?? { done: 0, working: 0 }
}

/**
 * The file is whole. Purpose `rights`.
 * @param erasedBefore how many had been erased in the snapshot that was exported
 * @returns `over`: it was closed, or taken up by another process, meanwhile; `stale`: somebody of the organisation is being erased since it began, and would be in it
 */
export const finishExport = async (
  tx: Tx,
  { id, kind }: OpenExport,
  file: FileId,
  erasedBefore: number,
  outcome: Readonly<Record<string, unknown>>,
): Promise<'done' | 'over' | 'stale'> => {
  if (kind === 'organisation_export') {
    const { done, working } = await erasuresSeen(tx)
    if (working > 0 || done !== erasedBefore) return 'stale'
  }
  const { rows } = await sql`
    UPDATE requests SET state = 'done', progress_pct = 100, done_at = ${tx.now.toString()}::timestamptz, reason = NULL,
      outcome = ${JSON.stringify(outcome)}::jsonb
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND state = 'working' AND file_id = ${file} RETURNING id`.execute(tx.db)
  return rows.length > 0 ? 'done' : 'over'
}

/** Files of the exports of the whole organisation. Purposes `rights`, `retention`. */
export const organisationExportFiles = async (tx: Tx): Promise<FileId[]> => {
  const { rows } = await sql<{ file_id: FileId }>`SELECT file_id FROM requests
    WHERE organisation_id = ${tx.organisation} AND kind = 'organisation_export' AND state = 'done' AND file_id IS NOT NULL`.execute(tx.db)
  return rows.map((row) => row.file_id)
}

/** Files of this room that have expired. Purpose `retention`. */
export const expiredFiles = async (tx: Tx): Promise<FileId[]> => {
  const { rows } = await sql<{ id: FileId }>`SELECT id FROM files
    WHERE organisation_id = ${tx.organisation} AND room = 'requests' AND expires_at <= ${tx.now.toString()}::timestamptz`.execute(tx.db)
  return rows.map((row) => row.id)
}

/** From here on everything this transaction reads is of one moment; before its first question. */
export const oneSnapshot = async (tx: Tx): Promise<void> => {
  await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`.execute(tx.db)
}
