import { sql } from 'kysely'
import type { FileId, PersonId } from '#contract/ids.ts'
import type { Tx } from '../purpose/in-purpose.ts'

export type NewFile = {
  readonly id: FileId
  /** Under this person's key, and gone with them; null: under the organisation's. */
  readonly person: PersonId | null
  readonly room: string
  readonly kind: string
  /** For the download; says nothing about anybody. */
  readonly name: string
  readonly mediaType: string
  readonly expiresAt: Temporal.Instant
}

export const addFile = async (tx: Tx, file: NewFile, { size, sha256 }: { size: number; sha256: Buffer }): Promise<void> => {
  await tx.db
    .insertInto('files')
    .values({
      organisation_id: tx.organisation,
      id: file.id,
      person_id: file.person,
      room: file.room,
      kind: file.kind,
      name: file.name,
      media_type: file.mediaType,
      size,
      sha256,
      created_at: tx.now.toString(),
      expires_at: file.expiresAt.toString(),
    })
    .execute()
}

/** Whose key it is under; undefined: no such file, or it has expired. */
export const ownerOfFile = async (tx: Tx, id: FileId): Promise<PersonId | null | undefined> => {
  const row = await tx.db
    .selectFrom('files')
    .select('person_id')
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .where('size', 'is not', null)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst()
  return row === undefined ? undefined : (row.person_id as PersonId | null)
}

/** @returns the ids of what there was */
export const removeFiles = async (tx: Tx, which: readonly FileId[] | { readonly of: PersonId | 'everyone' }): Promise<FileId[]> => {
  const rows = await tx.db
    .deleteFrom('files')
    .where('organisation_id', '=', tx.organisation)
    .$if(!('of' in which), (query) => query.where('id', '=', sql<string>`any(${which}::uuid[])`))
    .$if('of' in which && which.of !== 'everyone', (query) => query.where('person_id', '=', 'of' in which ? which.of : ''))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id as FileId)
}

export const everyFile = async (tx: Tx): Promise<Set<string>> =>
  new Set((await tx.db.selectFrom('files').select('id').where('organisation_id', '=', tx.organisation).execute()).map(({ id }) => id))
