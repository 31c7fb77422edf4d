import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import fc from '#properties'
import { readConfig } from '../config.ts'
import { StartError } from '../errors.ts'
import { openConfiguredKeyring } from './index.ts'
import { openBytes, sealBytes } from './seal.ts'

const folder = mkdtempSync(join(tmpdir(), 'vrijplek-keys-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const organisation = '0b5a4e2e-7d0b-4c39-9a86-1a2f3c4d5e6f' as OrganisationId
const other = '1b5a4e2e-7d0b-4c39-9a86-1a2f3c4d5e6f' as OrganisationId
const someone = () => crypto.randomUUID() as PersonId
const open = (name: string, settings: Record<string, string> = {}, mayBegin = true) =>
  openConfiguredKeyring(readConfig({ DATA_DIR: join(folder, name), ...settings }), { mayBegin })

test('what is sealed opens with the same key for the same place only', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ minLength: 1 }), (plain, place) => {
      const key = Buffer.alloc(32, 3)
      const sealed = sealBytes(key, place, plain)
      assert.deepEqual(openBytes(key, place, sealed), Buffer.from(plain))
      assert.throws(() => openBytes(key, `${place}x`, sealed))
      assert.throws(() => openBytes(Buffer.alloc(32, 4), place, sealed))
      const bent = Buffer.from(sealed)
      bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1
      assert.throws(() => openBytes(key, place, bent))
    }),
  )
})

test('the same text sealed twice looks different each time', () => {
  const key = Buffer.alloc(32, 3)
  assert.notDeepEqual(sealBytes(key, 'p', Buffer.from('Sanne')), sealBytes(key, 'p', Buffer.from('Sanne')))
})

test('a key outlives the process, and an erased one cannot come back', async () => {
  const first = await open('erase')
  const [person, colleague, stranger] = [someone(), someone(), someone()]
  const sealed = (await first.keys.create(organisation, person)).seal(person, 'name', 'Sanne de Wit')
  const kept = (await first.keys.create(organisation, colleague)).seal(colleague, 'name', 'Bram')
  await first.close()
  const again = await open('erase', {}, false)
  const before = await again.keys.load(organisation, [person, colleague])
  assert.equal(before.open(person, 'name', sealed), 'Sanne de Wit')
  await again.keys.erase(organisation, [person, stranger])
  assert.equal(before.open(person, 'name', sealed), null, 'not even for who had it in hand')
  const later = await again.keys.load(organisation, [person, colleague])
  assert.equal(later.open(person, 'name', sealed), null)
  assert.equal(later.open(colleague, 'name', kept), 'Bram')
  await assert.rejects(again.keys.create(organisation, person))
  await assert.rejects(again.keys.create(organisation, stranger), 'a fence stands for who never had a key, too')
  await again.close()
  const third = await open('erase', {}, false)
  assert.equal((await third.keys.load(organisation, [person])).open(person, 'name', sealed), null)
  assert.equal((await third.keys.load(organisation, [colleague])).open(colleague, 'name', kept), 'Bram')
  await assert.rejects(third.keys.create(organisation, person))
  await third.close()
})

test('an organisation goes with all its keys, and its neighbours stay', async () => {
  const ring = await open('organisation')
  const people = Array.from({ length: 700 }, someone)
  const neighbour = someone()
  const sealed = (await ring.keys.createAll(organisation, people)).seal(people[699] as PersonId, 'name', 'Laatste')
  const kept = (await ring.keys.create(other, neighbour)).seal(neighbour, 'name', 'Buur')
  const index = await ring.keys.blindIndex(other, 'email', 'a@b')
  await ring.keys.eraseOrganisation(organisation)
  await ring.keys.eraseOrganisation(organisation)
  assert.equal((await ring.keys.load(organisation, people)).open(people[699] as PersonId, 'name', sealed), null)
  assert.equal(await ring.ownerKey(organisation, null), null)
  await assert.rejects(ring.keys.blindIndex(organisation, 'email', 'a@b'))
  await assert.rejects(ring.keys.create(organisation, someone()))
  assert.equal((await ring.keys.load(other, [neighbour])).open(neighbour, 'name', kept), 'Buur')
  assert.deepEqual(await ring.keys.blindIndex(other, 'email', 'a@b'), index)
  await ring.close()
})

test('a blind index tells equal values of one organisation and field, and nothing across them', async () => {
  const ring = await open('index')
  const index = await ring.keys.blindIndex(organisation, 'email', 'a@b')
  assert.deepEqual(await ring.keys.blindIndex(organisation, 'email', 'a@b'), index)
  assert.notDeepEqual(await ring.keys.blindIndex(other, 'email', 'a@b'), index)
  assert.notDeepEqual(await ring.keys.blindIndex(organisation, 'name', 'a@b'), index)
  const directory = ring.keys.directoryIndex('email', 'a@b')
  const fence = ring.keys.fence(organisation, null)
  await ring.keys.eraseOrganisation(other)
  await ring.close()
  const again = await open('index')
  assert.deepEqual(await again.keys.blindIndex(organisation, 'email', 'a@b'), index)
  assert.deepEqual(again.keys.directoryIndex('email', 'a@b'), directory)
  assert.deepEqual(again.keys.fence(organisation, null), fence)
  assert.equal(fence.length, 32)
  await again.close()
})

test('a named secret is random, and the same ever after', async () => {
  const first = await open('secrets')
  const [signing, logins] = [await first.secret('signing'), await first.secret('database logins')]
  assert.notDeepEqual(signing, logins)
  await first.close()
  const again = await open('secrets')
  assert.deepEqual(await again.secret('signing'), signing)
  await again.close()
})

test('root key and epoch secret are for their owner only, and never replaced beside data', async () => {
  await (await open('root')).close()
  const [root, epoch] = [join(folder, 'root', 'keys', 'root.key'), join(folder, 'root', 'epoch', 'epoch.secret')]
  const bytes = readFileSync(root)
  if (process.platform !== 'win32') for (const each of [root, epoch]) assert.equal(statSync(each).mode & 0o777, 0o600)
  await (await open('root')).close()
  assert.deepEqual(readFileSync(root), bytes)
  rmSync(epoch)
  await assert.rejects(open('root'), (error) => error instanceof StartError && /epoch secret is missing/.test(error.message))
  rmSync(root)
  await assert.rejects(open('root'), StartError)
  await assert.rejects(open('absent', {}, false), StartError)
})
