import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createOutgoing, isPublicAddress } from './outgoing.ts'
import type { OutgoingError } from './outgoing.ts'

let server: Server
let origin = ''
let asked = 0
before(async () => {
  server = createServer((request, response) => {
    asked += 1
    if (request.url === '/away') return void response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
    if (request.url === '/large') return void response.end(Buffer.alloc(2_000_000))
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ host: request.headers.host }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

const reasonOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (fault: unknown) => (fault as OutgoingError).reason)

describe('addresses that an outsider chose', () => {
  for (const address of [
    '127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255',
    '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'ff02::1',
  ]) {
    test(`${address} is not reached`, () => assert.equal(isPublicAddress(address), false))
  }
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:400e:80f::200e']) {
    test(`${address} is`, () => assert.equal(isPublicAddress(address), true))
  }

  const strict = createOutgoing({ loopback: false })
  for (const url of [
    'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://169.254.169.254/latest/meta-data',
  ]) {
    test(`${url}: however it is written`, async () => assert.equal(await reasonOf(strict(url)), 'private'))
  }
  for (const url of ['file:///etc/passwd', 'ftp://8.8.8.8/', 'https://me:secret@example.org/', 'https://example.org:22/', 'nothing']) {
    test(`${url} is no address to go to`, async () => assert.equal(await reasonOf(strict(url)), 'address'))
  }

  test('a name of which one address is private is not reached, whichever comes first', async () => {
    for (const found of [['8.8.8.8', '10.0.0.1'], ['10.0.0.1', '8.8.8.8']]) {
      const outgoing = createOutgoing({ loopback: false, lookUp: async () => found.map((address) => ({ address, family: 4 })) })
      assert.equal(await reasonOf(outgoing('https://twofold.example/')), 'private')
    }
  })

  test('without TLS nothing goes out, and this machine is not reached unless that was switched on', async () => {
    assert.equal(await reasonOf(createOutgoing({ loopback: false, lookUp: async () => [{ address: '8.8.8.8', family: 4 }] })('http://plain.example/')), 'address')
    const before = asked
    assert.equal(await reasonOf(strict(`${origin}/`)), 'private')
    assert.equal(asked, before)
  })
})

describe('what comes back', () => {
  const outgoing = createOutgoing({ loopback: true, lookUp: async () => [{ address: '127.0.0.1', family: 4 }] })

  test('the connection goes to the address that was looked at, under the name that was asked for', async () => {
    const answer = await outgoing(origin.replace('127.0.0.1', 'provider.example'))
    assert.deepEqual(await answer.json(), { host: new URL(origin).host.replace('127.0.0.1', 'provider.example') })
  })
  test('a redirect is not followed', async () => assert.equal(await reasonOf(outgoing(`${origin}/away`)), 'redirect'))
  test('more than a megabyte is not read', async () => assert.equal(await reasonOf(outgoing(`${origin}/large`)), 'large'))
})
