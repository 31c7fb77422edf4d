import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from '#properties'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { StartError } from '../errors.ts'
import { createKeys, openKeyStore, openRootKey, rootKeyFrom } from './index.ts'
import { openBytes, sealBytes } from './seal.ts'

const folder = mkdtempSync(join(tmpdir(), 'vrijplek-keys-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const organisation = '0b5a4e2e-7d0b-4c39-9a86-1a2f3c4d5e6f' as OrganisationId
const someone = () => crypto.randomUUID() as PersonId
const fresh = (name: string) => {
  const store = openKeyStore(join(folder, name))
  return { store, keys: createKeys(rootKeyFrom(Buffer.alloc(32, 1)), store) }
}

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
  const { store, keys } = fresh('erase.db')
  const person = someone()
  const sealed = (await keys.create(organisation, person)).seal(person, 'name', 'Sanne de Wit')
  store.close()
  const again = fresh('erase.db')
  assert.equal((await again.keys.load(organisation, [person])).open(person, 'name', sealed), 'Sanne de Wit')
  await again.keys.erase(organisation, person)
  assert.equal((await again.keys.load(organisation, [person])).open(person, 'name', sealed), null)
  await assert.rejects(again.keys.create(organisation, person))
  again.store.close()
})

test('a destroyed key leaves no copy in the file', async () => {
  const { store, keys } = fresh('gone.db')
  const person = someone()
  await keys.create(organisation, person)
  const wrapped = (await store.get(organisation, [person])).get(person)
  assert.ok(wrapped)
  assert.ok(readFileSync(join(folder, 'gone.db')).includes(wrapped), 'it was there before')
  await keys.erase(organisation, person)
  store.close()
  assert.ok(!readFileSync(join(folder, 'gone.db')).includes(wrapped))
})

test('a blind index tells equal values of one organisation and field, and nothing across them', () => {
  const { store, keys } = fresh('index.db')
  const other = '1b5a4e2e-7d0b-4c39-9a86-1a2f3c4d5e6f' as OrganisationId
  assert.deepEqual(keys.blindIndex(organisation, 'email', 'a@b'), keys.blindIndex(organisation, 'email', 'a@b'))
  assert.notDeepEqual(keys.blindIndex(organisation, 'email', 'a@b'), keys.blindIndex(other, 'email', 'a@b'))
  assert.notDeepEqual(keys.blindIndex(organisation, 'email', 'a@b'), keys.blindIndex(organisation, 'name', 'a@b'))
  store.close()
})

test('the root key is made once, for its owner only, and never replaced beside data', () => {
  const path = join(folder, 'keys', 'root.key')
  const first = openRootKey(path, { mayCreate: true }).derive('x')
  assert.deepEqual(openRootKey(path, { mayCreate: false }).derive('x'), first)
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.throws(() => openRootKey(join(folder, 'absent.key'), { mayCreate: false }), StartError)
})
