import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Actor, Tx } from '#kernel/purpose/in-purpose.ts'
import { answerSignedIn, comeIn, linkAttempt, mayComeInHere } from '../access/index.ts'
import { browserOf, forgetBrowser, usableProvider } from './flow.ts'
import type { Browser, Place } from './flow.ts'
import { readAnswer, reasonOf } from './oidc.ts'
import { takeIn } from './recognise.ts'
import type { Word } from './recognise.ts'
import { readResponse } from './saml.ts'
import { endFlow, keepOutcome, spendMessage, takeFlow } from './store-flows.ts'
import type { Flow } from './store-flows.ts'
import { sidIndex, tieSession } from './store-identities.ts'
import type { OidcProvider, Provider, SamlProvider } from './store-providers.ts'
import { confirmAgain, confirmedSession, goOn } from './step-up.ts'
import { judgeTrial } from './trial.ts'
import { XmlFault } from './xml-tree.ts'

const inPurpose = <T>(kernel: Kernel, place: Place, actor: Actor, purpose: 'sign_in' | 'administration', work: (tx: Tx) => Promise<T>) =>
  kernel.inPurpose({ organisation: place.organisation, actor, purpose }, work)
const system: Actor = { kind: 'system' }

/** What an answer led to, between the provider's word and the browser's session. */
const Arrived = z.object({ subject: z.string(), sid: z.string().nullable() })
type Arrived = { readonly person: PersonId; readonly subject: Buffer; readonly sid: Buffer | null }

/** Where the browser goes when all went well. */
const pageOfTrial = (provider: Provider): string => `/organisation/sso?tried=${provider.id}`

/**
 * Back from an OpenID provider. The flow is taken first, by the browser that set out, so that of two answers at once only one is looked at.
 * @returns where the browser goes
 * @throws Refusal; whatever is wrong with the answer
 */
export const comeBackOidc = async (kernel: Kernel, place: Place, query: { readonly state: string; readonly text: string }, request: FastifyRequest, reply: FastifyReply): Promise<string> => {
  const browser = browserOf(kernel, request)
  if (browser === null) throw new Refusal('sso_refused')
  const flow = await inPurpose(kernel, place, system, 'sign_in', (tx) => takeFlow(tx, place.providerId, query.state, browser.secret))
  if (flow === null) throw new Refusal('sso_refused')
  const provider = await usableProvider(kernel, place, flow.aim)
  if (provider?.kind !== 'oidc') throw new Refusal('sso_off')
  const way = { browser: browser.secret, state: query.state, query: query.text, startedAt: flow.startedAt }
  const word = await believed(kernel, readAnswer(kernel, place.organisation, provider, way))
  if (flow.aim === 'trial') return finishTrial(kernel, place, provider, flow, word, query.state)
  if (flow.aim === 'step_up') {
    await goOn(kernel, place, await confirmAgain(kernel, place, provider, flow, word), reply)
    return end(kernel, reply, browser)
  }
  const arrived = await arrive(kernel, place, provider, word)
  await begin(kernel, place, provider, arrived, request, reply)
  return end(kernel, reply, browser)
}

/**
 * A SAML provider's answer, posted from its page: the browser's cookie does not come along (SameSite), so nothing begins yet.
 * @returns the address of the next step, on our own site
 */
export const receiveSaml = async (kernel: Kernel, place: Place, body: { readonly encoded: string; readonly state: string }): Promise<string> => {
  const flow = await inPurpose(kernel, place, system, 'sign_in', (tx) => takeFlow(tx, place.providerId, body.state, null))
  if (flow === null) throw new Refusal('sso_refused')
  const provider = await usableProvider(kernel, place, flow.aim)
  if (provider?.kind !== 'saml') throw new Refusal('sso_off')
  const { word, id, expiresAt } = await believed(kernel, readResponse(kernel, place.organisation, provider, body))
  const isNew = await inPurpose(kernel, place, system, 'sign_in', (tx) => spendMessage(tx, provider.id, `assertion ${id}`, expiresAt))
  if (!isNew) throw new Refusal('sso_refused')
  if (flow.aim === 'trial') return finishTrial(kernel, place, provider, flow, word, body.state)
  const completion = `/api/v1/sso/${place.organisation}/${provider.id}/saml/completion?flow=${body.state}`
  if (flow.aim === 'step_up') {
    const { person, sealed } = await confirmAgain(kernel, place, provider, flow, word)
    await inPurpose(kernel, place, system, 'sign_in', (tx) => keepOutcome(tx, body.state, person, sealed))
    return completion
  }
  const { person, subject, sid } = await arrive(kernel, place, provider, word)
  const outcome: z.infer<typeof Arrived> = { subject: subject.toString('hex'), sid: sid?.toString('hex') ?? null }
  const own = await kernel.keys.load(place.organisation, [person])
  await inPurpose(kernel, place, system, 'sign_in', (tx) => keepOutcome(tx, body.state, person, own.seal(person, 'arrived', JSON.stringify(outcome))))
  return completion
}

/** After a SAML answer: begins what it allowed, in the browser that set out. @returns where the browser goes */
export const completeSaml = async (kernel: Kernel, place: Place, state: string, request: FastifyRequest, reply: FastifyReply): Promise<string> => {
  const browser = browserOf(kernel, request)
  if (browser === null) throw new Refusal('sso_refused')
  const flow = await inPurpose(kernel, place, system, 'sign_in', (tx) => endFlow(tx, place.providerId, state, browser.secret))
  const provider = flow === null ? null : await usableProvider(kernel, place, flow.aim)
  if (flow?.person == null || flow.outcome === null || provider === null) throw new Refusal('sso_refused')
  if (flow.aim === 'step_up') await goOn(kernel, place, await confirmedSession(kernel, place, flow), reply)
  else {
    const { person } = flow
    const text = (await kernel.keys.load(place.organisation, [person])).open(person, 'arrived', flow.outcome)
    const { subject, sid } = Arrived.parse(JSON.parse(text ?? 'null'))
    await begin(kernel, place, provider, { person, subject: Buffer.from(subject, 'hex'), sid: sid === null ? null : Buffer.from(sid, 'hex') }, request, reply)
  }
  return end(kernel, reply, browser)
}

const end = (kernel: Kernel, reply: FastifyReply, browser: Browser): string => {
  forgetBrowser(kernel, reply)
  return browser.returnTo
}

const finishTrial = async (kernel: Kernel, place: Place, provider: Provider, flow: Flow, word: Word, state: string): Promise<string> => {
  const { person } = flow
  if (person === null) throw new Refusal('sso_refused')
  const outcome = await inPurpose(kernel, place, { kind: 'person', id: person }, 'administration', (tx) => judgeTrial(kernel, tx, provider, word, person))
  await inPurpose(kernel, place, { kind: 'person', id: person }, 'sign_in', (tx) => keepOutcome(tx, state, person, outcome))
  return pageOfTrial(provider)
}

const arrive = (kernel: Kernel, place: Place, provider: OidcProvider | SamlProvider, word: Word): Promise<Arrived> =>
  inPurpose(kernel, place, system, 'administration', async (tx) => {
    const { person, subject } = await takeIn(kernel, tx, provider, word)
    return { person, subject, sid: word.sid === null ? null : await sidIndex(tx, kernel.keys, word.issuer, word.sid) }
  })

/** Begins a session that hangs on the provider's. @throws Refusal access_ended for who may not come in any more */
const begin = async (kernel: Kernel, place: Place, provider: Provider, { person, subject, sid }: Arrived, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const started = await inPurpose(kernel, place, { kind: 'person', id: person }, 'sign_in', async (tx) => {
    if (!(await mayComeInHere(tx, person, provider.kind))) throw new Refusal('access_ended')
    const signedIn = await comeIn(kernel, tx, request, { person, method: provider.kind, action: 'access.signed_in' })
    await tieSession(tx, signedIn.sessionKey, { provider: provider.id, person, subject, sid })
    return signedIn
  })
  await answerSignedIn(kernel, request, reply, started)
}

/**
 * A step of the way, for a browser: whatever goes wrong becomes a page that says what to do, and counts as an attempt.
 */
export const onTheWay = async (kernel: Kernel, request: FastifyRequest, reply: FastifyReply, step: () => Promise<string>): Promise<void> => {
  let to: string
  let attempt: Awaited<ReturnType<typeof linkAttempt>> | undefined
  try {
    attempt = await linkAttempt(kernel, request.ip)
    to = await step()
  } catch (error) {
    await attempt?.failed()
    if (!(error instanceof Refusal)) kernel.log.error({ err: error, requestId: request.id }, 'a step on the way to or from an identity provider failed')
    to = `/sign-in/problem?code=${error instanceof Refusal ? error.code : 'internal'}`
  }
  void reply.header('location', to)
}

/**
 * Reads what came from outside. What exactly was wrong with it is for the log alone, and there by name: nothing of what was sent stands there.
 * @throws Refusal sso_refused, sso_unreachable
 */
const believed = async <T>(kernel: Kernel, read: Promise<T>): Promise<T> => {
  try {
    return await read
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { name, code } = error as { name?: string; code?: string }
    kernel.log.warn({ fault: error instanceof XmlFault ? error.message : [name, code].join(' ').trim() }, 'an answer of an identity provider was refused')
    throw new Refusal(reasonOf(error).unreachable ? 'sso_unreachable' : 'sso_refused')
  }
}
