import { createHash, randomBytes } from 'node:crypto'
import type { Kernel } from '#kernel/kernel.ts'
import { challengeMinutes } from '#kernel/webauthn.ts'

/** What an answer is wanted for: one that was asked for something else will not do. */
export type ChallengeKind = 'sign_in' | 'register' | 'link' | 'step_up' | 'staff_sign_in' | 'staff_register' | 'staff_step_up' | 'staff_declare'

const hashOf = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()
const boundHash = (boundTo: string | null): Buffer | null => (boundTo === null ? null : hashOf(boundTo))

/**
 * Asks something that may be answered once, within five minutes. Kept as a hash, for all organisations together: at sign-in it is not known yet which.
 * @param boundTo the session or link that it is given to; the answer must come from there
 */
export const giveChallenge = async (kernel: Kernel, kind: ChallengeKind, boundTo: string | null): Promise<Buffer> => {
  const challenge = randomBytes(32)
  const expiresAt = kernel.clock.now().add({ minutes: challengeMinutes }).toString()
  await kernel.pools.pool('sign_in').query({
    name: 'challenge_give',
    text: 'INSERT INTO challenges (hash, kind, bound_to, expires_at) VALUES ($1, $2, $3, $4)',
    values: [hashOf(challenge), kind, boundHash(boundTo), expiresAt],
  })
  return challenge
}

/** Takes a challenge off: true for one answer only, of two at once too. */
export const takeChallenge = async (kernel: Kernel, kind: ChallengeKind, boundTo: string | null, challenge: Buffer): Promise<boolean> => {
  const { rows } = await kernel.pools.pool('sign_in').query({
    name: 'challenge_take',
    text: `DELETE FROM challenges WHERE hash = $1 AND kind = $2 AND bound_to IS NOT DISTINCT FROM $3 AND expires_at > $4 RETURNING 1`,
    values: [hashOf(challenge), kind, boundHash(boundTo), kernel.clock.now().toString()],
  })
  return rows.length === 1
}

/** Deletes what nobody answered in time. */
export const forgetOldChallenges = async (kernel: Kernel): Promise<void> => {
  await kernel.pools.pool('sign_in').query({
    name: 'challenges_old',
    text: 'DELETE FROM challenges WHERE expires_at <= $1',
    values: [kernel.clock.now().toString()],
  })
}
