import type { FastifyRequest } from 'fastify'
import type { EndpointSpec, PlaceKind } from '#contract/endpoint.ts'
import { permissionsWhenRestricted } from '#contract/permissions.ts'
import { Refusal } from '../errors.ts'
import { cookieNames } from './cookies.ts'
import type { Authenticate, ClientPrincipal, DoorPrincipal, PersonPrincipal, Principal, SourcePrincipal, StaffPrincipal } from './principal.ts'

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

const bearer = (request: FastifyRequest): string | undefined => /^Bearer (\S{1,300})$/i.exec(request.headers.authorization ?? '')?.[1]

/** How long a proof of who somebody is counts for dangerous acts. */
export const stepUpMinutes = 10

const admitSource = async (request: FastifyRequest, authenticate: Authenticate): Promise<SourcePrincipal> => {
  const token = bearer(request)
  const source = token === undefined ? null : await authenticate.source(token)
  if (source === null) throw new Refusal('source_token_invalid')
  if (!source.agreementInForce) {
    await authenticate.refusedSource(source)
    throw new Refusal('agreement_not_in_force')
  }
  return source
}

const admitDoor = async (cookie: string | undefined, authenticate: Authenticate): Promise<DoorPrincipal> => {
  const door = cookie === undefined ? null : await authenticate.door(cookie)
  if (door === null) throw new Refusal('not_signed_in')
  if (!door.agreementInForce) throw new Refusal('agreement_not_in_force')
  return door
}

const refuseStale = (spec: EndpointSpec, verifiedAt: Temporal.Instant, now: Temporal.Instant): void => {
  if (spec.stepUp === true && now.since(verifiedAt).total('minutes') > stepUpMinutes) throw new Refusal('step_up_needed')
}

/** The operator's staff opens nothing before the confidentiality declaration is signed (G2.3); only what says so itself is reached without. */
const admitStaff = async (spec: EndpointSpec, cookie: string | undefined, authenticate: Authenticate, now: Temporal.Instant): Promise<StaffPrincipal> => {
  const staff = cookie === undefined ? null : await authenticate.staff(cookie)
  if (staff === null) throw new Refusal('not_signed_in')
  if (!staff.declared && spec.beforeDeclaration !== true) throw new Refusal('declaration_needed')
  if (spec.staffRoles !== undefined && !spec.staffRoles.some((role) => staff.roles.includes(role))) throw new Refusal('not_allowed')
  refuseStale(spec, staff.verifiedAt, now)
  return staff
}

/**
 * An access token does only what it was approved for (G5.3), whatever its owner may do; never what asks who holds it, since a token cannot show that. What
 * data goes to a third party goes under the agreement.
 */
const refuseBeyondToken = (spec: EndpointSpec, caller: PersonPrincipal | ClientPrincipal): void => {
  if (caller.token === null) return
  const { purposes, categories } = caller.token
  const { tokens, purpose } = spec
  if (tokens === undefined || purpose === null || spec.stepUp === true) throw new Refusal('token_not_allowed')
  if (!caller.agreementInForce) throw new Refusal('agreement_not_in_force')
  if (caller.kind === 'client' && tokens.clients !== true) throw new Refusal('token_not_allowed')
  if (!purposes.has(purpose) || !tokens.categories.every((category) => categories.has(category))) throw new Refusal('token_not_allowed')
}

/** In the order in which a caller can mend it: agreement in force, strong enough, opted in, right held, data not frozen, proved lately who they are. */
const refusePerson = (spec: EndpointSpec, person: PersonPrincipal, now: Temporal.Instant): void => {
  if (typeof spec.access === 'object') {
    const { permission, at } = spec.access
    if (!person.secured) throw new Refusal('second_factor_required')
    if (!person.optedIn) {
      throw new Refusal(person.agreementInForce ? 'privacy_notice_not_accepted' : 'agreement_not_in_force')
    }
    const held = person.permissions.has(permission) || (at !== undefined && person.locally.has(permission))
    if (!held) throw new Refusal('not_allowed')
    if (person.restricted && !permissionsWhenRestricted.has(permission)) throw new Refusal('data_restricted')
  }
  refuseStale(spec, person.verifiedAt, now)
}

/**
 * Finds out who calls and whether they may. A right held for one location is let through here for endpoints that say where they act; `reach` then looks at
 * which place is meant.
 * @throws Refusal not_signed_in, source_token_invalid, token_not_allowed, agreement_not_in_force, second_factor_required, privacy_notice_not_accepted,
 *   not_allowed, data_restricted, step_up_needed, declaration_needed
 */
export const admit = async (
  spec: EndpointSpec,
  request: FastifyRequest,
  authenticate: Authenticate,
  secure: boolean,
  now: Temporal.Instant,
): Promise<Principal | null> => {
  if (spec.access === 'public') return null
  const names = cookieNames(secure)
  if (spec.access === 'source') return admitSource(request, authenticate)
  if (spec.access === 'door') return admitDoor(request.cookies[names.door], authenticate)
  if (spec.access === 'staff') return admitStaff(spec, request.cookies[names.staff], authenticate, now)
  const token = bearer(request)
  const cookie = request.cookies[names.session]
  const caller =
    token !== undefined ? await authenticate.token(token, request.ip) : cookie === undefined ? null : await authenticate.session(cookie)
  if (caller === null) throw new Refusal('not_signed_in')
  refuseBeyondToken(spec, caller)
  if (spec.agreement === 'required' && !caller.agreementInForce) throw new Refusal('agreement_not_in_force')
  if (caller.kind === 'person') refusePerson(spec, caller, now)
  return caller
}

const isWritten = (value: unknown): value is string => typeof value === 'string'

/** What the input names: `params.floorId`; undefined when it names nothing. */
const named = (request: FastifyRequest, from: string): string | undefined => {
  const [part, key] = from.split('.') as ['params' | 'query' | 'body', string]
  const value = (request[part] as Record<string, unknown> | null | undefined)?.[key]
  return isWritten(value) ? value : undefined
}

/**
 * A right held for some locations reaches a thing only when it stands at one of them, and each thing that the input names must. What stands elsewhere
 * is answered as what does not exist.
 * @throws Refusal not_found; not_allowed when the input names no place at all
 */
export const reach = async (spec: EndpointSpec, principal: Principal | null, request: FastifyRequest, authenticate: Authenticate): Promise<void> => {
  if (typeof spec.access !== 'object' || principal?.kind !== 'person') return
  const { permission, at } = spec.access
  if (at === undefined || at === 'any' || principal.permissions.has(permission)) return
  const mine = principal.locally.get(permission)
  const places = Object.entries(at).flatMap(([kind, from]) => {
    const id = named(request, from)
    return id === undefined ? [] : [{ kind: kind as PlaceKind, id }]
  })
  if (mine === undefined || places.length === 0) throw new Refusal('not_allowed')
  const locations = await Promise.all(places.map(({ kind, id }) => authenticate.locationOf(principal.organisation, kind, id)))
  if (!locations.every((location) => location !== null && mine.has(location))) throw new Refusal('not_found')
}
