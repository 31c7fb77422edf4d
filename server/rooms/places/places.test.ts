import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from '#properties'
import { exportLocation, importLocation } from '#contract/endpoints/location-file.ts'
import * as endpoints from '#contract/endpoints/places.ts'
import type { LocationFile } from '#contract/endpoints/location-file.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { CallInput, TestHouse } from '../../../test/house.ts'
import { routes } from './index.ts'

let house: TestHouse
let manager: PersonPrincipal
let other: PersonPrincipal

before(async () => {
  house = await openTestHouse({ routes })
  const organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['location_manager'] })
  await house.seed.team(organisation, 'Dijken')
  other = await house.seed.person(await house.seed.organisation({ name: 'Bibliotheek' }), { roles: ['location_manager'] })
})
after(() => house.close())

/** What these tests read of answers. */
type Body = {
  id: string
  code: string
  detail: string
  name: string
  zoneId: string | null
  plan: unknown
  workspaces: { id: string }[]
  zones: unknown[]
  errors: { pointer: string; detail: string }[]
  willCreate: unknown
  locationId: string
}
const call = async (spec: EndpointSpec, input: CallInput) => {
  const answer = await house.call(spec, input)
  return { ...answer, body: answer.body as unknown as Body }
}

const hours = [{ from: '08:00', to: '18:00' }]
const fields = (name: string) => ({
  name,
  address: 'Vaartkade 12',
  latitude: 52.09,
  longitude: 5.12,
  timeZone: 'Europe/Amsterdam',
  openingHours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours, saturday: [], sunday: [] },
  closedDays: [{ date: '2026-12-25', reason: 'Kerst' }],
  deskWindowDays: 14,
  roomWindowDays: 60,
  checkInGraceMinutes: 30,
  sensorChecksIn: true,
})
const workspace = (code: string) => ({
  code,
  kind: 'desk',
  name: `Bureau ${code}`,
  type: 'sit_stand',
  seats: 1,
  equipment: ['dock'],
  bookable: true,
  x: 1,
  y: 2,
  turn: 90,
  width: 16,
  depth: 8,
})

const newFloor = async (name: string): Promise<{ locationId: string; floorId: string }> => {
  const location = await call(endpoints.createLocation, { as: manager, body: fields(name) })
  assert.equal(location.status, 201, location.text)
  const floor = await call(endpoints.createFloor, {
    as: manager,
    params: { locationId: location.body.id },
    body: { name: 'Begane grond', level: 0, plan: null },
  })
  assert.equal(floor.status, 201, floor.text)
  return { locationId: location.body.id, floorId: floor.body.id }
}

test('a location comes back as it was given, and changes only where told', async () => {
  const made = await call(endpoints.createLocation, { as: manager, body: fields('Gemaal') })
  assert.equal(made.status, 201)
  const { id, floors, ...rest } = made.body as unknown as Record<string, unknown>
  assert.deepEqual(rest, fields('Gemaal'))
  assert.deepEqual(floors, [])
  const params = { locationId: String(id) }
  const changed = await call(endpoints.updateLocation, { as: manager, params, body: { closedDays: [], deskWindowDays: 3 } })
  assert.deepEqual({ ...changed.body }, { ...made.body, closedDays: [], deskWindowDays: 3 })
  assert.deepEqual((await call(endpoints.getLocation, { as: manager, params })).body, changed.body)
  assert.equal((await call(endpoints.deleteLocation, { as: manager, params })).status, 204)
  assert.equal((await call(endpoints.getLocation, { as: manager, params })).status, 404)
})

test('a second location of the same name, an unknown time zone and crossed opening hours are refused', async () => {
  const first = await call(endpoints.createLocation, { as: manager, body: fields('Sluis') })
  const refusal = async (body: object) => (await call(endpoints.createLocation, { as: manager, body })).body.code
  assert.equal(await refusal(fields('Sluis')), 'name_taken')
  assert.equal(await refusal({ ...fields('X'), timeZone: 'Europe/Utrecht' }), 'time_zone_unknown')
  const crossed = { ...fields('X').openingHours, friday: [...hours, { from: '17:00', to: '19:00' }] }
  const answer = await call(endpoints.createLocation, { as: manager, body: { ...fields('X'), openingHours: crossed } })
  assert.equal(answer.body.code, 'opening_hours_invalid')
  assert.match(String(answer.body.detail), /Friday/)
  await call(endpoints.createLocation, { as: manager, body: fields('Brug') })
  const renamed = await call(endpoints.updateLocation, {
    as: manager,
    params: { locationId: first.body.id },
    body: { name: 'Brug' },
  })
  assert.equal(renamed.body.code, 'name_taken')
})

test('a floor keeps zones and workspaces; a zone goes without its workspaces, a floor only when empty', async () => {
  const { locationId, floorId } = await newFloor('Rioolhuis')
  const zone = await call(endpoints.createZone, { as: manager, params: { floorId }, body: { name: 'Kade', polygon: [[0, 0], [9, 0], [9, 9]] } })
  assert.equal(zone.status, 201, zone.text)
  const zoneId = String(zone.body.id)
  const again = await call(endpoints.createZone, { as: manager, params: { floorId }, body: { name: 'Kade', polygon: [] } })
  assert.equal(again.body.code, 'name_taken')
  const made = await call(endpoints.createWorkspaces, {
    as: manager,
    params: { floorId },
    body: { workspaces: [{ ...workspace('A1'), zoneId }, workspace('A2')] },
  })
  assert.equal(made.status, 201, made.text)
  const floor = await call(endpoints.getFloor, { as: manager, params: { floorId } })
  assert.deepEqual(floor.body.workspaces, made.body.workspaces)
  assert.deepEqual(floor.body.zones, [zone.body])
  const [first] = made.body.workspaces
  const params = { workspaceId: String(first?.id) }
  const moved = await call(endpoints.updateWorkspace, { as: manager, params, body: { name: 'Raam', zoneId: null } })
  assert.deepEqual([moved.body.name, moved.body.zoneId, moved.body.code], ['Raam', null, 'A1'])
  assert.equal((await call(endpoints.updateWorkspace, { as: manager, params, body: { code: 'A2' } })).body.code, 'code_taken')
  await call(endpoints.updateWorkspace, { as: manager, params, body: { zoneId } })
  assert.equal((await call(endpoints.deleteZone, { as: manager, params: { zoneId } })).status, 204)
  assert.equal((await call(endpoints.getWorkspace, { as: manager, params })).body.zoneId, null)
  assert.equal((await call(endpoints.deleteFloor, { as: manager, params: { floorId } })).body.code, 'still_in_use')
  assert.equal((await call(endpoints.deleteLocation, { as: manager, params: { locationId } })).body.code, 'still_in_use')
})

test('workspaces are added all or none; the code that is taken is named', async () => {
  const { floorId } = await newFloor('Gemeentewerf')
  const add = (codes: string[]) =>
    call(endpoints.createWorkspaces, { as: manager, params: { floorId }, body: { workspaces: codes.map(workspace) } })
  assert.equal((await add(['B1', 'B2'])).status, 201)
  const refused = await add(['B3', 'B2'])
  assert.equal(refused.body.code, 'code_taken')
  assert.match(String(refused.body.detail), /B2/)
  assert.equal((await add(['B4', 'B4'])).body.code, 'code_taken')
  const floor = await call(endpoints.getFloor, { as: manager, params: { floorId } })
  assert.equal(floor.body.workspaces.length, 2)
})

test('a workspace that was booked cannot be removed', async () => {
  const { seed, query } = house
  const locationId = await seed.location(manager.organisation)
  const floor = await seed.floor(manager.organisation, locationId, { desks: 1 })
  await query(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, during, status, held_until, created_at)
     VALUES ($1, gen_random_uuid(), $2, 'desk', '[2026-11-25T09:00Z,2026-11-25T10:00Z)', 'ended', now(), now())`,
    [manager.organisation, floor.desks[0]],
  )
  const params = { workspaceId: String(floor.desks[0]) }
  assert.equal((await call(endpoints.deleteWorkspace, { as: manager, params })).body.code, 'still_in_use')
})

test('a QR code opens exactly its workspace, and only in its own organisation', async () => {
  const { floorId } = await newFloor('Watertoren')
  const made = await call(endpoints.createWorkspaces, { as: manager, params: { floorId }, body: { workspaces: [workspace('Q1')] } })
  const [desk] = made.body.workspaces
  const [row] = await house.query<{ qr_code: string }>('SELECT qr_code FROM workspaces WHERE id = $1', [desk?.id])
  const qrCode = row?.qr_code ?? ''
  assert.equal(qrCode.length, 22)
  const seen = await call(endpoints.findWorkspaceByQrCode, { as: manager, params: { qrCode } })
  assert.equal(seen.body.id, desk?.id)
  assert.equal((await call(endpoints.findWorkspaceByQrCode, { as: other, params: { qrCode } })).status, 404)
  const svg = await call(endpoints.getWorkspaceQrCode, { as: manager, params: { workspaceId: String(desk?.id) } })
  assert.equal(svg.headers['content-type'], 'image/svg+xml')
  assert.match(svg.text, /^<svg /)
})

test('an uploaded plan is kept without what may not be in it; a broken one is refused with the reason', async () => {
  const { floorId } = await newFloor('Dijkmagazijn')
  const put = (plan: object) => call(endpoints.updateFloor, { as: manager, params: { floorId }, body: { plan } })
  const viewBox = [0, 0, 10, 10]
  const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`
  const kept = await put({ kind: 'svg', svg: svg('<script>alert(1)</script><rect width="1" height="1"/>'), viewBox })
  assert.deepEqual(kept.body.plan, { kind: 'svg', svg: svg('<rect width="1" height="1"/>'), viewBox })
  const broken = await put({ kind: 'svg', svg: '<!DOCTYPE svg>' + svg(''), viewBox })
  assert.equal(broken.body.code, 'plan_invalid')
  assert.match(String(broken.body.detail), /DOCTYPE/)
  assert.equal((await put({ kind: 'picture', svg: svg(''), viewBox })).body.code, 'plan_invalid')
})

const importing = (file: unknown, query: Record<string, string> = {}, language = 'en') =>
  call(importLocation, { as: { ...manager, language: language as 'nl' | 'en' }, query, body: file })
const exporting = async (id: string): Promise<LocationFile> =>
  (await house.call(exportLocation, { as: manager, params: { locationId: id } })).body as unknown as LocationFile

test('any location survives import, export and import', async () => {
  let count = 0
  const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() === text && text !== '' && !text.includes('\0'))
  const number = fc.integer({ min: -9999, max: 9999 }).map((n) => n / 8)
  const zones = fc.uniqueArray(fc.record({ name, polygon: fc.array(fc.tuple(number, number), { maxLength: 5 }) }), {
    selector: (zone) => zone.name,
    maxLength: 3,
  })
  const floor = zones.chain((list) =>
    fc.record({
      level: fc.integer({ min: -3, max: 9 }),
      zones: fc.constant(list),
      workspaces: fc.array(
        fc.record({
          kind: fc.constantFrom('desk', 'room'),
          name,
          type: fc.constantFrom('standard', 'quiet', 'meeting'),
          seats: fc.integer({ min: 1, max: 20 }),
          equipment: fc.array(fc.constantFrom('dock', 'screen', 'window'), { maxLength: 3 }),
          bookable: fc.boolean(),
          x: number,
          y: number,
          turn: fc.integer({ min: -360, max: 360 }),
          width: fc.integer({ min: 1, max: 100 }),
          depth: fc.integer({ min: 1, max: 100 }),
          zone: fc.constantFrom(null, ...list.map((zone) => zone.name)),
        }),
        { maxLength: 5 },
      ),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(floor, { maxLength: 3 }), async (floors) => {
      count++
      const file = {
        format: 'vrijplek-location/1',
        location: fields(`Locatie ${count}`),
        floors: floors.map((each, f) => ({
          ...each,
          name: `Verdieping ${f}`,
          plan: null,
          workspaces: each.workspaces.map((place, w) => ({ ...place, code: `${count}.${f}.${w}` })),
        })),
      }
      const first = await importing(file)
      assert.equal(first.status, 200, first.text)
      const out = await exporting(first.body.locationId)
      const again = { ...out, location: { ...out.location, name: `Kopie ${count}` } }
      const second = await importing(again)
      assert.deepEqual(await exporting(second.body.locationId), again)
    }),
    { numRuns: 25 },
  )
})

const whole = (name: string): LocationFile =>
  ({
    format: 'vrijplek-location/1',
    location: fields(name),
    floors: [
      {
        name: 'Begane grond',
        level: 0,
        plan: null,
        zones: [{ name: 'Kade', polygon: [], teamName: 'Dijken' }],
        workspaces: [
          { ...workspace(`${name}1`), zone: 'Kade' },
          { ...workspace(`${name}2`), zone: null },
        ],
      },
    ],
  }) as LocationFile

const broken = () => {
  const file = whole('Kapot')
  const [floor] = file.floors
  const [first, second] = floor?.workspaces ?? []
  const [zone] = floor?.zones ?? []
  if (floor === undefined || first === undefined || second === undefined || zone === undefined) throw new Error('the file is too small')
  file.location.timeZone = 'Europe/Nergens'
  file.location.openingHours.monday = [{ from: '18:00', to: '08:00' }]
  second.code = first.code
  first.zone = 'Bestaat niet'
  zone.teamName = 'Geen team'
  floor.plan = { kind: 'svg', svg: '<html/>', viewBox: [0, 0, 1, 1] }
  return file
}

test('a dry run lists every error with its place, in the reader’s language, and writes nothing', async () => {
  const before = await house.query('SELECT FROM locations')
  const english = await importing(broken(), { dryRun: 'true' })
  assert.equal(english.status, 200)
  const errors = english.body.errors
  assert.deepEqual(errors.map((error) => error.pointer).toSorted(), [
    '/floors/0/plan/svg',
    '/floors/0/workspaces/0/zone',
    '/floors/0/workspaces/1/code',
    '/floors/0/zones/0/teamName',
    '/location/openingHours/monday/0',
    '/location/timeZone',
  ])
  const dutch = await importing(broken(), { dryRun: 'true' }, 'nl')
  assert.match(JSON.stringify(dutch.body.errors), /geen bekende tijdzone/)
  const shape = await importing({ format: 'x', location: { ...fields('Y'), name: 7 }, floors: {} }, { dryRun: 'true' }, 'nl')
  const pointers = shape.body.errors.map((error) => error.pointer)
  assert.deepEqual(pointers, ['/format', '/location/name', '/floors'])
  assert.match(JSON.stringify(shape.body.errors), /Ongeldig/)
  assert.equal((await house.query('SELECT FROM locations')).length, before.length)
})

test('of a file with a hundred thousand errors the first five hundred are told', async () => {
  const floor = { name: 'Begane grond', level: 0, plan: null, zones: [], workspaces: Array.from({ length: 5_000 }, () => 0) }
  const answer = await importing({ ...whole('Vol fouten'), floors: Array.from({ length: 20 }, () => floor) }, { dryRun: 'true' })
  assert.equal(answer.body.errors.length, 500)
  assert.deepEqual(answer.body.errors.at(-1)?.pointer, '/floors/0/workspaces/499')
})

test('a file with an error brings nothing in, and tells the errors; a good dry run brings nothing in either', async () => {
  const count = async () => (await house.query('SELECT FROM workspaces')).length
  const before = await count()
  const refused = await importing(broken())
  assert.equal(refused.body.code, 'import_invalid')
  assert.equal(refused.body.errors.length, 6)
  const dry = await importing(whole('Proef'), { dryRun: 'true' })
  assert.deepEqual([dry.body.errors, dry.body.locationId], [[], null])
  assert.equal(await count(), before)
})
