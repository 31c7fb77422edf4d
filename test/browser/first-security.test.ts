import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { invitePerson } from '#contract/endpoints/people.ts'
import { getSession } from '#contract/endpoints/session.ts'
import { openMailbox } from '../mailbox.ts'
import type { Mailbox } from '../mailbox.ts'
import { attachSecurityKey } from './browser.ts'
import { codeIn } from './one-time-code.ts'
import { call, openEmpty } from './stage.ts'
import type { Stage } from './stage.ts'
import { acceptNotice, arrive, assertAccessible, assertNoSidewaysScroll, button, signInByHand } from './steps.ts'

// What an organisation asks of those who sign in, and what a link in somebody's mail opens. Mail goes to a server of the test's own.
let stage: Stage
let mail: Mailbox
before(async () => {
  mail = await openMailbox()
  stage = await openEmpty({ SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'Vrijplek <vrijplek@oeverland.example>' })
})
after(async () => {
  await stage.close()
  await mail.close()
})

const looked = async (page: Page) => {
  await assertAccessible(page)
  await assertNoSidewaysScroll(page)
}
const narrow = async (t: TestContext) => {
  const page = await stage.browser.newPage(t)
  await page.addInitScript(() => Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: () => Promise.resolve(false) }))
  await page.setViewportSize({ width: 360, height: 740 })
  return page
}
const manager = { email: 'noor.visser@oeverland.example', password: 'zeven sluizen en een brug' }
const today = { name: 'Waar werk je vandaag?' } as const
/** The link in the next mail to that address that has one; others tell what happened to the account. */
const linkTo = async (email: string): Promise<string> => {
  for (;;) {
    const found = /http:\/\/\S+\/invitation#\S+/.exec((await mail.next(email)).text)
    if (found !== null) return found[0]
  }
}

/** An organisation whose manager signed up, where a password alone is still enough. */
const signUp = async (page: Page) => {
  await page.goto(`${stage.url}/sign-up`)
  await page.getByLabel('Naam van je organisatie').fill('Gemeente Oeverland')
  await page.getByLabel('Je eigen naam').fill('Noor Visser')
  await page.getByLabel('E-mail van je werk').fill(manager.email)
  await page.getByLabel('Kies een wachtwoord').fill(manager.password)
  await page.getByRole('switch', { name: /^Een wachtwoord alleen/ }).check()
  await button(page, 'Maak organisatie aan').click()
  await page.getByRole('checkbox').nth(1).waitFor()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await button(page, 'Aanvaard').click()
  await page.getByRole('checkbox', { name: 'Ik heb dit gelezen en stem ermee in.' }).waitFor()
  await acceptNotice(page)
  await page.getByRole('heading', today).waitFor()
}

test('what an organisation asks counts at once: its manager adds a passkey, a new colleague an app, and a mailbox alone opens neither', async (t) => {
  const page = await narrow(t)
  const key = await attachSecurityKey(page, 'internal')
  await signUp(page)
  await page.goto(`${stage.url}/organisation/sign-in`)
  await arrive(page, 'Hoe mensen inloggen')
  await page.getByRole('switch', { name: /^Een wachtwoord alleen is genoeg/ }).uncheck()
  await page.getByLabel('Zonder gebruik eindigt een sessie na').selectOption({ label: '1 uur' })
  await button(page, 'Voeg een netwerk toe').click()
  await page.getByLabel('Naam', { exact: true }).fill('Stadhuis')
  await page.getByLabel('Adressen').fill('127.0.0.0')
  await button(page, 'Bewaar').click()
  await page.getByText('Schrijf een netwerk als 192.0.2.0/24 of 2001:db8::/32.').first().waitFor()
  await looked(page)
  await page.getByLabel('Adressen').fill('127.0.0.0/8')
  await button(page, 'Bewaar').click()

  // It counts for who set it too.
  await page.getByText('Bewaard. Het geldt vanaf nu.').waitFor()
  await page.goto(stage.url)
  await arrive(page, 'Beveilig je account')
  await button(page, 'Maak een passkey').waitFor()
  await looked(page)
  await button(page, 'Maak een passkey').click()
  await page.getByRole('heading', today).waitFor()
  assert.equal((await key.session.send('WebAuthn.getCredentials', { authenticatorId: key.authenticatorId })).credentials.length, 1)

  const jip = { email: 'jip.de.boer@oeverland.example', password: 'twaalf reigers op een rij' }
  await call(page, stage.url, invitePerson, { body: { name: 'Jip de Boer', email: jip.email, language: 'nl', teamId: null, roles: ['employee'] } })
  const phone = await narrow(t)
  await phone.goto(await linkTo(jip.email))
  await arrive(phone, 'Welkom bij Gemeente Oeverland')
  await button(phone, 'Liever een wachtwoord').click()
  await phone.getByText('In je organisatie is een wachtwoord alleen niet genoeg.').waitFor()
  await phone.getByLabel('Kies een wachtwoord').fill(jip.password)
  await button(phone, 'Bewaar en log in').click()
  await arrive(phone, 'Beveilig je account')
  await button(phone, 'Liever een authenticator-app').click()
  await phone.getByRole('img', { name: 'QR-code voor je authenticator-app' }).waitFor()
  await looked(phone)
  const secret = (await phone.locator('.secret code').innerText()).replaceAll(' ', '')
  await phone.getByLabel('Code die de app nu toont').fill(await codeIn(secret, 0))
  await button(phone, 'Zet de app aan').click()
  await phone.getByRole('heading', { name: 'Bewaar je herstelcodes' }).waitFor()
  await looked(phone)
  const codes = await phone.locator('.codes code').allInnerTexts()
  await button(phone, 'Ik heb ze bewaard').click()
  await phone.getByRole('checkbox', { name: 'Ik heb dit gelezen en stem ermee in.' }).waitFor()
  await acceptNotice(phone)
  await phone.getByRole('heading', today).waitFor()
  await phone.goto(`${stage.url}/me/security`)
  await phone.locator('.session').getByText('netwerk Stadhuis').first().waitFor()

  // Jip forgets the password. The link in the mail asks for the second factor as well, and signs out the phone.
  const other = await narrow(t)
  await other.goto(`${stage.url}/sign-in`)
  await other.getByLabel('E-mail van je werk').fill(jip.email)
  await other.keyboard.press('Enter')
  await other.getByRole('button', { name: /^Mail me een link/ }).click()
  await arrive(other, 'Kijk in je mail')
  await looked(other)
  const link = await linkTo(jip.email)
  await other.goto(link)
  await arrive(other, 'Kom weer binnen')
  await looked(other)
  await attachSecurityKey(other, 'internal')
  await button(other, 'Maak een passkey').click()
  await other.getByText('Vul dit in.').waitFor()
  await other.getByLabel('Code uit je authenticator-app, of een herstelcode').fill('111111')
  await button(other, 'Maak een passkey').click()
  await other.getByText('Deze code klopt niet').waitFor()
  await other.getByLabel('Code uit je authenticator-app, of een herstelcode').fill(codes[0] ?? '')
  await button(other, 'Maak een passkey').click()
  await other.getByRole('heading', today).waitFor()
  assert.equal((await call(other, stage.url, getSession, {})).person.email, jip.email)
  await phone.getByRole('link', { name: 'Kaart' }).click()
  await phone.getByText('Je sessie is afgelopen.').waitFor()

  const late = await narrow(t)
  await late.goto(link)
  await late.getByRole('link', { name: 'Naar inloggen' }).waitFor()
})

test('an address without an account is answered as one with', async (t) => {
  const page = await narrow(t)
  await page.goto(`${stage.url}/sign-in`)
  await page.getByLabel('E-mail van je werk').fill('niemand@oeverland.example')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Mail me een link/ }).click()
  await arrive(page, 'Kijk in je mail')
  await page.getByText('Hoort er een account bij niemand@oeverland.example, dan ligt er zo een link.').waitFor()
  await button(page, 'Andere manier').click()
  await signInByHand(page, { email: 'niemand@oeverland.example', password: 'dit is echt niet van mij' })
  await page.getByRole('alert').getByText('Inloggen lukte niet').waitFor()
  await looked(page)
})
