import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { apiPrefix, endpoints } from '#contract/api.ts'
import type { LocationId } from '#contract/ids.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import { localRoles, permissionsOf, roles } from '#contract/permissions.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import { staffRoles } from '#contract/staff-roles.ts'
import type { StaffRole } from '#contract/staff-roles.ts'
import type { ClientPrincipal, PersonPrincipal, Principal, StaffPrincipal } from '#kernel/http/index.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import { sampleAgreementParameters } from '../server/rooms/agreement/document/sample-parameters.ts'
import { exampleOf } from './example-of.ts'
import type { JsonSchema } from './example-of.ts'
import { furnishEverything } from './furnish/everything.ts'
import type { Ids } from './furnish.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'

/**
 * Every endpoint × every role, from the OpenAPI document: let in exactly when what the document declares says so. Only the document is believed here
 * (`x-access`, `x-permission`, `x-at`, `x-step-up`, `x-token-…`), so a declaration that the service does not follow fails, and so does one that the
 * document does not show. Let in is whatever is not refused by the guard itself; what a handler then says of its input is another matter.
 */
type Operation = {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: JsonSchema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
  readonly 'x-access': 'public' | 'signed_in' | 'door' | 'source' | 'staff' | 'permission'
  readonly 'x-permission'?: Permission
  readonly 'x-at'?: unknown
  readonly 'x-step-up'?: true
  readonly 'x-purpose'?: string
  readonly 'x-token-categories'?: readonly string[]
  readonly 'x-token-clients'?: boolean
  readonly 'x-staff-roles'?: readonly StaffRole[]
  readonly 'x-before-declaration'?: true
}
type Found = { readonly method: string; readonly path: string; readonly operation: Operation }

/** What the guard itself says; anything else comes from further in. */
const refusedByGuard: ReadonlySet<string> = new Set([
  'not_signed_in', 'not_allowed', 'second_factor_required', 'data_restricted', 'step_up_needed', 'token_not_allowed', 'declaration_needed',
  'privacy_notice_not_accepted', 'source_token_invalid',
])

let house: TestHouse
let rooms: Rooms
let ids: Ids
let document: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }
let operations: readonly Found[] = []

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      rooms = joinRooms(kernel)
      return rooms.routes
    },
    authenticate: () => ({ ...rooms.authenticate, session: async () => null, staff: async () => null, token: async () => null, door: async () => null, source: async () => null }),
  })
  ids = await furnishEverything(house, 'Waterschap')
  await house.query('UPDATE agreements SET parameters = $1', [JSON.stringify(sampleAgreementParameters)])
  document = (await house.http.inject(`${apiPrefix}/openapi.json`)).json()
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
})
after(async () => {
  await rooms.ingest.close()
  // Exports and erasures that were asked for go on by themselves.
  await rooms.exporter.stop()
  await rooms.retention.stop()
  await house.close()
})

const resolve = (ref: string): JsonSchema =>
  ref.slice(2).split('/').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], document) as JsonSchema

/** Well formed, about things that are there where the house is furnished with them. */
const inputFor = ({ operation }: Found) => {
  const known = (name: string): unknown => (/(^|[a-z])(Id|Code)$/.test(name) ? ids.byName[name] : name === 'email' ? 'iemand@vrijplek.example' : undefined)
  const parameters = (place: string) =>
    (operation.parameters ?? [])
      .filter((parameter) => parameter.in === place && (parameter.required === true || parameter.name === 'locationId'))
      .map((parameter) => [parameter.name, String(exampleOf(parameter.schema, known, resolve, parameter.name))] as const)
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  return {
    params: new Map(parameters('path')),
    query: Object.fromEntries(parameters('query')),
    ...(content === undefined ? {} : { type, body: exampleOf(content.schema, known, resolve) }),
  }
}

type Caller = { readonly name: string; readonly as: Principal | null; readonly let: (operation: Operation) => boolean }

const holding = (permissions: ReadonlySet<Permission>) => (operation: Operation) =>
  operation['x-access'] === 'signed_in' || (operation['x-permission'] !== undefined && permissions.has(operation['x-permission']))

/** A person let in as `let` says, besides what is open to all. */
const person = async (name: string, change: Partial<PersonPrincipal>, may: (operation: Operation) => boolean): Promise<Caller> => ({
  name,
  as: { ...(await house.seed.person(ids.organisationId, { roles: change.roles ?? ['employee'], name })), ...change },
  let: may,
})

const locally = (role: Role, location: LocationId) => new Map([...permissionsOf([role])].map((permission) => [permission, new Set([location])]))

const callers = async (): Promise<Caller[]> => {
  const here = ids.byName['locationId'] as LocationId
  const longAgo = house.clock.now().subtract({ minutes: 11 })
  const everything = { permissions: new Set(roles.flatMap((role) => [...permissionsOf([role])])), roles }
  const isAt = (permission: Permission | undefined, role: Role, operation: Operation) =>
    permission !== undefined && operation['x-at'] !== undefined && permissionsOf([role]).has(permission)
  const token = { token: 't', approval: 'a', kind: 'api_client' as const, purposes: new Set(['booking'] as const), categories: new Set(['places', 'bookings'] as const) }
  const byToken = (operation: Operation) =>
    operation['x-token-categories'] !== undefined &&
    operation['x-purpose'] === 'booking' &&
    operation['x-token-categories'].every((category) => category === 'places' || category === 'bookings')
  const staff: StaffPrincipal = {
    kind: 'staff', staff: crypto.randomUUID() as StaffPrincipal['staff'], roles: ['support'], declared: true, language: 'nl', sessionKey: 'staff', verifiedAt: house.clock.now(),
    expiresAt: house.clock.now().add({ hours: 1 }),
  }
  const client: ClientPrincipal = {
    kind: 'client', organisation: ids.organisationId, client: crypto.randomUUID(), agreementInForce: true, sessionKey: 'client', token,
    expiresAt: house.clock.now().add({ hours: 1 }),
  }
  return [
    { name: 'nobody', as: null, let: () => false },
    ...(await Promise.all(roles.map((role) => person(role, { roles: [role], permissions: permissionsOf([role]) }, holding(permissionsOf([role])))))),
    ...(await Promise.all(
      [...localRoles].map((role) =>
        person(`${role} at one location`, { roles: [role], permissions: new Set(), locally: locally(role, here) }, (operation) =>
          operation['x-access'] === 'signed_in' || isAt(operation['x-permission'], role, operation)),
      ),
    )),
    await person('who holds nothing any more', { roles: [], permissions: new Set() }, (operation) => operation['x-access'] === 'signed_in'),
    await person('everything, but a password alone', { ...everything, secured: false }, (operation) => operation['x-access'] === 'signed_in'),
    await person('everything, but not opted in', { ...everything, optedIn: false }, (operation) => operation['x-access'] === 'signed_in'),
    await person('everything, but not lately proved', { ...everything, verifiedAt: longAgo }, (operation) =>
      holding(everything.permissions)(operation) && operation['x-step-up'] === undefined),
    await person('a token for bookings and places', { ...everything, token }, (operation) => byToken(operation) && operation['x-step-up'] === undefined),
    { name: 'a program for bookings and places', as: client, let: (operation) => byToken(operation) && operation['x-token-clients'] === true },
    ...staffRoles.map((role) => ({
      name: `staff of ${role}`,
      as: { ...staff, staff: crypto.randomUUID() as StaffPrincipal['staff'], roles: [role] },
      let: (operation: Operation) => operation['x-access'] === 'staff' && (operation['x-staff-roles']?.includes(role) ?? true),
    })),
    { name: 'staff without a declaration', as: { ...staff, roles: staffRoles, declared: false }, let: (operation) => operation['x-access'] === 'staff' && operation['x-before-declaration'] === true },
    {
      name: 'a door', as: { kind: 'door', organisation: ids.organisationId, door: ids.doorId, workspace: ids.roomId, agreementInForce: true },
      let: (operation) => operation['x-access'] === 'door',
    },
    {
      name: 'a source', as: { kind: 'source', organisation: ids.organisationId, source: ids.byName['sourceId'] ?? '', sourceKind: 'generic', agreementInForce: true },
      let: (operation) => operation['x-access'] === 'source',
    },
  ]
}

/** Open to any session in the document, since it comes before one's own opt-in; the handler itself asks for the permission. */
const askedInside: Readonly<Record<string, Permission>> = { acceptAgreement: 'accept_agreement' }
const holdsInside = ({ operationId }: Operation, { as }: Caller): boolean => {
  const asked = askedInside[operationId]
  return asked === undefined || (as?.kind === 'person' && as.permissions.has(asked))
}
/** Their sealed columns, or their member of staff, are only made up here: past the guard they find nothing to open. */
const hollow: ReadonlySet<string> = new Set(['getMyData', 'getDataOf', 'getStaffSession', 'askVisit'])

/** Streams answer for ever once they let somebody in: how they begin is enough. */
const isStream = (found: Found): boolean => /\/live$|\/stream$/.test(found.path) || endpoints.find(({ id }) => id === found.operation.operationId)?.success.contentType === 'text/event-stream'

test('the document shows of every operation who may call it, as the contract declares', () => {
  for (const spec of endpoints) {
    const operation = document.paths[spec.path]?.[spec.method.toLowerCase()]
    if (operation === undefined) continue
    assert.equal(operation['x-access'], typeof spec.access === 'object' ? 'permission' : spec.access, spec.id)
    assert.equal(operation['x-permission'], typeof spec.access === 'object' ? spec.access.permission : undefined, spec.id)
    assert.equal(operation['x-step-up'], spec.stepUp, spec.id)
    assert.equal(operation['x-purpose'], spec.purpose ?? undefined, spec.id)
  }
  assert.ok(operations.length > 100)
})

describe('each is let in exactly when the document says so', () => {
  test('every endpoint × every role', async (t) => {
    const all = await callers()
    const byId = new Map<string, EndpointSpec>(endpoints.map((spec) => [spec.id, spec]))
    let tried = 0
    for (const found of operations) {
      const { operation } = found
      if (operation['x-access'] === undefined || operation['x-access'] === 'public' || isStream(found)) continue
      const spec = byId.get(operation.operationId)
      if (spec === undefined) continue
      const wrong: string[] = []
      for (const caller of all) {
        const input = inputFor(found)
        const answer = await house.call(spec, {
          ...(caller.as === null ? {} : { as: caller.as }),
          params: Object.fromEntries(input.params),
          query: input.query,
          ...(input.body === undefined
            ? {}
            : input.type === 'application/x-www-form-urlencoded'
              ? { headers: { 'content-type': input.type }, body: new URLSearchParams(input.body as Record<string, string>).toString() }
              : { body: input.body }),
        })
        await house.query('DELETE FROM attempt_throttle')
        tried += 1
        const code = String(answer.body['code'] ?? '')
        // Some ask for the proof by themselves, for part of what they do, and say so.
        const asksItself = code === 'step_up_needed' && operation['x-step-up'] === undefined && spec.errors?.includes('step_up_needed') === true
        const isIn = asksItself || !refusedByGuard.has(code)
        const should = caller.let(operation) && holdsInside(operation, caller)
        if (isIn !== should) wrong.push(`${caller.name}: ${answer.status} ${code}, should be ${should ? 'let in' : 'refused'}`)
        if (answer.status === 500 && !hollow.has(operation.operationId)) wrong.push(`${caller.name}: ${answer.text.slice(0, 300)}`)
      }
      await t.test(operation.operationId, () => assert.deepEqual(wrong, []))
    }
    t.diagnostic(`${operations.length} operations, ${all.length} kinds of callers, ${tried} calls`)
  })
})
