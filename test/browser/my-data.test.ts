import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import { getSession } from '#contract/endpoints/session.ts'
import { openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { arrive, assertNoSidewaysScroll, button } from './steps.ts'

// What a person does about their own data, with a phone in one hand (G1.2, G8).
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const phone = { viewport: 'phone' } as const

test('what is kept about me stands under what it is for, unfolds into its rows, and says until when', async (t) => {
  const page = await stage.pageOf(t, 'sanne.de.wit', phone)
  await page.goto(`${stage.url}/me`)
  await page.getByRole('link', { name: /^Bekijk je gegevens/ }).click()
  await arrive(page, 'Mijn gegevens')
  await page.getByText(/^\d+ soorten gegevens bewaren we van je\./).waitFor()
  const account = button(page, /^Naam, e-mail, team en keuzes\s*30 dagen na /)
  await account.click()
  assert.equal(await account.getAttribute('aria-expanded'), 'true')
  await page.getByRole('cell', { name: 'Sanne de Wit' }).waitFor()
  await page.getByRole('cell', { name: stage.account('sanne.de.wit').email }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Wie keek naar mij' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Op dit apparaat' }).waitFor()
  await assertNoSidewaysScroll(page)
})

test('taking everything along: the file is made while one waits, and what comes down is a ZIP', async (t) => {
  const page = await stage.pageOf(t, 'giulia.conti', phone)
  await page.goto(`${stage.url}/me/data/export`)
  await button(page, 'Maak het bestand').click()
  await page.getByRole('heading', { level: 2, name: 'Je bestand is klaar' }).waitFor({ timeout: 60_000 })
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download ZIP/ }).click()
  const file = await (await coming).path()
  assert.equal(readFileSync(file).subarray(0, 4).toString('latin1'), 'PK\u0003\u0004')
  await page.goto(`${stage.url}/me/data`)
  await page.getByText('Meenemen', { exact: true }).first().waitFor()
  await page.getByText(/^klaar op /).first().waitFor()
})

test('frozen data: a calm note on Today, the map and booking, with the way to lift it', async (t) => {
  const page = await stage.pageOf(t, 'niels.brandsma', phone)
  await page.goto(`${stage.url}/me/data/freeze`)
  await button(page, 'Zet mijn gegevens stil').click()
  await page.getByText(/^Je gegevens staan stil sinds /).waitFor()
  for (const path of ['/', '/book', `/map/${stage.floor('Begane grond').id}`]) {
    await page.goto(stage.url + path)
    await page.getByText('Je gegevens staan stil', { exact: true }).first().waitFor()
  }
  await page.getByRole('link', { name: 'Hef het op' }).first().click()
  await button(page, 'Gebruik mijn gegevens weer').click()
  await button(page, 'Zet mijn gegevens stil').waitFor()
  await page.goto(stage.url)
  await page.locator('.plaque h2').waitFor()
})

test('erase me: only after the typed word; then a receipt that outlives the session, and nothing of mine left on the phone', async (t) => {
  const page = await stage.pageOf(t, 'teun.postma', phone)
  await page.goto(`${stage.url}/me/data`)
  await page.getByRole('link', { name: /^Wissen/ }).click()
  await arrive(page, 'Wissen')
  for (const part of ['Wat weggaat', 'Wat blijft, zonder jou', 'Wat je werkgever eerst moet beslissen']) {
    await page.getByRole('heading', { level: 2, name: part }).waitFor()
  }
  await button(page, 'Wis mij, voorgoed').click()
  await page.getByText('Typ precies wissen.').waitFor()
  await page.getByLabel('Typ wissen om het te bevestigen').fill('wissen')
  await button(page, 'Wis mij, voorgoed').click()
  await page.waitForURL(/\/receipts\/[\w-]{60,100}$/)
  await arrive(page, 'Alles is gewist')
  await page.getByText(/^vrijplek erasure-receipt 1/).waitFor()
  assert.equal(await page.getByLabel('Link naar dit bewijs').inputValue(), page.url())

  const asked = await page.request.get(stage.url + apiPrefix + getSession.path)
  assert.equal(asked.status(), 401)
  const kept = await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('vrijplek-kept-')))
  assert.deepEqual(kept, [])
  // Anybody with the link sees the same.
  const stranger = await stage.browser.newPage(t, phone)
  await stranger.goto(page.url())
  await arrive(stranger, 'Alles is gewist')
})
