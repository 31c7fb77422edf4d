import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { createGatheredRead } from '#kernel/gathered-read.ts'
import { cookieNames, setCookie } from '#kernel/http/index.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { createRemembered } from '#kernel/remembered.ts'
import { deviceWords } from './device-words.ts'
import { addSession, endSession, endSessionsOf, keyOf, readSessions, renewSecret } from './store-sessions.ts'
import { mintToken, readToken } from './token.ts'

/** Look-ups of one organisation that come at the same time go to the database together: Monday at nine is one query, not four hundred. */
const createLookUp = (kernel: Kernel) =>
  createGatheredRead<Buffer, PersonPrincipal | null>((organisation, hashes) =>
    kernel.inPurpose({ organisation: organisation as OrganisationId, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) => readSessions(tx, hashes)),
  )

type Known = { readonly memory: ReturnType<typeof createRemembered<PersonPrincipal>>; readonly lookUp: ReturnType<typeof createLookUp> }

const knownOf = new WeakMap<Kernel['pools'], Known>()
const known = (kernel: Kernel): Known => {
  const found = knownOf.get(kernel.pools)
  if (found !== undefined) return found
  const made = { memory: createRemembered<PersonPrincipal>(), lookUp: createLookUp(kernel) }
  kernel.cuts.on((matches) => made.memory.dropWhere(matches))
  knownOf.set(kernel.pools, made)
  return made
}

/**
 * How a session cookie becomes a principal: one query under purpose `sign_in`, remembered for a second. Null when it is
 * unknown, over or ended. Part of `Authenticate` of the HTTP kernel.
 */
export const authenticateSession =
  (kernel: Kernel) =>
  async (cookie: string): Promise<PersonPrincipal | null> => {
    const token = readToken(cookie)
    if (token === null) return null
    const { memory, lookUp } = known(kernel)
    const key = keyOf(token.hash)
    const nowMs = kernel.clock.now().epochMilliseconds
    const remembered = memory.get(key, nowMs)
    if (remembered !== null && remembered.organisation === token.organisation) return remembered
    const drops = memory.drops()
    const principal = await lookUp(token.organisation, token.hash)
    if (principal !== null) memory.put(key, principal, nowMs, drops)
    return principal
  }

/** What a person may do or see has changed: their sessions live on and know it at once; open streams connect anew. */
export const refreshSessions = (kernel: Kernel, tx: Tx, person: PersonId): void =>
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, kind: 'person', person })

/** The same for everyone of the organisation, when its agreement comes into force or the organisation goes. */
export const refreshAllSessions = (kernel: Kernel, tx: Tx): void => kernel.cuts.afterCommit(tx, { organisation: tx.organisation, kind: 'person' })

/** Signs a person out on every device and closes their open streams. Purpose `sign_in`. */
export const endSessions = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<void> => {
  await endSessionsOf(tx, person)
  refreshSessions(kernel, tx, person)
}

/** Signs a person out everywhere but here. Purpose `sign_in`. */
export const endOtherSessions = async (kernel: Kernel, tx: Tx, person: PersonId, sessionKey: string): Promise<void> => {
  await endSessionsOf(tx, person, sessionKey)
  refreshSessions(kernel, tx, person)
}

/** Signs out this one session. Purpose `sign_in`. */
export const endThisSession = async (kernel: Kernel, tx: Tx, sessionKey: string): Promise<void> => {
  await endSession(tx, sessionKey)
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, sessionKey })
}

export type StartedSession = {
  readonly principal: PersonPrincipal
  readonly cookie: string
  /** How long it can last at most; the cookie stays no longer. */
  readonly cookieSeconds: number
}

const secondsUntil = (tx: Tx, end: Temporal.Instant): number => Math.ceil(end.since(tx.now).total('seconds'))

/**
 * Starts a session with a secret of its own, always a new one: a cookie that was there before is worth nothing
 * afterwards. Purpose `sign_in`.
 */
export const startSession = async (
  tx: Tx,
  person: PersonId,
  userAgent: string | undefined,
  method: PersonPrincipal['method'] = 'password',
  network: string | null = null,
  hardwareKey = false,
): Promise<StartedSession> => {
  const token = mintToken(tx.organisation)
  const [end, [principal = null]] = await Promise.all([
    addSession(tx, person, token.hash, { device: deviceWords(userAgent), method, network, hardwareKey }),
    readSessions(tx, [token.hash]),
  ])
  if (principal === null) throw new Error('a session that was just started cannot be read')
  return { principal, cookie: token.value, cookieSeconds: secondsUntil(tx, end) }
}

/**
 * Whoever proved again who they are goes on under another secret: one that somebody planted or saw before is worth nothing now (ASVS 5.0 7.2.4). Streams of
 * the session come back with the new one. Purpose `sign_in`.
 * @throws Refusal not_signed_in when the session ended meanwhile
 */
export const renewSession = async (
  kernel: Kernel,
  tx: Tx,
  sessionKey: string,
  proof: { readonly method: PersonPrincipal['method'] | null; readonly hardwareKey: boolean },
): Promise<StartedSession> => {
  const token = mintToken(tx.organisation)
  const end = await renewSecret(tx, sessionKey, token.hash, proof)
  if (end === null) throw new Refusal('not_signed_in')
  kernel.cuts.afterCommit(tx, { organisation: tx.organisation, sessionKey })
  const [principal = null] = await readSessions(tx, [token.hash])
  if (principal === null) throw new Refusal('not_signed_in')
  return { principal, cookie: token.value, cookieSeconds: secondsUntil(tx, end) }
}

/** Hands the session's secret to the browser, for as long as the session can last. */
export const giveCookie = (kernel: Kernel, reply: FastifyReply, { cookie, cookieSeconds }: Pick<StartedSession, 'cookie' | 'cookieSeconds'>): void =>
  setCookie(reply, kernel.config.secure, 'session', cookie, cookieSeconds)

/** Ends the session that a request still carried when it signed in anew, so that none is left behind. */
export const endPresented = async (kernel: Kernel, request: FastifyRequest): Promise<void> => {
  const cookie = request.cookies[cookieNames(kernel.config.secure).session]
  const before = cookie === undefined ? null : await authenticateSession(kernel)(cookie)
  if (before === null) return
  await kernel.inPurpose(
    { organisation: before.organisation, actor: { kind: 'person', id: before.person }, purpose: 'sign_in' },
    (tx) => endThisSession(kernel, tx, before.sessionKey),
  )
}
