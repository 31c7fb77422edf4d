import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { createBooking } from '#contract/endpoints/bookings.ts'
import { getLiveFloor } from '#contract/endpoints/floor.ts'
import { availableIn, call, inTheComing, openDemo } from './stage.ts'
import type { DemoStage, Desk } from './stage.ts'
import { answeredAt, arrive, assertAccessible, assertWithinASecond, button, openMap } from './steps.ts'

// A tablet beside a room's door: nobody is signed in on it.
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

/** A room in which nobody sits and that nobody has booked for the coming two hours. */
const freeRoom = async (page: Page): Promise<{ room: Desk; floorId: string }> => {
  for (const { id, workspaces } of stage.demo.floors) {
    const { workspaces: now } = await call(page, stage.url, getLiveFloor, { params: { floorId: id } })
    const free = new Set(now.filter(({ state }) => state === 'free').map((one) => one.id))
    const open = await availableIn(page, stage.url, id, inTheComing(120))
    const room = workspaces.find((one) => one.kind === 'room' && free.has(one.id) && open.has(one.id))
    if (room !== undefined) return { room, floorId: id }
  }
  return assert.fail('no room is free')
}

const openTablet = async (t: TestContext, language: 'nl' | 'en' = 'nl') => {
  const tablet = await stage.browser.newPage(t, { viewport: 'desktop', language })
  await tablet.setViewportSize({ width: 1280, height: 800 })
  await tablet.goto(`${stage.url}/door`)
  await tablet.locator('.door-code:not(.waiting)').waitFor()
  return { tablet, code: (await tablet.locator('.door-code [aria-hidden]').textContent()) ?? '' }
}

test('a manager pairs a tablet with a room; it shows now and next, books, checks in and ends, and is cut off by unpairing', async (t) => {
  const { tablet, code } = await openTablet(t)
  await assertAccessible(tablet)
  const manager = await stage.pageOf(t, 'chantal.wijngaarde', { viewport: 'desktop' })
  const { room, floorId } = await freeRoom(manager)
  await openMap(manager, stage.url, floorId, `?select=${room.id}`)
  await button(manager, 'Deurscherm koppelen').click()
  await manager.getByLabel('Code op de tablet').fill('WRONGCODE')
  await button(manager, `Koppel aan ${room.name}`).click()
  await manager.getByRole('alert').waitFor()
  await manager.getByLabel('Code op de tablet').fill(code.toLowerCase())
  await button(manager, `Koppel aan ${room.name}`).click()
  await manager.getByText(`Het deurscherm hoort nu bij ${room.name}.`).waitFor()
  await arrive(tablet, room.name)
  await tablet.getByText('Vrij', { exact: true }).waitFor()
  await assertAccessible(tablet)

  // Book now, at the door: nobody's name, and it is in use at once.
  await tablet.locator('.door-now button').first().click()
  await tablet.getByText('In gebruik', { exact: true }).waitFor()
  await tablet.locator('.door-plan').getByText(/^Geboekt, /).waitFor()
  await assertAccessible(tablet)
  await button(tablet, 'Beëindig nu').click()
  await button(tablet, 'Beëindig').last().click()
  await tablet.getByText('Vrij', { exact: true }).waitFor()

  // A booking made elsewhere shows within a second, with a name that everyone may see.
  const bram = await stage.pageOf(t, 'bram.vermeulen')
  const seen = tablet.waitForFunction(
    () => document.querySelector('.door-plan')?.textContent?.includes('Bram Vermeulen') === true ? Date.now() : 0, undefined, { polling: 'raf' },
  )
  await call(bram, stage.url, createBooking, { body: { workspaceId: room.id, ...inTheComing(30) } })
  const answeredMs = Date.now()
  assertWithinASecond(answeredMs, await (await seen).jsonValue(), 'the booking at the door')
  await tablet.getByText('Geboekt', { exact: true }).first().waitFor()
  const checkedIn = answeredAt(tablet.waitForResponse((answer) => answer.url().endsWith('/door/check-in')))
  await button(tablet, 'Inchecken').click()
  await checkedIn
  await tablet.getByText('In gebruik', { exact: true }).waitFor()

  // Who is seen by their team only has no name here.
  const aylin = await stage.pageOf(t, 'aylin.demir')
  const from = Temporal.Instant.from(inTheComing(30).to)
  await call(aylin, stage.url, createBooking, {
    body: { workspaceId: room.id, from: from.toString(), to: from.add({ minutes: 30 }).toString() },
  })
  await tablet.locator('.door-plan').getByText(/^Geboekt, /).waitFor()
  assert.equal(await tablet.getByText('Aylin').count(), 0)
  await assertAccessible(tablet)

  // It is a display and nothing else.
  const asked = await tablet.evaluate(async (paths) => await Promise.all(paths.map(async (path) => (await fetch(path)).status)), [
    '/api/v1/today', '/api/v1/people', `/api/v1/floors/${floorId}/live`,
  ])
  assert.deepEqual(asked, [401, 401, 401])
  assert.equal(await tablet.evaluate(() => document.cookie), '')

  await button(manager, 'Deurscherm koppelen').click()
  await button(manager, 'Ontkoppel alle deurschermen').click()
  await manager.getByRole('dialog').getByRole('button', { name: 'Ontkoppel alle deurschermen' }).click()
  await manager.getByText(`De deurschermen van ${room.name} zijn ontkoppeld.`).waitFor()
  await arrive(tablet, 'Koppel dit scherm')
  assert.equal(await tablet.getByText('Bram Vermeulen').count(), 0)
})

test('who may not manage devices is not offered to pair a door', async (t) => {
  const page = await stage.pageOf(t, 'eva.nijland', { viewport: 'desktop' })
  const { room, floorId } = await freeRoom(page)
  await openMap(page, stage.url, floorId, `?select=${room.id}`)
  await page.getByRole('heading', { level: 2, name: room.name }).waitFor()
  assert.equal(await button(page, 'Deurscherm koppelen').count(), 0)
})

test('a display without a connection says since when, and goes on by itself', async (t) => {
  const { tablet, code } = await openTablet(t, 'en')
  const manager = await stage.pageOf(t, 'henk.terpstra', { viewport: 'desktop' })
  const { room, floorId } = await freeRoom(manager)
  await openMap(manager, stage.url, floorId, `?select=${room.id}`)
  await button(manager, 'Deurscherm koppelen').click()
  await manager.getByLabel('Code op de tablet').fill(code)
  await button(manager, `Koppel aan ${room.name}`).click()
  await arrive(tablet, room.name)
  await tablet.context().setOffline(true)
  await tablet.locator('.door-lost').waitFor()
  assert.match(await tablet.locator('.door-lost').textContent() ?? '', /\d\d:\d\d/)
  await assertAccessible(tablet)
  await tablet.context().setOffline(false)
  await tablet.locator('.door-lost').waitFor({ state: 'detached' })
})
