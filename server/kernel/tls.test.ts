import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { after, before, describe, it } from 'node:test'
import { connect as connectMqtt } from 'mqtt'
import { createAuthority } from '../../test/certificates.ts'
import type { Authority, Issued } from '../../test/certificates.ts'
import { heldClock } from './clock.ts'
import { StartError } from './errors.ts'
import { createLog } from './log.ts'
import { createMqttBroker } from './mqtt/index.ts'
import type { MqttBroker } from './mqtt/index.ts'
import { openTls } from './tls.ts'
import type { Tls } from './tls.ts'

const clock = heldClock('2026-11-24T07:00:00Z')
const log = createLog('silent')
let folder: string
let authority: Authority
let first: Issued
let second: Issued
let tls: Tls
let httpsPort: number
let server: ReturnType<typeof createServer>

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const put = (issued: Issued) => ({ certificate: file('cert.pem', issued.certificate), key: file('key.pem', issued.key) })

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vrijplek-tls-'))
  authority = await createAuthority('Wortel')
  first = await authority.issue('eerste')
  second = await authority.issue('tweede')
  tls = openTls({ ...put(first), clientAuthorities: file('clients.pem', authority.certificate) }, { clock, log })
  server = createServer(tls.forHttp, (_request, response) => response.end('ja'))
  tls.follow(server, 'http')
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  httpsPort = (server.address() as AddressInfo).port
})
after(() => {
  server.close()
  tls.close()
  rmSync(folder, { recursive: true })
})

const shake = (options: ConnectionOptions = {}): Promise<TLSSocket> => {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>()
  const socket = connect({ host: '127.0.0.1', port: httpsPort, ca: authority.certificate, ...options }, () => resolve(socket))
  socket.on('error', reject)
  return promise
}
const subjectServed = async (): Promise<string> => {
  const socket = await shake()
  const subject = socket.getPeerCertificate().subject.CN
  socket.destroy()
  return String(subject)
}

describe('a handshake', () => {
  it('is TLS 1.3 by itself, and 1.2 with forward secrecy for who knows no better', async () => {
    const modern = await shake()
    assert.equal(modern.getProtocol(), 'TLSv1.3')
    modern.destroy()
    const older = await shake({ maxVersion: 'TLSv1.2' })
    assert.match(older.getCipher().name, /^ECDHE-.*(GCM|POLY1305)/)
    older.destroy()
  })

  it('is refused to anything older, and to suites without forward secrecy or authenticated encryption', async () => {
    await assert.rejects(shake({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }))
    await assert.rejects(shake({ maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256:AES256-SHA256' }))
    await assert.rejects(shake({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' }))
  })
})

describe('renewed files', () => {
  it('are served to the next connection without a restart, once they belong together', async () => {
    assert.equal(await subjectServed(), 'eerste')
    file('cert.pem', second.certificate)
    assert.equal(tls.reload(), false, 'a new certificate with the old key')
    assert.equal(await subjectServed(), 'eerste')
    file('key.pem', second.key)
    assert.equal(tls.reload(), true)
    assert.equal(await subjectServed(), 'tweede')
  })

  it('that are broken, gone or expired change nothing', async () => {
    const expired = await authority.issue('verlopen', { until: new Date('2026-11-23') })
    put(expired)
    assert.equal(tls.reload(), false)
    file('cert.pem', 'geen certificaat')
    assert.equal(tls.reload(), false)
    rmSync(join(folder, 'cert.pem'))
    assert.equal(tls.reload(), false)
    assert.equal(await subjectServed(), 'tweede')
    put(second)
  })

  it('that cannot be used stop a start, with the file by name', async () => {
    const lost = { certificate: join(folder, 'weg.pem'), key: join(folder, 'key.pem') }
    assert.throws(() => openTls(lost, { clock, log }), (error) => error instanceof StartError && /TLS_CERT.*weg\.pem/.test(error.message))
    const mixed = { certificate: file('other.pem', first.certificate), key: join(folder, 'key.pem') }
    assert.throws(() => openTls(mixed, { clock, log }), /cannot be used together/)
  })

  it('tell how long they are good', () => {
    assert.ok(tls.secondsLeft() > 60 * 365 * 86_400)
  })
})

describe('MQTT over TLS with client certificates', () => {
  let broker: MqttBroker<string>
  let port: number
  before(async () => {
    broker = await createMqttBroker<string>(
      {
        authenticate: async (username, password) => (password === 'geheim' ? username : null),
        publish: async () => {},
        subscriptionKey: async () => null,
        login: (who) => who,
        subscribed: () => {},
      },
      log,
      { packetBytes: 4096 },
    )
    port = await broker.listen({ host: '127.0.0.1', port: 0, tls })
  })
  after(() => broker.close())

  /** What becomes of it: of TLS 1.3 a client learns only afterwards that its certificate would not do. */
  const comeIn = (who: Issued | null, password = 'geheim'): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const client = connectMqtt(`mqtts://127.0.0.1:${port}`, {
      ...(who === null ? {} : { cert: who.certificate, key: who.key }),
      ca: authority.certificate, username: 'bron', password, reconnectPeriod: 0, connectTimeout: 5000,
    })
    client.on('connect', () => resolve('in'))
    client.on('error', ({ message }) => resolve(message))
    client.on('close', () => resolve('closed'))
    return promise.finally(() => client.end(true))
  }

  it('lets in who shows one of the authority, and a right password besides', async () => {
    assert.equal(await comeIn(await authority.issue('gateway')), 'in')
    assert.match(await comeIn(await authority.issue('gateway'), 'mis'), /not authorized/i)
  })

  it('gives no connection to who shows none, or one of somebody else', async () => {
    assert.notEqual(await comeIn(null), 'in')
    assert.notEqual(await comeIn(await (await createAuthority('Vreemd')).issue('gateway')), 'in')
  })
})
