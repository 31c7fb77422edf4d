import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkIn, createBooking } from '#contract/endpoints/bookings.ts'
import { getDataOf, listDataSubjects } from '#contract/endpoints/privacy-desk.ts'
import { attachSecurityKey, screenshot } from './browser.ts'
import { call, inTheComing, openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { onPlan, openMap } from './steps.ts'

// The pictures of the README: the running demo, not a drawing of it. KEEP_PICTURES=1 copies them to docs/pictures.
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const keep = (path: string, name: string) => {
  const { size } = statSync(path)
  assert.ok(size > 10_000 && size < 400_000, `${name} has ${size} bytes`)
  if (process.env['KEEP_PICTURES'] !== '1') return
  const folder = join(import.meta.dirname, '../../docs/pictures')
  mkdirSync(folder, { recursive: true })
  copyFileSync(path, join(folder, `${name}.png`))
}

for (const [viewport, name] of [['desktop', 'map-desktop'], ['phone', 'map-phone']] as const) {
  test(`the live floor with a free desk chosen: ${name}`, async (t) => {
    const page = await stage.pageOf(t, 'lotte.zijlstra', { viewport })
    const floor = stage.floor('2e verdieping')
    const desk = await stage.freeDesk(page, floor.name, ['2.11', '2.13', '2.14', '2.22', '2.23'])
    for (const colleague of viewport === 'desktop' ? ['petra.langendijk', 'desmond.pinas', 'gerda.oosterhuis'] : []) {
      const other = await stage.pageOf(t, colleague)
      const { id: workspaceId } = await stage.freeDesk(other, floor.name, ['2.04', '2.30', '2.34', '2.39', '2.40'])
      await call(other, stage.url, createBooking, { body: { workspaceId, ...inTheComing(120) } })
    }
    await openMap(page, stage.url, floor.id, `?select=${desk.id}`)
    await page.locator('.sheet .acts-of-place button').first().waitFor()
    assert.equal(await onPlan(page, desk).getAttribute('aria-pressed'), 'true')
    keep(await screenshot(page, name), name)
    await page.emulateMedia({ colorScheme: 'dark' })
    keep(await screenshot(page, `${name}-dark`), `${name}-dark`)
  })
}

test('Today at a desk: today-phone', async (t) => {
  const page = await stage.pageOf(t, 'bram.vermeulen', { viewport: 'phone' })
  const desk = await stage.freeDesk(page, '2e verdieping')
  const { id } = await call(page, stage.url, createBooking, { body: { workspaceId: desk.id, ...inTheComing(110) } })
  await page.goto(stage.url)
  await page.getByRole('button', { name: 'Inchecken' }).waitFor()
  await page.locator('.plaque .draw svg').waitFor()
  keep(await screenshot(page, 'today-phone'), 'today-phone')
  await call(page, stage.url, checkIn, { params: { bookingId: id } })
  await page.reload()
  await page.getByRole('button', { name: 'Ik vertrek' }).waitFor()
  await page.locator('.plaque .draw svg').waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  keep(await screenshot(page, 'today-phone-dark'), 'today-phone-dark')
})

test('My data: my-data-phone', async (t) => {
  const officer = await stage.pageOf(t, 'arjan.hulshof')
  const found = await call(officer, stage.url, listDataSubjects, { query: { search: 'Lotte' } })
  await call(officer, stage.url, getDataOf, { params: { personId: found.people[0]?.id ?? '' } })
  const page = await stage.pageOf(t, 'lotte.zijlstra', { viewport: 'phone' })
  await page.goto(`${stage.url}/me/data`)
  await page.locator('.store').first().waitFor()
  await page.locator('.looks').getByText('De privacyfunctionaris').first().waitFor()
  keep(await screenshot(page, 'my-data-phone'), 'my-data-phone')
  await page.emulateMedia({ colorScheme: 'dark' })
  keep(await screenshot(page, 'my-data-phone-dark'), 'my-data-phone-dark')
})

test('Signing in, and the ways of signing in that somebody has: sign-in-phone, security-phone', async (t) => {
  const page = await stage.browser.newPage(t, { viewport: 'phone' })
  await page.goto(`${stage.url}/sign-in`)
  await page.locator('.demo').waitFor()
  keep(await screenshot(page, 'sign-in-phone'), 'sign-in-phone')
  const mine = await stage.pageOf(t, 'bram.vermeulen', { viewport: 'phone' })
  const { session } = await attachSecurityKey(mine, 'internal')
  await mine.goto(`${stage.url}/me/security`)
  for (const name of ['Mijn telefoon', 'Sleutel aan mijn sleutelbos']) {
    await mine.getByRole('button', { name: 'Voeg een passkey toe' }).click()
    await mine.getByLabel('Naam van deze passkey').fill(name)
    await mine.getByRole('button', { name: 'Bewaar' }).click()
    await mine.locator('.passkey').getByText(name, { exact: true }).waitFor()
    await session.send('WebAuthn.disable')
    await attachSecurityKey(mine, 'usb')
  }
  await mine.reload()
  await mine.locator('.session').first().waitFor()
  keep(await screenshot(mine, 'security-phone'), 'security-phone')
  await mine.emulateMedia({ colorScheme: 'dark' })
  keep(await screenshot(mine, 'security-phone-dark'), 'security-phone-dark')
})
