import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { startTestCluster } from '../../../test/cluster.ts'
import { testDatabase, testDatabaseOn } from '../../../test/database.ts'
import { anOrganisation, keyFolder, keyPlacesIn, someone } from '../../../test/key-places.ts'
import type { KeyPlaces } from '../../../test/key-places.ts'
import fc from '#properties'
import type { Keyring } from './index.ts'
import { prepareRootKeyFile } from './root.ts'

type Stage = { readonly places: (name: string) => Promise<KeyPlaces>; readonly close: () => Promise<void> }

const onFile = async (): Promise<Stage> => {
  const { folder, remove } = keyFolder()
  return { places: async (name) => keyPlacesIn(join(folder, name)), close: async () => remove() }
}
const onPostgres = async (major: 15 | 18): Promise<Stage> => {
  const { folder, remove } = keyFolder()
  const cluster = major === 15 ? await startTestCluster({ major }) : undefined
  const databases: { drop: () => Promise<void> }[] = []
  return {
    places: async (name) => {
      const database = cluster === undefined ? await testDatabase() : await testDatabaseOn(cluster)
      databases.push(database)
      return keyPlacesIn(join(folder, name), database.owner)
    },
    close: async () => {
      for (const each of databases) await each.drop()
      await cluster?.stop()
      remove()
    },
  }
}

type Act =
  | { readonly do: 'create'; readonly organisation: number; readonly count: number }
  | { readonly do: 'erase'; readonly organisation: number; readonly which: readonly number[] }
  | { readonly do: 'end' | 'index'; readonly organisation: number }
  | { readonly do: 'epoch' | 'root' | 'reopen' }

const organisations = 4
const organisation = fc.nat({ max: organisations - 1 })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('create' as const), organisation, count: fc.constantFrom(1, 2, 3, 300) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('erase' as const), organisation, which: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'index' as const), organisation }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('epoch' as const, 'root' as const, 'reopen' as const) }) },
)

/** What must be true, kept beside the real thing. */
class Model {
  readonly ids = Array.from({ length: organisations }, anOrganisation)
  readonly ended = new Set<OrganisationId>()
  readonly sealed = new Map<PersonId, { organisation: OrganisationId; bytes: Buffer; live: boolean }>()
  readonly indexes = new Map<OrganisationId, Buffer>()

  of(organisation: OrganisationId): PersonId[] {
    return [...this.sealed].flatMap(([person, each]) => (each.organisation === organisation ? [person] : []))
  }

  async holds({ keys }: Keyring): Promise<void> {
    for (const id of this.ids) {
      const people = this.of(id)
      const own = await keys.load(id, people)
      for (const person of people) {
        const { bytes, live } = this.sealed.get(person) ?? assert.fail()
        assert.equal(own.open(person, 'name', bytes), live ? `naam ${person}` : null)
      }
      const index = this.indexes.get(id)
      if (index === undefined) continue
      if (this.ended.has(id)) await assert.rejects(keys.blindIndex(id, 'email', 'a@b'))
      else assert.deepEqual(await keys.blindIndex(id, 'email', 'a@b'), index)
    }
  }
}

const play = async (places: KeyPlaces, acts: readonly Act[]): Promise<void> => {
  const model = new Model()
  let ring = await places.open()
  try {
    for (const each of acts) {
      const id = 'organisation' in each ? (model.ids[each.organisation] ?? anOrganisation()) : anOrganisation()
      if (each.do === 'create') {
        const people = Array.from({ length: each.count }, someone)
        if (model.ended.has(id)) await assert.rejects(ring.keys.createAll(id, people))
        else {
          const own = await ring.keys.createAll(id, people)
          for (const person of people) model.sealed.set(person, { organisation: id, bytes: own.seal(person, 'name', `naam ${person}`), live: true })
        }
      } else if (each.do === 'erase') {
        const all = model.of(id)
        const people = [...each.which.flatMap((at) => all[at % Math.max(1, all.length)] ?? []), someone()]
        await ring.keys.erase(id, people)
        for (const person of people) {
          const known = model.sealed.get(person)
          if (known !== undefined) known.live = false
          await assert.rejects(ring.keys.create(id, person), 'a fence stands')
        }
      } else if (each.do === 'end') {
        await ring.keys.eraseOrganisation(id)
        model.ended.add(id)
        for (const person of model.of(id)) Object.assign(model.sealed.get(person) ?? {}, { live: false })
      } else if (each.do === 'index') {
        if (!model.ended.has(id)) model.indexes.set(id, await ring.keys.blindIndex(id, 'email', 'a@b'))
      } else if (each.do === 'epoch') await ring.rotateEpoch()
      else if (each.do === 'root') await ring.rotateRoot(prepareRootKeyFile(places.root))
      else {
        await ring.close()
        ring = await places.open()
      }
      await model.holds(ring)
    }
    await ring.close()
    ring = await places.open()
    await model.holds(ring)
  } finally {
    await ring.close()
  }
}

const stages = [
  { name: 'in a file', open: onFile, numRuns: 25, needed: true },
  { name: 'in an outside PostgreSQL', open: () => onPostgres(18), numRuns: 8, needed: true },
  { name: 'in an outside PostgreSQL 15', open: () => onPostgres(15), numRuns: 3, needed: process.platform === 'linux' && process.arch === 'x64' },
]

for (const { name, open, numRuns } of stages.filter(({ needed }) => needed)) {
  describe(`a key store ${name}`, () => {
    let stage: Stage
    before(async () => {
      stage = await open()
    })
    after(() => stage.close())
    let count = 0
    const fresh = () => stage.places(`${++count}`)

    test('after any row of creations, erasures, rotations and restarts, exactly the living are readable', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => play(await fresh(), acts)),
        { numRuns },
      )
    })

    test('everything at once: creations and loads while others are erased', async () => {
      const ring = await (await fresh()).open()
      const id = anOrganisation()
      const [go, stay] = [Array.from({ length: 20 }, someone), Array.from({ length: 20 }, someone)]
      const own = await ring.keys.createAll(id, [...go, ...stay])
      const sealed = new Map([...go, ...stay].map((person) => [person, own.seal(person, 'name', 'naam')]))
      await Promise.all([
        ...go.map((person) => ring.keys.erase(id, [person])),
        ...stay.map(async (person) => {
          const loaded = await ring.keys.load(id, [person])
          assert.equal(loaded.open(person, 'name', sealed.get(person) ?? Buffer.of()), 'naam')
          await ring.keys.create(id, someone())
        }),
        ring.rotateEpoch(),
      ])
      const later = await ring.keys.load(id, [...go, ...stay])
      assert.deepEqual(
        [...go, ...stay].map((person) => later.open(person, 'name', sealed.get(person) ?? Buffer.of())),
        [...go.map(() => null), ...stay.map(() => 'naam')],
      )
      await ring.close()
    })

    test('what was read before an erasure and comes back after it is read again', async () => {
      const places = await fresh()
      const id = anOrganisation()
      const [person, colleague] = [someone(), someone()]
      const first = await places.open()
      const own = await first.keys.createAll(id, [person, colleague])
      const [gone, kept] = [own.seal(person, 'name', 'naam'), own.seal(colleague, 'name', 'naam')]
      await first.close()
      const read = Promise.withResolvers<void>()
      const back = Promise.withResolvers<void>()
      let held = false
      const ring = await places.open({
        store: (store) => ({
          ...store,
          find: async (fences) => {
            const found = await store.find(fences)
            if (!held) {
              held = true
              read.resolve()
              await back.promise
            }
            return found
          },
        }),
      })
      const loading = ring.keys.load(id, [person, colleague])
      await read.promise
      await ring.keys.erase(id, [person])
      back.resolve()
      const loaded = await loading
      assert.deepEqual([loaded.open(person, 'name', gone), loaded.open(colleague, 'name', kept)], [null, 'naam'])
      await ring.close()
    })

    test('keys in memory cost the store nothing, and those that are missing one read', async () => {
      const places = await fresh()
      const id = anOrganisation()
      const people = Array.from({ length: 300 }, someone)
      const first = await places.open()
      await first.keys.createAll(id, people)
      await first.close()
      let reads = 0
      const ring = await places.open({
        nowMs: () => 0,
        store: (store) => ({
          ...store,
          find: (fences) => {
            reads += 1
            return store.find(fences)
          },
          state: () => {
            reads += 1
            return store.state()
          },
        }),
      })
      await ring.keys.load(id, people)
      assert.equal(reads, 1)
      await ring.keys.load(id, people)
      assert.equal(reads, 1)
      await ring.close()
    })
  })
}

test('a key that another process erased is forgotten here within a second, and everything else goes on', async () => {
  const stage = await onPostgres(18)
  const places = await stage.places('two')
  let nowMs = 0
  const [one, other] = [await places.open(), await places.open({ nowMs: () => nowMs })]
  const id = anOrganisation()
  const [person, colleague] = [someone(), someone()]
  const own = await one.keys.createAll(id, [person, colleague])
  const sealed = new Map([person, colleague].map((each) => [each, own.seal(each, 'name', 'naam')]))
  const read = async (each: PersonId) => (await other.keys.load(id, [each])).open(each, 'name', sealed.get(each) ?? Buffer.of())
  assert.deepEqual([await read(person), await read(colleague)], ['naam', 'naam'])
  await one.keys.erase(id, [person])
  assert.equal(await read(person), 'naam', 'until it looks')
  nowMs += 1000
  assert.deepEqual([await read(person), await read(colleague)], [null, 'naam'])
  // Who is not in memory yet makes it look at once.
  const late = someone()
  await one.keys.create(id, late)
  await one.keys.erase(id, [late, colleague])
  await other.keys.load(id, [late])
  assert.equal(await read(colleague), null)
  // And either may change things after the other.
  const next = someone()
  await other.keys.create(id, next)
  await other.keys.erase(id, [next])
  await one.rotateEpoch()
  await other.rotateEpoch()
  await assert.rejects(one.keys.create(id, next))
  await Promise.all([one.close(), other.close()])
  await stage.close()
})
