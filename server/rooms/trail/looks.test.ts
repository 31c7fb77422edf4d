import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Look } from '#kernel/looks.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { lookedAt, lookedAtList, looksAt } from './looked-at.ts'
import { createLooks } from './looks.ts'
import type { KeptLooks } from './looks.ts'
import { digest } from './merkle.ts'
import { rollUpLooks } from './roll-up.ts'

let house: TestHouse
let organisation: OrganisationId
let looks: KeptLooks
let people: PersonId[]
before(async () => {
  house = await openTestHouse({ routes: () => [] })
})
beforeEach(async () => {
  house.clock.set('2026-11-24T09:10:00Z')
  organisation = await house.seed.organisation()
  // Only of people who are there something is written.
  people = Array.from({ length: 500 }, () => randomUUID() as PersonId)
  await house.query(
    `INSERT INTO people (organisation_id, id, name_sealed, email_sealed, email_index, language, created_at)
     SELECT $1, id, '', '', uuid_send(id), 'nl', now() FROM unnest($2::uuid[]) AS p (id)`,
    [organisation, people],
  )
  looks = createLooks(house.kernel)
})
after(() => house.close())

const person = (): PersonId => {
  const id = people.pop()
  if (id === undefined) throw new Error('nobody is left')
  return id
}
const lookOf = (viewer: string, subjects: readonly PersonId[], more: Partial<Look> = {}): Look => ({
  organisation,
  viewer: { kind: 'person', id: viewer, role: 'employee' },
  purpose: 'presence',
  view: 'floor',
  subjects,
  ...more,
})

type Row = { viewer_id: string; subject_id: string; hour: Date; times: number; viewer_role: string; view: string; closed: boolean; salt: Buffer }
const rows = (): Promise<Row[]> => house.query<Row>('SELECT * FROM trail_looks WHERE organisation_id = $1 ORDER BY hour, viewer_id, subject_id', [organisation])
const times = async (): Promise<number[]> => (await rows()).map((row) => row.times)

/** Counts the transactions that the looks of a test need. */
const counting = (): { readonly looks: KeptLooks; readonly writes: () => number } => {
  let writes = 0
  const made = createLooks({
    ...house.kernel,
    inPurpose: (context, work) => {
      writes += 1
      return house.kernel.inPurpose(context, work)
    },
  })
  return { looks: made, writes: () => writes }
}

test('the first look of an hour is there when the promise resolves, further ones are counted and written later', async () => {
  const [viewer, seen] = [person(), person()]
  await looks.note(lookOf(viewer, [seen]))
  assert.deepEqual(await times(), [1])
  await looks.note(lookOf(viewer, [seen]))
  await looks.note(lookOf(viewer, [seen, seen]))
  assert.deepEqual(await times(), [1])
  await looks.close()
  assert.deepEqual(await times(), [3])
  const [row] = await rows()
  assert.deepEqual([row?.viewer_id, row?.subject_id, row?.hour.toISOString(), row?.viewer_role], [viewer, seen, '2026-11-24T09:00:00.000Z', 'employee'])
})

test('who sees themselves has not looked at anybody', async () => {
  const viewer = person()
  const { looks: own, writes } = counting()
  await own.note(lookOf(viewer, [viewer]))
  assert.equal(writes(), 0)
  assert.deepEqual(await rows(), [])
})

test('many who look at once share a few commits, and each of them is kept', async () => {
  const subjects = Array.from({ length: 30 }, person)
  const { looks: own, writes } = counting()
  await Promise.all(Array.from({ length: 40 }, () => own.note(lookOf(person(), subjects))))
  assert.equal((await rows()).length, 1200)
  assert.ok(writes() <= 3, `${writes()} transactions for 40 viewers`)
})

test('who looks while the first look of the same kind is being committed waits for it as well', async () => {
  const [viewer, seen] = [person(), person()]
  const first = looks.note(lookOf(viewer, [seen]))
  await looks.note(lookOf(viewer, [seen]))
  assert.deepEqual(await times(), [1])
  await first
})

test('what cannot be recorded is refused, and is a first look again the next time', async () => {
  let fail = true
  const own = createLooks({
    ...house.kernel,
    inPurpose: async (context, work) => {
      if (fail) throw new Error('the database is away')
      return await house.kernel.inPurpose(context, work)
    },
  })
  const look = lookOf(person(), [person()])
  await assert.rejects(own.note(look), /away/)
  fail = false
  await own.note(look)
  assert.deepEqual(await times(), [1])
})

test('counts that could not be written are written with the next', async () => {
  let fail = false
  const own = createLooks({
    ...house.kernel,
    log: { ...house.kernel.log, warn: () => {} },
    inPurpose: async (context, work) => {
      if (fail) throw new Error('the database is away')
      return await house.kernel.inPurpose(context, work)
    },
  })
  const look = lookOf(person(), [person()])
  await own.note(look)
  await own.note(look)
  fail = true
  await own.flush()
  fail = false
  await own.note(look)
  await own.close()
  assert.deepEqual(await times(), [3])
})

test('a new hour, another view and another process have rows of their own or add to the same', async () => {
  const [viewer, seen] = [person(), person()]
  const other = createLooks(house.kernel)
  await looks.note(lookOf(viewer, [seen]))
  await other.note(lookOf(viewer, [seen]))
  await looks.note(lookOf(viewer, [seen], { view: 'people' }))
  house.clock.set('2026-11-24T10:00:00Z')
  await looks.note(lookOf(viewer, [seen]))
  const found = (await rows()).map((row) => `${row.hour.toISOString().slice(11, 13)} ${row.view} ${row.times}`)
  assert.deepEqual(new Set(found), new Set(['09 floor 2', '09 people 1', '10 floor 1']))
})

test('an hour that is over stands in the log, per viewer, with a digest of its rows; exactly once', async () => {
  const [viewer, other] = [person(), person()]
  const subjects = [person(), person()]
  await looks.note(lookOf(viewer, subjects))
  await looks.note(lookOf(viewer, subjects.slice(0, 1)))
  await looks.note(lookOf(other, subjects.slice(1)))
  await looks.flush()
  house.clock.set('2026-11-24T10:04:00Z')
  await rollUpLooks(house.kernel, organisation)
  assert.deepEqual(await entries(), [], 'the last counts of an hour may still be on their way')
  house.clock.set('2026-11-24T10:06:00Z')
  await Promise.all([rollUpLooks(house.kernel, organisation), rollUpLooks(house.kernel, organisation)])
  await rollUpLooks(house.kernel, organisation)
  const found = await entries()
  assert.equal(found.length, 2)
  const mine = found.find((entry) => entry.actor_id === viewer)
  assert.deepEqual({ ...mine?.detail, digest: '' }, { hour: '2026-11-24T09:00:00Z', people: 2, times: 3, digest: '' })
  // Recomputed from what is kept, as whoever doubts it would.
  const commitments = (await rows())
    .filter((row) => row.viewer_id === viewer)
    .map((row) => {
      const json = JSON.stringify({
        subjectId: row.subject_id,
        hour: '2026-11-24T09:00:00Z',
        viewerKind: 'person',
        viewerId: viewer,
        viewerRole: 'employee',
        purpose: 'presence',
        view: 'floor',
        times: row.times,
      })
      return digest(Buffer.concat([row.salt, Buffer.from(json)]))
    })
  assert.equal(mine?.detail['digest'], digest(Buffer.concat(commitments.toSorted((one, another) => Buffer.compare(one, another)))).toString('hex'))
})

const entries = () =>
  house.query<{ actor_id: string; detail: Record<string, string | number> }>(
    `SELECT actor_id, detail FROM trail_entries WHERE organisation_id = $1 AND action = 'trail.looked'`,
    [organisation],
  )

test('a closed hour changes no more; who comes late is told of in an entry of their own', async () => {
  const [viewer, seen, late] = [person(), person(), person()]
  await looks.note(lookOf(viewer, [seen]))
  await looks.note(lookOf(viewer, [seen]))
  house.clock.set('2026-11-24T10:06:00Z')
  await rollUpLooks(house.kernel, organisation)
  await looks.flush()
  assert.deepEqual(await times(), [1], 'its count came after the entry')
  house.clock.set('2026-11-24T09:59:59Z')
  await createLooks(house.kernel).note(lookOf(viewer, [late]))
  house.clock.set('2026-11-24T10:07:00Z')
  await rollUpLooks(house.kernel, organisation)
  assert.equal((await entries()).length, 2)
})

const pageOf = (who: PersonId, before: Temporal.Instant | null = null) =>
  house.kernel.inPurpose({ organisation, actor: { kind: 'person', id: who }, purpose: 'rights' }, (tx) => looksAt(tx, who, { before }))

test('a person sees who looked: by hour and role without who, privileged looks with their moment, own looks not', async () => {
  const [seen, officer] = [person(), person()]
  const manager = await house.seed.person(organisation, { roles: ['organisation_manager'] })
  await looks.note(lookOf(person(), [seen, person()]))
  await looks.note(lookOf(person(), [seen]))
  await house.kernel.inPurpose({ organisation, actor: { kind: 'person', id: manager.person }, purpose: 'administration' }, (tx) =>
    lookedAtList(tx, looks, [seen, manager.person], { role: 'organisation_manager', view: 'accounts' }),
  )
  house.clock.set('2026-11-24T09:30:00Z')
  for (const actor of [officer, seen]) {
    await house.kernel.inPurpose({ organisation, actor: { kind: 'person', id: actor }, purpose: 'rights' }, (tx) =>
      lookedAt(tx, seen, { role: 'privacy_officer', view: 'person_data' }),
    )
  }
  const { looks: found, next } = await pageOf(seen)
  assert.deepEqual(
    found.map(({ at, ...look }) => ({ at: at.toString(), ...look })),
    [
      { at: '2026-11-24T09:30:00Z', exact: true, role: 'privacy_officer', operator: false, client: null, purpose: 'rights', view: 'person_data', times: 1, support: null },
      { at: '2026-11-24T09:00:00Z', exact: false, role: 'employee', operator: false, client: null, purpose: 'presence', view: 'floor', times: 2, support: null },
      { at: '2026-11-24T09:00:00Z', exact: false, role: 'organisation_manager', operator: false, client: null, purpose: 'administration', view: 'accounts', times: 1, support: null },
    ],
  )
  assert.equal(next, null)
  const [list] = await house.query<{ detail: unknown }>(
    `SELECT detail FROM trail_entries WHERE organisation_id = $1 AND action = 'trail.looked_at' AND person_id IS NULL`,
    [organisation],
  )
  assert.deepEqual(list?.detail, { role: 'organisation_manager', view: 'accounts', people: 2 })
})

test('pages of looks hold each look exactly once, newest first', async () => {
  const seen = person()
  const start = Temporal.Instant.from('2026-11-10T00:10:00Z')
  for (let hour = 0; hour < 120; hour++) {
    house.clock.set(start.add({ hours: hour }).toString())
    await looks.note(lookOf(person(), [seen]))
    for (const minutes of [1, 2]) {
      house.clock.set(start.add({ hours: hour, minutes }).toString())
      await house.kernel.inPurpose({ organisation, actor: { kind: 'person', id: person() }, purpose: 'rights' }, (tx) =>
        lookedAt(tx, seen, { role: 'privacy_officer', view: 'person_data' }),
      )
    }
  }
  const all: string[] = []
  let before: Temporal.Instant | null = null
  let pages = 0
  do {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(seen, before)
    all.push(...page.looks.map(({ at, exact }) => `${at.toString()} ${exact}`))
    before = page.next
    pages += 1
  } while (before !== null)
  assert.equal(all.length, 360)
  assert.equal(new Set(all).size, 360)
  assert.deepEqual(all.map((each) => each.slice(0, 19)), all.map((each) => each.slice(0, 19)).toSorted().toReversed())
  assert.ok(pages > 1 && pages < 10, `${pages} pages`)
})

test('of a viewer who is erased the role stays, for whom was looked at', async () => {
  const [viewer, seen] = [person(), person()]
  await looks.note(lookOf(viewer, [seen]))
  await house.query('UPDATE trail_looks SET viewer_id = NULL WHERE organisation_id = $1 AND viewer_id = $2', [organisation, viewer])
  house.clock.set('2026-11-24T10:06:00Z')
  await rollUpLooks(house.kernel, organisation)
  const [entry] = await entries()
  assert.equal(entry?.actor_id, null)
  assert.deepEqual((await pageOf(seen)).looks.map(({ role, times }) => [role, times]), [['employee', 1]])
})

test('counts that were still in memory when somebody was erased bring back nobody: not whom was looked at, and not who looked', async () => {
  const [seen, goes, stays] = [person(), person(), person()]
  for (let time = 0; time < 2; time += 1) {
    await looks.note(lookOf(stays, [goes, seen]))
    await looks.note(lookOf(goes, [seen]))
  }
  // As an erasure leaves it.
  await house.query('DELETE FROM trail_looks WHERE organisation_id = $1 AND subject_id = $2', [organisation, goes])
  await house.query('UPDATE trail_looks SET viewer_id = NULL WHERE organisation_id = $1 AND viewer_id = $2', [organisation, goes])
  await house.query('DELETE FROM people WHERE organisation_id = $1 AND id = $2', [organisation, goes])
  await looks.note(lookOf(stays, [goes], { view: 'people' }))
  await looks.flush()
  const kept = await rows()
  assert.deepEqual(kept.filter((row) => row.subject_id === goes || row.viewer_id === goes), [])
  assert.equal(kept.reduce((sum, row) => sum + row.times, 0), 4, 'what was seen of others is still told to them')
})
