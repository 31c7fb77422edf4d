import { after, before, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import * as bookingEndpoints from '#contract/endpoints/bookings.ts'
import * as endpoints from '#contract/endpoints/notices.ts'
import type { OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse, tuesdayMorning } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import * as bookings from '../bookings/index.ts'
import * as notices from './index.ts'

let house: TestHouse
let organisation: OrganisationId
let sanne: PersonPrincipal
let omar: PersonPrincipal
let desk: WorkspaceId

before(async () => {
  house = await openTestHouse({ routes: (kernel) => [...bookings.routes(kernel), ...notices.routes()] })
  house.kernel.outbox.on(bookings.checkInReminded, notices.onCheckInReminded(house.kernel))
  house.kernel.outbox.on(bookings.bookingReleased, notices.onBookingReleased(house.kernel))
  organisation = await house.seed.organisation()
  sanne = await house.seed.person(organisation)
  omar = await house.seed.person(organisation, { name: 'Omar' })
  const location = await house.seed.location(organisation, { graceMinutes: 30 })
  const floor = await house.seed.floor(organisation, location, { desks: 1 })
  const [first] = floor.desks
  if (first === undefined) throw new Error('the seeded floor has no desk')
  desk = first
})
after(() => house.close())
beforeEach(async () => {
  house.clock.set(tuesdayMorning)
  for (const table of ['notices', 'bookings', 'trail_entries']) await house.query(`DELETE FROM ${table}`)
})

type Told = { id: string; kind: string; at: string; workspaceName: string; from: string; readAt: string | null }
const told = async (as: PersonPrincipal) => {
  const answer = await house.call(endpoints.listNotices, { as })
  assert.equal(answer.status, 200, answer.text)
  return (answer.body as unknown as { notices: Told[] }).notices
}
const read = async (as: PersonPrincipal, noticeId: string) => (await house.call(endpoints.readNotice, { as, params: { noticeId } })).status
const book = async (): Promise<string> => {
  const answer = await house.call(bookingEndpoints.createBooking, {
    as: sanne,
    body: { workspaceId: desk, from: '2026-11-24T09:00:00+01:00', to: '2026-11-24T12:00:00+01:00' },
  })
  assert.equal(answer.status, 201, answer.text)
  return (answer.body as unknown as { id: string }).id
}
const minuteJob = async (moment: string) => {
  house.clock.set(moment)
  await bookings.jobs(house.kernel).find(({ name }) => name === 'bookings.keep-time')?.run(organisation)
  await house.kernel.outbox.settled()
}

test('whoever does not check in is told at half of the grace and at the release, once each, and nobody else is', async () => {
  await book()
  await minuteJob('2026-11-24T08:14:59Z')
  assert.deepEqual(await told(sanne), [])
  for (const moment of ['2026-11-24T08:15:00Z', '2026-11-24T08:16:00Z', '2026-11-24T08:30:00Z', '2026-11-24T08:31:00Z']) await minuteJob(moment)
  assert.deepEqual(
    (await told(sanne)).map(({ kind, at, workspaceName, from }) => [kind, at, workspaceName, from]),
    [
      ['booking_released', '2026-11-24T09:30:00+01:00', '2.01', '2026-11-24T09:00:00+01:00'],
      ['check_in_reminder', '2026-11-24T09:15:00+01:00', '2.01', '2026-11-24T09:00:00+01:00'],
    ],
  )
  assert.deepEqual(await told(omar), [])
})

test('a notice is marked as read by its own reader only, and keeps the first time', async () => {
  await book()
  await minuteJob('2026-11-24T08:15:00Z')
  const [notice] = await told(sanne)
  assert.ok(notice !== undefined)
  assert.equal(notice.readAt, null)
  assert.equal(await read(omar, notice.id), 404)
  assert.equal(await read(sanne, notice.id), 204)
  house.clock.set('2026-11-24T10:00:00Z')
  assert.equal(await read(sanne, notice.id), 204)
  assert.equal((await told(sanne))[0]?.readAt, '2026-11-24T09:15:00+01:00')
})

test('an event that is handed out twice tells nobody twice', async () => {
  const id = await book()
  const payload = { bookingIds: [id], at: '2026-11-24T08:30:00Z' }
  for (let time = 0; time < 2; time++) await notices.onBookingReleased(house.kernel)(organisation, payload)
  assert.equal((await told(sanne)).length, 1)
  assert.equal((await house.query(`SELECT FROM trail_entries WHERE action = 'notices.told'`)).length, 1)
})
