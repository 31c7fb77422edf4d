import assert from 'node:assert/strict'
import type { Page, Response } from 'playwright-core'
import { expectNoAxeFindings } from './browser.ts'

// What people do again and again in the app, and what one looks for.

/** The screen with this heading stands there. */
export const arrive = (page: Page, heading: string | RegExp) => page.getByRole('heading', { level: 1, name: heading }).waitFor()

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

export const signInByHand = async (page: Page, { email, password }: { readonly email: string; readonly password: string }) => {
  await page.getByLabel('E-mail van je werk').fill(email)
  await button(page, 'Verder').click()
  await page.getByLabel('Wachtwoord', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click()
}

/** Past what is kept of a person, by their own hand. */
export const acceptNotice = async (page: Page) => {
  await page.getByRole('checkbox', { name: 'Ik heb dit gelezen en stem ermee in.' }).check()
  await button(page, 'Doe mee').click()
}

/** The map of a floor, once it hears the live stream. */
export const openMap = async (page: Page, url: string, floorId: string, query = '') => {
  const stream = page.waitForResponse((answer) => answer.url().endsWith(`/floors/${floorId}/live/stream`))
  await page.goto(`${url}/map/${floorId}${query}`)
  await stream
  await page.locator('.plan [data-workspace]').first().waitFor()
}

/** A place on the plan. Its name for a screen reader says what is to be seen: "2.18, vrij tot 13:00, aan het raam". */
export const onPlan = (page: Page, { id }: { readonly id: string }) => page.locator(`.plan [data-workspace="${id}"]`)

/** When the words of a place on the open map first fit, epoch milliseconds by the clock of this machine. */
export const whenItSays = async (page: Page, { id, name }: { readonly id: string; readonly name: string }, words: RegExp): Promise<number> => {
  const seen = await page.waitForFunction(
    ([which, pattern]) => {
      const said = document.querySelector(`.plan [data-workspace="${which}"]`)?.getAttribute('aria-label') ?? ''
      return new RegExp(pattern).test(said) ? Date.now() : 0
    },
    [id, words.source] as const,
    { polling: 'raf' },
  ).catch(async (cause: unknown) => {
    throw new Error(`${name} should say ${words}, it says "${await onPlan(page, { id }).getAttribute('aria-label')}"`, { cause })
  })
  return seen.jsonValue()
}

/** When the server's answer reached the browser that asked, epoch milliseconds. */
export const answeredAt = async (answer: Promise<Response>): Promise<number> => {
  const given = await answer
  assert.ok(given.ok(), `${given.url()} answered ${given.status()}`)
  const { startTime, responseStart } = given.request().timing()
  return startTime + responseStart
}

/**
 * What everyone sees changes within a second of the server's answer. The half second more is the machine's, not the
 * service's: on two cores a server, its database and several browsers with software drawing run at the same time.
 */
export const assertWithinASecond = (fromMs: number, seenMs: number, what: string) =>
  assert.ok(seenMs - fromMs <= 1_500, `${what} took ${Math.round(seenMs - fromMs)} ms`)

/** Nothing sticks out sideways. */
export const assertNoSidewaysScroll = async (page: Page) => {
  const wide = await page.evaluate(() => {
    const { scrollWidth } = document.documentElement
    const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    return scrollWidth <= innerWidth ? '' : `${scrollWidth} > ${innerWidth}: ${out.slice(0, 3).map((one) => one.outerHTML.slice(0, 80)).join(' | ')}`
  })
  assert.equal(wide, '', page.url())
}

/** Axe finds nothing, light and dark. The themes differ in colours alone, so of the dark one only those are looked at. */
export const assertAccessible = async (page: Page) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await expectNoAxeFindings(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoAxeFindings(page, ['color-contrast'])
}
