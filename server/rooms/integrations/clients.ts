import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { longestDays } from '#contract/approvals.ts'
import type { ApiClient, ApprovedToken, ClientSecret } from '#contract/endpoints/integrations.ts'
import type { ApprovalId, ClientId, TokenId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { checkedEnd } from './approvals.ts'
import { clientName, mintSecret } from './secret-format.ts'
import { readApprovals } from './store-approvals.ts'
import * as store from './store-clients.ts'
import type { ClientInForce, ClientRow, SecretRow } from './store-clients.ts'
import { insertToken, markTokenRevoked, readTokens } from './store-tokens.ts'
import type { TokenRow } from './store-tokens.ts'

const mostStanding = 2

const secretView = ({ slot, created_at, ends_at, last_used_on }: Omit<SecretRow, 'client_id'>): z.output<typeof ClientSecret> => ({
  slot: `${slot}`,
  createdAt: created_at.toString(),
  endsAt: ends_at.toString(),
  lastUsedOn: last_used_on,
})

const clientView = (tx: Tx, row: ClientRow, secrets: readonly SecretRow[]): z.output<typeof ApiClient> => ({
  id: row.id,
  oauthId: clientName(tx.organisation, row.id),
  name: row.name,
  createdAt: row.created_at.toString(),
  lastUsedOn: row.last_used_on,
  revokedAt: row.revoked_at?.toString() ?? null,
  secrets: secrets.filter((secret) => secret.client_id === row.id).map(secretView),
})

/** An approval's programs. Purpose `administration`. */
export const clientViews = async (tx: Tx, approval: ApprovalId): Promise<z.output<typeof ApiClient>[]> => {
  const rows = await store.readClients(tx, approval)
  const secrets = await store.readSecrets(tx, rows.map(({ id }) => id))
  return rows.map((row) => clientView(tx, row, secrets))
}

export const tokenView = (row: TokenRow, owner: string | null): z.output<typeof ApprovedToken> => ({
  id: row.id,
  kind: row.kind,
  owner,
  clientId: row.client_id,
  purposes: row.purposes,
  categories: row.categories,
  createdAt: row.created_at.toString(),
  endsAt: row.ends_at.toString(),
  lastUsedOn: row.last_used_on,
})

/** @throws Refusal not_found, approval_not_in_force, name_taken */
export const addClient = async (tx: Tx, approval: ApprovalId, name: string): Promise<z.output<typeof ApiClient>> => {
  const [known] = await readApprovals(tx, approval)
  if (known === undefined) throw new Refusal('not_found')
  const id = randomUUID() as ClientId
  const added = await store.insertClient(tx, { id, approval, name })
  if (added === false) throw new Refusal('approval_not_in_force')
  if (added === null) throw new Refusal('name_taken')
  await trail.record(tx, { action: 'integrations.client_added', subject: { kind: 'client', id }, detail: { approval } })
  return clientView(tx, { id, name, created_at: tx.now, last_used_on: null, revoked_at: null }, [])
}

/** @throws Refusal not_found, approval_not_in_force */
const clientInForce = async (tx: Tx, client: ClientId): Promise<ClientInForce> => {
  const known = await store.lockClient(tx, client)
  if (known === null) throw new Refusal('not_found')
  if (known.inForce === null) throw new Refusal('approval_not_in_force')
  return known.inForce
}

/** A secret, told once. Purpose `administration`. @throws Refusal not_found, approval_not_in_force, end_out_of_bounds, secrets_full */
export const addSecret = async (tx: Tx, client: ClientId, until: string): Promise<z.output<typeof ClientSecret> & { secret: string }> => {
  const { approvalEndsAt } = await clientInForce(tx, client)
  const endsAt = checkedEnd(tx.now, until, longestDays.secret, approvalEndsAt)
  const { value, hash } = mintSecret('secret', tx.organisation)
  const slot = await store.insertSecret(tx, client, hash, endsAt)
  if (slot === null) throw new Refusal('secrets_full')
  await trail.record(tx, { action: 'integrations.secret_added', subject: { kind: 'client', id: client }, detail: { slot, endsAt: endsAt.toString() } })
  return { ...secretView({ slot, created_at: tx.now, ends_at: endsAt, last_used_on: null }), secret: value }
}

/** A directory's bearer token, told once. @throws Refusal not_found, approval_not_in_force, standing_token_refused, end_out_of_bounds, secrets_full */
export const addStanding = async (tx: Tx, client: ClientId, until: string): Promise<z.output<typeof ApprovedToken> & { token: string }> => {
  const { kind, approval, approvalEndsAt } = await clientInForce(tx, client)
  if (kind !== 'scim') throw new Refusal('standing_token_refused')
  const endsAt = checkedEnd(tx.now, until, longestDays.secret, approvalEndsAt)
  const [held, [approved]] = await Promise.all([readTokens(tx, { client }), readApprovals(tx, approval)])
  if (held.length >= mostStanding) throw new Refusal('secrets_full')
  if (approved === undefined) throw new Refusal('approval_not_in_force')
  const { purposes, categories } = approved
  const id = randomUUID() as TokenId
  const { value, hash } = mintSecret('standing', tx.organisation)
  const whose = { kind: 'standing', client } as const
  await insertToken(tx, { id, hash, approval, approvalKind: kind, endsAt, whose, purposes, categories, addresses: [] })
  await trail.record(tx, { action: 'integrations.standing_token_added', subject: { kind: 'client', id: client }, detail: { token: id, endsAt: endsAt.toString() } })
  return {
    id,
    kind: 'standing',
    owner: null,
    clientId: client,
    purposes,
    categories,
    createdAt: tx.now.toString(),
    endsAt: endsAt.toString(),
    lastUsedOn: null,
    token: value,
  }
}

/** Ends a program and all it holds, within a second everywhere. @returns false when there is none that was not revoked before */
export const revokeClient = async (kernel: Kernel, tx: Tx, client: ClientId): Promise<boolean> => {
  if (!(await store.markClientRevoked(tx, client))) return false
  await trail.record(tx, { action: 'integrations.client_revoked', subject: { kind: 'client', id: client } })
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, client })
  return true
}

/** @returns false when there is none */
export const removeSecret = async (kernel: Kernel, tx: Tx, client: ClientId, slot: number): Promise<boolean> => {
  if (!(await store.deleteSecret(tx, client, slot))) return false
  await trail.record(tx, { action: 'integrations.secret_removed', subject: { kind: 'client', id: client }, detail: { slot } })
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, client })
  return true
}

/** A manager ends a standing token, or somebody's personal one. Purpose `administration`. @returns false when there is none that works */
export const revokeAnyToken = async (kernel: Kernel, tx: Tx, token: TokenId): Promise<boolean> => {
  const ended = await markTokenRevoked(tx, token, null)
  if (ended === null) return false
  await trail.record(tx, { action: 'integrations.token_revoked', subject: { kind: 'token', id: token }, person: ended.person })
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, token })
  return true
}

