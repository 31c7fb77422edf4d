import { createLocalJWKSet, errors } from 'jose'
import type { FlattenedJWSInput, JWSHeaderParameters } from 'jose'
import { z } from 'zod'
import type { Clock } from '#kernel/clock.ts'
import type { Outgoing } from '#kernel/outgoing.ts'

/** Signatures by a key that only the provider has; what both sides know (HS256) and nothing at all (`none`) prove nothing to us. */
export const algorithms: readonly string[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Keys are asked for again after an hour; and, when one is unknown, at most once a minute, so that made-up key ids cost the provider nothing. */
const freshMinutes = 60
const coolDownSeconds = 60

type FoundKey = ReturnType<ReturnType<typeof createLocalJWKSet>>
export type ProviderKeys = (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => FoundKey

type Held = { readonly find: ReturnType<typeof createLocalJWKSet>; readonly at: Temporal.Instant }

const KeySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) })

/**
 * The keys that a provider publishes (RFC 7517), found by their ids. A key that is not known yet is looked for anew: providers change them without word.
 * @throws JWKSNoMatchingKey; whatever fetching throws
 */
export const createProviderKeys = (uri: string, outgoing: Outgoing, clock: Clock): ProviderKeys => {
  let held: Held | null = null
  let fetching: Promise<Held> | null = null
  const fetchKeys = async (): Promise<Held> => {
    const answer = await outgoing(uri, { headers: { accept: 'application/json' } })
    if (!answer.ok) throw new Error(`the keys of the provider were answered with ${answer.status}`)
    return { find: createLocalJWKSet(KeySet.parse(await answer.json())), at: clock.now() }
  }
  const refresh = async (): Promise<Held> => {
    fetching ??= fetchKeys().finally(() => {
      fetching = null
    })
    held = await fetching
    return held
  }
  const ageSeconds = () => (held === null ? Number.POSITIVE_INFINITY : clock.now().since(held.at).total('seconds'))
  return async (header, token) => {
    const { find } = held !== null && ageSeconds() < freshMinutes * 60 ? held : await refresh()
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || ageSeconds() < coolDownSeconds) throw error
      return (await refresh()).find(header, token)
    }
  }
}
