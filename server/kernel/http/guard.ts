import type { FastifyRequest } from 'fastify'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { permissionsWhenRestricted } from '#contract/permissions.ts'
import { Refusal } from '../errors.ts'
import { cookieNames } from './cookies.ts'
import type { Authenticate, Principal } from './principal.ts'

/**
 * Writes by cookie: `Origin` or `Sec-Fetch-Site` must be ours. A client that sends neither is no browser and carries no ambient cookie of one.
 * @throws Refusal foreign_origin
 */
export const refuseForeignOrigin = (request: FastifyRequest, ownOrigin: string): void => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('foreign_origin')
  const origin = request.headers.origin
  if (origin !== undefined && origin !== ownOrigin && origin !== `${request.protocol}://${request.host}`) {
    throw new Refusal('foreign_origin')
  }
}

const bearer = (request: FastifyRequest): string | undefined => /^Bearer (\S{1,300})$/.exec(request.headers.authorization ?? '')?.[1]

/**
 * Finds out who calls and whether they may, in the order in which a caller can mend it: signed in, agreement in force, opted in, right held, data not frozen.
 * @throws Refusal not_signed_in, source_token_invalid, agreement_not_in_force, privacy_notice_not_accepted, not_allowed, data_restricted
 */
export const admit = async (
  spec: EndpointSpec,
  request: FastifyRequest,
  authenticate: Authenticate,
  secure: boolean,
): Promise<Principal | null> => {
  if (spec.access === 'public') return null
  const names = cookieNames(secure)
  if (spec.access === 'source') {
    const token = bearer(request)
    const source = token === undefined ? null : await authenticate.source(token)
    if (source === null) throw new Refusal('source_token_invalid')
    if (!source.agreementInForce) {
      await authenticate.refusedSource(source)
      throw new Refusal('agreement_not_in_force')
    }
    return source
  }
  if (spec.access === 'door') {
    const cookie = request.cookies[names.door]
    const door = cookie === undefined ? null : await authenticate.door(cookie)
    if (door === null) throw new Refusal('not_signed_in')
    if (!door.agreementInForce) throw new Refusal('agreement_not_in_force')
    return door
  }
  const cookie = request.cookies[names.session]
  const person = cookie === undefined ? null : await authenticate.session(cookie)
  if (person === null) throw new Refusal('not_signed_in')
  if (spec.agreement === 'required' && !person.agreementInForce) throw new Refusal('agreement_not_in_force')
  if (typeof spec.access === 'object') {
    if (!person.optedIn) {
      throw new Refusal(person.agreementInForce ? 'privacy_notice_not_accepted' : 'agreement_not_in_force')
    }
    if (!person.permissions.has(spec.access.permission)) throw new Refusal('not_allowed')
    if (person.restricted && !permissionsWhenRestricted.has(spec.access.permission)) throw new Refusal('data_restricted')
  }
  return person
}
