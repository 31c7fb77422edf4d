import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createAuthority } from '../certificates.ts'
import type { Authority, Issued } from '../certificates.ts'
import { freePort, startProgram } from './program.ts'
import type { Program } from './program.ts'

/** The program as it runs when nothing stands in front of it. */
let folder: string
let authority: Authority
let program: Program
let port: number
let mqttsPort: number

const put = ({ certificate, key }: Issued) => {
  writeFileSync(join(folder, 'cert.pem'), certificate)
  writeFileSync(join(folder, 'key.pem'), key)
}
const ask = (path: string): Promise<IncomingMessage> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  get({ host: '127.0.0.1', port, path, ca: authority.certificate, agent: false }, (answer) => resolve(answer.resume())).on('error', reject)
  return promise
}
const subjectAt = async (at: number): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>()
  const socket = connect({ host: '127.0.0.1', port: at, ca: authority.certificate }, () => resolve(socket)).on('error', reject)
  await promise
  const subject = String(socket.getPeerCertificate().subject.CN)
  socket.destroy()
  return subject
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vrijplek-start-tls-'))
  authority = await createAuthority('Wortel')
  put(await authority.issue('eerste'))
  port = await freePort()
  mqttsPort = await freePort()
  program = startProgram({
    DATA_DIR: join(folder, 'data'), DEMO: 'off', PORT: String(port), MQTT_PORT: String(await freePort()), MQTTS_PORT: String(mqttsPort),
    TLS_CERT: join(folder, 'cert.pem'), TLS_KEY: join(folder, 'key.pem'),
  })
  const ended = program.ended.then((code) => assert.fail(`it ended with ${code}:\n${program.output()}`))
  const ready = async () => {
    while (!program.output().includes('Vrijplek is ready')) await delay(50)
  }
  await Promise.race([ready(), ended])
  ended.catch(() => {})
})
after(async () => {
  program.kill('SIGTERM')
  await program.ended
  rmSync(folder, { recursive: true, force: true })
})

test('HTTP and MQTT speak TLS with the given certificate, and browsers are told to stay with it', async () => {
  assert.match(program.output(), new RegExp(`ready at https://localhost:${port}`))
  const answer = await ask('/health/live')
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['strict-transport-security']), /max-age=63072000/)
  assert.equal(await subjectAt(mqttsPort), 'eerste')
  await assert.rejects(fetch(`http://127.0.0.1:${port}/health/live`), 'in clear nothing answers')
})

test('a certificate that is renewed while it runs is in use within seconds', async () => {
  put(await authority.issue('tweede'))
  while ((await subjectAt(port)) !== 'tweede') await delay(100)
  assert.equal(await subjectAt(mqttsPort), 'tweede')
  assert.equal((await ask('/health/ready')).statusCode, 200)
})
