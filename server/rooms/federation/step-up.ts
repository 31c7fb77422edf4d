import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { apiPrefix } from '#contract/api.ts'
import { startProviderStepUp } from '#contract/endpoints/sso.ts'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { giveCookie, renewSession } from '../access/index.ts'
import * as trail from '../trail/index.ts'
import type { Place } from './flow.ts'
import type { Word } from './recognise.ts'
import type { Flow } from './store-flows.ts'
import { personOfSubject, providerOfSession, subjectIndex } from './store-identities.ts'
import type { Provider } from './store-providers.ts'

/** How far two clocks may be apart. */
const skewSeconds = 60
const field = 'step up'
/** Which session wants to be trusted anew; `confirmed` once the provider said so. */
const Wanted = z.object({ sessionKey: z.string(), confirmed: z.boolean() })
type Confirmed = { readonly person: PersonId; readonly sessionKey: string; readonly sealed: Buffer }

const seal = async (kernel: Kernel, { organisation }: Place, person: PersonId, wanted: z.infer<typeof Wanted>): Promise<Buffer> =>
  (await kernel.keys.load(organisation, [person])).seal(person, field, JSON.stringify(wanted))
const open = async (kernel: Kernel, { organisation }: Place, { person, outcome }: Flow): Promise<z.infer<typeof Wanted> & { person: PersonId }> => {
  if (person === null || outcome === null) throw new Refusal('sso_refused')
  const text = (await kernel.keys.load(organisation, [person])).open(person, field, outcome)
  return { ...Wanted.parse(JSON.parse(text ?? 'null')), person }
}

/** Where a session goes to be trusted anew: back to the provider that it came through; null when it came in another way. */
export const providerStepUp = async (kernel: Kernel, { organisation, person, sessionKey }: PersonPrincipal): Promise<string | null> => {
  const found = await kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }, (tx) => providerOfSession(tx, sessionKey))
  return found === null ? null : `${apiPrefix}${startProviderStepUp.path}`
}

/** The provider that a session came through and what the flow back there has to remember; null when it came in another way. */
export const wayBack = async (kernel: Kernel, principal: PersonPrincipal): Promise<{ place: Place; outcome: Buffer } | null> => {
  const { organisation, person, sessionKey } = principal
  const found = await kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }, (tx) => providerOfSession(tx, sessionKey))
  if (found === null) return null
  const place = { organisation, providerId: found.providerId }
  return { place, outcome: await seal(kernel, place, person, { sessionKey, confirmed: false }) }
}

/**
 * The provider asked anew who it is: the same person, who proved it after we asked.
 * @throws Refusal sso_refused
 */
export const confirmAgain = async (kernel: Kernel, place: Place, provider: Provider, flow: Flow, word: Word): Promise<Confirmed> => {
  const { person, sessionKey } = await open(kernel, place, flow)
  const said = await kernel.inPurpose({ organisation: place.organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }, async (tx) =>
    personOfSubject(tx, provider.id, await subjectIndex(tx, kernel.keys, word.issuer, word.subject)),
  )
  const isNow = word.authenticatedAt !== null && Temporal.Instant.compare(word.authenticatedAt, flow.startedAt.subtract({ seconds: skewSeconds })) >= 0
  if (said !== person || !isNow) throw new Refusal('sso_refused')
  return { person, sessionKey, sealed: await seal(kernel, place, person, { sessionKey, confirmed: true }) }
}

/** What was confirmed in the step before. @throws Refusal sso_refused */
export const confirmedSession = async (kernel: Kernel, place: Place, flow: Flow): Promise<Omit<Confirmed, 'sealed'>> => {
  const { person, sessionKey, confirmed } = await open(kernel, place, flow)
  if (!confirmed) throw new Refusal('sso_refused')
  return { person, sessionKey }
}

/** Dangerous acts need no new proof in that session for a while; it goes on under another secret. @throws Refusal not_signed_in when it ended meanwhile */
export const goOn = async (kernel: Kernel, { organisation }: Place, { person, sessionKey }: Omit<Confirmed, 'sealed'>, reply: FastifyReply): Promise<void> => {
  const going = await kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'sign_in' }, async (tx) => {
    const renewed = await renewSession(kernel, tx, sessionKey, { method: null, hardwareKey: false })
    await trail.record(tx, { action: 'access.stepped_up', subject: { kind: 'person', id: person }, person, detail: { way: 'provider' } })
    return renewed
  })
  giveCookie(kernel, reply, going)
}
