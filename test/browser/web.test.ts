import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { securityHeaders } from '#kernel/http/security-headers.ts'
import { expectNoAxeFindings, openBrowser } from './browser.ts'
import type { TestBrowser } from './browser.ts'

// The web app by itself: its real build, its parts on the page /kit, its service worker against an API that answers
// what a test says. The whole service with the app in front is tried elsewhere.
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}
const folder = mkdtempSync(join(tmpdir(), 'vrijplek-web-'))
let api: (path: string) => { status: number; body: unknown } = () => ({ status: 404, body: {} })

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  if (path.startsWith('/api/')) {
    const { status, body } = api(path)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    return
  }
  const file = extname(path) === '' ? 'index.html' : path
  try {
    const body = readFileSync(join(folder, file))
    response.writeHead(200, { ...securityHeaders(false), 'content-type': types[extname(file)] ?? 'text/plain' }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})

let browser: TestBrowser
let address = ''
before(async () => {
  const configFile = join(import.meta.dirname, '../../web/vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir: folder } })
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
  rmSync(folder, { recursive: true, force: true })
})

const open = async (page: Page, view: string) => {
  await page.goto(`${address}/kit${view}`)
  await page.locator('h1').waitFor()
}

describe('every part of the app, on the page that shows them all', () => {
  for (const viewport of ['phone', 'desktop'] as const) {
    for (const [colorScheme, language] of [['light', 'nl'], ['dark', 'en']] as const) {
      test(`axe finds nothing and nothing sticks out: ${viewport}, ${colorScheme}, ${language}`, async (t) => {
        const page = await browser.newPage(t, { viewport, colorScheme, language })
        if (viewport === 'phone') await page.setViewportSize({ width: 360, height: 740 })
        for (const view of ['', '?view=plan']) {
          await open(page, view)
          await expectNoAxeFindings(page)
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} is too wide`)
        }
        assert.equal(await page.locator('html').getAttribute('lang'), language)
        assert.equal(await page.locator('html').getAttribute('data-theme'), colorScheme)
      })
    }
  }

  test('language and theme change at once, and are still so after a reload', async (t) => {
    const page = await browser.newPage(t, { language: 'nl' })
    await open(page, '')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'People' }).waitFor()
    await page.getByText('Donker').click()
    await page.reload()
    await page.getByRole('link', { name: 'People' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  })
})

describe('the plan', () => {
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-workspace') ?? null)
  const scale = (page: Page) =>
    page.evaluate(() => Number(/scale\(([\d.]+)/.exec(document.querySelector('.plan > g')?.getAttribute('transform') ?? '')?.[1]))

  test('by keyboard alone: Tab comes in at one place, arrows go from desk to desk, Enter opens, plus and 0 zoom', async (t) => {
    const page = await browser.newPage(t, { viewport: 'desktop' })
    await open(page, '?view=plan')
    for (let presses = 0; presses < 20 && (await focused(page)) === null; presses++) await page.keyboard.press('Tab')
    assert.equal(await focused(page), '2.18', 'Tab comes to the chosen desk')
    await page.keyboard.press('ArrowDown')
    assert.equal(await focused(page), '2.16')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    assert.equal(await page.locator('.sheet h2').textContent(), await focused(page))
    const before = await scale(page)
    await page.keyboard.press('+')
    assert.ok((await scale(page)) > before * 1.4)
    await page.keyboard.press('0')
    assert.ok(Math.abs((await scale(page)) - before) < 0.01)
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), null, 'one Tab leaves the plan')
  })

  test('on a phone it begins large enough for a finger; smaller than that, a tap comes closer and chooses nothing', async (t) => {
    const page = await browser.newPage(t, { viewport: 'phone' })
    await open(page, '?view=plan')
    assert.ok((await scale(page)) >= 2.7, '27 pixels a metre')
    const size = await page.locator('[data-workspace="2.18"]').boundingBox()
    assert.ok(size !== null && size.width >= 43 && size.height >= 43, JSON.stringify(size))
    await page.getByRole('button', { name: 'Hele verdieping' }).tap()
    assert.ok((await scale(page)) < 1.5)
    await page.touchscreen.tap(200, 300)
    assert.ok((await scale(page)) >= 2.7)
    assert.equal(await page.locator('.sheet h2').textContent(), '2.18')
  })

  test('a change redraws the one desk that changed', async (t) => {
    const page = await browser.newPage(t, { viewport: 'desktop' })
    await open(page, '?view=many')
    const touched = await page.evaluate(async () => {
      const plan = document.querySelector('.plan')
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Beweegt')
      if (plan === null || button === undefined) return null
      const seen = await new Promise<(string | null)[]>((resolve) => {
        new MutationObserver((changes, watch) => {
          watch.disconnect()
          const places = changes.map(({ target }) => (target instanceof Element ? target.closest('[data-workspace]') : null))
          resolve([...new Set(places.map((place) => place?.getAttribute('data-workspace') ?? null))])
        }).observe(plan, { subtree: true, attributes: true, childList: true, characterData: true })
        button.click()
      })
      button.click()
      return seen
    })
    assert.equal(touched?.length, 1, `touched ${JSON.stringify(touched)}`)
    assert.notEqual(touched[0], null)
  })

  test('a plan that means harm is drawn without anything that acts, asks, or poses as a part of the app', async (t) => {
    // Even reading it, which runs nothing, makes the browser tell that the policy stops its styles.
    const page = await browser.newPage(t, { viewport: 'desktop', provokes: [/^console: Applying inline style/, /style-src-(?:elem|attr) blocked inline/] })
    await open(page, '?view=hostile')
    const ground = page.locator('.ground')
    const drawn = await ground.evaluate((group) => {
      const all = [...group.querySelectorAll('*')]
      return {
        names: [...new Set(all.map((one) => one.localName))].sort(),
        attributes: [...new Set(all.flatMap((one) => [...one.attributes].map(({ name }) => name)))].sort(),
        classes: [...new Set(all.flatMap((one) => [...one.classList]))],
        text: group.textContent,
      }
    })
    assert.deepEqual(drawn.names, ['g', 'rect', 'text'])
    assert.deepEqual(drawn.attributes, ['class', 'height', 'width', 'x', 'y'])
    assert.deepEqual(drawn.classes, ['wall'])
    assert.equal(drawn.text, 'Kade')
    assert.equal(await page.title(), '2e verdieping – Vrijplek')
  })
})

describe('the service worker', () => {
  const ask = (page: Page, path: string) =>
    page.evaluate(async (url) => {
      const answer = await fetch(url).catch(() => null)
      return answer && { status: answer.status, seenAt: answer.headers.get('x-vrijplek-seen-at'), body: await answer.text() }
    }, path)
  const kept = (page: Page) =>
    page.evaluate(async () => {
      const found: string[] = []
      for (const name of (await caches.keys()).filter((one) => one.startsWith('vrijplek-kept-'))) {
        for (const { url } of await (await caches.open(name)).keys()) found.push(`${name.slice(14)} ${new URL(url).pathname}`)
      }
      return found.sort()
    })
  const ready = async (page: Page) => {
    await open(page, '')
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  }
  /** What was asked is kept after it was answered: wait for that, not for a time. */
  const keeps = (page: Page, count: number) =>
    page.waitForFunction(async (wanted) => {
      const names = (await caches.keys()).filter((one) => one.startsWith('vrijplek-kept-'))
      const counts = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))
      return counts.reduce((sum, one) => sum + one, 0) === wanted
    }, count)
  const offline = [/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/]

  test('keeps the app, who I am, my day and the last floor; without a connection it says since when', async (t) => {
    const page = await browser.newPage(t, { provokes: offline })
    api = (path) => ({ status: 200, body: path.endsWith('/session') ? { person: { id: 'anna' } } : { path } })
    await ready(page)
    await ask(page, '/api/v1/session')
    await keeps(page, 1)
    for (const path of ['/today', '/floors/one', '/people']) await ask(page, `/api/v1${path}`)
    await keeps(page, 3)
    await ask(page, '/api/v1/floors/two')
    await page.waitForFunction(async () => (await caches.match(`${location.origin}/api/v1/floors/two`)) !== undefined)
    assert.deepEqual(await kept(page), ['anna /api/v1/floors/two', 'anna /api/v1/session', 'anna /api/v1/today'])

    await page.context().setOffline(true)
    const today = await ask(page, '/api/v1/today')
    assert.equal(today?.status, 200)
    assert.ok(Math.abs(Date.now() - Date.parse(today.seenAt ?? '')) < 3_600_000, 'it says when it was seen')
    assert.equal(await ask(page, '/api/v1/people'), null)
    await page.goto(`${address}/nowhere`)
    assert.equal(await page.locator('h1').textContent(), '404', 'the app itself stands')
  })

  test('another person finds nothing of the one before', async (t) => {
    const page = await browser.newPage(t)
    let person = 'anna'
    api = (path) => ({ status: 200, body: path.endsWith('/session') ? { person: { id: person } } : { path } })
    await ready(page)
    await ask(page, '/api/v1/session')
    await keeps(page, 1)
    await ask(page, '/api/v1/today')
    await keeps(page, 2)
    person = 'bert'
    await ask(page, '/api/v1/session')
    await keeps(page, 1)
    assert.deepEqual(await kept(page), ['bert /api/v1/session'])
  })

  test('any answer 401 wipes what was kept', async (t) => {
    const page = await browser.newPage(t)
    let status = 200
    api = () => ({ status, body: { person: { id: 'anna' } } })
    await ready(page)
    await ask(page, '/api/v1/session')
    await keeps(page, 1)
    status = 401
    await ask(page, '/api/v1/today')
    await keeps(page, 0)
  })
})
