import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type KnownSource = { readonly kind: string; readonly secretHash: Buffer; readonly agreementInForce: boolean }

export const findSource = async (tx: Tx, id: string): Promise<KnownSource | null> => {
  const row = await tx.db
    .selectFrom('sources as s')
    .innerJoin('organisation_states as o', 'o.organisation_id', 's.organisation_id')
    .select(['s.kind', 's.secret_hash', 'o.agreement_in_force'])
    .where('s.organisation_id', '=', tx.organisation)
    .where('s.id', '=', id)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { kind: row.kind, secretHash: row.secret_hash, agreementInForce: row.agreement_in_force === true }
}

export type SourceRow = {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly createdAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant | null
}

export const readSources = async (tx: Tx): Promise<SourceRow[]> => {
  const rows = await tx.db
    .selectFrom('sources')
    .select(['id', 'kind', 'name', 'created_at', 'last_used_at'])
    .where('organisation_id', '=', tx.organisation)
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }))
}

/** @returns false when the name is taken */
export const insertSource = async (
  tx: Tx,
  source: { readonly id: string; readonly kind: string; readonly name: string; readonly secretHash: Buffer },
): Promise<boolean> => {
  const added = await tx.db
    .insertInto('sources')
    .values({
      organisation_id: tx.organisation,
      id: source.id,
      kind: source.kind,
      name: source.name,
      secret_hash: source.secretHash,
      created_at: tx.now.toString(),
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

/** @returns false when there is none */
export const removeSource = async (tx: Tx, id: string): Promise<boolean> => {
  const removed = await tx.db
    .deleteFrom('sources')
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

export const readSeen = (tx: Tx) =>
  tx.db
    .selectFrom('seen_devices')
    .select(['dev_eui', 'source_id', 'first_seen_at', 'last_seen_at', 'uplinks'])
    .where('organisation_id', '=', tx.organisation)
    .orderBy('last_seen_at', 'desc')
    .limit(1_000)
    .execute()

export const readRefusals = (tx: Tx) =>
  tx.db
    .selectFrom('uplink_refusals')
    .select(['date', 'source_id', 'reason', 'uplinks'])
    .where('organisation_id', '=', tx.organisation)
    .orderBy('date', 'desc')
    .orderBy('reason')
    .limit(1_000)
    .execute()

/** Lets go what nobody needs any more: devices not seen for 30 days, counts of refusals older than a year. */
export const forgetOld = async (tx: Tx): Promise<void> => {
  const today = tx.now.toZonedDateTimeISO('UTC').toPlainDate()
  await Promise.all([
    tx.db
      .deleteFrom('seen_devices')
      .where('organisation_id', '=', tx.organisation)
      .where('last_seen_at', '<', tx.now.subtract({ hours: 30 * 24 }))
      .execute(),
    tx.db
      .deleteFrom('uplink_refusals')
      .where('organisation_id', '=', tx.organisation)
      .where('date', '<', today.subtract({ years: 1 }).toString())
      .execute(),
  ])
}
