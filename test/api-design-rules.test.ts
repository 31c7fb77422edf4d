import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkApiDesignRules } from './api-design-rules.ts'

const versionHeader = { 'API-Version': { schema: { type: 'string' }, example: '1.0.0' } }
const problem = { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }

const sound = {
  openapi: '3.1.0',
  info: { title: 'Vrijplek', version: '1.2.0', contact: { name: 'Vrijplek', email: 'post@example.org', url: 'https://example.org' } },
  servers: [{ url: '/api/v1' }],
  paths: {
    '/openapi.json': {
      get: {
        operationId: 'getDocument',
        responses: { 200: { description: 'This', headers: versionHeader }, default: problem },
      },
    },
    '/booked-places/{placeId}': {
      parameters: [{ name: 'placeId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
      get: {
        operationId: 'readPlace',
        security: [{ session: [] }],
        parameters: [
          { name: 'onlyFree', in: 'query', schema: { type: 'boolean' } },
          { name: 'from', in: 'query', schema: { type: 'string', format: 'date-time' }, example: '2026-11-22T09:00:00+01:00' },
        ],
        responses: {
          200: {
            description: 'The place',
            headers: versionHeader,
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Place' },
                example: { date: '2026-11-22', bookedAt: null, opens: '09:00', note: 'x' },
              },
            },
          },
          400: problem,
          default: problem,
        },
      },
    },
  },
  components: {
    securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'vrijplek' } },
    schemas: {
      Problem: {
        type: 'object',
        required: ['status', 'title', 'detail', 'code'],
        properties: { status: { type: 'integer' }, title: { type: 'string' }, detail: { type: 'string' }, code: { type: 'string' } },
      },
      Place: {
        type: 'object',
        properties: {
          date: { type: 'string', format: 'date' },
          bookedAt: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
          opens: { type: 'string', pattern: '^\\d\\d:\\d\\d$' },
          note: { type: 'string', pattern: '^[^]*$' },
        },
      },
    },
  },
}

type Change = readonly [path: string, value: unknown]
const remove = Symbol('remove')

/** The sound document with values put in at dotted paths (`|` stands for a dot within a key). */
const findingsWith = (...changes: readonly Change[]): string[] => {
  const document: unknown = structuredClone(sound)
  for (const [path, value] of changes) {
    const keys = path.split('.').map((key) => key.replaceAll('|', '.'))
    const last = keys.pop() ?? ''
    let at = document as Record<string, unknown>
    for (const key of keys) at = at[key] as Record<string, unknown>
    if (value === remove) delete at[last]
    else at[last] = value
  }
  return checkApiDesignRules(document)
}

const refuses = (said: RegExp, ...changes: readonly Change[]) => {
  const findings = findingsWith(...changes)
  assert.ok(findings.length > 0, `nothing was found, ${String(said)} was expected`)
  assert.match(findings.join('\n'), said)
}

const place = 'paths./booked-places/{placeId}'
const schema = 'components.schemas.Place.properties'

describe('the API design rules', () => {
  test('let a document pass that keeps to them', () => {
    assert.deepEqual(findingsWith(), [])
  })

  test('want OpenAPI 3', () => {
    refuses(/openapi is 2\.0/, ['openapi', '2.0'])
    refuses(/info\.title is missing/, ['info.title', ''])
    refuses(/paths is empty/, ['paths', {}])
    refuses(/GET \/openapi\.json declares no answer/, ['paths./openapi|json.get.responses', {}])
    refuses(/200 has no description/, ['paths./openapi|json.get.responses.200.description', ''])
  })

  test('want references, parameters and security schemes that are there', () => {
    refuses(/#\/components\/schemas\/Place points to nothing/, ['components.schemas.Place', remove])
    refuses(/\{placeId\} is not declared/, [`${place}.parameters`, []])
    refuses(/does not stand in the path/, ['paths./openapi|json.parameters', sound.paths['/booked-places/{placeId}'].parameters])
    refuses(/so it is required: true/, [`${place}.parameters.0.required`, false])
    refuses(/the security scheme token is not declared/, [`${place}.get.security`, [{ token: [] }]])
    refuses(/the same path as/, ['paths./booked-places/{id}', {
      ...sound.paths['/booked-places/{placeId}'],
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    }])
  })

  test('want the major version in the server URL and nowhere else', () => {
    refuses(/does not end in the major version/, ['servers.0.url', '/api'])
    refuses(/is not of version 1\.2\.0/, ['servers.0.url', '/api/v2'])
    refuses(/servers is empty/, ['servers', []])
    refuses(/the full semantic version is expected/, ['info.version', '1.2'])
    refuses(/holds the major version/, ['paths./v1/places', sound.paths['/openapi.json']])
  })

  test('want API-Version on every success', () => {
    refuses(/GET \/booked-places\/\{placeId\}: 200 does not declare API-Version/, [`${place}.get.responses.200.headers`, {}])
    refuses(/303 does not declare API-Version/, [`${place}.get.responses.303`, { description: 'Elsewhere' }])
  })

  test('want kebab-case without a trailing slash', () => {
    for (const path of ['/bookedPlaces', '/booked_places', '/Booked', '/booked--places', '/x/{place_id}'])
      refuses(/is not kebab-case/, [`paths.${path}`, sound.paths['/openapi.json']])
    refuses(/ends in a slash/, ['paths./booked-places/', sound.paths['/openapi.json']])
  })

  test('want lowerCamelCase query keys', () => {
    for (const key of ['only_free', 'only-free', 'OnlyFree', 'filter[free]'])
      refuses(/is not lowerCamelCase/, [`${place}.get.parameters.0.name`, key])
  })

  test('want to know whom to ask', () => {
    for (const key of ['name', 'email', 'url']) refuses(new RegExp(`info\\.contact\\.${key} is missing`), [`info.contact.${key}`, remove])
  })

  test('want standard methods only', () => {
    refuses(/purge is no standard method/, [`${place}.purge`, sound.paths['/openapi.json'].get])
  })

  test('want problem+json that says status, title, detail and code', () => {
    refuses(/400 is application\/json/, [`${place}.get.responses.400.content`, { 'application/json': {} }])
    refuses(/default is nothing/, [`${place}.get.responses.default`, { description: 'Refused' }])
    refuses(/does not always say its code/, ['components.schemas.Problem.required', ['status', 'title', 'detail']])
    refuses(/declares no error/, ['paths./openapi|json.get.responses.default', remove])
  })

  test('want a 400 wherever something is put in', () => {
    refuses(/takes input but declares no 400/, [`${place}.get.responses.400`, remove])
  })

  test('want times with a zone, and dates that are dates', () => {
    refuses(/a field named date has format date/, [`${schema}.date`, { type: 'string' }])
    refuses(/startDate has format date/, [`${schema}.startDate`, { type: 'string', format: 'date-time' }])
    refuses(/bookedAt is a time/, [`${schema}.bookedAt`, { type: ['string', 'null'] }])
    refuses(/from is a time/, [`${place}.get.parameters.1.schema`, { type: 'string' }])
    refuses(/format time promises a zone/, [`${schema}.opens`, { type: 'string', format: 'time' }])
    refuses(/lets a time without zone through/, [
      `${schema}.bookedAt`,
      { type: 'string', format: 'date-time', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z)?$' },
    ])
  })

  test('want an operation id for each, of its own', () => {
    refuses(/has the operationId of/, [`${place}.get.operationId`, 'getDocument'])
    refuses(/has no operationId/, [`${place}.get.operationId`, remove])
  })

  test('want examples that are what their schema says', () => {
    const example = `${place}.get.responses.200.content.application/json.example`
    refuses(/the example is not what its schema says: it\/date must match format "date"/, [`${example}.date`, '22-11-2026'])
    refuses(/parameters\/1\/example/, [`${place}.get.parameters.1.example`, '2026-11-22 09:00'])
    refuses(/properties\/note\/examples\/0/, [`${schema}.note`, { type: 'string', examples: [3] }])
    refuses(/examples\/wrong/, [
      `${place}.get.responses.200.content.application/json.examples`,
      { right: { value: { date: '2026-11-22' } }, wrong: { value: { date: 'x' } } },
    ])
    refuses(/no valid schema/, [`${schema}.note`, { type: 'text' }])
  })
})
