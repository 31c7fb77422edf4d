import type { Pools } from '#kernel/database/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

export type Pairing = { readonly tenant_id: string | null; readonly workspace_id: string | null }

/** Keeps a wish to become a door display, and lets go those that are over. Nobody's yet, so outside any organisation. @returns false: the code is in use */
export const addPairing = async (
  pools: Pools,
  pairing: { readonly codeHash: Buffer; readonly secretHash: Buffer; readonly now: Temporal.Instant; readonly expiresAt: Temporal.Instant },
): Promise<boolean> => {
  const pool = pools.pool('sign_in')
  await pool.query('DELETE FROM door_pairings WHERE expires_at <= $1', [pairing.now.toString()])
  const { rowCount } = await pool.query(
    'INSERT INTO door_pairings (code_hash, secret_hash, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [pairing.codeHash, pairing.secretHash, pairing.expiresAt.toString()],
  )
  return rowCount === 1
}

/** What became of the wish; undefined: unknown or over. */
export const findPairing = async (pools: Pools, secretHash: Buffer, now: Temporal.Instant): Promise<Pairing | undefined> => {
  const { rows } = await pools
    .pool('sign_in')
    .query<Pairing>('SELECT tenant_id, workspace_id FROM door_pairings WHERE secret_hash = $1 AND expires_at > $2', [secretHash, now.toString()])
  return rows[0]
}

/** Gives the tablet that shows the code to a workspace of the transaction's organisation. @returns false: no such code, or taken */
export const claimPairing = async (tx: Tx, codeHash: Buffer, workspace: string): Promise<boolean> => {
  const row = await tx.db
    .updateTable('door_pairings')
    .set({ tenant_id: tx.organisation, workspace_id: workspace })
    .where('code_hash', '=', codeHash)
    .where('tenant_id', 'is', null)
    .where('expires_at', '>', tx.now)
    .returning('workspace_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends the pairing and adds the door. @returns null when it was finished or is over by now */
export const finishPairing = async (
  tx: Tx,
  secretHash: Buffer,
  door: { readonly id: string; readonly tokenHash: Buffer },
): Promise<string | null> => {
  const claimed = await tx.db
    .deleteFrom('door_pairings')
    .where('secret_hash', '=', secretHash)
    .where('tenant_id', '=', tx.organisation)
    .where('expires_at', '>', tx.now)
    .returning('workspace_id')
    .executeTakeFirst()
  const workspace = claimed?.workspace_id ?? null
  if (workspace === null) return null
  await tx.db
    .insertInto('doors')
    .values({
      organisation_id: tx.organisation,
      id: door.id,
      workspace_id: workspace,
      token_hash: door.tokenHash,
      paired_at: tx.now.toString(),
    })
    .execute()
  return workspace
}

export const findDoor = (tx: Tx, id: string, tokenHash: Buffer) =>
  tx.db
    .selectFrom('doors as d')
    .innerJoin('organisation_states as o', 'o.organisation_id', 'd.organisation_id')
    .select(['d.workspace_id', 'o.agreement_in_force'])
    .where('d.organisation_id', '=', tx.organisation)
    .where('d.id', '=', id)
    .where('d.token_hash', '=', tokenHash)
    .executeTakeFirst()

/** @returns how many were unpaired */
export const removeDoors = async (tx: Tx, workspace: string): Promise<number> => {
  const rows = await tx.db
    .deleteFrom('doors')
    .where('organisation_id', '=', tx.organisation)
    .where('workspace_id', '=', workspace)
    .returning('id')
    .execute()
  return rows.length
}

/** Undefined: not in this organisation. */
export const findWorkspace = (tx: Tx, workspace: string) =>
  tx.db
    .selectFrom('workspace_cards')
    .select('kind')
    .where('organisation_id', '=', tx.organisation)
    .where('workspace_id', '=', workspace)
    .executeTakeFirst()
