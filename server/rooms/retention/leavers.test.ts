import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setKeeping } from '#contract/endpoints/keeping.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse, tuesdayMorning } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { findEverywhere, keepEverywhere, placeOf } from '../../../test/kept-scene.ts'
import { inventory } from '../../inventory.ts'
import { deactivate, reactivate } from '../access/index.ts'
import { createRetention, routes } from './index.ts'
import type { Retention } from './index.ts'

let house: TestHouse
let retention: Retention
let organisation: OrganisationId
let manager: PersonPrincipal
let leaver: PersonPrincipal

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      retention = createRetention(kernel, inventory)
      return routes(kernel, retention)
    },
    settings: { LOG_LEVEL: 'silent' },
  })
})
after(async () => {
  await retention.stop()
  await house.close()
})
beforeEach(async () => {
  house.clock.set(tuesdayMorning)
  organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['organisation_manager', 'privacy_officer'] })
  leaver = await house.seed.person(organisation)
})

const inAdministration = <T>(work: (tx: Parameters<typeof deactivate>[1]) => Promise<T>): Promise<T> =>
  house.kernel.inPurpose({ organisation, actor: { kind: 'person', id: manager.person }, purpose: 'administration' }, work)
const leave = (people: readonly PersonId[]) => inAdministration((tx) => deactivate(house.kernel, tx, people))
const keep = async () => {
  await retention.keeper.run(organisation)
  await retention.erasures.settled()
}
const isThere = async (person: PersonId) => (await house.query('SELECT FROM people WHERE id = $1', [person])).length === 1

test('who left is erased everywhere when the keeping period is over, and not a second before', async () => {
  const [desk] = (await placeOf(house, organisation)).desks
  if (desk === undefined) throw new Error('no desk')
  await keepEverywhere(house, leaver, manager.person, desk)
  await leave([leaver.person])
  house.clock.advance({ seconds: 30 * 24 * 3600 - 1 })
  await keep()
  assert.equal(await isThere(leaver.person), true)
  house.clock.advance({ seconds: 1 })
  await keep()
  assert.deepEqual(await findEverywhere(house, leaver.person), [])
  assert.equal(await isThere(manager.person), true)
})

test('who comes back before that stays, and so does who is held', async () => {
  const held = await house.seed.person(organisation)
  await leave([leaver.person, held.person])
  await house.query(
    `INSERT INTO holds (organisation_id, id, person_id, ground, placed_at, ends_at) VALUES ($1, gen_random_uuid(), $2, 'Geschil over de huur', $3::timestamptz, $3::timestamptz + interval '90 days')`,
    [organisation, held.person, house.clock.now().toString()],
  )
  house.clock.advance({ hours: 24 * 29 })
  await inAdministration((tx) => reactivate(house.kernel, tx, [leaver.person]))
  house.clock.advance({ hours: 24 * 2 })
  await keep()
  assert.equal(await isThere(leaver.person), true)
  assert.equal(await isThere(held.person), true)
})

test('a guest is erased when the period after their end is over; the customer may shorten it', async () => {
  await house.query(`UPDATE people SET kind = 'guest', access_until = $2 WHERE id = $1`, [leaver.person, house.clock.now().toString()])
  assert.equal((await house.call(setKeeping, { as: manager, params: { rule: 'left_accounts' }, body: { days: 31 } })).status, 422)
  assert.equal((await house.call(setKeeping, { as: manager, params: { rule: 'left_accounts' }, body: { days: 2 } })).status, 200)
  house.clock.advance({ hours: 47 })
  await keep()
  assert.equal(await isThere(leaver.person), true)
  house.clock.advance({ hours: 1 })
  await keep()
  assert.equal(await isThere(leaver.person), false)
})

test('the last organisation manager who can come in cannot be switched off; of two at once one stays', async () => {
  await house.query(`INSERT INTO credentials VALUES ($1, $2, 'x', $3)`, [organisation, manager.person, house.clock.now().toString()])
  await assert.rejects(leave([manager.person]), { code: 'last_organisation_manager' })
  const second = await house.seed.person(organisation, { roles: ['organisation_manager'] })
  await assert.rejects(leave([manager.person]), { code: 'last_organisation_manager' }, 'a second one who cannot come in is none')
  await house.query(`INSERT INTO credentials VALUES ($1, $2, 'x', $3)`, [organisation, second.person, house.clock.now().toString()])
  await assert.rejects(leave([manager.person, second.person]), { code: 'last_organisation_manager' })
  const outcomes = await Promise.allSettled([leave([manager.person]), leave([second.person])])
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})
