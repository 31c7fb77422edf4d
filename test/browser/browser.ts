import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

export type PageOptions = {
  readonly viewport?: 'phone' | 'desktop'
  readonly colorScheme?: 'light' | 'dark'
  readonly language?: 'nl' | 'en'
  /** Complaints that this test provokes on purpose, matched against what the browser says. */
  readonly provokes?: readonly RegExp[]
}

const viewports: Readonly<Record<NonNullable<PageOptions['viewport']>, BrowserContextOptions>> = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
}

export type TestBrowser = {
  /**
   * A page in a context of its own: other cookies, other storage, another person. It is closed after the test, and
   * the test fails when the page broke its content security policy, threw, logged an error or asked another host.
   */
  readonly newPage: (t: TestContext, options?: PageOptions) => Promise<Page>
  readonly close: () => Promise<void>
}

/** Starts Chromium. Throws one sentence when this machine has no browser that works. */
export const openBrowser = async (): Promise<TestBrowser> => {
  const { path, flags, environment } = await findChromium()
  let browser: Browser
  try {
    browser = await chromium.launch({ executablePath: path, args: [...flags], env: { ...process.env, ...environment } })
  } catch (cause) {
    throw new Error(`The browser ${path} does not start; set CHROME_PATH to a Chrome or Chromium that does.`, { cause })
  }
  return {
    newPage: async (t, options = {}) => {
      const { viewport = 'phone', colorScheme = 'light', language = 'nl', provokes = [] } = options
      const context = await browser.newContext({
        ...viewports[viewport],
        colorScheme,
        locale: language === 'nl' ? 'nl-NL' : 'en-GB',
        timezoneId: 'Europe/Amsterdam',
        reducedMotion: 'reduce',
      })
      const complaints = await listen(context)
      t.after(async () => {
        await context.close()
        assert.deepEqual(complaints.filter((said) => !provokes.some((pattern) => pattern.test(said))), [])
      })
      return await context.newPage()
    },
    close: () => browser.close(),
  }
}

const isOwn = (address: string) => {
  const { protocol, hostname } = new URL(address)
  return !/^(?:https?|wss?):$/.test(protocol) || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** Everything that a page of ours must never do, as it happens. */
const listen = async (context: BrowserContext): Promise<string[]> => {
  const complaints: string[] = []
  await context.exposeBinding('reportPolicyViolation', (_source, said: string) => {
    complaints.push(`content security policy: ${said}`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
      const report: unknown = Reflect.get(globalThis, 'reportPolicyViolation')
      if (typeof report === 'function')
        Reflect.apply(report, undefined, [`${violatedDirective} blocked ${blockedURI} (${sourceFile}:${lineNumber})`])
    })
  })
  context.on('weberror', (event) => complaints.push(`thrown: ${event.error().stack ?? event.error().message}`))
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const { url } = message.location()
    // An API that refuses (401, 409) is an answer, which the browser logs as if something had broken.
    if (message.text().startsWith('Failed to load resource') && URL.parse(url)?.pathname.startsWith('/api/')) return
    complaints.push(`console: ${message.text()} (${url})`)
  })
  context.on('request', (request) => {
    if (!isOwn(request.url())) complaints.push(`asked another host: ${request.url()}`)
  })
  return complaints
}

/**
 * Fails with what axe finds on the page as it is now: WCAG 2.2 A and AA, and axe's best practices.
 * @param rules only these, for a look that changes nothing else
 */
export const expectNoAxeFindings = async (page: Page, rules?: readonly string[]): Promise<void> => {
  // Legacy mode: without it every look opens one more page to put frames together, and our pages have none.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  if (rules === undefined) axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  else axe.withRules([...rules])
  const { violations, passes } = await axe.analyze()
  assert.ok(passes.length > 0, `axe looked at nothing on ${page.url()}`)
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary ?? ''}`),
  )
  assert.deepEqual(findings, [], `axe on ${page.url()}`)
}

/** Keeps a picture of the page as test/screenshots/<name>.png, once its fonts are there; returns the path. */
export const screenshot = async (page: Page, name: string): Promise<string> => {
  const path = join(dirname(import.meta.dirname), 'screenshots', `${name}.png`)
  mkdirSync(dirname(path), { recursive: true })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path, animations: 'disabled' })
  return path
}

/** A virtual FIDO2 authenticator: what it holds, and how it behaves. */
export type SecurityKey = { readonly session: CDPSession; readonly authenticatorId: string }

/**
 * Gives the page a virtual authenticator that verifies its user. WebAuthn wants `localhost`: an IP address is no RP id.
 * @param transport `internal`: a phone or computer that keeps passkeys itself, and takes them along to its owner's other devices
 */
export const attachSecurityKey = async (page: Page, transport: 'usb' | 'internal' = 'usb'): Promise<SecurityKey> => {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: transport === 'internal',
      defaultBackupState: transport === 'internal',
    },
  })
  return { session, authenticatorId }
}
