import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { openBrowser } from './browser.ts'
import type { TestBrowser } from './browser.ts'

// Modules of the web app on their own, in a real browser, against an API that does what a test says.
let api: (request: IncomingMessage, response: ServerResponse) => void
let vite: ViteDevServer
let browser: TestBrowser
let address = ''

before(async () => {
  vite = await createServer({
    configFile: join(import.meta.dirname, '../../web/vite.config.ts'),
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false, ws: false, watch: null, proxy: {} },
    optimizeDeps: { noDiscovery: true, include: ['i18next', 'react', 'react-i18next'] },
    plugins: [{
      name: 'test-api',
      configureServer: ({ middlewares }) => {
        middlewares.use((request, response, next) => {
          if (request.url?.startsWith('/api/') === true) api(request, response)
          else if (request.url === '/blank') response.setHeader('content-type', 'text/html').end('<!doctype html><html lang="nl"><title>leeg</title>')
          else next()
        })
      },
    }],
  })
  await vite.listen()
  address = vite.resolvedUrls?.local[0]?.replace('127.0.0.1', 'localhost') ?? ''
  browser = await openBrowser()
})
after(async () => {
  await browser.close()
  await vite.close()
})
beforeEach(() => {
  api = (_request, response) => response.writeHead(404).end()
})

const blank = async (t: TestContext, provokes: readonly RegExp[] = []) => {
  const page = await browser.newPage(t, { provokes })
  await page.goto(`${address}blank`)
  return page
}
const refusal = (response: ServerResponse, status: number, code: string) =>
  response.writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ code, status, title: 'Zo is het', detail: 'Doe dit.' }))

describe('a live stream', () => {
  const follow = (page: Page) =>
    page.evaluate(async () => {
      const path: string = '/client/live.ts'
      const { subscribe } = (await import(path)) as typeof import('../../web/client/live.ts')
      const heard: string[] = []
      Object.assign(globalThis, { heard })
      subscribe('/api/v1/floors/f/live/stream', {
        onEvent: ({ type, data }) => heard.push(`${type} ${data}`),
        onStatus: (status) => heard.push(status),
      })
    })
  const until = (page: Page, said: string) =>
    page.waitForFunction((wanted) => (Reflect.get(globalThis, 'heard') as string[]).includes(wanted), said)

  test('that breaks is taken up again, telling the last event that was heard', async (t) => {
    const lastIds: unknown[] = []
    api = (request, response) => {
      lastIds.push(request.headers['last-event-id'])
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const round = lastIds.length
      response.write(`id: ${round}\nevent: change\ndata: ${round}\n\n`, () => round === 1 && response.end())
      t.after(() => response.end())
    }
    const page = await blank(t)
    await follow(page)
    await until(page, 'change 2')
    assert.deepEqual(lastIds, [undefined, '1'])
    const heard = await page.evaluate(() => Reflect.get(globalThis, 'heard') as string[])
    assert.deepEqual(heard, ['open', 'change 1', 'waiting', 'open', 'change 2'])
  })

  test('that the server will not have any more is not asked for again', async (t) => {
    let asked = 0
    api = (_request, response) => {
      asked += 1
      refusal(response, 401, 'not_signed_in')
    }
    const page = await blank(t)
    await follow(page)
    await until(page, 'ended')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    assert.equal(asked, 1)
  })
})

describe('a call', () => {
  const attempt = (page: Page) =>
    page.evaluate(async () => {
      const path: string = '/client/call.ts'
      const { call } = (await import(path)) as typeof import('../../web/client/call.ts')
      const contract: string = `/@fs${String(Reflect.get(globalThis, 'contract'))}`
      const { getSession } = (await import(contract)) as typeof import('../../contract/endpoints/session.ts')
      const outcome = await call(getSession).catch((error: unknown) => error)
      if (!(outcome instanceof Error)) return outcome
      return Object.fromEntries(['name', 'code', 'status', 'title', 'detail'].map((key) => [key, Reflect.get(outcome, key)]))
    })
  const ready = async (page: Page) =>
    page.evaluate((path) => Object.assign(globalThis, { contract: path }), join(import.meta.dirname, '../../contract/endpoints/session.ts'))

  test('speaks the language of the reader and hands on what the service answers or refuses', async (t) => {
    let language: string | undefined
    api = (request, response) => {
      language = request.headers['accept-language']
      response.setHeader('content-type', 'application/json').end('{"person":{"id":"anna"}}')
    }
    const page = await blank(t)
    await ready(page)
    assert.deepEqual(await attempt(page), { person: { id: 'anna' } })
    assert.equal(language, 'nl')
    api = (_request, response) => refusal(response, 409, 'workspace_taken')
    assert.deepEqual(await attempt(page), {
      name: 'ApiProblem', code: 'workspace_taken', status: 409, title: 'Zo is het', detail: 'Doe dit.',
    })
    api = (request) => request.socket.destroy()
    assert.equal(Reflect.get(Object(await attempt(page)) as object, 'name'), 'Offline')
  })
})

describe('a call that is refused until somebody shows again that it is them', () => {
  /** Makes a call, with a person who answers so; what came of it, and how often they were asked. */
  const attemptWith = (page: Page, proven: boolean) =>
    page.evaluate(async ({ answer, contract }) => {
      const [callPath, stepPath]: [string, string] = ['/client/call.ts', '/client/step-up.ts']
      const { call } = (await import(callPath)) as typeof import('../../web/client/call.ts')
      const { provesAgain } = (await import(stepPath)) as typeof import('../../web/client/step-up.ts')
      const { getSession } = (await import(`/@fs${contract}`)) as typeof import('../../contract/endpoints/session.ts')
      let asked = 0
      const leave = provesAgain(() => {
        asked += 1
        return Promise.resolve(answer)
      })
      const came = await call(getSession).then(() => 'done', (error: unknown) => String(Reflect.get(Object(error) as object, 'code')))
      leave()
      return { asked, came }
    }, { answer: proven, contract: join(import.meta.dirname, '../../contract/endpoints/session.ts') })

  test('is made once more after they did', async (t) => {
    let served = 0
    api = (_request, response) => {
      served += 1
      if (served === 1) refusal(response, 403, 'step_up_needed')
      else response.setHeader('content-type', 'application/json').end('{}')
    }
    assert.deepEqual(await attemptWith(await blank(t), true), { asked: 1, came: 'done' })
    assert.equal(served, 2)
  })

  test('asks once for however many calls wait for it, and anew the next time', async (t) => {
    const page = await blank(t)
    const asked = await page.evaluate(async () => {
      const path: string = '/client/step-up.ts'
      const { proveAgain, provesAgain } = (await import(path)) as typeof import('../../web/client/step-up.ts')
      let times = 0
      provesAgain(() => {
        times += 1
        return Promise.resolve(true)
      })
      await Promise.all([proveAgain(), proveAgain()])
      const together = times
      await proveAgain()
      return { together, times }
    })
    assert.deepEqual(asked, { together: 1, times: 2 })
  })

  test('stays refused when they do not, and is not made a third time when it is refused again', async (t) => {
    let served = 0
    api = (_request, response) => {
      served += 1
      refusal(response, 403, 'step_up_needed')
    }
    const page = await blank(t)
    assert.deepEqual(await attemptWith(page, false), { asked: 1, came: 'step_up_needed' })
    assert.equal(served, 1)
    assert.deepEqual(await attemptWith(page, true), { asked: 1, came: 'step_up_needed' })
    assert.equal(served, 3)
  })
})

describe('what this browser keeps of a person', () => {
  type Waiting = typeof import('../../web/offline/waiting.ts')
  const keep = (page: Page, personId: string, id: string) =>
    page.evaluate(async ({ personId: whose, id: which }) => {
      const path: string = '/offline/waiting.ts'
      const { keepWaiting } = (await import(path)) as Waiting
      await keepWaiting({
        id: which, personId: whose, what: 'check_in', place: '2.17', method: 'POST', path: `/api/v1/bookings/${which}/check-in`, atMs: Date.now(),
      })
    }, { personId, id })
  const send = (page: Page, personId: string) =>
    page.evaluate(async (whose) => {
      const path: string = '/offline/waiting.ts'
      const { sendWaiting } = (await import(path)) as Waiting
      return (await sendWaiting(whose, 'nl', Date.now())).map((sent) => [sent.action.id, sent.outcome, 'why' in sent ? sent.why : ''])
    }, personId)
  const left = (page: Page) =>
    page.evaluate(async () => {
      const path: string = '/offline/waiting.ts'
      const { waitingActions } = (await import(path)) as Waiting
      return (await waitingActions(Date.now())).map(({ id }) => id)
    })

  test('waiting actions are sent for their own person only, once, and a refusal is told', async (t) => {
    const asked: string[] = []
    api = (request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
      if (request.url?.includes('late') === true) refusal(response, 409, 'booking_over')
      else response.setHeader('content-type', 'application/json').end('{}')
    }
    const page = await blank(t)
    await keep(page, 'anna', 'one')
    await keep(page, 'anna', 'late')
    await keep(page, 'bert', 'other')
    assert.deepEqual(new Set((await send(page, 'anna')).map((one) => one.join())), new Set(['late,refused,Doe dit.', 'one,done,']))
    assert.deepEqual(new Set(asked), new Set(['POST /api/v1/bookings/late/check-in', 'POST /api/v1/bookings/one/check-in']))
    assert.equal(asked.length, 2)
    assert.deepEqual(await left(page), [], "what another person left is dropped, not sent")
    assert.deepEqual(await send(page, 'anna'), [])
  })

  test('waiting actions wait on while nobody answers', async (t) => {
    api = (request) => request.socket.destroy()
    const page = await blank(t)
    await keep(page, 'anna', 'one')
    assert.deepEqual(await send(page, 'anna'), [])
    assert.deepEqual(await left(page), ['one'])
  })

  test('signing out wipes what is of the person and leaves what is of the device; a wipe leaves nothing', async (t) => {
    const page = await blank(t)
    await page.evaluate(async () => {
      localStorage.setItem('vrijplek.theme', 'dark')
      localStorage.setItem('vrijplek.language', 'nl')
      await (await caches.open('vrijplek-kept-anna')).put('/api/v1/today', new Response('{}'))
      await (await caches.open('vrijplek-shell-1')).put('/', new Response('app'))
    })
    await keep(page, 'anna', 'one')
    const wipe = (at: 'sign_out' | 'wipe') =>
      page.evaluate(async (when) => {
        const path: string = '/offline/wipe.ts'
        const { wipeStores } = (await import(path)) as typeof import('../../web/offline/wipe.ts')
        await wipeStores(when)
        const databases = (await indexedDB.databases()).map(({ name }) => name)
        return { caches: await caches.keys(), local: Object.keys(localStorage).sort(), databases }
      }, at)
    assert.deepEqual(await wipe('sign_out'), {
      caches: ['vrijplek-shell-1'], local: ['vrijplek.language', 'vrijplek.theme'], databases: [],
    })
    assert.deepEqual(await wipe('wipe'), { caches: [], local: [], databases: [] })
  })
})
