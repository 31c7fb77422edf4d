// Stopped at each step of an erasure or a rotation, by SIGKILL of a process of its own: this file starts itself for that.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { anOrganisation, keyFolder, keyPlacesIn, someone } from '../../../test/key-places.ts'
import type { KeyPlaces } from '../../../test/key-places.ts'
import type { KeyStore } from './key-store.ts'
import { prepareRootKeyFile } from './root.ts'

const acts = ['erase', 'end', 'rotate-root'] as const
const steps = ['before the new secret', 'in the new secret', 'after the new secret', 'before the commit', 'after the commit', 'in the old secret', 'after the old secret', 'done'] as const
type Act = (typeof acts)[number]
type Step = (typeof steps)[number]

/** The keyring with a trapdoor at one step. */
const openWithTrapdoor = (places: KeyPlaces, at: Step, fall: () => never) => {
  let armed = false
  let committed = false
  const step = (name: Step) => {
    if (armed && name === at) fall()
  }
  const bend = (store: KeyStore): KeyStore => ({
    ...store,
    change: async (work) => {
      const first = !committed
      const result = await store.change(async (change) => {
        const done = await work(change)
        if (first) step('before the commit')
        return done
      })
      if (armed && first) {
        committed = true
        step('after the commit')
      }
      return result
    },
  })
  const ring = places.open({
    store: bend,
    epoch: (place) => ({
      ...place,
      prepare: (number) => {
        step('before the new secret')
        if (armed && at === 'in the new secret') {
          writeFileSync(`${places.epoch}.next`, `vrijplek epoch 1 ${number} 0badc`, { mode: 0o600 })
          fall()
        }
        const epoch = place.prepare(number)
        step('after the new secret')
        return epoch
      },
      settle: (number) => {
        if (armed && at === 'in the old secret') {
          writeFileSync(places.epoch, Buffer.alloc(readFileSync(places.epoch).length))
          fall()
        }
        const secret = place.settle(number)
        if (committed) step('after the old secret')
        return secret
      },
    }),
  })
  return { ring, arm: () => (armed = true) }
}

const perform = async (places: KeyPlaces, act: Act, victims: { organisation: OrganisationId; person: PersonId }, at: Step, fall: () => never): Promise<void> => {
  const { ring: opening, arm } = openWithTrapdoor(places, at, fall)
  const ring = await opening
  arm()
  if (act === 'erase') await ring.keys.erase(victims.organisation, [victims.person])
  else if (act === 'end') await ring.keys.eraseOrganisation(victims.organisation)
  else await ring.rotateRoot(prepareRootKeyFile(places.root))
  if (at === 'done') fall()
  await ring.close()
}

const told = process.env['CRASH']
if (told !== undefined) {
  const { folder, act, at, organisation, person } = JSON.parse(told) as { folder: string; act: Act; at: Step; organisation: OrganisationId; person: PersonId }
  await perform(keyPlacesIn(folder), act, { organisation, person }, at, () => {
    process.kill(process.pid, 'SIGKILL')
    throw new Error('still alive')
  })
  process.exit(0)
}

const { folder, remove } = keyFolder()
after(remove)

type Scene = { readonly victims: { organisation: OrganisationId; person: PersonId }; readonly check: (act: Act) => Promise<'before' | 'after'> }

const scene = async (places: KeyPlaces): Promise<Scene> => {
  const [organisation, other] = [anOrganisation(), anOrganisation()]
  const [person, colleague, neighbour] = [someone(), someone(), someone()]
  const ring = await places.open()
  const own = await ring.keys.createAll(organisation, [person, colleague])
  const theirs = await ring.keys.create(other, neighbour)
  const [sealed, kept, far] = [own.seal(person, 'name', 'naam'), own.seal(colleague, 'name', 'naam'), theirs.seal(neighbour, 'name', 'naam')]
  const signing = await ring.secret('signing')
  const fence = ring.keys.fence(organisation, person)
  await ring.close()
  const check = async (act: Act) => {
    const again = await places.open()
    try {
      const [own2, theirs2] = [await again.keys.load(organisation, [person, colleague]), await again.keys.load(other, [neighbour])]
      assert.equal(theirs2.open(neighbour, 'name', far), 'naam', 'another organisation is whole')
      assert.deepEqual(await again.secret('signing'), signing)
      assert.deepEqual(again.keys.fence(organisation, person), fence)
      const [first, second] = [own2.open(person, 'name', sealed), own2.open(colleague, 'name', kept)]
      if (act !== 'end') assert.equal(second, 'naam', 'a colleague is whole')
      else assert.equal(first, second, 'an organisation goes whole or not at all')
      if (act === 'rotate-root') assert.equal(first, 'naam')
      if (first === null) await assert.rejects(again.keys.create(organisation, person))
      return first === null ? 'after' : 'before'
    } finally {
      await again.close()
      const left = readdirSync(places.folder).filter((name) => name.endsWith('.next') && !(act === 'rotate-root' && name === 'root.key.next'))
      assert.deepEqual(left, [], 'nothing half done is left')
    }
  }
  return { victims: { organisation, person }, check }
}

const isAfter = (at: Step) => steps.indexOf(at) >= steps.indexOf('after the commit')

for (const act of acts) {
  test(`killed at any step, ${act} is wholly done or not at all, and others lose nothing`, async () => {
    for (const at of steps) {
      const places = keyPlacesIn(join(folder, `${act} ${at}`))
      const { victims, check } = await scene(places)
      const child = spawnSync(process.execPath, [import.meta.filename], {
        env: { ...process.env, CRASH: JSON.stringify({ folder: places.folder, act, at, ...victims }) },
        encoding: 'utf8',
      })
      assert.equal(child.signal, 'SIGKILL', `${at}: ${child.stderr}`)
      const found = await check(act)
      if (act !== 'rotate-root') assert.equal(found, isAfter(at) ? 'after' : 'before', at)
      // And it can be done again, to its end.
      await perform(places, act, victims, 'done', () => undefined as never)
      if (act !== 'rotate-root') assert.equal(await check(act), 'after', at)
    }
  })
}

test('in an outside store, too, a change whose outcome is unknown is found out before the next one', async () => {
  // Here, since it brings the whole house along, which the processes that get killed need not load.
  const { testDatabase } = await import('../../../test/database.ts')
  const database = await testDatabase()
  const places = keyPlacesIn(join(folder, 'outside'), database.owner)
  for (const at of ['after the new secret', 'before the commit', 'after the commit', 'after the old secret'] as const) {
    const { victims, check } = await scene(places)
    let times = 0
    const lost = (): never => {
      if (times++ === 0) throw new Error('the connection was lost')
      return undefined as never
    }
    const { ring: opening, arm } = openWithTrapdoor(places, at, lost)
    const ring = await opening
    arm()
    await assert.rejects(ring.keys.erase(victims.organisation, [victims.person]), /connection was lost/)
    await ring.keys.create(victims.organisation, someone())
    assert.ok(!existsSync(`${places.epoch}.next`), 'the next change ends what was half done')
    await ring.close()
    assert.equal(await check('erase'), isAfter(at) ? 'after' : 'before', at)
  }
  await database.drop()
})

test('a start that was stopped halfway begins anew', async () => {
  const places = keyPlacesIn(join(folder, 'start'))
  for (const at of ['after the new secret', 'before the commit'] as const) {
    let armed = false
    const fall = () => {
      if (armed) throw new Error('stopped')
    }
    const opening = places.open({
      epoch: (place) => ({
        ...place,
        prepare: (number) => {
          armed = true
          const epoch = place.prepare(number)
          if (at === 'after the new secret') fall()
          return epoch
        },
      }),
      store: (store) => ({
        ...store,
        change: (work) =>
          store.change(async (change) => {
            const done = await work(change)
            fall()
            return done
          }),
      }),
    })
    await assert.rejects(opening, /stopped/)
  }
  const { victims, check } = await scene(places)
  await perform(places, 'erase', victims, 'done', () => undefined as never)
  assert.equal(await check('erase'), 'after')
  assert.ok(existsSync(places.epoch))
})
