import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listLocations } from '#contract/endpoints/places.ts'
import { call, openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { arrive, assertNoSidewaysScroll, button } from './steps.ts'

// What somebody who manages people and rights does, on a desktop; every page of it in both looks is in every-page.
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const desktop = { viewport: 'desktop' } as const
const manager = 'margriet.van.loon'

test('a role at one location: given step by step, seen at once by whoever got it, and only there', async (t) => {
  const page = await stage.pageOf(t, manager, desktop)
  const { locations } = await call(page, stage.url, listLocations, {})
  const [here, elsewhere] = locations
  assert.ok(here !== undefined && elsewhere !== undefined)
  const bram = await stage.pageOf(t, 'bram.vermeulen', desktop)
  await bram.goto(stage.url)
  await bram.getByRole('link', { name: 'Vandaag' }).waitFor()
  assert.equal(await bram.getByRole('link', { name: 'Beheer' }).count(), 0)

  await page.goto(`${stage.url}/control/rights/give`)
  await page.getByLabel('Zoek op naam of e-mail').fill('Bram Ver')
  await button(page, /^Bram Vermeulen/).click()
  await page.getByRole('radio', { name: /^Locatiebeheerder/ }).check()
  await page.getByRole('radio', { name: here.name }).check()
  await button(page, 'Geef locatiebeheerder').click()
  await page.getByText('Leg het uit in minstens drie tekens.').waitFor()
  await page.getByLabel('In een zin, voor wie het later nakijkt').fill('Richt de nieuwe verdieping in.')
  await button(page, 'Geef locatiebeheerder').click()
  await page.getByText(`Bram Vermeulen is nu locatiebeheerder, ${here.name}.`).waitFor()
  await arrive(page, here.name)
  await page.getByRole('cell', { name: 'Richt de nieuwe verdieping in.' }).waitFor()

  await bram.reload()
  await bram.getByRole('link', { name: 'Beheer' }).click()
  await arrive(bram, 'Beheer')
  const sections = bram.getByRole('navigation', { name: 'Onderdelen van beheer' })
  await sections.getByRole('link', { name: 'Rechten', exact: true }).click()
  await arrive(bram, here.name)
  assert.equal(await sections.getByRole('link', { name: 'Mensen' }).count(), 0, 'accounts are not theirs')
  assert.equal(await sections.getByRole('link', { name: elsewhere.name }).count(), 0, 'nor is another location')
  await bram.getByRole('link', { name: 'Bram Vermeulen' }).first().click()
  await bram.getByText(`als locatiebeheerder, ${here.name}`).first().waitFor()

  await page.getByRole('row', { name: /Bram Vermeulen/ }).getByRole('button', { name: `Neem af: Locatiebeheerder, ${here.name}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Neem af' }).click()
  await page.getByText(`Locatiebeheerder, ${here.name} afgenomen van Bram Vermeulen.`).waitFor()
  await bram.goto(`${stage.url}/control`)
  await bram.getByText('Dit onderdeel is niet van jou').waitFor()
})

test('the list of people: found while typing, narrowed, walked with the keyboard, and opened beside the list', async (t) => {
  const page = await stage.pageOf(t, manager, desktop)
  await page.goto(`${stage.url}/control/people`)
  await page.locator('.people-table tbody tr').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('bram')
  await page.getByText('1 persoon').waitFor()
  await page.waitForURL(/[?&]q=bram/)
  await page.getByRole('link', { name: /^Bram Vermeulen/ }).click()
  await page.getByRole('heading', { level: 2, name: 'Bram Vermeulen', exact: true }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Waar ingelogd' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 2, name: 'Bram Vermeulen', exact: true }).waitFor({ state: 'detached' })

  await page.getByRole('searchbox').fill('')
  await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'Organisatiebeheerder' })
  await page.getByRole('row', { name: /Margriet van Loon/ }).waitFor()
  await page.waitForURL(/role=organisation_manager/)
  await button(page, 'Wis filters').click()
  await page.locator('.people-table tbody tr').nth(5).waitFor()
  await page.locator('.people-table tbody a').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  const bar = page.getByRole('region', { name: '2 gekozen' })
  await bar.waitFor()
  const team = await bar.getByLabel('Zet in team').locator('option').nth(1).textContent() ?? ''
  await bar.getByLabel('Zet in team').selectOption({ label: team })
  await bar.getByRole('button', { name: 'Zet over' }).click()
  await page.getByText(new RegExp(`^\\d (?:persoon staat|mensen staan) nu in ${team}\\.$`)).waitFor()
  await bar.waitFor({ state: 'detached' })
})

test('somebody is invited, signed out, switched off and on again', async (t) => {
  const page = await stage.pageOf(t, manager, desktop)
  await page.goto(`${stage.url}/control/people/invite`)
  await page.getByLabel('Naam', { exact: true }).fill('Jip de Boer')
  await page.getByLabel('E-mail', { exact: true }).fill('jip.de.boer@vaartendiep.example')
  await button(page, 'Maak uitnodiging').click()
  await page.getByRole('heading', { name: 'Geef deze link aan Jip de Boer' }).waitFor()
  assert.match(await page.getByLabel('Link', { exact: true }).inputValue(), /^http.*#/)
  await page.getByRole('link', { name: 'Bekijk Jip de Boer' }).click()
  await arrive(page, 'Jip de Boer')
  await page.getByText('Nog nooit ingelogd').waitFor()

  await stage.pageOf(t, 'petra.langendijk', desktop)
  await page.goto(`${stage.url}/control/people?q=petra`)
  await page.getByRole('link', { name: /^Petra Langendijk/ }).click()
  const panel = page.getByRole('complementary')
  await panel.getByRole('button', { name: 'Log overal uit' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Log overal uit' }).click()
  await panel.getByText('Nergens ingelogd.').waitFor()
  await panel.getByRole('button', { name: 'Schakel uit' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Schakel uit' }).click()
  await panel.getByText('Uitgeschakeld', { exact: true }).waitFor()
  await panel.getByRole('button', { name: 'Schakel weer in' }).click()
  await panel.getByText('Doet mee', { exact: true }).waitFor()
  await assertNoSidewaysScroll(page)
})

test('the last organisation manager stays, and the page says why', async (t) => {
  const page = await stage.pageOf(t, manager, desktop)
  await page.goto(`${stage.url}/control/rights?view=roles&role=organisation_manager`)
  await page.getByText('Dit is de laatste organisatiebeheerder. Geef eerst iemand anders die rol, dan kan deze weg.').waitFor()
  assert.equal(await page.locator('main').getByRole('button', { name: 'Neem af' }).count(), 0)
})

test('an access review: started, answered with one key each, and what is done is counted', async (t) => {
  const page = await stage.pageOf(t, manager, desktop)
  await page.goto(`${stage.url}/control/reviews`)
  await button(page, 'Kijk nu na').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Kijk nu na' }).click()
  await arrive(page, /^Nakijken van /)
  await page.getByText(/^Vervalt op /).waitFor()
  const first = page.locator('.review-lines li').first()
  await first.getByRole('button').first().focus()
  await page.keyboard.press('k')
  await first.getByText('Bevestigd').waitFor()
  await page.getByText(/^[1-9]\d* van \d+ beantwoord$/).waitFor()
  // The focus went on to the next one, so that the next key answers that.
  const second = page.locator('.review-lines li').nth(1)
  if (await second.count() > 0) {
    await page.keyboard.press('n')
    await second.getByText('Afgenomen').waitFor()
  }
  await button(page, /^Bevestig (?:alle )?\d+ medewerker/).click()
  await page.getByText('Bevestigd.', { exact: true }).waitFor()
  await page.goto(`${stage.url}/control/reviews`)
  await page.getByRole('heading', { level: 2, name: 'Loopt nu' }).waitFor()
})
