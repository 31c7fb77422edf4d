import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { screenshot } from './browser.ts'
import { openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { assertAccessible, assertNoSidewaysScroll } from './steps.ts'

let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

const pictures = process.env['PICTURES'] === '1'

const list = (mark: string) =>
  [
    'Naam;E-mail;Team;Rol;Soort;Tot en met', `Jet Mulder;jet.${mark}@elders.example;;Receptionist;;`, 'Zonder adres;;;;;', 'Verkeerd team;w@elders.example;Bestaat niet;;;',
    ...Array.from({ length: 400 }, (_, at) => `Persoon ${at};p${at}.${mark}@elders.example;;;;`),
  ].join('\r\n')

for (const [name, options, width] of [
  ['a phone, in Dutch', { viewport: 'phone', language: 'nl' }, 360],
  ['a desktop, in English', { viewport: 'desktop', language: 'en' }, 1440],
] as const) {
  const of = <T>(dutch: T, english: T): T => (options.language === 'nl' ? dutch : english)
  test(`a manager brings in a list of four hundred, on ${name}`, async (t) => {
    const page = await stage.pageOf(t, 'margriet.van.loon', options)
    if (width === 360) await page.setViewportSize({ width, height: 740 })
    const look = async (picture: string) => {
      await assertAccessible(page)
      await assertNoSidewaysScroll(page)
      if (pictures) await screenshot(page, `people-import/${options.viewport}-${picture}`)
    }
    await page.goto(`${stage.url}/people-import`)
    const text = page.getByLabel(of('Lijst', 'List'), { exact: true })
    await text.fill(list(options.viewport))
    await look('list')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: of('Dit gaat er gebeuren', 'This is what happens') }).waitFor()
    assert.equal(await page.locator('.import-table tbody tr').count(), 2, 'the wrong lines come first')
    await page.getByText(of('Team “Bestaat niet” bestaat niet. Maak het eerst aan.', 'There is no team “Bestaat niet”. Add it first.')).waitFor()
    await look('wrong')
    await page.getByRole('button', { name: of('Alle regels', 'All lines') }).click()
    assert.equal(await page.locator('.import-table tbody tr').count(), 403)
    await look('all')
    await page.getByRole('button', { name: of('401 mensen inlezen', 'Bring 401 people in') }).click()
    await page.getByRole('heading', { name: of('De lijst is ingelezen', 'The list is in') }).waitFor()
    await look('done')
    await page.goto(`${stage.url}/organisation/provisioning`)
    assert.equal(await page.getByLabel(of('Adres voor de adreslijst', 'Address for the directory')).inputValue(), `${stage.url}/scim/v2`)
    await look('directory')
  })
}
