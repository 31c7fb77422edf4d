import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { attachSecurityKey } from './browser.ts'
import { openEmpty } from './stage.ts'
import type { Stage } from './stage.ts'
import { acceptNotice, arrive, assertAccessible, assertNoSidewaysScroll, button, signInByHand } from './steps.ts'

// From an instance without anything to two colleagues in it. The pages on this way are looked at as one passes them.
let stage: Stage
before(async () => {
  stage = await openEmpty()
})
after(() => stage.close())

/** Every page in both themes. */
const looked = async (page: Page) => {
  await assertAccessible(page)
  await assertNoSidewaysScroll(page)
}
const password = 'zeven sluizen en een brug'
const narrow = async (t: TestContext) => {
  const page = await stage.browser.newPage(t)
  await page.setViewportSize({ width: 360, height: 740 })
  return page
}

test('an organisation signs up, accepts the agreement, and lets the first colleague in', async (t) => {
  const page = await narrow(t)
  await attachSecurityKey(page, 'internal')
  await page.goto(stage.url)
  await arrive(page, /^Goede/)
  await looked(page)
  await page.getByRole('link', { name: 'Meld je organisatie aan' }).click()
  await arrive(page, 'Organisatie aanmelden')
  await button(page, 'Maak organisatie aan').click()
  await page.getByText('Vul dit in.').first().waitFor()
  await looked(page)
  await page.getByLabel('Naam van je organisatie').fill('Gemeente Oeverland')
  await page.getByLabel('Je eigen naam').fill('Noor Visser')
  await page.getByLabel('E-mail van je werk').fill('noor.visser@oeverland.example')
  await page.getByLabel('Kies een wachtwoord').fill(password)
  assert.equal(await page.getByRole('switch', { name: /^Een wachtwoord alleen/ }).isChecked(), false, 'the strict way is the one that needs no choice')
  await button(page, 'Maak organisatie aan').click()

  // A password alone is not enough here: a passkey first.
  await arrive(page, 'Beveilig je account')
  await button(page, 'Maak een passkey').waitFor()
  await looked(page)
  await button(page, 'Maak een passkey').click()

  // The agreement: nothing is ticked, both yeses are needed, refusing is as near as accepting.
  await arrive(page, /overeenkomst/i)
  await page.locator('.document section').nth(5).waitFor()
  await looked(page)
  const boxes = page.getByRole('checkbox')
  assert.equal(await boxes.count(), 2)
  for (const box of await boxes.all()) assert.equal(await box.isChecked(), false)
  await button(page, 'Aanvaard').click()
  await page.getByText('Zet beide vinkjes om te aanvaarden.').waitFor()
  await button(page, 'Weiger en vertrek').click()
  await page.getByRole('dialog', { name: 'Weigeren en vertrekken?' }).waitFor()
  await looked(page)
  await button(page, 'Nee, terug').click()
  for (const box of await boxes.all()) await box.check()
  await button(page, 'Aanvaard').click()

  await page.getByRole('checkbox', { name: 'Ik heb dit gelezen en stem ermee in.' }).waitFor()
  await looked(page)
  await acceptNotice(page)
  await page.getByRole('heading', { name: 'Waar werk je vandaag?' }).waitFor()
  await looked(page)

  // Nothing is furnished yet: every screen says so and what comes next.
  await page.getByRole('link', { name: 'Kaart' }).click()
  await page.getByText('Er is nog geen verdieping').waitFor()
  await looked(page)
  await page.goto(`${stage.url}/book`)
  await page.getByText('Er is nog niets om te boeken').waitFor()
  await looked(page)

  await page.getByRole('link', { name: 'Ik', exact: true }).click()
  await page.getByRole('link', { name: /Mensen, rechten/ }).click()
  await arrive(page, 'Beheer')
  await page.getByRole('main').getByRole('link', { name: /^Mensen/ }).click()
  await arrive(page, 'Mensen')
  await looked(page)
  await page.getByRole('link', { name: 'Iemand uitnodigen' }).click()
  await arrive(page, 'Iemand uitnodigen')
  await page.getByLabel('Naam', { exact: true }).fill('Jip de Boer')
  await page.getByLabel('E-mail', { exact: true }).fill('jip.de.boer@oeverland.example')
  await looked(page)
  await button(page, 'Maak uitnodiging').click()
  await page.getByRole('heading', { name: 'Geef deze link aan Jip de Boer' }).waitFor()
  await looked(page)
  const link = await page.getByLabel('Link', { exact: true }).inputValue()

  // Who opens the link uses nothing up: a scanner of mail may do so first.
  const scanner = await narrow(t)
  await scanner.goto(link)
  await arrive(scanner, 'Welkom bij Gemeente Oeverland')

  const jip = await narrow(t)
  const { session, authenticatorId } = await attachSecurityKey(jip, 'internal')
  await jip.goto(link)
  await arrive(jip, 'Welkom bij Gemeente Oeverland')
  assert.equal(new URL(jip.url()).hash, '', 'the code is out of the address')
  await looked(jip)
  await button(jip, 'Liever een wachtwoord').click()
  await button(jip, 'Bewaar en log in').click()
  await jip.getByText('Vul dit in.').waitFor()
  await looked(jip)
  await button(jip, 'Maak een passkey').click()
  await jip.waitForURL('**/first-use')
  const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
  assert.equal(credentials.length, 1)
  await acceptNotice(jip)
  await jip.getByRole('heading', { name: 'Waar werk je vandaag?' }).waitFor()

  // The link has done its work.
  const late = await narrow(t)
  await late.goto(link)
  await late.getByRole('link', { name: 'Naar inloggen' }).waitFor()
  await looked(late)
})

test('a manager who refuses the agreement is gone with all they filled in', async (t) => {
  const page = await stage.browser.newPage(t, { language: 'en', viewport: 'desktop' })
  const account = { email: 'kim.bos@heuvelland.example', password }
  await page.goto(`${stage.url}/sign-up`)
  await arrive(page, 'Sign up an organisation')
  await looked(page)
  await page.getByLabel('Name of your organisation').fill('Gemeente Heuvelland')
  await page.getByLabel('Your own name').fill('Kim Bos')
  await page.getByLabel('Your work e-mail').fill(account.email)
  await page.getByLabel('Choose a password').fill(account.password)
  await page.getByRole('switch', { name: /^A password alone/ }).check()
  await page.locator('form button[type=submit]').click()
  await page.locator('.document section').nth(5).waitFor()
  assert.equal(await page.locator('.document').getAttribute('lang'), 'en')
  await looked(page)
  await page.locator('.act-bar button').nth(1).click()
  await page.locator('dialog[open] .acts button').nth(1).click()
  await page.waitForURL('**/sign-in')

  const again = await narrow(t)
  await again.goto(stage.url)
  await arrive(again, /^Goede/)
  await signInByHand(again, account)
  await again.getByRole('alert').waitFor()
  await looked(again)
})
