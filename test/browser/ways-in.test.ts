import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { apiPrefix } from '#contract/api.ts'
import { getSession } from '#contract/endpoints/session.ts'
import { passkeySignInOptions, signInWithPasskey } from '#contract/endpoints/sign-in-ways.ts'
import { openDatabase } from '../start/program.ts'
import { attachSecurityKey } from './browser.ts'
import type { SecurityKey } from './browser.ts'
import { codeIn } from './one-time-code.ts'
import { call, openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { arrive, assertAccessible, assertNoSidewaysScroll, button, signInByHand } from './steps.ts'

// How people come in, with the browser's own authenticator and the running service.
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const looked = async (page: Page) => {
  await assertAccessible(page)
  await assertNoSidewaysScroll(page)
}
const weekday = /^(?:Maan|Dins|Woens|Donder|Vrij|Zater|Zon)dag$/
const title = 'Inloggen en beveiliging'

/** Somebody on a narrow phone that keeps passkeys, on their security page. */
const onSecurityPage = async (t: TestContext, name: string, offers = false): Promise<{ page: Page; key: SecurityKey }> => {
  const page = await stage.pageOf(t, name)
  // The virtual owner agrees to whatever is asked, also to the offer in the field for the address: without that offer only the button asks.
  if (!offers) await page.addInitScript(() => Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: () => Promise.resolve(false) }))
  await page.setViewportSize({ width: 360, height: 740 })
  const key = await attachSecurityKey(page, 'internal')
  await page.goto(`${stage.url}/me/security`)
  await arrive(page, title)
  return { page, key }
}
const passkeyLine = (page: Page, name: string) => page.locator('.passkey').filter({ has: page.getByText(name, { exact: true }) })

/** Adds a passkey and keeps the name that is proposed. */
const addPasskey = async (page: Page): Promise<string> => {
  await button(page, 'Voeg een passkey toe').click()
  const field = page.getByLabel('Naam van deze passkey')
  await field.waitFor()
  const name = await field.inputValue()
  await button(page, 'Bewaar').click()
  await passkeyLine(page, name).waitFor()
  return name
}
const signOff = async (page: Page) => {
  await page.getByRole('button', { name: 'Uitloggen', exact: true }).click()
  await arrive(page, /^Goede/)
}
const byPasskey = (page: Page) => button(page, 'Inloggen met passkey').click()

describe('with a passkey', () => {
  test('somebody makes one, gives it a name, and signs in with it on their phone', async (t) => {
    const { page, key } = await onSecurityPage(t, 'sanne.de.wit')
    await looked(page)
    await button(page, 'Voeg een passkey toe').click()
    await page.getByLabel('Naam van deze passkey').fill('Mijn telefoon')
    await looked(page)
    await button(page, 'Bewaar').click()
    await passkeyLine(page, 'Mijn telefoon').getByText('nog niet gebruikt').waitFor()
    const { credentials } = await key.session.send('WebAuthn.getCredentials', { authenticatorId: key.authenticatorId })
    assert.deepEqual(credentials.map(({ isResidentCredential, rpId }) => ({ isResidentCredential, rpId })), [{ isResidentCredential: true, rpId: 'localhost' }])
    await signOff(page)

    await byPasskey(page)
    await arrive(page, weekday)
    const session = await call(page, stage.url, getSession, {})
    assert.equal(session.method, 'passkey')
    await page.goto(`${stage.url}/me/security`)
    await passkeyLine(page, 'Mijn telefoon').getByText(/laatst gebruikt/).waitFor()
    await passkeyLine(page, 'Mijn telefoon').getByText('Gaat met je mee naar je andere apparaten').waitFor()
    await page.locator('.session').getByText('met passkey').first().waitFor()
  })

  test('a browser that offers it in the field for the address needs no button', async (t) => {
    const { page } = await onSecurityPage(t, 'teun.postma', true)
    assert.equal(await page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable()), true)
    await addPasskey(page)
    await page.getByRole('button', { name: 'Uitloggen', exact: true }).click()
    await page.waitForURL('**/sign-in')
    await arrive(page, weekday)
  })

  test('a device that does not see that it is its owner lets nobody in', async (t) => {
    const { page, key: { session, authenticatorId } } = await onSecurityPage(t, 'bram.vermeulen')
    await addPasskey(page)
    await signOff(page)
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await byPasskey(page)
    await page.getByRole('alert').getByText('Geen passkey ontvangen').waitFor()
    await looked(page)
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
    await byPasskey(page)
    await arrive(page, weekday)
  })

  test('one that was revoked signs in nowhere any more', async (t) => {
    const { page } = await onSecurityPage(t, 'petra.langendijk')
    const name = await addPasskey(page)
    await button(page, `Trek in: ${name}`).click()
    await looked(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Trek in' }).click()
    await page.getByText(`${name} is ingetrokken.`).waitFor()
    await passkeyLine(page, name).waitFor({ state: 'detached' })
    await signOff(page)
    await byPasskey(page)
    await page.getByRole('alert').getByText('Deze passkey werd niet aangenomen').waitFor()
  })

  test('a copy of one is found out by its counter, and the passkey is switched off', async (t) => {
    const { page, key: { session, authenticatorId } } = await onSecurityPage(t, 'desmond.pinas')
    const name = await addPasskey(page)
    await signOff(page)
    for (let times = 0; times < 2; times++) {
      await byPasskey(page)
      await arrive(page, weekday)
      await page.goto(`${stage.url}/me`)
      await signOff(page)
    }
    const { credentials: [credential] } = await session.send('WebAuthn.getCredentials', { authenticatorId })
    assert.ok(credential !== undefined && credential.signCount > 2)
    // The copy was made when the counter stood at 1.
    await session.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId })
    await session.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 1 } })
    await byPasskey(page)
    await page.getByRole('alert').getByText('Deze passkey werd niet aangenomen').waitFor()

    await signInByHand(page, stage.account('desmond.pinas'))
    await arrive(page, weekday)
    await page.goto(`${stage.url}/me/security`)
    await passkeyLine(page, name).getByText('Uitgezet: hij bleek op twee plekken te bestaan').waitFor()
    await looked(page)
  })
})

/** What the authenticator answers on the page that is open, to a question that the service just asked. */
const answerOn = async (page: Page) => {
  const { options } = await call(page, stage.url, passkeySignInOptions, {})
  return page.evaluate(async (asked) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked)
    const credential = await navigator.credentials.get({ publicKey })
    return (credential as PublicKeyCredential).toJSON()
  }, options)
}
const handIn = async (page: Page, answer: object) => {
  const response = await page.request.post(stage.url + apiPrefix + signInWithPasskey.path, { data: { answer } })
  const { code = null } = (await response.json()) as { code?: string }
  return { status: response.status(), code }
}

describe('an answer of a passkey', () => {
  test('lets in once, and never when it was given to another site', async (t) => {
    const other = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><html lang="nl"><title>Elders</title>'))
    await new Promise<void>((listening) => {
      other.listen(0, '127.0.0.1', listening)
    })
    t.after(() => other.close())
    const { page } = await onSecurityPage(t, 'giulia.conti')
    await addPasskey(page)
    await signOff(page)
    const own = await answerOn(page)
    assert.deepEqual(await handIn(page, own), { status: 201, code: null })
    assert.deepEqual(await handIn(page, own), { status: 401, code: 'passkey_refused' })
    // Another port is another origin, though browsers let both use passkeys of the same name.
    await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`)
    assert.deepEqual(await handIn(page, await answerOn(page)), { status: 401, code: 'passkey_refused' })
  })

  test('is not asked for where it could not be given: an address in figures', async (t) => {
    const page = await stage.browser.newPage(t)
    await page.goto(`${stage.url.replace('localhost', '127.0.0.1')}/sign-in`)
    await page.getByLabel('E-mail van je werk').waitFor()
    assert.equal(await button(page, 'Inloggen met passkey').count(), 0)
    await signInByHand(page, stage.account('gerda.oosterhuis'))
    await arrive(page, weekday)
  })
})

describe('with a password and an authenticator app', () => {
  test('the app is set up, its codes are kept, and signing in asks for a code; a recovery code does once', async (t) => {
    const page = await stage.pageOf(t, 'ruben.goossens')
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(`${stage.url}/me/security`)
    await button(page, 'Stel een app in').click()
    await page.getByRole('img', { name: 'QR-code voor je authenticator-app' }).waitFor()
    await looked(page)
    const secret = (await page.locator('.secret code').innerText()).replaceAll(' ', '')
    await page.getByLabel('Code die de app nu toont').fill('000000')
    await button(page, 'Zet de app aan').click()
    await page.getByRole('alert').getByText('Deze code klopt niet').waitFor()
    await page.getByLabel('Code die de app nu toont').fill(await codeIn(secret, 0))
    await button(page, 'Zet de app aan').click()
    await page.getByRole('heading', { name: 'Bewaar je herstelcodes' }).waitFor()
    await looked(page)
    const codes = await page.locator('.codes code').allInnerTexts()
    assert.ok(codes.length >= 8, codes.join(' '))
    await button(page, 'Ik heb ze bewaard').click()
    await page.getByText(`Nog ${codes.length} herstelcodes over.`).waitFor()
    await signOff(page)

    const account = stage.account('ruben.goossens')
    await signInByHand(page, account)
    await arrive(page, 'Nog één stap')
    await looked(page)
    // As apps show it, with a space; the code of half a minute from now is one that was not used yet.
    const code = await codeIn(secret, 30)
    await page.getByLabel('Code uit je app').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await page.keyboard.press('Enter')
    await arrive(page, weekday)
    assert.equal((await call(page, stage.url, getSession, {})).method, 'password_totp')
    await page.goto(`${stage.url}/me`)
    await signOff(page)

    await signInByHand(page, account)
    await button(page, 'Ik heb mijn app niet bij me').click()
    await page.getByLabel('Herstelcode').fill(codes[0] ?? '')
    await page.keyboard.press('Enter')
    await arrive(page, weekday)
    await page.goto(`${stage.url}/me`)
    await signOff(page)
    await signInByHand(page, account)
    await button(page, 'Ik heb mijn app niet bij me').click()
    await page.getByLabel('Herstelcode').fill(codes[0] ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Deze code klopt niet').waitFor()
    await looked(page)
  })
})

/** As if the person came in eleven minutes ago: dangerous acts ask again who it is. */
const letTimePass = async (page: Page, email: string) => {
  const database = await openDatabase(stage.folder)
  const { person: { id } } = await call(page, stage.url, getSession, {})
  await database.query(`UPDATE sessions SET verified_at = verified_at - interval '11 minutes' WHERE person_id = $1`, [id])
  await database.end()
  // What the service remembers of a session is a second old at most.
  for (;;) {
    const { stepUpUntil, person } = await call(page, stage.url, getSession, {})
    assert.equal(person.email, email)
    if (Temporal.Instant.compare(Temporal.Instant.from(stepUpUntil), Temporal.Now.instant()) < 0) return
  }
}

describe('a dangerous act', () => {
  test('asks once more who it is, by passkey, and goes on by itself', async (t) => {
    const { page } = await onSecurityPage(t, 'lotte.zijlstra')
    const first = await addPasskey(page)
    await letTimePass(page, stage.account('lotte.zijlstra').email)
    await button(page, `Trek in: ${first}`).click()
    await page.getByRole('dialog', { name: `${first} intrekken?` }).getByRole('button', { name: 'Trek in' }).click()
    const dialog = page.getByRole('dialog', { name: 'Laat even zien dat jij het bent' })
    const confirm = dialog.getByRole('button', { name: 'Bevestig met passkey' })
    await confirm.waitFor()
    assert.equal(await confirm.evaluate((one) => one === document.activeElement), true, 'the way on has the focus')
    await looked(page)
    await confirm.click()
    await page.getByText(`${first} is ingetrokken.`).waitFor()
    assert.equal(await dialog.count(), 0)
    // Ten minutes long it is known who it is.
    await button(page, 'Stel een app in').click()
    await page.getByRole('img', { name: 'QR-code voor je authenticator-app' }).waitFor()
  })

  test('is left undone by who does not show it; a wrong password says so and leaves them signed in', async (t) => {
    const { page } = await onSecurityPage(t, 'niels.brandsma')
    const account = stage.account('niels.brandsma')
    await letTimePass(page, account.email)
    await button(page, 'Stel een app in').click()
    const dialog = page.getByRole('dialog', { name: 'Laat even zien dat jij het bent' })
    await dialog.getByLabel('Wachtwoord', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('alert').getByText('Laat even zien dat jij het bent').waitFor()
    assert.equal(await page.locator('.app-setup').count(), 0)

    await button(page, 'Stel een app in').click()
    const field = dialog.getByLabel('Wachtwoord', { exact: true })
    await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'password')
    await field.fill('dit is het niet, echt')
    await page.keyboard.press('Enter')
    await dialog.getByRole('alert').waitFor()
    await looked(page)
    await field.fill(account.password)
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: 'QR-code voor je authenticator-app' }).waitFor()
    await arrive(page, title)
  })
})

test('somebody signs another device out; that one says so at the sign-in, and goes on where it was', async (t) => {
  const phone = await stage.pageOf(t, 'marloes.prins')
  const desk = await stage.pageOf(t, 'marloes.prins', { viewport: 'desktop', language: 'nl' })
  await phone.goto(`${stage.url}/me/bookings`)
  await arrive(phone, 'Mijn boekingen')
  await desk.goto(`${stage.url}/me/security`)
  await desk.locator('.session').nth(1).waitFor()
  // The one that was used last stands first, after this device itself.
  const count = await desk.locator('.session').count()
  await desk.locator('.session').nth(1).getByRole('button', { name: /^Log uit op / }).click()
  await desk.getByText(/^Uitgelogd op /).waitFor()
  await desk.locator('.session').nth(count - 1).waitFor({ state: 'detached' })

  await phone.getByRole('link', { name: 'Vandaag' }).click()
  await phone.getByText('Je sessie is afgelopen.').waitFor()
  await looked(phone)
  await signInByHand(phone, stage.account('marloes.prins'))
  await arrive(phone, /^(?:Mijn boekingen|\w+dag)$/)
})
