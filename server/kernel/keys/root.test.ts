// OpenBao, Vault and AWS KMS are not here: small fakes that speak their protocols over loopback HTTP stand for them. The AWS one is spoken to by the real SDK.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { anOrganisation, keyFolder, keyPlacesIn, someone } from '../../../test/key-places.ts'
import { readConfig } from '../config.ts'
import { StartError } from '../errors.ts'
import { openConfiguredKeyring } from './index.ts'
import { awsKms } from './root-kms.ts'
import { vaultTransit } from './root-vault.ts'
import { makeRootKeyFile, prepareRootKeyFile, rootKeyFile } from './root.ts'
import type { RootProvider } from './root.ts'
import { openBytes, sealBytes } from './seal.ts'

const { folder, remove } = keyFolder()
after(remove)

type Answer = { readonly status: number; readonly body: object }
type Fake = { readonly url: string; readonly asked: string[]; readonly stop: () => Promise<void> }

const fake = async (answer: (request: IncomingMessage, body: Record<string, string>) => Answer): Promise<Fake> => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      asked.push(`${request.method} ${request.url}`)
      const { status, body } = answer(request, JSON.parse(Buffer.concat(pieces).toString('utf8')) as Record<string, string>)
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', connection: 'close' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  after(stop)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, stop }
}

/** POST /v1/<mount>/encrypt|decrypt/<key>, as https://openbao.org/api-docs/secret/transit/ has it. */
const fakeVault = (token: () => string, keys: Record<string, Buffer>) =>
  fake((request, body) => {
    const [, mount, what, name = ''] = /^\/v1\/(.+)\/(encrypt|decrypt)\/([^/]+)$/.exec(request.url ?? '') ?? []
    if (request.headers['x-vault-token'] !== token()) return { status: 403, body: { errors: ['permission denied'] } }
    const key = keys[name]
    if (mount !== 'transit' || key === undefined) return { status: 404, body: { errors: [] } }
    if (what === 'encrypt') {
      const sealed = sealBytes(key, name, Buffer.from(body['plaintext'] ?? '', 'base64'))
      return { status: 200, body: { data: { ciphertext: `vault:v1:${sealed.toString('base64')}`, key_version: 1 } } }
    }
    try {
      const plain = openBytes(key, name, Buffer.from((body['ciphertext'] ?? '').replace('vault:v1:', ''), 'base64'))
      return { status: 200, body: { data: { plaintext: plain.toString('base64') } } }
    } catch {
      return { status: 400, body: { errors: ['cipher: message authentication failed'] } }
    }
  })

/** TrentService.Encrypt and .Decrypt in AWS JSON 1.1, as https://docs.aws.amazon.com/kms/latest/APIReference/ has them; signatures are not checked. */
const fakeKms = (key: Buffer) =>
  fake((request, body) => {
    const context = JSON.stringify(body['EncryptionContext'])
    if (!String(request.headers.authorization).startsWith('AWS4-HMAC-SHA256 ')) return { status: 400, body: { __type: 'MissingAuthenticationTokenException' } }
    if (body['KeyId'] !== 'alias/vrijplek') return { status: 400, body: { __type: 'NotFoundException' } }
    if (request.headers['x-amz-target'] === 'TrentService.Encrypt') {
      return { status: 200, body: { CiphertextBlob: sealBytes(key, context, Buffer.from(body['Plaintext'] ?? '', 'base64')).toString('base64'), KeyId: 'k' } }
    }
    try {
      return { status: 200, body: { Plaintext: openBytes(key, context, Buffer.from(body['CiphertextBlob'] ?? '', 'base64')).toString('base64'), KeyId: 'k' } }
    } catch {
      return { status: 400, body: { __type: 'InvalidCiphertextException' } }
    }
  })

Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'only-for-tests', AWS_SECRET_ACCESS_KEY: 'only-for-tests', AWS_MAX_ATTEMPTS: '1' })

const tokenFile = join(folder, 'token')
writeFileSync(tokenFile, 'first-token\n')
let token = 'first-token'
const vault = await fakeVault(() => token, { vrijplek: Buffer.alloc(32, 1), other: Buffer.alloc(32, 2) })
const kms = await fakeKms(Buffer.alloc(32, 3))
const transit = (key = 'vrijplek', url = vault.url): RootProvider => vaultTransit({ url, mount: 'transit', key, tokenFile })
const amazon = (key = 'alias/vrijplek', url = kms.url): Promise<RootProvider> => awsKms({ key, region: 'eu-west-1', url })
makeRootKeyFile(join(folder, 'root.key'))

const providers: Record<string, () => Promise<RootProvider>> = {
  file: async () => rootKeyFile(join(folder, 'root.key')),
  'vault-transit': async () => transit(),
  'aws-kms': () => amazon(),
}
const key = Buffer.from('0123456789abcdef0123456789abcdef')

for (const [kind, provider] of Object.entries(providers)) {
  test(`${kind} gives back what it wrapped, and shows nothing of it`, async () => {
    const root = await provider()
    assert.equal(root.kind, kind)
    const wrapped = await root.wrap(key)
    assert.ok(!wrapped.includes(key) && !wrapped.includes(key.toString('base64')))
    assert.deepEqual(await root.unwrap(wrapped), key)
    const bent = Buffer.from(wrapped)
    bent[bent.length - 5] = (bent.at(-5) ?? 0) ^ 1
    await assert.rejects(root.unwrap(bent), StartError)
  })

  test(`a key store lives under ${kind} over a restart`, async () => {
    const places = keyPlacesIn(join(folder, `life under ${kind}`))
    const settings = {
      DATA_DIR: places.folder,
      ROOT_KEY_PROVIDER: kind,
      ROOT_KEY_URL: kind === 'aws-kms' ? kms.url : vault.url,
      ROOT_KEY_NAME: kind === 'aws-kms' ? 'alias/vrijplek' : 'vrijplek',
      ROOT_KEY_TOKEN_FILE: tokenFile,
      ROOT_KEY_REGION: 'eu-west-1',
    }
    const open = (mayBegin: boolean) => openConfiguredKeyring(readConfig(settings), { mayBegin })
    const ring = await open(true)
    const [organisation, person] = [anOrganisation(), someone()]
    const sealed = (await ring.keys.create(organisation, person)).seal(person, 'name', 'naam')
    await ring.rotateEpoch()
    await ring.close()
    const again = await open(false)
    assert.equal((await again.keys.load(organisation, [person])).open(person, 'name', sealed), 'naam')
    await again.close()
  })
}

test('who does not answer, or refuses, is named in one sentence without a secret', async () => {
  const gone = await fake(() => ({ status: 200, body: {} }))
  await gone.stop()
  const refused = async (work: Promise<unknown>, why: RegExp) => {
    const error = await work.then(
      () => assert.fail('it should have refused'),
      (thrown: unknown) => thrown,
    )
    assert.ok(error instanceof StartError, String(error))
    assert.match(error.message, why)
    assert.ok(!error.message.includes(token) && !error.message.includes(key.toString('base64')) && !error.message.includes(key.toString('utf8')))
  }
  await refused(transit('vrijplek', gone.url).wrap(key), /does not answer/)
  await refused((await amazon('alias/vrijplek', gone.url)).wrap(key), /does not answer/)
  await refused(transit('absent').wrap(key), /\(404\)/)
  await refused((await amazon('absent')).wrap(key), /NotFoundException/)
  await refused(transit('other').unwrap(await transit().wrap(key)), /\(400\).*another key/)
  await refused(vaultTransit({ url: vault.url, mount: 'transit', key: 'vrijplek', tokenFile: join(folder, 'no-token') }).wrap(key), /token file/)
  token = 'second-token'
  await refused(transit().wrap(key), /\(403\).*expired/)
  const root = transit()
  writeFileSync(tokenFile, 'second-token')
  assert.deepEqual(await root.unwrap(await root.wrap(key)), key, 'a renewed token is read at the next call')
  const chatter = await fake(() => ({ status: 200, body: { data: { plaintext: 7, secret: key.toString('utf8') } } }))
  await refused(transit('vrijplek', chatter.url).unwrap(key), /none of a transit engine/)
})

test('keys go nowhere in clear', () => {
  assert.throws(() => readConfig({ ROOT_KEY_URL: 'http://bao.example:8200' }), /in clear/)
  readConfig({ ROOT_KEY_URL: 'https://bao.example:8200' })
})

test('a root key file that others may read, or of another size, is refused', { skip: process.platform === 'win32' }, async () => {
  const path = join(folder, 'open.key')
  makeRootKeyFile(path)
  const root = rootKeyFile(path)
  const wrapped = await root.wrap(key)
  chmodSync(path, 0o640)
  await assert.rejects(root.unwrap(wrapped), /set its mode to 600/)
  chmodSync(path, 0o600)
  writeFileSync(path, 'short')
  await assert.rejects(root.unwrap(wrapped), /5 bytes instead of 32/)
})

test('the root key moves from a file to OpenBao and to AWS and back to a new file, while everything stays readable', async () => {
  const places = keyPlacesIn(join(folder, 'moving'))
  const ring = await places.open()
  const [organisation, person] = [anOrganisation(), someone()]
  const sealed = (await ring.keys.create(organisation, person)).seal(person, 'name', 'naam')
  const signing = await ring.secret('signing')
  const oldFile = readFileSync(places.root)
  const states = []
  for (const provider of [transit(), await amazon(), prepareRootKeyFile(places.root)]) {
    await ring.rotateRoot(provider)
    states.push((await ring.state()).root)
    assert.equal((await ring.keys.load(organisation, [person])).open(person, 'name', sealed), 'naam')
    await ring.keys.create(organisation, someone())
  }
  assert.deepEqual(states, ['vault-transit', 'aws-kms', 'file'])
  await ring.close()
  assert.notDeepEqual(readFileSync(places.root), oldFile)
  const again = await places.open()
  assert.equal((await again.keys.load(organisation, [person])).open(person, 'name', sealed), 'naam')
  assert.deepEqual(await again.secret('signing'), signing)
  await again.close()
})

test('a provider that gives back something else than it was given is not rotated to', async () => {
  const ring = await keyPlacesIn(join(folder, 'liar')).open()
  const liar: RootProvider = { kind: 'aws-kms', name: 'liar', wrap: async () => Buffer.alloc(40), unwrap: async () => Buffer.alloc(32) }
  await assert.rejects(ring.rotateRoot(liar), /does not give back/)
  assert.equal((await ring.state()).root, 'file')
  await ring.close()
})
