import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { exportLocation, importLocation } from '#contract/endpoints/location-file.ts'
import type { LocationFile } from '#contract/endpoints/location-file.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { demoLocations } from '../server/demo/places.ts'
import { routes } from '../server/rooms/places/index.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'

let house: TestHouse
let manager: PersonPrincipal

before(async () => {
  house = await openTestHouse({ routes })
  const organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['location_manager'] })
  const named = demoLocations().flatMap(({ floors }) => floors.flatMap(({ zones }) => zones.flatMap(({ teamName }) => teamName ?? [])))
  for (const team of new Set(named)) await house.seed.team(organisation, team)
})
after(() => house.close())

const bringIn = async (file: LocationFile) => {
  const answer = await house.call(importLocation, { as: manager, body: file })
  assert.equal(answer.status, 200, answer.text)
  return answer.body as unknown as { locationId: string; willCreate: unknown }
}
const takeOut = async (locationId: string) =>
  (await house.call(exportLocation, { as: manager, params: { locationId } })).body as unknown as LocationFile

for (const demo of demoLocations()) {
  test(`the demo location ${demo.location.name} comes in whole, goes out, and comes in again the same`, async () => {
    const first = await bringIn(demo)
    assert.deepEqual(first.willCreate, {
      floors: demo.floors.length,
      zones: demo.floors.flatMap((floor) => floor.zones).length,
      workspaces: demo.floors.flatMap((floor) => floor.workspaces).length,
    })
    const out = await takeOut(first.locationId)
    const renamed = { ...out, location: { ...out.location, name: `${out.location.name} bis` } }
    const second = await bringIn(renamed)
    assert.deepEqual(await takeOut(second.locationId), renamed)
  })
}
