import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { screenshot } from './browser.ts'
import type { PageOptions } from './browser.ts'
import { openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { assertAccessible, assertNoSidewaysScroll } from './steps.ts'

// Letting a third party in, as the one who answers for it does, and a token of one's own: on a phone in Dutch, on a desktop in English.
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const pictures = process.env['PICTURES'] === '1'
const look = async (page: Page, options: PageOptions, name: string) => {
  await page.waitForFunction(() => document.querySelector('.loading') === null)
  await assertAccessible(page)
  await assertNoSidewaysScroll(page)
  for (const colorScheme of pictures ? (['light', 'dark'] as const) : []) {
    await page.emulateMedia({ colorScheme })
    await screenshot(page, `integrations/${options.viewport}-${options.language}-${name}-${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

const said = {
  nl: {
    go: 'Verder', approve: 'Keur een partij goed', people: /Persoonlijke tokens/, name: 'Naam van de partij', contact: 'Contactadres', booking: 'Plekken vinden en boeken',
    places: /^Gebouwen/, accept: /namens/, sign: /^Keur .* goed$/, program: 'Naam van het programma', addProgram: 'Voeg een programma toe', secret: 'Nieuw geheim',
    once: 'Geheim', kept: 'Ik heb het bewaard', make: 'Maak een token', mine: 'Naam, voor jezelf', revoke: 'Trek in', revoked: 'Ingetrokken',
  },
  en: {
    go: 'Go on', approve: 'Approve a party', people: /Personal tokens/, name: 'Name of the party', contact: 'Contact address', booking: 'Finding and booking places',
    places: /^Buildings/, accept: /upon me for/, sign: /^Approve (?!a party)/, program: 'Name of the program', addProgram: 'Add a program', secret: 'New secret',
    once: 'Secret', kept: 'I have kept it', make: 'Make a token', mine: 'Name, for yourself', revoke: 'Revoke', revoked: 'Revoked',
  },
} as const

const looks = [
  { viewport: 'phone', language: 'nl' },
  { viewport: 'desktop', language: 'en' },
] as const

for (const options of looks) {
  describe(`third parties, ${options.viewport} in ${options.language}`, () => {
    const words = said[options.language]
    const pageOf = async (t: Parameters<DemoStage['pageOf']>[0]) => {
      const page = await stage.pageOf(t, 'margriet.van.loon', options)
      if (options.viewport === 'phone') await page.setViewportSize({ width: 360, height: 740 })
      return page
    }
    const approve = async (page: Page, party: string, forPeople: boolean) => {
      await page.goto(`${stage.url}/organisation/integrations/new`)
      if (forPeople) await page.getByRole('radio', { name: words.people }).check()
      await page.getByLabel(words.name).fill(party)
      await page.getByLabel(words.contact).fill('privacy@ruimtewijzer.example')
      await look(page, options, 'who')
      await page.getByRole('button', { name: words.go }).click()
      await page.getByLabel(words.booking).check()
      await page.getByLabel(words.places).check()
      await look(page, options, 'what')
      await page.getByRole('button', { name: words.go }).click()
      await look(page, options, 'how-long')
      await page.getByRole('button', { name: words.go }).click()
      await page.getByLabel(words.accept).check()
      await look(page, options, 'sign')
      await page.getByRole('button', { name: words.sign }).click()
      await page.getByRole('heading', { level: 1, name: party }).waitFor()
    }

    test('one approves a program, gives it a secret that is shown once, and revokes it', async (t) => {
      const page = await pageOf(t)
      const party = `Ruimtewijzer ${options.language}`
      await approve(page, party, false)
      await page.getByLabel(words.program).fill('Wandbord')
      await page.getByRole('button', { name: words.addProgram }).click()
      await page.getByRole('button', { name: words.secret }).click()
      const field = page.getByLabel(words.once, { exact: true })
      await field.waitFor()
      assert.match(await field.inputValue(), /^vp_key_/)
      await look(page, options, 'secret')
      await page.getByRole('button', { name: words.kept }).click()
      await field.waitFor({ state: 'detached' })
      await page.reload()
      assert.doesNotMatch(await page.content(), /vp_key_/)
      await page.getByRole('button', { name: words.revoke, exact: true }).click()
      await look(page, options, 'revoke')
      await page.getByRole('dialog').getByRole('button', { name: new RegExp(party) }).click()
      await page.getByText(words.revoked, { exact: true }).first().waitFor()
      await look(page, options, 'register')
    })

    test('one makes a token for a party that was approved for it, and takes it back', async (t) => {
      const page = await pageOf(t)
      await approve(page, `Agendabouwer ${options.language}`, true)
      await page.goto(`${stage.url}/me/tokens`)
      await page.getByRole('button', { name: words.make }).click()
      await page.getByLabel(words.mine).fill(`Agenda ${options.language}`)
      await page.getByLabel(words.booking).check()
      await page.getByLabel(words.places).check()
      await look(page, options, 'make-token')
      await page.getByRole('button', { name: words.make }).click()
      const field = page.getByLabel(words.once, { exact: true })
      await field.waitFor()
      assert.match(await field.inputValue(), /^vp_pat_/)
      await look(page, options, 'my-tokens')
      await page.getByRole('button', { name: words.kept }).click()
      await page.getByRole('button', { name: new RegExp(`Agenda ${options.language}`) }).click()
      await page.getByRole('dialog').getByRole('button', { name: words.revoke, exact: true }).click()
      await page.getByText(`Agenda ${options.language}`, { exact: true }).waitFor({ state: 'detached' })
    })
  })
}
