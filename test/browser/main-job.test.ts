import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { createBooking } from '#contract/endpoints/bookings.ts'
import { call, inTheComing, openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { acceptNotice, answeredAt, arrive, assertWithinASecond, button, onPlan, openMap, signInByHand, whenItSays } from './steps.ts'

// The main job from one end to the other, in the running service. Sluishuis has no sensors: what changes there is what a
// test does.
const quiet = 'Begane grond'

let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const answerTo = (page: Page, method: string, path: RegExp) =>
  page.waitForResponse((answer) => answer.request().method() === method && path.test(new URL(answer.url()).pathname))
const label = (page: Page, desk: { readonly id: string }) => onPlan(page, desk).getAttribute('aria-label')

test('from signing in for the first time to sitting at a desk, while a colleague watches it on the map', async (t) => {
  const siem = await stage.browser.newPage(t)
  await siem.goto(stage.url)
  await arrive(siem, /^Goede/)
  await signInByHand(siem, stage.account('siem.otten'))

  await siem.waitForURL('**/first-use')
  await siem.getByRole('heading', { name: 'Wat, waarom en hoelang' }).waitFor()
  assert.equal(await siem.getByRole('checkbox').isChecked(), false, 'no yes is given in advance')
  await button(siem, 'Doe mee').click()
  await siem.getByText('Zet het vinkje om mee te doen.').waitFor()
  await acceptNotice(siem)

  await siem.getByRole('heading', { name: 'Waar werk je vandaag?' }).waitFor()
  const petra = await stage.pageOf(t, 'petra.langendijk', { viewport: 'desktop' })
  await openMap(petra, stage.url, stage.floor(quiet).id)

  let taps = 0
  const tap = async (what: ReturnType<typeof button>) => {
    taps += 1
    await what.click()
  }
  await tap(siem.getByRole('link', { name: 'Sluishuis' }))
  const book = button(siem, /^Boek S\./)
  await book.waitFor()
  const name = (await book.textContent() ?? '').replace('Boek ', '')
  const desk = stage.floor(quiet).workspaces.find((one) => one.name === name)
  assert.ok(desk)
  const booked = answeredAt(answerTo(siem, 'POST', /\/bookings$/))
  const seenBooked = whenItSays(petra, desk, /geboekt/)
  await tap(book)
  assertWithinASecond(await booked, await seenBooked, 'the booking')
  assert.ok(taps <= 3, `${taps} taps`)

  await siem.getByRole('heading', { level: 2, name }).waitFor()
  const checkedIn = answeredAt(answerTo(siem, 'POST', /\/check-in$/))
  const seenInUse = whenItSays(petra, desk, /in gebruik/)
  await button(siem, 'Inchecken').click()
  assertWithinASecond(await checkedIn, await seenInUse, 'the check-in')
  await button(siem, 'Ik vertrek').waitFor()
  await siem.getByText(`Ingecheckt op ${name}.`).waitFor()

  const left = answeredAt(answerTo(siem, 'POST', /\/(?:departure|leave)$/))
  const seenFree = whenItSays(petra, desk, /vrij/)
  await button(siem, 'Ik vertrek').click()
  assertWithinASecond(await left, await seenFree, 'the departure')
})

describe('who sits at a desk', () => {
  /** Books as that person and tells what the maps of a team mate and of somebody else say. */
  const seenOf = async (t: Parameters<typeof stage.pageOf>[0], name: string) => {
    const { id } = stage.floor(quiet)
    const [actor, mate, other] = [await stage.pageOf(t, name), await stage.pageOf(t, 'teun.postma'), await stage.pageOf(t, 'niels.brandsma')]
    await openMap(mate, stage.url, id)
    await openMap(other, stage.url, id)
    const desk = await stage.freeDesk(actor, quiet)
    const bothSee = Promise.all([whenItSays(mate, desk, /geboekt/), whenItSays(other, desk, /geboekt/)])
    await call(actor, stage.url, createBooking, { body: { workspaceId: desk.id, ...inTheComing(60) } })
    await bothSee
    return { actor, mate, other, desk, said: [await label(mate, desk), await label(other, desk)] as const }
  }

  test('is told to team and others by who lets the whole organisation see them, and to nobody a moment after they choose so', async (t) => {
    const { actor, mate, other, desk, said } = await seenOf(t, 'bram.vermeulen')
    assert.match(said[0] ?? '', /Bram Vermeulen/)
    assert.match(said[1] ?? '', /Bram Vermeulen/)
    await actor.goto(`${stage.url}/me`)
    const gone = [mate, other].map((page) => page.waitForFunction(
      (id) => document.querySelector(`[data-workspace="${id}"]`)?.getAttribute('aria-label')?.includes('Bram') === false ? Date.now() : 0,
      desk.id, { polling: 'raf' },
    ).then((seen) => seen.jsonValue()))
    const saved = answeredAt(answerTo(actor, 'PATCH', /\/me$/))
    await actor.getByRole('radio', { name: 'Niemand' }).check()
    const savedMs = await saved
    for (const seenMs of await Promise.all(gone)) assertWithinASecond(savedMs, seenMs, 'the name')
  })

  test('is told to the team only by who chose the team', async (t) => {
    const { said } = await seenOf(t, 'aylin.demir')
    assert.match(said[0] ?? '', /Aylin Demir/)
    assert.doesNotMatch(said[1] ?? '', /Aylin/)
  })

  test('is told to nobody by who chose nobody', async (t) => {
    // Niels is of her team.
    const { said } = await seenOf(t, 'esra.yildiz')
    assert.doesNotMatch(said.join(), /Esra/)
  })
})

test('an uplink in the format of The Things Stack turns a desk in use on an open map within a second', async (t) => {
  const page = await stage.pageOf(t, 'nadia.benali', { viewport: 'desktop' })
  const floor = stage.floor('2e verdieping')
  const desk = await stage.freeDesk(page, floor.name)
  const device = desk.devices[0]
  assert.ok(device)
  await openMap(page, stage.url, floor.id)
  assert.match(await label(page, desk) ?? '', /vrij/)
  await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }))

  const seen = whenItSays(page, desk, /in gebruik/)
  const token = stage.demo.sources.find(({ kind }) => kind === 'the-things-stack')?.token ?? ''
  // Presence of a VS340 (channel 03, type 00, value 1) and of a TBMS100 on their ports.
  const payload = device.model === 'VS340' ? [0x03, 0x00, 0x01] : [0x01, 0x0b, 0x34, 0x00, 0x00, 0x00, 0x00, 0x00]
  const answer = await fetch(`${stage.url}/api/v1/uplinks/the-things-stack`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      end_device_ids: { device_id: 'desk', dev_eui: device.devEui },
      received_at: new Date().toISOString(),
      uplink_message: { f_port: device.fPort, f_cnt: 60_000, frm_payload: Buffer.from(payload).toString('base64') },
    }),
  })
  const keptMs = Date.now()
  assert.ok(answer.ok, `${answer.status} ${await answer.text()}`)
  assertWithinASecond(keptMs, await seen, 'the uplink')
  assert.ok(await page.evaluate(() => Reflect.get(globalThis, 'neverReloaded') === true))
})

describe('who comes second to a desk', () => {
  test('on the map is told so, and takes the nearest one that is free with one tap', async (t) => {
    const floor = stage.floor(quiet)
    const [first, second] = [await stage.pageOf(t, 'sjoerd.dijkstra'), await stage.pageOf(t, 'roos.van.vliet')]
    const desk = await stage.freeDesk(first, quiet)
    // She looks at an hour tomorrow: nothing on her map moves when he books it.
    const from = Temporal.Now.instant().round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 24 })
    const period = { from: from.toString(), to: from.add({ hours: 1 }).toString() }
    await second.goto(`${stage.url}/map/${floor.id}?${new URLSearchParams({ ...period, select: desk.id })}`)
    const book = button(second, /^Boek \w/)
    await book.waitFor()
    await call(first, stage.url, createBooking, { body: { workspaceId: desk.id, ...period } })
    await book.click()
    await second.getByRole('alert').waitFor()
    const instead = second.locator('.instead').getByRole('button')
    assert.ok(await instead.count() >= 1)
    const other = (await instead.first().textContent() ?? '').replace('Boek ', '')
    assert.notEqual(other, desk.name)
    await instead.first().click()
    await second.getByText(new RegExp(`^${other.replace('.', '\\.')} is van jou`)).waitFor()
  })

  test('on the booking screen too', async (t) => {
    const floor = stage.floor(quiet)
    const [first, second] = [await stage.pageOf(t, 'mei.lin.chan'), await stage.pageOf(t, 'marloes.prins')]
    await second.goto(`${stage.url}/book?floor=${floor.id}`)
    const book = button(second, /^Boek S\./)
    await book.waitFor()
    const name = (await book.textContent() ?? '').replace('Boek ', '')
    const desk = floor.workspaces.find((one) => one.name === name)
    assert.ok(desk)
    await call(first, stage.url, createBooking, { body: { workspaceId: desk.id, ...inTheComing(30) } })
    await book.click()
    await second.getByRole('alert').waitFor()
    const instead = second.locator('.alternatives').getByRole('button').first()
    const other = (await instead.textContent() ?? '').replace('Boek ', '')
    assert.notEqual(other, name)
    await instead.click()
    await second.waitForURL(`${stage.url}/`)
    await second.locator('.toast').getByText(`${other} is van jou`).waitFor()
    await second.getByRole('heading', { level: 2, name: other }).waitFor()
  })
})
