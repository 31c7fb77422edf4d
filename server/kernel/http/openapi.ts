import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { apiPrefix, apiVersion } from '#contract/api.ts'
import { approvalPurposes } from '#contract/approvals.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { Problem } from '#contract/errors.ts'
import { z } from 'zod'
import { formType } from './forms.ts'

/** NLGov REST API Design Rules: the full version is told on every answer. */
const versionHeader = { 'API-Version': { description: 'Full version of this API', schema: { type: 'string' }, example: apiVersion } }

const clientScopes: Record<string, string> = Object.fromEntries(
  Object.entries(approvalPurposes)
    .filter(([purpose]) => purpose !== 'sign_in')
    .map(([purpose, { en }]): [string, string] => [purpose, en]),
)

type Document = {
  paths?: Record<string, Record<string, { responses?: Record<string, { headers?: Record<string, unknown> }> }>>
}

const declareVersionHeader = (document: Document): Document => {
  for (const operations of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(operations)) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (/^[23]/.test(status)) response.headers = { ...response.headers, ...versionHeader }
      }
    }
  }
  return document
}

/** Serves OpenAPI 3.1 made from the contract, and pages to browse it, both without outside requests. */
export const registerOpenApi = async (app: FastifyInstance, contact: { name: string; email: string; url: string }): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vrijplek',
        description: 'Places, presence and bookings of a smart workspace, under a processing agreement that runs.',
        version: apiVersion,
        contact,
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      servers: [{ url: apiPrefix }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'vrijplek', description: 'Session cookie (`__Host-vrijplek` over TLS)' },
          door: { type: 'apiKey', in: 'cookie', name: 'vrijplek-door' },
          source: { type: 'http', scheme: 'bearer' },
          staff: { type: 'apiKey', in: 'cookie', name: 'vrijplek-staff' },
          token: { type: 'http', scheme: 'bearer', description: 'Personal access token under an approval that names the data and the purpose' },
          client: {
            type: 'oauth2',
            description: 'Token of a program under an approval; scopes are purposes',
            flows: { clientCredentials: { tokenUrl: `${apiPrefix}/oauth/token`, scopes: clientScopes } },
          },
        },
      },
    },
    stripBasePath: true,
    transform: jsonSchemaTransform,
    transformObject: (input) => declareVersionHeader(jsonSchemaTransformObject(input) as Document) as never,
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    indexPrefix: '',
    staticCSP: false,
    uiConfig: { url: `${apiPrefix}/openapi.json`, layout: 'BaseLayout', persistAuthorization: false },
    theme: { title: 'Vrijplek API' },
    logLevel: 'silent',
  })
  app.get(`${apiPrefix}/openapi.json`, { schema: { hide: true } }, () => app.swagger())
}

const problemResponse = (codes: readonly string[]) => ({
  description: codes.join(', '),
  content: { 'application/problem+json': { schema: Problem } },
})

/** The Fastify schema of one endpoint, out of which parsing, types and documentation come. */
export const schemaOf = (spec: EndpointSpec): Record<string, unknown> => {
  const { success } = spec
  const hasInput = spec.params !== undefined || spec.query !== undefined || spec.body !== undefined || spec.headers !== undefined
  const body =
    success.body === null
      ? { description: 'Done', type: 'null' }
      : { description: 'OK', content: { [success.contentType ?? 'application/json']: { schema: success.body } } }
  return {
    operationId: spec.id,
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    ...(spec.params === undefined ? {} : { params: spec.params }),
    ...(spec.query === undefined ? {} : { querystring: spec.query }),
    ...(spec.headers === undefined ? {} : { headers: spec.headers }),
    ...(spec.body === undefined ? {} : { body: spec.body }),
    ...(spec.bodyType === 'form' ? { consumes: [formType] } : {}),
    ...securityOf(spec),
    ...demandsOf(spec),
    response: {
      [success.status]: success.body === null ? z.undefined().describe('Done') : body,
      ...(hasInput ? { 400: problemResponse(['invalid_input']) } : {}),
      default: problemResponse(spec.errors ?? ['internal']),
    },
  }
}

const securityOf = (spec: EndpointSpec): { security: Record<string, string[]>[]; 'x-token-needs'?: object } => {
  if (spec.access === 'public') return { security: [] }
  const own = typeof spec.access === 'object' || spec.access === 'signed_in' ? 'session' : spec.access
  const { tokens, purpose } = spec
  if (tokens === undefined || purpose === null) return { security: [{ [own]: [] }] }
  return {
    security: [{ [own]: [] }, { token: [] }, ...(tokens.clients === true ? [{ client: [purpose] }] : [])],
    // What an approval must name for a token to be let in here.
    'x-token-needs': { purpose, categories: tokens.categories },
  }
}

/** Who may call, as declared: for programs that read the document, and for the test that holds the service to it. */
const demandsOf = (spec: EndpointSpec): Record<`x-${string}`, unknown> => ({
  'x-access': typeof spec.access === 'object' ? 'permission' : spec.access,
  ...(typeof spec.access === 'object' ? { 'x-permission': spec.access.permission } : {}),
  ...(typeof spec.access === 'object' && spec.access.at !== undefined ? { 'x-at': spec.access.at } : {}),
  ...(spec.stepUp === undefined ? {} : { 'x-step-up': true }),
  ...(spec.purpose === null ? {} : { 'x-purpose': spec.purpose }),
  ...(spec.tokens === undefined ? {} : { 'x-token-categories': spec.tokens.categories, 'x-token-clients': spec.tokens.clients === true }),
  ...(spec.staffRoles === undefined ? {} : { 'x-staff-roles': spec.staffRoles }),
  ...(spec.beforeDeclaration === undefined ? {} : { 'x-before-declaration': true }),
  'x-agreement': spec.agreement,
})
