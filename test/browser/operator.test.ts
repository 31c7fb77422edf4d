import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { attachSecurityKey, expectNoAxeFindings, screenshot } from './browser.ts'
import { openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'

let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

/** What `npm run staff -- invite` prints beside the running service. */
const invite = (): string => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../../server/staff.ts'), 'invite', 'Ruth Baas', 'ruth@beheer.example'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', DATA_DIR: stage.folder, PORT: new URL(stage.url).port, DEMO: 'on' },
    encoding: 'utf8',
  })
  const [link] = /http\S+#\S+/.exec(stdout) ?? []
  assert.ok(link, stdout + stderr)
  return link
}

const managerOf = (organisation: string | undefined): string =>
  stage.demo.accounts.find(({ role, organisationId }) => role === 'organisation_manager' && organisationId === organisation)?.email.split('@')[0] ?? ''

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

test('a colleague of the operator enrols a hardware key, signs, visits by consent, and is out at once when the customer says so', async (t) => {
  const page = await stage.browser.newPage(t, { language: 'en' })
  await attachSecurityKey(page)
  await page.goto(invite())
  await page.getByLabel('Name of the key').fill('Blue key')
  await expectNoAxeFindings(page)
  await button(page, 'Enrol this key').click()

  await page.getByRole('heading', { name: 'Confidentiality declaration' }).waitFor()
  await expectNoAxeFindings(page)
  await screenshot(page, 'operator-declaration')
  await button(page, 'Sign with your key').click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await expectNoAxeFindings(page)

  await page.getByRole('link', { name: 'Visits' }).click()
  const [customer] = stage.demo.organisations
  await page.getByLabel('Customer', { exact: true }).selectOption({ label: customer?.name ?? '' })
  await page.getByLabel('Why, for the customer').fill('Bram cannot sign in since this morning')
  await page.getByLabel('Number of the ticket').fill('VP-1042')
  await expectNoAxeFindings(page)
  await button(page, 'Ask').click()
  await page.getByText('Waits for the customer').waitFor()

  const manager = await stage.pageOf(t, managerOf(customer?.id))
  await manager.goto(`${stage.url}/organisation/support`)
  await manager.getByText('Bram cannot sign in since this morning').waitFor()
  await expectNoAxeFindings(manager)
  await screenshot(manager, 'support-asked')
  await manager.getByRole('button', { name: /^(Toestaan|Allow)$/ }).click()

  await button(page, 'Begin the visit').click()
  await page.getByText('You are visiting').waitFor()
  await page.getByLabel('The whole e-mail address').fill(stage.account('bram.vermeulen').email)
  await button(page, 'Look up').click()
  await button(page, 'Look at account, sessions and bookings').click()
  await page.getByText('Signed in on').waitFor()
  await expectNoAxeFindings(page)
  await screenshot(page, 'operator-visit')

  await manager.reload()
  await manager.getByText(/Looks along now|Kijkt nu mee/).waitFor()
  await screenshot(manager, 'support-running')
  await manager.getByRole('button', { name: /^(Beëindig dit bezoek|End this visit)$/ }).click()
  await page.getByRole('heading', { name: 'This visit is over' }).first().waitFor({ timeout: 5000 })
  assert.equal(await page.getByText(stage.account('bram.vermeulen').email).count(), 0, 'nothing of the person stays on the screen')

  const bram = await stage.pageOf(t, 'bram.vermeulen')
  await bram.goto(`${stage.url}/me/data`)
  await bram.getByText('VP-1042').first().waitFor()
  for (const tab of ['Customers', 'Colleagues', 'Log', 'My keys']) {
    await page.getByRole('link', { name: tab }).click()
    await page.getByRole('heading', { level: 1, name: tab }).waitFor()
    await page.locator('.loading').waitFor({ state: 'detached' })
    await expectNoAxeFindings(page)
    await screenshot(page, `operator-${tab.toLowerCase().replaceAll(' ', '-')}`)
  }
})
