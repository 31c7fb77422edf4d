import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { endpoints } from '#contract/api.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { roles } from '#contract/permissions.ts'
import type { DoorPrincipal, PersonPrincipal, SourcePrincipal } from '#kernel/http/index.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import { exampleOf } from './example-of.ts'
import type { JsonSchema } from './example-of.ts'
import { openTestHouse } from './house.ts'
import type { Answer, TestHouse } from './house.ts'
import { furnishEverything } from './furnish/everything.ts'
import type { Ids } from './furnish.ts'

/**
 * Nobody crosses an organisation: every endpoint of the OpenAPI document is called with ids of another organisation, by every role, and must answer
 * exactly as for ids that do not exist. Bodies and parameters are made from the document, so a new endpoint is covered by itself, and a new kind of
 * id fails here until `furnish.ts` knows it.
 */
type Operation = {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: JsonSchema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components?: unknown }

let house: TestHouse
let rooms: Rooms
let own: Ids
let foreign: Ids
let document: Document
const people = new Map<string, PersonPrincipal>()

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      rooms = joinRooms(kernel)
      return rooms.routes
    },
    authenticate: () => rooms.authenticate,
  })
  own = await furnishEverything(house, 'Waterschap')
  foreign = await furnishEverything(house, 'Bibliotheek')
  for (const role of roles) people.set(role, await house.seed.person(own.organisationId, { roles: [role], name: role }))
  document = (await house.http.inject('/api/v1/openapi.json')).json()
})
after(async () => {
  await rooms.ingest.close()
  await house.close()
})

const resolve = (ref: string): JsonSchema => {
  let at: unknown = document
  for (const part of ref.slice(2).split('/')) at = (at as Record<string, unknown>)[part]
  return at as JsonSchema
}

const operationOf = (spec: EndpointSpec): Operation => {
  const found = document.paths[spec.path]?.[spec.method.toLowerCase()]
  assert.ok(found, `${spec.id} stands in the OpenAPI document`)
  return found
}

/** `rawId` is WebAuthn's own, of an authenticator's credential. */
const isId = (name: string): boolean => /(^|[a-z])(Id|Code)$/.test(name) && name !== 'code' && name !== 'rawId'

/** What the schema alone cannot tell: values that must fit each other. An id that is swapped goes before these. */
const fitting = (spec: EndpointSpec, name: string): unknown => {
  if (name === 'email') return 'iemand@vrijplek.example'
  if (spec.id === 'linkDevice' && name === 'from') return house.clock.now().toString()
  if (name === 'from') return '2026-11-26T10:00:00+01:00'
  if (name === 'to') return '2026-11-26T11:00:00+01:00'
  if (name === 'issuer') return 'https://nowhere.example'
  if (name === 'personIds') return [own.byName['personId']]
  if (spec.id === 'getOrganisationExportFile' && name === 'requestId') return own.byName['organisationRequestId']
  if (spec.id === 'pairDoor' && name === 'workspaceId') return own.roomId
  return undefined
}

/** What even one's own ids do not open here, and where it is tried instead. */
const triedElsewhere: Readonly<Record<string, string>> = {
  getSamlMetadata: 'wants a SAML provider under an approval in force: server/rooms/federation/saml.test.ts',
}

/** A device is linked to a workspace or to a zone, a role given to somebody by id or by address: the other one must be null. */
const either = (spec: EndpointSpec, swap: string, name: string): boolean =>
  (spec.id === 'giveGrant' && name === 'email') ||
  spec.id === 'linkDevice' && name === (swap === 'zoneId' ? 'workspaceId' : 'zoneId')

/** `swap` names the one id that is taken from elsewhere; all others are the caller's own. */
const inputFor = (spec: EndpointSpec, swap: string, elsewhere: (name: string) => unknown) => {
  const operation = operationOf(spec)
  const known = (name: string): unknown => {
    if (name === swap) return elsewhere(name)
    if (either(spec, swap, name)) return null
    return fitting(spec, name) ?? (isId(name) ? own.byName[name] : undefined)
  }
  const parameters = (place: string) =>
    Object.fromEntries(
      (operation.parameters ?? [])
        .filter((parameter) => parameter.in === place && (parameter.required === true || parameter.name === swap))
        .map((parameter) => [parameter.name, String(exampleOf(parameter.schema, known, resolve, parameter.name))]),
    )
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  return {
    params: parameters('path'),
    query: parameters('query'),
    ...(schema === undefined ? {} : { body: exampleOf(schema, known, resolve) }),
  }
}

/** Every name of an id that an operation takes, in path, query or body. */
const idsTakenBy = (spec: EndpointSpec): string[] => {
  const operation = operationOf(spec)
  const names = new Set((operation.parameters ?? []).map((parameter) => parameter.name))
  const walk = (schema: JsonSchema): void => {
    if (schema.$ref !== undefined) return walk(resolve(schema.$ref))
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      names.add(name)
      walk(property)
    }
    for (const each of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) walk(each)
    if (schema.items !== undefined) walk(schema.items)
  }
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  if (schema !== undefined) walk(schema)
  return [...names].filter(isId)
}

/** What a caller can tell of an answer, with the ids and numbers that differ by themselves taken out. */
const visible = (answer: Answer, used: unknown): unknown => ({
  status: answer.status,
  body: answer.text
    .replaceAll(String(used), '<id>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>'),
})

const callers = () => {
  const door: DoorPrincipal = {
    kind: 'door',
    organisation: own.organisationId,
    door: own.doorId,
    workspace: own.roomId,
    agreementInForce: true,
  }
  const source: SourcePrincipal = {
    kind: 'source',
    organisation: own.organisationId,
    source: String(own.byName['sourceId']),
    sourceKind: 'generic',
    agreementInForce: true,
  }
  return { door, source }
}

const callersOf = (spec: EndpointSpec) =>
  spec.access === 'door'
    ? [['door', callers().door] as const]
    : spec.access === 'source'
      ? [['source', callers().source] as const]
      : [...people]

const fingerprintOf = async (organisationId: string): Promise<string> => {
  const tables = await house.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  )
  const parts = []
  for (const { name } of tables) {
    const [row] = await house.query<{ digest: string }>(
      `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM ${name} t WHERE organisation_id = $1`,
      [organisationId],
    )
    parts.push(`${name} ${row?.digest}`)
  }
  return parts.join('\n')
}

/** Checkpoints and tiles of a log are for everybody: salted hashes only, so that any tool can fetch them (C2SP tlog-tiles). */
const isLog = (spec: EndpointSpec): boolean => spec.access === 'public' && spec.path.startsWith('/trail/{organisationId}/')
/** A receipt is for whoever holds its secret link, since who was erased has no account any more. Nothing personal is in it. */
const isForEverybody = (spec: EndpointSpec): boolean => isLog(spec) || spec.id === 'getErasureReceipt'

describe('another organisation is as good as not there', () => {
  for (const spec of endpoints.filter((each) => !isForEverybody(each))) {
    test(`${spec.method} ${spec.path}`, async () => {
      const before = await fingerprintOf(foreign.organisationId)
      for (const name of idsTakenBy(spec)) {
        const theirs = foreign.byName[name]
        assert.notEqual(theirs, undefined, `furnish.ts must give a ${name}, so that ${spec.id} can be tried with a foreign one`)
        const absent = foreign.absent(name)
        for (const [role, as] of callersOf(spec)) {
          const withTheirs = await house.call(spec, { as, ...inputFor(spec, name, () => theirs) })
          // The growing delay counts attempts, whatever they named.
          await house.query('DELETE FROM attempt_throttle')
          const withAbsent = await house.call(spec, { as, ...inputFor(spec, name, () => absent) })
          assert.deepEqual(visible(withTheirs, theirs), visible(withAbsent, absent), `${spec.id} as ${role} with a foreign ${name}`)
          assert.ok(
            withTheirs.status >= 400 || !withTheirs.text.includes(String(theirs)),
            `${spec.id} as ${role} answered ${withTheirs.status} with a foreign ${name}`,
          )
        }
      }
      assert.equal(await fingerprintOf(foreign.organisationId), before, 'nothing of the other organisation changed')
    })
  }
})

test('with its own ids the same calls are well formed, so the refusals above are about the organisation', async () => {
  const malformed: string[] = []
  for (const spec of endpoints) {
    if (triedElsewhere[spec.id] !== undefined || isForEverybody(spec) || idsTakenBy(spec).length === 0 || spec.success.contentType === 'text/event-stream' || spec.method === 'DELETE') continue
    const [, other] = callersOf(spec)[0] ?? []
    const as = other === undefined || other.kind === 'person' ? own.person : other
    const answer = await house.call(spec, { as, ...inputFor(spec, '', () => undefined) })
    if (answer.status === 400 || answer.status === 404) malformed.push(`${spec.id}: ${answer.status} ${answer.text.slice(-200)}`)
  }
  assert.deepEqual(malformed, [])
})
