import type { BlockList } from 'node:net'
import type { Server as TlsServer } from 'node:tls'
import cookie from '@fastify/cookie'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { apiPrefix, apiVersion } from '#contract/api.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { isWithin } from '../addresses.ts'
import type { Clock } from '../clock.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { InPurpose } from '../purpose/in-purpose.ts'
import type { Tls } from '../tls.ts'
import { takeForms } from './forms.ts'
import { admit, reach, refuseForeignOrigin } from './guard.ts'
import { registerHealth } from './health.ts'
import type { Readiness } from './health.ts'
import { takeJson } from './json-body.ts'
import { registerOpenApi, schemaOf } from './openapi.ts'
import { actorOf, principalOf } from './principal.ts'
import type { Authenticate } from './principal.ts'
import { languageOf, sendProblem } from './problems.ts'
import { passProxy } from './proxy.ts'
import { JsonText } from './route.ts'
import type { Call, Route } from './route.ts'
import { securityHeaders } from './security-headers.ts'
import { registerWellKnown } from './well-known.ts'
import type { WellKnown } from './well-known.ts'

export { clearCookie, cookieNames, setCookie } from './cookies.ts'
export { actorOf, knowsNobody } from './principal.ts'
export type {
  Authenticate, ClientPrincipal, DoorPrincipal, PersonPrincipal, Principal, SourcePrincipal, StaffPrincipal,
} from './principal.ts'
export { stepUpMinutes } from './guard.ts'
export { takeJson } from './json-body.ts'
export { JsonText, route, selfOpeningRoute } from './route.ts'
export type { Call, Route } from './route.ts'
export { createStreams } from './streams.ts'
export type { Stream, Streams } from './streams.ts'
export { securityHeaders } from './security-headers.ts'
export type { Readiness } from './health.ts'
export type { WellKnown } from './well-known.ts'

/** Adds its routes to a scope of its own. */
export type Protocol = (scope: FastifyInstance) => void

export type HttpOptions = {
  readonly routes: readonly Route[]
  readonly wellKnown?: readonly WellKnown[]
  /** Standards with addresses, forms and errors of their own beside the API. They have the same headers, limits and counts. */
  readonly protocols?: readonly Protocol[]
  readonly authenticate: Authenticate
  readonly inPurpose: InPurpose
  readonly clock: Clock
  readonly metrics: Metrics
  readonly readiness: Readiness
  readonly log: Log
  /** Cookies with `__Host-` and HSTS; only over TLS. */
  readonly secure: boolean
  /** Addresses of the proxies that end TLS in front; null: there is none. */
  readonly proxies: BlockList | null
  /** When this program ends TLS itself. */
  readonly tls?: Tls | undefined
  readonly publicUrl: string
  readonly contact: { name: string; email: string }
}

const largestBody = 262_144

/**
 * The HTTP side of the contract: parse, session, permission, agreement in force, purpose transaction, then the room's handler.
 */
export const createHttp = async (options: HttpOptions): Promise<FastifyInstance> => {
  const headers = securityHeaders(options.secure)
  const describe = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(headers)
    if (request.url.startsWith('/api/')) reply.header('api-version', apiVersion).header('cache-control', 'no-store')
  }
  const app = fastify({
    ...(options.tls === undefined ? {} : { https: options.tls.forHttp }),
    logger: false,
    // Exactly one proxy, at an address of ours: what a client claims before it is not believed.
    trustProxy: options.proxies === null ? false : (address, hop) => hop === 0 && options.proxies !== null && isWithin(options.proxies, address),
    bodyLimit: largestBody,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    // How long a request may take to arrive; answers, streams among them, may last.
    requestTimeout: 60_000,
    // An address that cannot be read comes past the hooks.
    frameworkErrors: (_error, request, reply) => {
      describe(request, reply)
      void sendProblem(new Refusal('invalid_input'), request, reply, options)
    },
  })
  options.tls?.follow(app.server as unknown as TlsServer, 'http')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('principal', null)
  app.setErrorHandler((error, request, reply) => sendProblem(error as Refusal, request, reply, options))
  app.setNotFoundHandler((request, reply) => sendProblem(new Refusal('not_found'), request, reply, options))
  app.addHook('onRequest', async (request, reply) => {
    describe(request, reply)
    const elsewhere = options.proxies === null ? null : passProxy(request, options.proxies, options.publicUrl)
    if (elsewhere !== null) return reply.redirect(elsewhere, 308)
  })
  app.removeContentTypeParser('text/plain')
  takeJson(app, 'application/json')
  takeForms(app)
  app.addHook('onResponse', async (request, reply) => {
    const operation = request.routeOptions.schema?.operationId ?? 'other'
    options.metrics.requests.observe({ operation, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000)
  })
  await app.register(cookie)
  registerWellKnown(app, options.wellKnown ?? [])
  registerHealth(app, options.readiness, options.metrics)
  await registerOpenApi(app, { ...options.contact, url: options.publicUrl })
  for (const each of options.routes) bind(app, each, options)
  for (const each of options.protocols ?? []) await app.register(async (scope) => each(scope))
  return app
}

const bind = (app: FastifyInstance, { spec, handle, opensItself }: Route, options: HttpOptions): void => {
  const ownOrigin = new URL(options.publicUrl).origin
  const isWrite = spec.method !== 'GET'
  app.route({
    method: spec.method,
    url: `${apiPrefix}${spec.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    schema: schemaOf(spec),
    config: { takesForm: spec.bodyType === 'form' },
    ...(spec.largestBody === undefined ? {} : { bodyLimit: spec.largestBody }),
    // Who calls is settled before the input is parsed: a stranger learns nothing from error texts.
    onRequest: async (request) => {
      if (isWrite && spec.access !== 'source' && spec.fromElsewhere !== true) refuseForeignOrigin(request, ownOrigin)
      request.setDecorator('principal', await admit(spec, request, options.authenticate, options.secure, options.clock.now()))
    },
    preHandler: async (request) => {
      await reach(spec, principalOf(request), request, options.authenticate)
    },
    handler: async (request, reply) => {
      const principal = principalOf(request)
      const call = {
        params: request.params,
        query: request.query,
        headers: request.headers,
        body: request.body,
        principal,
        language: principal?.kind === 'person' || principal?.kind === 'staff' ? principal.language : languageOf(request),
        request,
        reply,
      }
      const result =
        spec.purpose === null || principal === null || principal.kind === 'staff' || opensItself === true
          ? await handle({ ...call, tx: null } as unknown as Call<EndpointSpec>)
          : await options.inPurpose(
              { organisation: principal.organisation, actor: actorOf(principal), purpose: spec.purpose },
              (tx) => handle({ ...call, tx } as unknown as Call<EndpointSpec>),
            )
      if (reply.sent || reply.raw.headersSent) return reply
      reply.code(spec.success.status)
      if (result instanceof JsonText) {
        return reply.type('application/json; charset=utf-8').serializer(String).send(result.text)
      }
      if (spec.success.contentType !== undefined) {
        return reply.type(spec.success.contentType).serializer(String).send(result)
      }
      return spec.success.body === null ? reply.send() : result
    },
  })
}
