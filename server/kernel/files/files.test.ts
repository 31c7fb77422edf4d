import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FileId, OrganisationId, PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { NotWhole } from './index.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: () => [] })
})
after(() => house.close())

const inRights = <T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, work)
const about = (person: PersonId | null, id = crypto.randomUUID() as FileId) => ({
  id,
  person,
  room: 'requests',
  kind: 'export',
  name: 'my-data.zip',
  mediaType: 'application/zip',
  expiresAt: house.clock.now().add({ hours: 24 }),
})
async function* text(...pieces: readonly string[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
const write = (organisation: OrganisationId, file: ReturnType<typeof about>, ...pieces: readonly string[]) =>
  inRights(organisation, (tx) => house.kernel.files.write(tx, file, text(...pieces)))
const read = (organisation: OrganisationId, id: FileId): Promise<string | null> =>
  inRights(organisation, async (tx) => {
    const stream = await house.kernel.files.read(tx, id)
    if (stream === null) return null
    const all = []
    for await (const piece of stream) all.push(piece as Buffer)
    return Buffer.concat(all).toString('utf8')
  })
const folderOf = (organisation: OrganisationId) => join(house.kernel.config.DATA_DIR, 'files', organisation)
const namesIn = (organisation: OrganisationId) => (existsSync(folderOf(organisation)) ? readdirSync(folderOf(organisation)) : [])
const longAgo = (path: string) => utimesSync(path, 0, 0)

test('a file reads as it was written, and nothing of it lies there in clear', async () => {
  const organisation = await house.seed.organisation()
  const { person } = await house.seed.person(organisation)
  for (const owner of [person, null]) {
    const file = about(owner)
    const { size, sha256 } = await write(organisation, file, 'Alles over ', 'Sanne de Wit')
    assert.equal(size, 23)
    assert.deepEqual(sha256, createHash('sha256').update('Alles over Sanne de Wit').digest())
    const [row] = await house.query<{ size: string; sha256: Buffer }>('SELECT size, sha256 FROM files WHERE id = $1', [file.id])
    assert.deepEqual([Number(row?.size), row?.sha256], [size, sha256])
    assert.equal(await read(organisation, file.id), 'Alles over Sanne de Wit')
    assert.ok(!readFileSync(join(folderOf(organisation), file.id)).includes('Sanne'))
  }
})

test('a file is nobody else’s: not of another organisation, not under another id, not when it has expired', async () => {
  const [organisation, other] = [await house.seed.organisation(), await house.seed.organisation()]
  const [mine, second] = [about(null), about(null)]
  await write(organisation, mine, 'van ons')
  await write(organisation, second, 'ook van ons')
  await write(other, about(null), 'van hen')
  assert.equal(await read(other, mine.id), null)
  writeFileSync(join(folderOf(organisation), second.id), readFileSync(join(folderOf(organisation), mine.id)))
  await assert.rejects(read(organisation, second.id), NotWhole)
  assert.equal(await read(organisation, crypto.randomUUID() as FileId), null)
  await assert.rejects(read(organisation, '../../etc/passwd' as FileId))
  const late = { ...about(null), expiresAt: house.clock.now().add({ seconds: 10 }) }
  await write(organisation, late, 'even')
  assert.equal(await read(organisation, late.id), 'even')
  house.clock.advance({ seconds: 10 })
  assert.equal(await read(organisation, late.id), null)
})

test('with the owner’s key gone the bytes are there and nobody reads them', async () => {
  const organisation = await house.seed.organisation()
  const [gone, stays] = [await house.seed.person(organisation), await house.seed.person(organisation)]
  const [theirs, others] = [about(gone.person), about(stays.person)]
  await write(organisation, theirs, 'weg')
  await write(organisation, others, 'blijft')
  await house.kernel.keys.erase(organisation, [gone.person])
  assert.ok(namesIn(organisation).includes(theirs.id))
  assert.equal(await read(organisation, theirs.id), null)
  assert.equal(await read(organisation, others.id), 'blijft')
  await assert.rejects(write(organisation, about(gone.person), 'te laat'), /key of its owner/)
})

test('bytes go with their row after the commit, and stay when the transaction comes to nothing', async () => {
  const organisation = await house.seed.organisation()
  const [one, other] = [await house.seed.person(organisation), await house.seed.person(organisation)]
  const files = [about(one.person), about(one.person), about(other.person), about(null)] as const
  for (const file of files) await write(organisation, file, 'inhoud')
  await assert.rejects(
    inRights(organisation, async (tx) => {
      await house.kernel.files.remove(tx, [files[0].id])
      throw new Error('toch niet')
    }),
    /toch niet/,
  )
  assert.equal(await read(organisation, files[0].id), 'inhoud')
  assert.equal(await inRights(organisation, (tx) => house.kernel.files.removeOf(tx, one.person)), 2)
  assert.deepEqual(namesIn(organisation).toSorted(), [files[2].id, files[3].id].toSorted())
  await inRights(organisation, (tx) => house.kernel.files.remove(tx, [files[2].id, crypto.randomUUID() as FileId]))
  assert.equal(await inRights(organisation, (tx) => house.kernel.files.removeOf(tx, 'everyone')), 1)
  assert.deepEqual(namesIn(organisation), [])
})

test('a write that is cut short, or whose transaction comes to nothing, is never readable and is swept', async () => {
  const organisation = await house.seed.organisation()
  const [torn, undone, kept] = [about(null), about(null), about(null)]
  await write(organisation, kept, 'blijft')
  const breaking = async function* () {
    yield Buffer.alloc(200_000)
    throw new Error('de bron viel weg')
  }
  await assert.rejects(inRights(organisation, (tx) => house.kernel.files.write(tx, torn, breaking())), /viel weg/)
  assert.deepEqual(namesIn(organisation), [kept.id])
  await assert.rejects(
    inRights(organisation, async (tx) => {
      await house.kernel.files.write(tx, undone, text('half'))
      throw new Error('geen commit')
    }),
    /geen commit/,
  )
  assert.equal(await read(organisation, torn.id), null)
  assert.equal(await read(organisation, undone.id), null)
  // What a killed process leaves behind.
  const part = join(folderOf(organisation), `${torn.id}.0badcafe.part`)
  writeFileSync(part, 'half')
  assert.equal(await house.kernel.files.sweep(organisation), 0, 'young ones may be being written')
  longAgo(part)
  assert.equal(await house.kernel.files.sweep(organisation), 1)
  assert.deepEqual(namesIn(organisation).toSorted(), [undone.id, kept.id].toSorted())
  const gone = crypto.randomUUID() as OrganisationId
  mkdirSync(folderOf(gone))
  writeFileSync(join(folderOf(gone), crypto.randomUUID()), 'van wie er niet meer is')
  assert.equal(await house.kernel.files.sweepAtStart(), 2)
  assert.deepEqual(namesIn(organisation), [kept.id])
  assert.ok(!existsSync(folderOf(gone)))
  assert.equal(await read(organisation, kept.id), 'blijft')
})

test('of two writes under one id the first stands, bytes and row', async () => {
  const organisation = await house.seed.organisation()
  const file = about(null)
  await write(organisation, file, 'eerste')
  await assert.rejects(write(organisation, file, 'tweede'), { code: '23505' })
  assert.equal(await read(organisation, file.id), 'eerste')
  assert.deepEqual(namesIn(organisation), [file.id])
})

test('200 MiB go through in constant memory', async () => {
  const organisation = await house.seed.organisation()
  const file = about(null)
  const [piece, pieces] = [Buffer.alloc(1_048_576, 'vrijplek'), 200]
  let mostBytes = 0
  const look = () => {
    const { heapUsed, external } = process.memoryUsage()
    mostBytes = Math.max(mostBytes, heapUsed + external)
  }
  look()
  const startBytes = mostBytes
  const content = async function* () {
    for (let turn = 0; turn < pieces; turn++) {
      look()
      yield piece
    }
  }
  await inRights(organisation, (tx) => house.kernel.files.write(tx, file, content()))
  const hash = createHash('sha256')
  let size = 0
  await inRights(organisation, async (tx) => {
    for await (const bytes of (await house.kernel.files.read(tx, file.id)) ?? []) {
      hash.update(bytes as Buffer)
      size += (bytes as Buffer).length
      if (size % piece.length === 0) look()
    }
  })
  const expected = createHash('sha256')
  for (let turn = 0; turn < pieces; turn++) expected.update(piece)
  assert.equal(size, pieces * piece.length)
  assert.deepEqual(hash.digest(), expected.digest())
  const grownMiB = (mostBytes - startBytes) / 1_048_576
  assert.ok(grownMiB < 100, `memory grew by ${Math.round(grownMiB)} MiB for a file of 200`)
})
