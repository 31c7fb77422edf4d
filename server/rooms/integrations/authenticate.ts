import type { OrganisationId } from '#contract/ids.ts'
import { createGatheredRead } from '#kernel/gathered-read.ts'
import type { ClientPrincipal, PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { createRemembered } from '#kernel/remembered.ts'
import { isWithin } from './addresses.ts'
import { readSecret } from './secret-format.ts'
import { readTokensInForce } from './store-authenticate.ts'
import type { KnownToken } from './store-authenticate.ts'

/** Look-ups of one organisation that come at the same time go to the database together. */
const createLookUp = (kernel: Kernel) =>
  createGatheredRead<Buffer, KnownToken | null>((organisation, hashes) =>
    kernel.inPurpose({ organisation: organisation as OrganisationId, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) => readTokensInForce(tx, hashes)),
  )

type Known = { readonly memory: ReturnType<typeof createRemembered<KnownToken>>; readonly lookUp: ReturnType<typeof createLookUp> }

const knownOf = new WeakMap<Kernel['pools'], Known>()
const known = (kernel: Kernel): Known => {
  const found = knownOf.get(kernel.pools)
  if (found !== undefined) return found
  const made = { memory: createRemembered<KnownToken>(), lookUp: createLookUp(kernel) }
  kernel.cuts.on((matches) => made.memory.dropWhere(({ principal }) => matches(principal)))
  knownOf.set(kernel.pools, made)
  return made
}

/**
 * How an access token becomes a principal: one query under purpose `sign_in`, remembered for at most a second and forgotten with any cut. Null: unknown,
 * over, revoked, under no approval in force, of somebody who may not come in, or sent from outside the networks it may come from. Part of `Authenticate`.
 */
export const authenticateToken =
  (kernel: Kernel) =>
  async (value: string, address: string): Promise<PersonPrincipal | ClientPrincipal | null> => {
    const token = readSecret(value)
    if (token === null || token.kind === 'secret') return null
    const { memory, lookUp } = known(kernel)
    const key = token.hash.toString('hex')
    const now = kernel.clock.now()
    let found = memory.get(key, now.epochMilliseconds)
    if (found === null) {
      const drops = memory.drops()
      found = await lookUp(token.organisation, token.hash)
      if (found === null) return null
      memory.put(key, found, now.epochMilliseconds, drops)
    }
    if (Temporal.Instant.compare(found.principal.expiresAt, now) <= 0) return null
    return found.addresses.every((ranges) => isWithin(ranges, address)) ? found.principal : null
  }

/** The same for SCIM, which only a directory's token opens. */
export const authenticateDirectory =
  (kernel: Kernel) =>
  async (value: string, address: string): Promise<ClientPrincipal | null> => {
    const principal = await authenticateToken(kernel)(value, address)
    return principal?.kind === 'client' && principal.token.kind === 'scim' ? principal : null
  }
