// What can be read with which of the things that are kept apart: a copy of the data, the key store, the root key, the epoch secret. The table of the
// decision on keys (docs/decisions) says the same in words.
import assert from 'node:assert/strict'
import { chmodSync, cpSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DatabaseSync } from 'node:sqlite'
import type { PersonId } from '#contract/ids.ts'
import { StartError } from '../errors.ts'
import { anOrganisation, keyFolder, keyPlacesIn, someone, stolen } from '../../../test/key-places.ts'
import type { KeyPlaces } from '../../../test/key-places.ts'
import { fenceOf, personOwner } from './owners.ts'
import { prepareRootKeyFile } from './root.ts'

const { folder, remove } = keyFolder()
after(remove)

const organisation = anOrganisation()
const [victim, colleague] = [someone(), someone()]
const now = keyPlacesIn(join(folder, 'now'))
let old: KeyPlaces
/** An old back-up of the data holds these. */
let sealed: Map<PersonId, Buffer>
let index: Buffer

before(async () => {
  const ring = await now.open()
  const own = await ring.keys.createAll(organisation, [victim, colleague, ...Array.from({ length: 400 }, someone)])
  sealed = new Map([victim, colleague].map((person) => [person, own.seal(person, 'name', 'naam')]))
  index = await ring.keys.blindIndex(organisation, 'email', 'sanne@vrijplek.example')
  await ring.close()
  old = stolen(now, 'old')
  const again = await now.open()
  await again.keys.erase(organisation, [victim])
  await again.close()
})

/** What a thief reads with these places. */
const readWith = async (places: KeyPlaces): Promise<Record<'victim' | 'colleague', string | null> | string> => {
  try {
    const ring = await places.open()
    try {
      const own = await ring.keys.load(organisation, [victim, colleague])
      const read = (person: PersonId) => own.open(person, 'name', sealed.get(person) ?? Buffer.of())
      return { victim: read(victim), colleague: read(colleague) }
    } finally {
      await ring.close()
    }
  } catch (error) {
    if (error instanceof StartError) return error.message
    throw error
  }
}

const refuses = async (places: KeyPlaces, why: RegExp): Promise<void> => {
  const got = await readWith(places)
  assert.ok(typeof got === 'string', 'nothing opens')
  assert.match(got, why)
}

test('an old key store with the root key of its day and the epoch secret of today opens nothing', async () => {
  await refuses(stolen(old, 'old and today’s epoch', { epoch: now }), /key store is of epoch 1 and the epoch secret of epoch 2/)
})

test('not even when the number of the epoch is forged', async () => {
  const forged = stolen(old, 'forged', { epoch: now })
  const file = new DatabaseSync(forged.store)
  file.exec('UPDATE state SET epoch = 2')
  file.close()
  await refuses(forged, /belongs to another one/)
  const renumbered = stolen(old, 'renumbered', { epoch: now })
  writeFileSync(renumbered.epoch, readFileSync(now.epoch, 'latin1').replace('epoch 1 2 ', 'epoch 1 1 '))
  await refuses(renumbered, /belongs to another one/)
})

test('without any epoch secret it opens nothing either', async () => {
  const without = stolen(old, 'without')
  rmSync(without.epoch)
  await refuses(without, /epoch secret is missing/)
})

test('with the epoch secret of that day it opens everything of that day: this is what the third place is for', async () => {
  assert.deepEqual(await readWith(stolen(old, 'all of one day')), { victim: 'naam', colleague: 'naam' })
})

test('today’s key store, root key and epoch secret read the others and never the erased', async () => {
  assert.deepEqual(await readWith(stolen(now, 'all of today')), { victim: null, colleague: 'naam' })
})

test('nodes, owners and the top of an old store put into today’s bring nothing back', async () => {
  const parts: Record<string, string> = {
    nodes: `DELETE FROM nodes; INSERT INTO nodes SELECT * FROM old.nodes`,
    owners: `DELETE FROM owners; INSERT INTO owners SELECT * FROM old.owners`,
    leaf: `DELETE FROM nodes WHERE node < 4294967296 AND node > 0; INSERT INTO nodes SELECT * FROM old.nodes WHERE node < 4294967296 AND node > 0`,
    'owners and leaf': `DELETE FROM owners; INSERT INTO owners SELECT * FROM old.owners;
      DELETE FROM nodes WHERE node < 4294967296 AND node > 0; INSERT INTO nodes SELECT * FROM old.nodes WHERE node < 4294967296 AND node > 0`,
    top: `UPDATE state SET top_sealed = (SELECT top_sealed FROM old.state)`,
    'everything but the state': `DELETE FROM owners; INSERT INTO owners SELECT * FROM old.owners; DELETE FROM nodes; INSERT INTO nodes SELECT * FROM old.nodes`,
  }
  for (const [name, text] of Object.entries(parts)) {
    const mixed = stolen(now, `mixed ${name}`)
    const file = new DatabaseSync(mixed.store)
    file.exec(`ATTACH '${old.store}' AS old; ${text}`)
    file.close()
    const got = await readWith(mixed).catch((error: unknown) => {
      assert.match(String(error), /unable to authenticate/, name)
      return 'nothing'
    })
    assert.ok(typeof got === 'string' || got.victim === null, name)
  }
})

test('whoever holds today’s keys and an old copy of the data can try guesses at an old e-mail index, and only that', async () => {
  const ring = await stolen(now, 'guessing').open()
  assert.deepEqual(await ring.keys.blindIndex(organisation, 'email', 'sanne@vrijplek.example'), index)
  await ring.keys.eraseOrganisation(organisation)
  await assert.rejects(ring.keys.blindIndex(organisation, 'email', 'sanne@vrijplek.example'))
  await ring.close()
})

test('the old root key does not open a store whose root was rotated', async () => {
  const before = stolen(now, 'before the rotation')
  const rotated = stolen(now, 'rotated')
  const ring = await rotated.open()
  await ring.rotateRoot(prepareRootKeyFile(rotated.root))
  await ring.close()
  assert.deepEqual(await readWith(rotated), { victim: null, colleague: 'naam' })
  await refuses(stolen(rotated, 'old root', { root: before }), /not the one that the key store was made with/)
  const wrappedBefore = stolen(rotated, 'instance key of before', { root: before })
  const file = new DatabaseSync(wrappedBefore.store)
  file.exec(`ATTACH '${before.store}' AS old; UPDATE state SET instance_wrapped = (SELECT instance_wrapped FROM old.state)`)
  file.close()
  await refuses(wrappedBefore, /belongs to another one/)
  // And what the old root opens, an older store, lacks its epoch secret.
  await refuses(stolen(before, 'older store', { epoch: rotated }), /bring back the newest of both/)
})

/** The 32 bytes that a sealed cell hides, and the cell itself, of everyone in it. */
const cellsOf = (store: string): Buffer[] => {
  const file = new DatabaseSync(store)
  const cells = file.prepare('SELECT cells FROM nodes').all().flatMap((row) => {
    const node = Buffer.from(row['cells'] as Uint8Array)
    return Array.from({ length: 256 }, (_each, at) => node.subarray(at * 61, at * 61 + 61)).filter((cell) => cell[0] !== 0)
  })
  file.close()
  return cells
}

test('after an erasure the key store’s file holds no cell of before, no key, and never held an id', async () => {
  const places = keyPlacesIn(join(folder, 'bytes'))
  const ring = await places.open()
  const [id, neighbours] = [anOrganisation(), anOrganisation()]
  const people = Array.from({ length: 600 }, someone)
  // Turn about, so that pages fill in no order.
  for (let at = 0; at < people.length; at += 60) {
    await ring.keys.createAll(id, people.slice(at, at + 60))
    await ring.keys.createAll(neighbours, Array.from({ length: 40 }, someone))
  }
  const keys = await Promise.all(people.map(async (person) => Buffer.from((await ring.ownerKey(id, person)) ?? assert.fail())))
  const before = readFileSync(places.store)
  const cells = cellsOf(places.store)
  const secretBefore = readFileSync(places.epoch, 'latin1')
  assert.ok(cells.length > 1000)
  // A page's end may fall into a cell: one half of it is whole.
  const lies = (cell: Buffer, bytes: Buffer) => bytes.includes(cell.subarray(0, 30)) || bytes.includes(cell.subarray(31))
  assert.ok(cells.every((cell) => lies(cell, before)), 'they were there before')
  await ring.keys.erase(id, people.filter((_each, at) => at % 3 === 0))
  const left = readFileSync(places.store)
  const staleIn = (bytes: Buffer) => {
    const still = new Set(cellsOf(places.store).map((cell) => cell.toString('hex')))
    return cells.filter((cell) => lies(cell, bytes) && !still.has(cell.toString('hex'))).length
  }
  assert.equal(staleIn(left), 0)
  await ring.keys.eraseOrganisation(id)
  const after = readFileSync(places.store)
  assert.equal(staleIn(after), 0)
  for (const [at, person] of people.entries()) {
    for (const needle of [Buffer.from(person), Buffer.from(person.replaceAll('-', ''), 'hex'), keys[at] ?? assert.fail()]) {
      for (const [when, bytes] of Object.entries({ before, left, after })) assert.ok(!bytes.includes(needle), `${when} ${at}`)
    }
  }
  assert.ok(!before.includes(Buffer.from(id)) && !after.includes(Buffer.from(id)))
  const secret = /([0-9a-f]{64})/.exec(secretBefore)?.[1] ?? assert.fail()
  assert.ok(!readFileSync(places.epoch, 'latin1').includes(secret))
  await ring.close()
})

test('a fence is an HMAC: it shows nothing of the id without a key that lies under the epoch', async () => {
  const ring = await now.open()
  const fence = ring.keys.fence(organisation, victim)
  assert.ok(readFileSync(now.store).includes(fence))
  assert.notDeepEqual(fence, fenceOf(Buffer.alloc(32), personOwner(organisation, victim)))
  assert.notDeepEqual(fence, ring.keys.fence(anOrganisation(), victim))
  await ring.close()
})

test('the old epoch secret and the old root key are overwritten, not just unlinked', { skip: process.platform === 'win32' }, async () => {
  const places = keyPlacesIn(join(folder, 'overwritten'))
  const ring = await places.open()
  const kept = (path: string) => {
    linkSync(path, `${path}.kept`)
    return { path: `${path}.kept`, before: readFileSync(path) }
  }
  const [epoch, root] = [kept(places.epoch), kept(places.root)]
  await ring.rotateRoot(prepareRootKeyFile(places.root))
  await ring.close()
  assert.ok(readFileSync(epoch.path).length === 0 && epoch.before.length > 64)
  assert.ok(readFileSync(root.path).every((byte) => byte === 0) && root.before.some((byte) => byte !== 0))
})

test('when the escrow cannot be written nothing is erased, and later it is', { skip: process.platform === 'win32' }, async () => {
  const { epochFiles } = await import('./epoch.ts')
  const places = keyPlacesIn(join(folder, 'no escrow'))
  const elsewhere = join(places.folder, 'elsewhere')
  const ring = await places.open({ epoch: () => epochFiles(places.epoch, join(elsewhere, 'epoch.escrow')) })
  const person = someone()
  const own = await ring.keys.create(organisation, person)
  const bytes = own.seal(person, 'name', 'naam')
  renameSync(elsewhere, `${elsewhere} away`)
  writeFileSync(elsewhere, 'in the way')
  await assert.rejects(ring.keys.erase(organisation, [person]), { code: 'EEXIST' })
  rmSync(elsewhere)
  renameSync(`${elsewhere} away`, elsewhere)
  assert.equal((await ring.keys.load(organisation, [person])).open(person, 'name', bytes), 'naam')
  await ring.keys.erase(organisation, [person])
  assert.equal((await ring.keys.load(organisation, [person])).open(person, 'name', bytes), null)
  await ring.close()
})

test('a key store that went missing is not begun anew beside the secret of a later epoch', async () => {
  const places = stolen(now, 'store lost')
  rmSync(places.store)
  await refuses(places, /key store is empty, and the epoch secret is of another one \(epoch 2\)/)
})

test('an epoch secret that others may read is refused', { skip: process.platform === 'win32' }, async () => {
  const places = stolen(now, 'open secret')
  chmodSync(places.epoch, 0o644)
  await refuses(places, /set its mode to 600/)
})

test('the escrow holds the newest secret and no other, and brings back a lost one', async () => {
  const { epochFiles } = await import('./epoch.ts')
  const places = keyPlacesIn(join(folder, 'escrowed'))
  const escrow = join(places.folder, 'elsewhere', 'epoch.escrow')
  const open = () => places.open({ epoch: () => epochFiles(places.epoch, escrow) })
  const ring = await open()
  const person = someone()
  const own = (await ring.keys.create(organisation, person)).seal(person, 'name', 'naam')
  const first = readFileSync(escrow, 'latin1')
  await ring.keys.erase(organisation, [someone()])
  assert.equal(readFileSync(escrow, 'latin1'), first, 'nothing was destroyed, so nothing changes')
  await ring.rotateEpoch()
  assert.notEqual(readFileSync(escrow, 'latin1'), first)
  assert.equal(readFileSync(escrow, 'latin1'), readFileSync(places.epoch, 'latin1'))
  if (process.platform !== 'win32') assert.equal(statSync(escrow).mode & 0o777, 0o600)
  await ring.close()
  rmSync(places.epoch)
  await assert.rejects(open(), /bring it back from its escrow/)
  cpSync(escrow, places.epoch)
  const again = await open()
  assert.equal((await again.keys.load(organisation, [person])).open(person, 'name', own), 'naam')
  await again.close()
})
