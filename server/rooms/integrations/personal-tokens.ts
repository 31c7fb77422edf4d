import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { longestDays } from '#contract/approvals.ts'
import type { createMyToken, PersonalToken } from '#contract/endpoints/personal-tokens.ts'
import type { PersonId, TokenId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { checkedRanges } from './addresses.ts'
import { checkedEnd } from './approvals.ts'
import { mintSecret } from './secret-format.ts'
import { readInForce } from './store-approvals.ts'
import { insertToken, markTokenRevoked, readTokens } from './store-tokens.ts'

type View = z.output<typeof PersonalToken>

/** More than anybody can keep an eye on. */
const mostTokens = 20

/** A person's tokens that still work. Purpose `sign_in`. */
export const myTokens = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<View[]> => {
  const [rows, own] = await Promise.all([readTokens(tx, { person }), kernel.keys.load(tx.organisation, [person])])
  return rows.map((row) => ({
    id: row.id,
    name: row.name_sealed === null ? '' : (own.open(person, 'name', row.name_sealed) ?? ''),
    party: row.party_name,
    purposes: row.purposes,
    categories: row.categories,
    addresses: row.addresses,
    createdAt: row.created_at.toString(),
    endsAt: row.ends_at.toString(),
    lastUsedOn: row.last_used_on,
  }))
}

const isWithin = (wanted: readonly string[], approved: readonly string[]): boolean => wanted.every((each) => approved.includes(each))

/**
 * A person makes a token for a third party that their organisation approved for personal tokens; told once. Purpose `sign_in`.
 * @throws Refusal beyond_approval, end_out_of_bounds, network_invalid, too_many_tokens
 */
export const addMyToken = async (
  kernel: Kernel,
  tx: Tx,
  person: PersonId,
  wanted: z.output<(typeof createMyToken)['body']>,
): Promise<View & { token: string }> => {
  const approved = await readInForce(tx, wanted.approvalId)
  if (approved?.kind !== 'personal_tokens') throw new Refusal('beyond_approval')
  const [purposes, categories] = [[...new Set(wanted.purposes)], [...new Set(wanted.categories)]]
  if (!isWithin(purposes, approved.purposes) || !isWithin(categories, approved.categories)) throw new Refusal('beyond_approval')
  const endsAt = checkedEnd(tx.now, wanted.endsAt, longestDays.personalToken, approved.endsAt)
  const addresses = [...checkedRanges(wanted.addresses)]
  const [held, own] = await Promise.all([readTokens(tx, { person }), kernel.keys.load(tx.organisation, [person])])
  if (held.length >= mostTokens) throw new Refusal('too_many_tokens')
  const id = randomUUID() as TokenId
  const { value, hash } = mintSecret('personal', tx.organisation)
  const whose = { kind: 'personal', person, nameSealed: own.seal(person, 'name', wanted.name) } as const
  await insertToken(tx, { id, hash, approval: approved.id, approvalKind: 'personal_tokens', endsAt, whose, purposes, categories, addresses })
  await trail.record(tx, {
    action: 'integrations.token_made',
    subject: { kind: 'token', id },
    person,
    detail: { approval: approved.id, endsAt: endsAt.toString() },
  })
  return {
    id,
    name: wanted.name,
    party: approved.partyName,
    purposes,
    categories,
    addresses,
    createdAt: tx.now.toString(),
    endsAt: endsAt.toString(),
    lastUsedOn: null,
    token: value,
  }
}

/** @returns false when it is not one of theirs that works */
export const revokeMyToken = async (kernel: Kernel, tx: Tx, person: PersonId, token: TokenId): Promise<boolean> => {
  if ((await markTokenRevoked(tx, token, person)) === null) return false
  await trail.record(tx, { action: 'integrations.token_revoked', subject: { kind: 'token', id: token }, person })
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, token })
  return true
}
