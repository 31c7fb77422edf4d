import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { isWithin, rangesOf } from '../addresses.ts'
import { heldClock } from '../clock.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { createHttp, knowsNobody } from './index.ts'

const proxies = rangesOf(['10.0.3.0/24', 'fd00::/8'])
let http: FastifyInstance

before(async () => {
  http = await createHttp({
    routes: [],
    authenticate: knowsNobody,
    inPurpose: async () => {
      throw new Error('nothing here opens a transaction')
    },
    clock: heldClock('2026-11-24T07:00:00Z'),
    metrics: createMetrics(),
    readiness: async () => ({ ready: true, waitingFor: [] }),
    log: createLog('silent'),
    secure: true,
    proxies,
    publicUrl: 'https://plek.example',
    contact: { name: 'Test', email: 'test@vrijplek.example' },
  })
  http.get('/from', (request) => ({ ip: request.ip, protocol: request.protocol }))
})
after(() => http.close())

const ask = (remoteAddress: string, headers: Record<string, string> = {}) => http.inject({ url: '/from?a=1', remoteAddress, headers })

describe('behind a proxy', () => {
  it('its word on where somebody comes from is believed, and only the last address of it', async () => {
    const { ip, protocol } = (await ask('10.0.3.7', { 'x-forwarded-for': '203.0.113.9, 198.51.100.4', 'x-forwarded-proto': 'https' })).json<{ ip: string; protocol: string }>()
    assert.equal(ip, '198.51.100.4', 'what stands before it came from the client')
    assert.equal(protocol, 'https')
    assert.equal((await ask('::ffff:10.0.3.7')).statusCode, 200)
    assert.equal((await ask('fd12::1')).statusCode, 200)
  })

  it('whoever comes past it is refused, whatever they claim', async () => {
    for (const address of ['10.0.4.1', '203.0.113.9', '::1', 'fe80::1']) {
      const answer = await ask(address, { 'x-forwarded-for': '10.0.3.7', 'x-forwarded-proto': 'https' })
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [421, 'not_through_proxy'], address)
    }
  })

  it('what the proxy took in clear goes on to https when it is a page, and is refused when it is not', async () => {
    const page = await ask('10.0.3.7', { 'x-forwarded-proto': 'http', accept: 'text/html,*/*' })
    assert.deepEqual([page.statusCode, page.headers.location], [308, 'https://plek.example/from?a=1'])
    assert.match(String(page.headers['strict-transport-security']), /max-age=63072000/)
    const call = await ask('10.0.3.7', { 'x-forwarded-proto': 'http', accept: 'application/json' })
    assert.deepEqual([call.statusCode, call.json<{ code: string }>().code], [403, 'not_secure'])
  })
})

describe('ranges', () => {
  it('hold addresses of their own kind, and single addresses', () => {
    assert.equal(isWithin(rangesOf(['192.0.2.4']), '192.0.2.4'), true)
    assert.equal(isWithin(rangesOf(['192.0.2.4']), '192.0.2.5'), false)
    assert.equal(isWithin(rangesOf(['2001:db8::/32']), '2001:db8:9::1'), true)
    assert.equal(isWithin(rangesOf(['0.0.0.0/0']), '2001:db8::1'), false)
    assert.equal(isWithin(proxies, 'not an address'), false)
  })

  it('that are none are named', () => {
    for (const wrong of ['10.0.0.0/33', '10.0.0', '::1/129', 'proxy.example', '10.0.0.0/x', '']) assert.throws(() => rangesOf([wrong]), TypeError, wrong)
  })
})
