import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { OrganisationId } from '#contract/ids.ts'
import { isAway } from '#kernel/database/passing.ts'
import { Refusal } from '#kernel/errors.ts'
import { takeJson } from '#kernel/http/index.ts'
import type { ClientPrincipal, Protocol } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { linkAttempt } from '../../access/index.ts'
import { keepRefusal, countCall } from '../store-calls.ts'
import type { Act, Asked } from '../store-calls.ts'
import { faultBody, faultOf, sendJson } from './answers.ts'
import { notFound, ScimFault } from './fault.ts'
import { groupHandlers } from './group-handlers.ts'
import type { Json } from './match.ts'
import { discovery } from './schemas.ts'
import { userHandlers } from './user-handlers.ts'

/** Who a bearer token belongs to, as it comes from this address; null: unknown, over, or not for this. */
export type AuthenticateDirectory = (token: string, address: string) => Promise<ClientPrincipal | null>

/** One call of a directory's client, past the door. */
export type ScimCall = {
  readonly kernel: Kernel
  readonly principal: ClientPrincipal
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly id: string
  /** Where the protocol is spoken, without a slash at its end. */
  readonly base: string
  /** All of the call in one transaction of purpose `administration`, and counted. */
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}
export type Handler = (call: ScimCall) => Promise<FastifyReply>
export type Handlers = {
  readonly list: Handler
  readonly search: Handler
  readonly create: Handler
  readonly read: Handler
  readonly replace: Handler
  readonly patch: Handler
  readonly remove: Handler
}

const prefix = '/scim/v2'
/** A group of ten thousand members. */
const largestBody = 1_048_576
const bearer = /^Bearer (\S{1,300})$/i

/** What a directory's token must be approved for (G5.3). */
const needs = { purpose: 'administration', categories: ['identity', 'contact', 'account'] } as const

const refuse = (status: number, detail: string) => new ScimFault(status, 'not_allowed', detail)

/**
 * Before anything is read: a token we know, under an approval that names this, of an organisation whose agreement is in force (G13.1). Wrong tokens slow
 * down the address they come from.
 * @throws ScimFault 401, 403; Refusal too_many_attempts
 */
const admit = async (kernel: Kernel, authenticate: AuthenticateDirectory, request: FastifyRequest, reply: FastifyReply): Promise<ClientPrincipal> => {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1]
  const principal = token === undefined ? null : await authenticate(token, request.ip)
  if (principal === null) {
    void reply.header('www-authenticate', token === undefined ? 'Bearer realm="scim"' : 'Bearer realm="scim", error="invalid_token"')
    if (token !== undefined) await (await linkAttempt(kernel, request.ip)).failed()
    throw refuse(401, 'A token of an approved client is needed')
  }
  const { purposes, categories } = principal.token
  const isApproved = purposes.has(needs.purpose) && needs.categories.every((each) => categories.has(each))
  if (!isApproved) throw refuse(403, 'The approval of this client does not name people and accounts')
  if (!principal.agreementInForce) throw refuse(403, 'No processing agreement is in force for this organisation')
  return principal
}

const acts: Readonly<Record<string, Act>> = { GET: 'read', POST: 'create', PUT: 'replace', PATCH: 'patch', DELETE: 'delete' }
const askedBy = (request: FastifyRequest): Asked => {
  const [path = ''] = request.url.slice(prefix.length).split('?')
  const resource = path.startsWith('/Users') ? 'users' : path.startsWith('/Groups') ? 'groups' : 'other'
  return { resource, act: path.endsWith('/.search') ? 'read' : (acts[request.method] ?? 'read') }
}

/** SCIM 2.0 (RFC 7643, RFC 7644), as the organisation's own directory speaks it. */
export const scimProtocol =
  (kernel: Kernel, authenticate: AuthenticateDirectory): Protocol =>
  (app) => {
    void app.register(async (scope) => speak(scope, kernel, authenticate), { prefix })
  }

const speak = (scope: FastifyInstance, kernel: Kernel, authenticate: AuthenticateDirectory): void => {
  const base = `${kernel.publicUrl}${prefix}`
  const callers = new WeakMap<FastifyRequest, ClientPrincipal>()
  const callerOf = (request: FastifyRequest): ClientPrincipal => {
    const found = callers.get(request)
    if (found === undefined) throw new Error('a handler was reached past the door')
    return found
  }
  const inAdministration = <T>(organisation: OrganisationId, client: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    kernel.inPurpose({ organisation, actor: { kind: 'client', id: client }, purpose: 'administration' }, work)

  /** What a manager should see of it. Reading what is not there is how a directory asks whether it is. */
  const note = async (request: FastifyRequest, fault: ScimFault): Promise<void> => {
    const principal = callers.get(request)
    const asked = askedBy(request)
    if (principal === undefined || (fault.code === 'not_found' && asked.act === 'read')) return
    await inAdministration(principal.organisation, principal.client, (tx) => keepRefusal(tx, principal.client, asked, fault.code))
  }

  const fail = async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    let fault = faultOf(error)
    if (fault === null && isAway(error)) {
      kernel.log.warn({ requestId: request.id }, 'the database is away')
      return sendJson(reply.header('retry-after', 2), 503, faultBody(new ScimFault(503, 'internal', 'The service is starting or recovering')))
    }
    if (error instanceof Refusal && error.extra.retryAfterSeconds !== undefined) void reply.header('retry-after', error.extra.retryAfterSeconds)
    if (fault === null) {
      kernel.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'a request failed')
      fault = new ScimFault(500, 'internal', `The fault is ours and was recorded; when asking, name number ${request.id}`)
    }
    await note(request, fault)
    return sendJson(reply, fault.status, faultBody(fault))
  }

  scope.removeContentTypeParser('application/x-www-form-urlencoded')
  scope.removeContentTypeParser('application/json')
  for (const mediaType of ['application/scim+json', 'application/json']) takeJson(scope, mediaType, true)
  scope.setErrorHandler(fail)
  scope.setNotFoundHandler(async (request, reply) => fail(notFound(), request, reply))
  scope.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    callers.set(request, await admit(kernel, authenticate, request, reply))
  })

  const on = (method: HTTPMethods | HTTPMethods[], url: string, operationId: string, handler: Handler): void => {
    scope.route({
      method,
      url,
      bodyLimit: largestBody,
      schema: { hide: true, operationId },
      handler: async (request, reply) => {
        const principal = callerOf(request)
        const { id = '' } = request.params as { id?: string }
        const inTransaction: ScimCall['inTransaction'] = (work) =>
          inAdministration(principal.organisation, principal.client, async (tx) => {
            await countCall(tx, principal.client, askedBy(request))
            return work(tx)
          })
        return handler({ kernel, principal, request, reply, id, base, inTransaction })
      },
    })
  }
  const resource = (name: string, handlers: Handlers): void => {
    on('GET', `/${name}`, `scimList${name}`, handlers.list)
    on('POST', `/${name}/.search`, `scimSearch${name}`, handlers.search)
    on('POST', `/${name}`, `scimCreate${name}`, handlers.create)
    on('GET', `/${name}/:id`, `scimRead${name}`, handlers.read)
    on('PUT', `/${name}/:id`, `scimReplace${name}`, handlers.replace)
    on('PATCH', `/${name}/:id`, `scimPatch${name}`, handlers.patch)
    on('DELETE', `/${name}/:id`, `scimDelete${name}`, handlers.remove)
  }
  resource('Users', userHandlers)
  resource('Groups', groupHandlers)

  const told = discovery(base)
  const tell = (body: (id: string) => Json): Handler => async ({ reply, id }) => sendJson(reply, 200, body(id))
  on('GET', '/ServiceProviderConfig', 'scimDiscovery', tell(told.serviceProviderConfig))
  on('GET', '/ResourceTypes', 'scimDiscovery', tell(told.resourceTypes))
  on('GET', '/ResourceTypes/:id', 'scimDiscovery', tell(told.resourceType))
  on('GET', '/Schemas', 'scimDiscovery', tell(told.schemas))
  on('GET', '/Schemas/:id', 'scimDiscovery', tell(told.schema))

  const isMissing: Handler = async () => {
    throw new ScimFault(501, 'not_implemented', 'This service does not offer that')
  }
  on(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], '/Me', 'scimNotOffered', isMissing)
  on('POST', '/Bulk', 'scimNotOffered', isMissing)
  on('POST', '/.search', 'scimNotOffered', isMissing)
}
