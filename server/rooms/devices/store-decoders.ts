import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

const columns = ['id', 'model', 'version', 'state', 'created_at'] as const

export const readDecoders = (tx: Tx) =>
  tx.db
    .selectFrom('decoders')
    .select(columns)
    .where('organisation_id', '=', tx.organisation)
    .orderBy('model')
    .orderBy('version', 'desc')
    .execute()

/** A draft with the next version number of its model. */
export const addDecoder = (tx: Tx, decoder: { readonly id: string; readonly model: string; readonly source: string }) =>
  tx.db
    .insertInto('decoders')
    .values({
      organisation_id: tx.organisation,
      id: decoder.id,
      model: decoder.model,
      version: sql<number>`(SELECT coalesce(max(version), 0) + 1 FROM decoders WHERE organisation_id = ${tx.organisation} AND model = ${decoder.model})`,
      source: decoder.source,
      state: 'draft',
      created_at: tx.now.toString(),
    })
    .returning(columns)
    .executeTakeFirstOrThrow()

export const findDecoder = (tx: Tx, id: string) =>
  tx.db
    .selectFrom('decoders')
    .select([...columns, 'source', 'tried_at'])
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .executeTakeFirst()

export const markTried = async (tx: Tx, id: string): Promise<void> => {
  await tx.db
    .updateTable('decoders')
    .set({ tried_at: tx.now.toString() })
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .execute()
}

/** Makes a decoder live for its model; the one that was retires. */
export const makeLive = async (tx: Tx, decoder: { readonly id: string; readonly model: string }) => {
  await tx.db
    .updateTable('decoders')
    .set({ state: 'retired' })
    .where('organisation_id', '=', tx.organisation)
    .where('model', '=', decoder.model)
    .where('state', '=', 'live')
    .where('id', '<>', decoder.id)
    .execute()
  return tx.db
    .updateTable('decoders')
    .set({ state: 'live' })
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', decoder.id)
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/** Whether a decoder is live for the model, as the network server may spell it. */
export const hasLiveDecoder = async (tx: Tx, model: string): Promise<boolean> => {
  const row = await tx.db
    .selectFrom('decoders')
    .select('id')
    .where('organisation_id', '=', tx.organisation)
    .where('model', '=', model)
    .where('state', '=', 'live')
    .executeTakeFirst()
  return row !== undefined
}
