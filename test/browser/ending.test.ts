import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'
import { arrive, assertAccessible, assertNoSidewaysScroll, button } from './steps.ts'

// The end of an agreement, told and taken back (G9). That everything is erased in time is proven at the server.
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

test('an end that was told is seen by who can still act, followed by link without an account, and can be withdrawn', async (t) => {
  const page = await stage.pageOf(t, 'margriet.van.loon', { viewport: 'phone' })
  await page.goto(`${stage.url}/organisation`)
  await page.getByRole('link', { name: 'Naar het beëindigen' }).click()
  await arrive(page, 'Overeenkomst beëindigen')
  await page.getByRole('heading', { level: 2, name: 'Eerst meenemen' }).waitFor()
  const { organisationId } = stage.account('margriet.van.loon')
  const organisation = stage.demo.organisations.find(({ id }) => id === organisationId)?.name ?? ''
  await button(page, 'Beëindig de overeenkomst').click()
  await page.getByText(`Typ precies ${organisation}.`).waitFor()
  await page.getByLabel(`Typ de naam van je organisatie: ${organisation}`).fill(organisation)
  await button(page, 'Beëindig de overeenkomst').click()

  await arrive(page, 'Het einde staat vast')
  const link = await page.getByLabel('Link voor later').inputValue()
  assert.match(new URL(link).pathname, /^\/endings\/[\w-]{43}$/)
  await button(page, 'Ik heb de link bewaard').click()
  await page.getByText(/^De overeenkomst eindigt over (29|30)\s+dagen/).waitFor()
  await page.getByText('tot het einde').waitFor()
  await assertAccessible(page)

  const officer = await stage.pageOf(t, 'arjan.hulshof')
  await officer.goto(stage.url)
  await officer.getByText(/^De overeenkomst eindigt over /).waitFor()
  const employee = await stage.pageOf(t, 'sanne.de.wit')
  await employee.goto(stage.url)
  await employee.locator('.plaque h2').waitFor()
  assert.equal(await employee.getByText(/^De overeenkomst eindigt over /).count(), 0)

  const stranger = await stage.browser.newPage(t, { viewport: 'phone' })
  await stranger.setViewportSize({ width: 360, height: 740 })
  await stranger.goto(link)
  await arrive(stranger, `Einde van ${organisation}`)
  await stranger.getByRole('heading', { level: 2, name: 'Wat software niet kan bewijzen' }).waitFor()
  await assertAccessible(stranger)
  await assertNoSidewaysScroll(stranger)

  await button(page, 'Trek het einde in').click()
  await page.locator('dialog[open]').getByRole('button', { name: 'Trek het einde in' }).click()
  await page.getByText('Ingetrokken. De overeenkomst loopt door.').waitFor()
  assert.equal(await page.getByText(/^De overeenkomst eindigt over /).count(), 0)
  await stranger.reload()
  await stranger.getByText('Deze link hoort nergens bij').waitFor()
})
