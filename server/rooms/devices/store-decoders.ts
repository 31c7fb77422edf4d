import { sql } from 'kysely'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { modelKey } from './registry.ts'

const columns = ['id', 'model', 'version', 'state', 'created_at'] as const

export const readDecoders = (tx: Tx) =>
  tx.db
    .selectFrom('decoders')
    .select(columns)
    .where('organisation_id', '=', tx.organisation)
    .orderBy('model')
    .orderBy('version', 'desc')
    .execute()

/** The spellings under which decoders of this model are kept, the oldest first. */
const spellingsOf = async (tx: Tx, model: string): Promise<string[]> => {
  const rows = await tx.db
    .selectFrom('decoders')
    .select('model')
    .where('organisation_id', '=', tx.organisation)
    .groupBy('model')
    .orderBy((builder) => builder.fn.min('created_at'))
    .orderBy('model')
    .execute()
  return rows.flatMap((row) => (modelKey(row.model) === modelKey(model) ? [row.model] : []))
}

/** Whoever changes the organisation's decoders does so in turn: versions are counted, and one per model is live. */
const takeTurn = async (tx: Tx): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`decoders ${tx.organisation}`}, 0))`.execute(tx.db)
}

/** A draft with the next version number of its model, under the spelling its first decoder had. */
export const addDecoder = async (tx: Tx, decoder: { readonly id: string; readonly model: string; readonly source: string }) => {
  await takeTurn(tx)
  const [model = decoder.model] = await spellingsOf(tx, decoder.model)
  return tx.db
    .insertInto('decoders')
    .values({
      organisation_id: tx.organisation,
      id: decoder.id,
      model,
      version: sql<number>`(SELECT coalesce(max(version), 0) + 1 FROM decoders WHERE organisation_id = ${tx.organisation} AND model = ${model})`,
      source: decoder.source,
      state: 'draft',
      created_at: tx.now.toString(),
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

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

/** Makes a decoder live for its model, however that is spelt; the one that was retires. */
export const makeLive = async (tx: Tx, decoder: { readonly id: string; readonly model: string }) => {
  await takeTurn(tx)
  await tx.db
    .updateTable('decoders')
    .set({ state: 'retired' })
    .where('organisation_id', '=', tx.organisation)
    .where('model', 'in', [decoder.model, ...(await spellingsOf(tx, decoder.model))])
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
  const rows = await tx.db
    .selectFrom('decoders')
    .select('model')
    .where('organisation_id', '=', tx.organisation)
    .where('state', '=', 'live')
    .execute()
  return rows.some((row) => modelKey(row.model) === modelKey(model))
}
