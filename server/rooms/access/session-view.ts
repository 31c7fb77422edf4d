import type { Session } from '#contract/endpoints/session.ts'
import { stepUpMinutes } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Keys } from '#kernel/keys/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import { profileOf } from '../people/index.ts'

type Standing = Pick<PersonPrincipal, 'agreementInForce' | 'optedIn' | 'permissions' | 'secured'>

/** What has to happen first, in the order in which it can happen (G13.1). */
const nextStep = ({ agreementInForce, optedIn, permissions, secured }: Standing): Session['next'] => {
  if (!secured) return 'secure_account'
  if (!agreementInForce) return permissions.has('accept_agreement') ? 'accept_agreement' : 'wait_for_agreement'
  return optedIn ? null : 'accept_privacy_notice'
}

/** What a person is told about their session. Purpose `sign_in`. */
export const sessionView = async (tx: Tx, keys: Keys, principal: PersonPrincipal): Promise<Session> => {
  const { method } = principal
  if (method === 'token') throw new Error('a token has no session to be told about')
  const [profile, organisation] = await Promise.all([profileOf(tx, keys, principal.person), organisationOf(tx)])
  if (profile === null) throw new Error('the person of this session does not exist')
  const { id, name, email, language, theme, visibility, team } = profile
  return {
    person: { id, name, email, language, theme, visibility, team, roles: [...principal.roles] },
    permissions: [...principal.permissions],
    local: [...principal.locally].map(([permission, locations]) => ({ permission, locationIds: [...locations] })),
    method,
    stepUpUntil: principal.verifiedAt.add({ minutes: stepUpMinutes }).toString(),
    organisation: { id: organisation.id, name: organisation.name },
    next: nextStep(principal),
    expiresAt: principal.expiresAt.toString(),
  }
}
