import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { createBooking } from '#contract/endpoints/bookings.ts'
import { browserStores } from '#contract/browser-stores.ts'
import { call, inTheComing, openDemo } from './stage.ts'
import type { Desk, DemoStage } from './stage.ts'
import { arrive, button, onPlan, openMap } from './steps.ts'

// What a phone in a lift or a cellar still does.
const quiet = 'Begane grond'
// The router logs it when a page finds nobody to ask who one is; the page itself says so in words.
const provokes = [/net::ERR_INTERNET_DISCONNECTED/, /net::ERR_FAILED/, /^console: Offline: /]

let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('vrijplek-kept-'))
    const requests = await Promise.all(names.map(async (name) => await (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })

/** A phone on which that person looked at today and at the map, with a desk booked from now on. */
const phoneOf = async (t: TestContext, name: string): Promise<{ page: Page; desk: Desk }> => {
  const page = await stage.pageOf(t, name, { provokes })
  const { id } = stage.floor(quiet)
  const desk = await stage.freeDesk(page, quiet)
  await call(page, stage.url, createBooking, { body: { workspaceId: desk.id, ...inTheComing(60) } })
  await page.goto(stage.url)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await openMap(page, stage.url, id)
  await page.getByRole('link', { name: 'Vandaag' }).click()
  await page.getByRole('heading', { level: 2, name: desk.name }).waitFor()
  const wanted = ['/api/v1/session', '/api/v1/today', `/api/v1/floors/${id}`, `/api/v1/floors/${id}/live`]
  await page.waitForFunction(async (paths) => {
    const kept = await Promise.all(paths.map((path) => caches.match(`${location.origin}${path}`)))
    return kept.every((one) => one !== undefined)
  }, wanted)
  return { page, desk }
}

test('without a connection my booking and the last map are there, with when they were seen; a check-in waits and goes by itself', async (t) => {
  const { page, desk } = await phoneOf(t, 'bram.vermeulen')
  await page.context().setOffline(true)
  await page.reload()
  await page.getByRole('heading', { level: 2, name: desk.name }).waitFor()
  await page.getByText(/^Geen verbinding\. Dit is van \d\d:\d\d, daarna kan er iets veranderd zijn\.$/).waitFor()

  await button(page, 'Inchecken').click()
  await page.getByText(`Nog niet verstuurd. Zodra er verbinding is, gaat dit vanzelf: inchecken op ${desk.name}.`).waitFor()
  await page.getByText('Je hebt ingecheckt zonder verbinding.').waitFor()
  await page.getByText('1 actie wacht op verbinding.').waitFor()

  await page.getByRole('link', { name: 'Kaart' }).click()
  await onPlan(page, desk).waitFor()
  await page.getByText(/^Geen verbinding sinds \d\d:\d\d:\d\d\. Dit is de stand van toen\.$/).waitFor()

  await page.getByRole('link', { name: 'Mensen' }).click()
  await page.getByText('Waar collega’s zitten, bewaren we niet op dit apparaat.').waitFor()

  await page.getByRole('link', { name: 'Vandaag' }).click()
  await page.getByText('Je hebt ingecheckt zonder verbinding.').waitFor()
  await page.context().setOffline(false)
  await page.getByText(`Alsnog verstuurd: inchecken op ${desk.name}.`).waitFor()
  await button(page, 'Ik vertrek').waitFor()
})

test('booking without a connection is refused in words, and nothing is kept for later', async (t) => {
  const { page } = await phoneOf(t, 'teun.postma')
  await page.context().setOffline(true)
  await page.goto(`${stage.url}/book?floor=${stage.floor(quiet).id}`)
  await page.getByText('Boeken kan als er weer verbinding is.').waitFor()
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length === 0
    || await new Promise((resolve) => {
      const asked = indexedDB.open('vrijplek-waiting')
      asked.addEventListener('success', () => {
        const { result } = asked
        const count = result.objectStoreNames.length === 0 ? null : result.transaction('actions').objectStore('actions').count()
        if (count === null) resolve(true)
        else count.addEventListener('success', () => resolve(count.result === 0))
      })
    })), true)
})

test('everything that lies in the browser after a day of use is on the list of browser stores', async (t) => {
  const { page } = await phoneOf(t, 'roos.van.vliet')
  await page.getByRole('link', { name: 'Ik', exact: true }).click()
  await page.getByRole('link', { name: 'Kaart' }).click()
  await page.goBack()
  const lying = await page.evaluate(async () => ({
    cache: await caches.keys(),
    local_storage: Object.keys(localStorage),
    session_storage: Object.keys(sessionStorage),
    indexed_db: (await indexedDB.databases()).map(({ name }) => name ?? ''),
  }))
  const cookie = (await page.context().cookies()).map(({ name }) => name)
  const found = Object.entries({ ...lying, cookie }).flatMap(([kind, names]) => names.map((name) => ({ kind, name })))
  assert.ok(found.some(({ kind }) => kind === 'cache') && found.some(({ kind }) => kind === 'cookie'))
  const isListed = ({ kind, name }: { kind: string, name: string }) => browserStores.some((store) => {
    const listed = store.name.replace('__Host-', '')
    return store.kind === kind && (listed.endsWith('*') ? name.startsWith(listed.slice(0, -1)) : listed === name)
  })
  assert.deepEqual(found.filter((each) => !isListed(each)), [])
})

describe('signing out', () => {
  const personal = browserStores.filter(({ whose }) => whose === 'person')
  /** What lies in this browser of what the inventory says is a person's. */
  const left = async (page: Page) => {
    const begins = (kind: string) => personal.filter((store) => store.kind === kind).map(({ name }) => name.replace('*', ''))
    const lying = await page.evaluate(async () => ({
      cache: await caches.keys(),
      local_storage: Object.keys(localStorage),
      session_storage: Object.keys(sessionStorage),
      indexed_db: (await indexedDB.databases()).map(({ name }) => name ?? ''),
    }))
    const cookies = (await page.context().cookies()).map(({ name }) => name)
    return [
      ...lying.cache.filter((name) => begins('cache').some((start) => name.startsWith(start))),
      ...lying.indexed_db.filter((name) => begins('indexed_db').includes(name)),
      ...lying.local_storage.filter((name) => begins('local_storage').includes(name)),
      ...cookies.filter((name) => begins('cookie').some((one) => one.replace('__Host-', '') === name)),
    ]
  }

  test('wipes all that is mine on the device, also what waited, and after it nothing of me is shown', async (t) => {
    const { page, desk } = await phoneOf(t, 'sjoerd.dijkstra')
    await page.context().setOffline(true)
    await button(page, 'Inchecken').click()
    await page.getByText('Nog niet verstuurd.').waitFor()
    const kinds = (await left(page)).map((name) => name.replace(/-[0-9a-f-]{36}$/, '')).sort()
    assert.deepEqual(kinds, ['vrijplek', 'vrijplek-kept', 'vrijplek-waiting'], 'all of it is there to be wiped')

    await page.getByRole('link', { name: 'Ik', exact: true }).click()
    await page.getByRole('button', { name: 'Uitloggen', exact: true }).click()
    await arrive(page, /^Goede/)
    // The cookie is out of a page's reach: it goes with the next sign-out that reaches the server.
    assert.deepEqual(await left(page), ['vrijplek'])
    await page.getByText(/^Uitloggen kon niet, er is geen verbinding\. Op dit apparaat is wel alles gewist\./).waitFor()
    assert.deepEqual(await keptPaths(page), [])
    await page.goto(stage.url)
    await page.getByRole('alert').filter({ hasText: 'Geen verbinding' }).waitFor()
    assert.equal(await page.getByText(desk.name, { exact: true }).count(), 0)
  })

  test('with a connection also ends the session', async (t) => {
    const { page } = await phoneOf(t, 'petra.langendijk')
    await page.getByRole('link', { name: 'Ik', exact: true }).click()
    await page.getByRole('button', { name: 'Uitloggen', exact: true }).click()
    await arrive(page, /^Goede/)
    assert.deepEqual(await left(page), [])
    assert.deepEqual(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => !/^(?:vrijplek\.(?:language|theme)|tsr-scroll)/.test(key))), [])
    await page.goto(`${stage.url}/me`)
    await arrive(page, /^Goede/)
    assert.equal((await page.request.get(`${stage.url}/api/v1/session`)).status(), 401)
  })
})
