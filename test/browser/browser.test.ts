import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { attachSecurityKey, expectNoAxeFindings, openBrowser, screenshot } from './browser.ts'
import type { TestBrowser } from './browser.ts'
import { findChromium } from './chromium.ts'

const sound = '<!doctype html><html lang="nl"><meta name="viewport" content="width=device-width"><title>Proef</title><main><h1>Vrij</h1><p>Een plek.</p></main></html>'
const pages: Readonly<Record<string, string>> = {
  '/': sound,
  '/faint': sound.replace('<p>', '<p style="color: #ddd; background: #fff">'),
  '/inline-script': sound.replace('</main>', '</main><script>document.title = "inline"</script>'),
  '/throws': sound.replace('</main>', '</main><script src="/throws.js"></script>'),
  '/logs': sound.replace('</main>', '</main><script src="/logs.js"></script>'),
  '/refused': sound.replace('</main>', '</main><script src="/refused.js"></script>'),
  '/lacks': sound.replace('</main>', '</main><script src="/nowhere.js"></script>'),
}
const scripts: Readonly<Record<string, string>> = {
  '/throws.js': 'throw new Error("stuk")',
  '/logs.js': 'console.error("mis")',
  '/refused.js': 'fetch("/api/v1/bookings", { method: "POST" }).then((r) => { document.title = String(r.status) })',
}

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const [body, type] = pages[path] === undefined ? [scripts[path], 'text/javascript'] : [pages[path], 'text/html']
  if (path === '/favicon.ico') response.writeHead(204).end()
  else if (body === undefined) response.writeHead(path.startsWith('/api/') ? 409 : 404).end()
  else
    response
      .writeHead(200, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': path === '/faint' ? "default-src 'self'; style-src 'unsafe-inline'" : "default-src 'self'",
      })
      .end(body)
})

let browser: TestBrowser
let address = ''
before(async () => {
  browser = await openBrowser()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  address = `http://localhost:${(server.address() as AddressInfo).port}`
})
after(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

/** What the page's own after-test check says of a visit: the hook is run here, so that the test itself can pass. */
const complaintsOf = async (path: string, until: (title: string) => boolean = () => true): Promise<string> => {
  const hooks: (() => Promise<void>)[] = []
  const context = { after: (hook: () => Promise<void>) => hooks.push(hook) } as unknown as TestContext
  const page = await browser.newPage(context)
  await page.goto(address + path)
  for (let title = await page.title(); !until(title); title = await page.title()) await page.evaluate(() => undefined)
  const [hook] = hooks
  assert.ok(hook !== undefined)
  return await hook().then(() => '', (error: unknown) => (error instanceof Error ? error.message : String(error)))
}

describe('the browser of the tests', () => {
  test('shows a page in the wanted language, size and colours, and finds nothing wrong with it', async (t) => {
    const page = await browser.newPage(t, { viewport: 'phone', colorScheme: 'dark', language: 'en' })
    await page.goto(address)
    assert.equal(await page.locator('h1').textContent(), 'Vrij')
    const seen = await page.evaluate(() => [navigator.language, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches])
    assert.deepEqual(seen, ['en-GB', 390, true])
    await expectNoAxeFindings(page)
  })

  test('keeps two people apart', async (t) => {
    const [one, other] = [await browser.newPage(t), await browser.newPage(t, { viewport: 'desktop' })]
    await Promise.all([one.goto(address), other.goto(address)])
    await one.evaluate(() => localStorage.setItem('name', 'Sanne'))
    assert.equal(await one.evaluate(() => localStorage.getItem('name')), 'Sanne')
    assert.equal(await other.evaluate(() => localStorage.getItem('name')), null)
  })

  test('finds text too faint to read', async (t) => {
    const page = await browser.newPage(t)
    await page.goto(`${address}/faint`)
    await assert.rejects(expectNoAxeFindings(page), /color-contrast/)
  })

  test('takes a picture', async (t) => {
    const page = await browser.newPage(t)
    await page.goto(address)
    const path = await screenshot(page, 'browser-proof')
    assert.ok(existsSync(path))
    rmSync(path)
  })

  test('signs with a virtual security key', async (t) => {
    const page = await browser.newPage(t)
    await page.goto(address)
    const { session, authenticatorId } = await attachSecurityKey(page)
    const type = await page.evaluate(async () => {
      const made = await navigator.credentials.create({
        publicKey: {
          challenge: new Uint8Array(32),
          rp: { name: 'Vrijplek' },
          user: { id: new Uint8Array(16), name: 'sanne', displayName: 'Sanne' },
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        },
      })
      return made?.type
    })
    assert.equal(type, 'public-key')
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
    assert.equal(credentials.length, 1)
  })

  test('fails a test whose page breaks its content security policy', async () => {
    assert.match(await complaintsOf('/inline-script'), /content security policy: script-src-elem blocked inline/)
  })

  test('fails a test whose page throws, logs an error, or lacks a file', async () => {
    assert.match(await complaintsOf('/throws'), /thrown: Error: stuk/)
    assert.match(await complaintsOf('/logs'), /console: mis/)
    assert.match(await complaintsOf('/lacks'), /Failed to load resource.*404/)
  })

  test('takes a refusal by the API for an answer, not for a fault', async () => {
    assert.equal(await complaintsOf('/refused', (title) => title === '409'), '')
  })

  test('says in one sentence that a browser is missing', async () => {
    const before = process.env['CHROME_PATH']
    process.env['CHROME_PATH'] = '/nowhere/chrome'
    try {
      await assert.rejects(findChromium(), { message: 'CHROME_PATH is /nowhere/chrome, but there is no such file.' })
      process.env['CHROME_PATH'] = process.execPath
      await assert.rejects(openBrowser(), /^Error: The browser .*node.* does not start; set CHROME_PATH/)
    } finally {
      if (before === undefined) delete process.env['CHROME_PATH']
      else process.env['CHROME_PATH'] = before
    }
  })
})
