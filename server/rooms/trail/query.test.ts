import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as endpoints from '#contract/endpoints/trail.ts'
import type { TrailEntryShown } from '#contract/endpoints/trail.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { roles } from '#contract/permissions.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { z } from 'zod'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { namesWith, somebody, trailScene } from '../../../test/trail-scene.ts'
import { routes } from './routes.ts'
import { erasePerson, sequenceNow } from './sequence.ts'

let house: TestHouse
let organisation: OrganisationId
let officer: PersonPrincipal
let colleague: PersonPrincipal
before(async () => {
  house = await openTestHouse({ routes: (kernel) => routes(kernel, namesWith(kernel)) })
  organisation = await house.seed.organisation()
  officer = await house.seed.person(organisation, { roles: ['privacy_officer'], name: 'Frederique Bos' })
  colleague = await house.seed.person(organisation, { name: 'Noor Kuiper' })
})
after(() => house.close())
const { inTx, write } = trailScene(() => house)

type Shown = z.output<typeof TrailEntryShown>
const ask = async (query: Record<string, string> = {}): Promise<{ entries: Shown[]; next: string | null }> => {
  const answer = await house.call(endpoints.queryTrail, { as: officer, query })
  assert.equal(answer.status, 200, answer.text)
  return answer.body as unknown as { entries: Shown[]; next: string | null }
}

test('the trail is asked by time, actor, person, subject, purpose and beginning of an action, and names people', async () => {
  house.clock.set('2026-11-24T09:00:00Z')
  const booking = somebody()
  await write(organisation, 1, { action: 'bookings.booked', subject: { kind: 'booking', id: booking }, person: colleague.person }, { kind: 'person', id: colleague.person })
  house.clock.set('2026-11-24T10:00:00Z')
  await write(organisation, 1, { action: 'places.floor_added' })
  await write(organisation, 1, { action: 'book%ings.odd' })
  house.clock.set('2026-11-24T11:00:00Z')
  const actions = async (query: Record<string, string>) => (await ask(query)).entries.map(({ action }) => action).filter((action) => action !== 'trail.looked_at')
  assert.deepEqual(await actions({ actorId: colleague.person }), ['bookings.booked'])
  assert.deepEqual(await actions({ personId: colleague.person }), ['bookings.booked'])
  assert.deepEqual(await actions({ subjectId: booking }), ['bookings.booked'])
  assert.deepEqual(await actions({ action: 'bookings.' }), ['bookings.booked'])
  assert.deepEqual(await actions({ action: 'book%' }), ['book%ings.odd'], 'a percent sign is a percent sign')
  assert.deepEqual(await actions({ from: '2026-11-24T09:30:00Z', to: '2026-11-24T10:30:00Z', purpose: 'booking', action: 'places' }), ['places.floor_added'])
  assert.deepEqual(await actions({ to: '2026-11-24T09:00:00Z' }), [])
  assert.deepEqual(await actions({ purpose: 'security' }), [])
  const [entry] = (await ask({ subjectId: booking })).entries
  assert.deepEqual(entry, {
    id: entry?.id,
    index: null,
    at: '2026-11-24T09:00:00Z',
    actor: { kind: 'person', id: colleague.person, name: 'Noor Kuiper' },
    purpose: 'booking',
    action: 'bookings.booked',
    subject: { kind: 'booking', id: booking },
    person: { id: colleague.person, name: 'Noor Kuiper' },
    detail: { n: 0, b: null, a: 'one' },
    erased: [],
  })
})

test('pages hold each entry once, newest first, also within one instant', async () => {
  const other = await house.seed.organisation()
  const reader = await house.seed.person(other, { roles: ['privacy_officer'] })
  await write(other, 120)
  const ids: string[] = []
  let before: string | null = null
  do {
    const answer = await house.call(endpoints.queryTrail, { as: reader, query: { action: 'bookings.', ...(before === null ? {} : { before }) } })
    const page = answer.body as unknown as { entries: Shown[]; next: string | null }
    ids.push(...page.entries.map(({ id }) => id))
    before = page.next
  } while (before !== null)
  assert.equal(ids.length, 120)
  assert.equal(new Set(ids).size, 120)
  for (const wrong of ['x', '2026-11-24T09:00:00Z_x', `2026-99-24T09:00:00Z_${somebody()}`, `2026-11-24T09:00:00Z_${'-'.repeat(36)}`]) {
    assert.equal((await house.call(endpoints.queryTrail, { as: reader, query: { before: wrong } })).status, 400, wrong)
  }
})

test('whom the privacy officer comes to see is recorded: the list by the hour, the one who was asked for with the moment', async () => {
  house.clock.set('2026-11-24T13:20:00Z')
  const seen = await house.seed.person(organisation, { name: 'Wout Vis' })
  await write(organisation, 1, { person: seen.person }, { kind: 'person', id: officer.person })
  await ask({ personId: seen.person })
  const looks = await house.query<{ subject_id: PersonId; viewer_role: string; view: string }>(
    `SELECT subject_id, viewer_role, view FROM trail_looks WHERE organisation_id = $1 AND hour = '2026-11-24T13:00:00Z'`,
    [organisation],
  )
  assert.deepEqual(looks, [{ subject_id: seen.person, viewer_role: 'privacy_officer', view: 'trail' }])
  const entries = await house.query<{ person_id: PersonId | null; detail: unknown }>(
    `SELECT person_id, detail FROM trail_entries WHERE organisation_id = $1 AND action = 'trail.looked_at' AND at = '2026-11-24T13:20:00Z' ORDER BY person_id`,
    [organisation],
  )
  assert.deepEqual(entries, [
    { person_id: seen.person, detail: { role: 'privacy_officer', view: 'trail' } },
    { person_id: null, detail: { role: 'privacy_officer', view: 'trail', people: 2 } },
  ])
})

test('erased parts are told as erased', async () => {
  const gone = somebody()
  await write(organisation, 1, { action: 'bookings.of_the_erased', person: gone }, { kind: 'person', id: gone })
  await sequenceNow(house.kernel, organisation)
  await inTx(organisation, 'retention', (tx) => erasePerson(tx, gone))
  const [entry] = (await ask({ action: 'bookings.of_the_erased' })).entries
  assert.deepEqual(entry?.erased, ['who', 'whom'])
  assert.deepEqual(entry?.actor, { kind: 'person', id: null, name: null })
  assert.equal(entry?.person, null)
  assert.ok(entry !== undefined && entry.index !== null)
})

test('only the privacy officer and the auditor read the trail, make evidence and name witnesses', async () => {
  for (const role of roles) {
    const as = await house.seed.person(organisation, { roles: [role] })
    const expected = role === 'privacy_officer' || role === 'auditor' ? [200, 200, 200, 422] : [403, 403, 403, 403]
    const answers = [
      await house.call(endpoints.queryTrail, { as }),
      await house.call(endpoints.getEvidence, { as }),
      await house.call(endpoints.listWitnesses, { as }),
      await house.call(endpoints.addWitness, { as, body: { verifierKey: 'x' } }),
    ]
    assert.deepEqual(answers.map(({ status }) => status), expected, role)
  }
})

test('no purpose but those that prove the log can write what makes an entry part of it, and only few can read entries at all', async () => {
  for (const [purpose, column, allowed] of [
    ['booking', 'sequence', false],
    ['administration', 'commitments', false],
    ['security', 'salt_who', false],
    ['audit', 'sequence', true],
  ] as const) {
    const attempt = inTx(organisation, purpose, async (tx) => {
      await tx.db.selectFrom('trail_entries').select(column).where('organisation_id', '=', organisation).limit(1).execute()
    })
    if (allowed) await attempt
    else await assert.rejects(attempt, /permission denied/, `${purpose} ${column}`)
  }
  for (const purpose of ['booking', 'presence', 'administration', 'sign_in', 'telemetry', 'insight', 'support'] as const) {
    for (const table of ['trail_entries', 'trail_looks'] as const) {
      await assert.rejects(
        inTx(organisation, purpose, (tx) => tx.db.selectFrom(table).select('organisation_id').execute()),
        /permission denied/,
        `${purpose} ${table}`,
      )
    }
  }
})
