import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openDemo } from './stage.ts'
import type { DemoStage } from './stage.ts'

// The main job without a mouse.
let stage: DemoStage
before(async () => {
  stage = await openDemo()
})
after(() => stage.close())

/** What has the focus: how it is called, and whether one sees that it has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const here = document.activeElement
    if (here === null || here === document.body) return { name: '', visible: false }
    // A radio is drawn by what stands beside it, a place on the plan by its parts.
    const drawn = [here, here.nextElementSibling, here.closest('label'), ...here.querySelectorAll('*')].filter((one) => one !== null)
    const visible = drawn.some((one) => {
      const { outlineStyle, outlineWidth, boxShadow, stroke, strokeWidth } = getComputedStyle(one)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
        || (one instanceof SVGElement && stroke !== 'none' && Number.parseFloat(strokeWidth) > 0 && here.matches('[data-workspace]:focus-visible'))
    })
    const label = here.getAttribute('aria-label') ?? (here instanceof HTMLInputElement ? [...here.labels ?? []].map((one) => one.textContent).join(' ') : here.textContent)
    return { name: (label ?? '').trim(), visible }
  })

/** Goes on by Tab until something of that name has the focus; at every stop the focus must be seen. */
const tabTo = async (page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab') => {
  const stops: string[] = []
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key)
    const stop = await focused(page)
    if (stop.name === '') continue // around the end of the page
    assert.ok(stop.visible, `the focus on "${stop.name}" is not to be seen`)
    if (name.test(stop.name)) return stop.name
    stops.push(stop.name)
  }
  assert.fail(`no Tab comes to ${name}, only to ${stops.join(' | ')}`)
}

/** The heading of the screen one comes to takes the focus, so that a screen reader begins there. */
const arriveByKeys = (page: Page, heading: RegExp) =>
  page.waitForFunction(
    (pattern) => document.activeElement?.localName === 'h1' && new RegExp(pattern).test(document.activeElement.textContent ?? ''),
    heading.source,
  )

const weekday = /^(?:Maan|Dins|Woens|Donder|Vrij|Zater|Zon)dag$/

test('sign in, book, check in and walk the map, by keyboard alone', async (t) => {
  const page = await stage.browser.newPage(t, { viewport: 'desktop' })
  const { email, password } = stage.account('marloes.prins')
  await page.goto(stage.url)
  await page.getByLabel('E-mail van je werk').waitFor()
  await tabTo(page, /^E-mail/)
  await page.keyboard.type(email)
  await page.keyboard.press('Enter')
  // The field that comes next has the focus already.
  await page.waitForFunction(() => document.activeElement?.getAttribute('autocomplete') === 'current-password')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await arriveByKeys(page, weekday)

  await page.getByRole('link', { name: 'Sluishuis' }).waitFor()
  await tabTo(page, /^Sluishuis$/)
  await page.keyboard.press('Enter')
  await arriveByKeys(page, /^Boeken$/)

  await page.getByRole('button', { name: /^Boek S\./ }).waitFor()
  const act = await tabTo(page, /^Boek S\./)
  await page.keyboard.press('Enter')
  await arriveByKeys(page, weekday)
  await page.getByRole('heading', { level: 2, name: act.replace('Boek ', '') }).waitFor()

  await tabTo(page, /^Inchecken$/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Ik vertrek' }).waitFor()

  await tabTo(page, /^Kaart$/)
  await page.keyboard.press('Enter')
  await page.locator('.plan [data-workspace]').first().waitFor()
  await arriveByKeys(page, /^Begane grond$/)

  const first = await tabTo(page, /^(?:S\.\d\d|Peil|Schutkolk), /)
  await page.keyboard.press('ArrowRight')
  const second = await focused(page)
  assert.notEqual(second.name, first)
  assert.match(second.name, /^(?:S\.\d\d|Peil|Schutkolk), /)
  await page.keyboard.press('Enter')
  const name = second.name.split(',')[0] ?? ''
  await page.waitForFunction((title) => document.activeElement?.localName === 'h2' && document.activeElement.textContent === title, name)
  await page.keyboard.press('Escape')
  await page.waitForFunction((label) => document.activeElement?.getAttribute('aria-label')?.startsWith(`${label},`) === true, name)
  assert.equal(await page.locator('.sheet').count(), 0)
})

test('the first Tab of every screen leads past the menu', async (t) => {
  const page = await stage.pageOf(t, 'desmond.pinas')
  for (const path of ['/', '/book', '/people', '/me']) {
    await page.goto(stage.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    assert.deepEqual(await focused(page), { name: 'Naar de inhoud', visible: true })
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'screen')
  }
})

test('a dialog keeps the focus inside, Escape refuses, and the focus goes back to what opened it', async (t) => {
  const page = await stage.pageOf(t, 'ruben.goossens')
  await page.goto(`${stage.url}/me`)
  await page.getByRole('button', { name: 'Overal uitloggen' }).waitFor()
  await tabTo(page, /^Overal uitloggen$/)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Op al je apparaten uitloggen?' }).waitFor()
  for (let presses = 0; presses < 4; presses++) {
    await page.keyboard.press('Tab')
    const inside = await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)
    assert.ok(inside, 'the focus left the dialog')
  }
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Overal uitloggen')
})
