import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { listKeeping, runKeeping, setKeeping } from '#contract/endpoints/keeping.ts'
import { liftHold, listHolds, placeHold } from '#contract/endpoints/privacy-desk.ts'
import type { OrganisationId, PersonId, RequestId, WorkspaceId } from '#contract/ids.ts'
import { keepingRuleNames, keepingRules } from '#contract/keeping.ts'
import type { KeepingRule } from '#contract/keeping.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse, tuesdayMorning } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { findEverywhere, keepEverywhere, placeOf } from '../../../test/kept-scene.ts'
import { inventory } from '../../inventory.ts'
import { createRetention, routes } from './index.ts'
import type { Retention } from './index.ts'
import { tablesByRule } from './keeping.ts'
import { readCatalogue } from './store-catalogue.ts'

let house: TestHouse
let retention: Retention
let organisation: OrganisationId
let sanne: PersonPrincipal
let omar: PersonPrincipal
let officer: PersonPrincipal
let desk: WorkspaceId

before(async () => {
  house = await openTestHouse({
    routes: (kernel) => {
      retention = createRetention(kernel, inventory)
      return routes(kernel, retention)
    },
    settings: { LOG_LEVEL: 'silent' },
  })
})
after(async () => {
  await retention.stop()
  await house.close()
})
beforeEach(async () => {
  house.clock.set(tuesdayMorning)
  organisation = await house.seed.organisation()
  sanne = await house.seed.person(organisation)
  omar = await house.seed.person(organisation)
  officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
  const [first] = (await placeOf(house, organisation)).desks
  if (first === undefined) throw new Error('no desk')
  desk = first
})

type State = { rule: KeepingRule; days: number; dueRows: number; heldRows: number; late: boolean; lastRun: { rows: number; failure: string | null } | null }
const rules = async () => {
  const answer = await house.call(listKeeping, { as: officer })
  assert.equal(answer.status, 200, answer.text)
  return (answer.body as unknown as { rules: State[] }).rules
}
const ruleOf = async (rule: KeepingRule): Promise<State> => {
  const found = (await rules()).find((each) => each.rule === rule)
  assert.ok(found !== undefined)
  return found
}
const bookingAt = (person: PersonId, end: string) =>
  house.query(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
     VALUES ($1, gen_random_uuid(), $2, 'desk', $3, tstzrange($4::timestamptz - interval '1 hour', $4), 'cancelled', $4, $4)`,
    [organisation, desk, person, end],
  )
const named = async () =>
  (await house.query<{ person_id: PersonId }>('SELECT person_id FROM bookings WHERE organisation_id = $1 AND person_id IS NOT NULL', [organisation])).map(
    ({ person_id }) => person_id,
  )
const hold = async (personId: PersonId | null, endsAt: string, statute: string | null = null) => {
  const answer = await house.call(placeHold, { as: officer, body: { personId, ground: 'a complaint that runs', statute, endsAt } })
  assert.equal(answer.status, 201, answer.text)
  return (answer.body as unknown as { id: string }).id
}

describe('keeping periods', () => {
  test('each rule names tables, and each row goes or loses its person exactly when its period is over', async () => {
    const { tables } = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, readCatalogue).then((catalogue) => ({
      tables: tablesByRule(catalogue, inventory),
    }))
    for (const rule of keepingRuleNames) assert.ok((tables.get(rule)?.length ?? 0) > 0, `${rule} is declared by no table`)
  })

  test('bookings lose their person 90 days after their end and stay as a count; doing it again changes nothing', async () => {
    await bookingAt(sanne.person, '2026-08-26T07:00:00Z')
    await bookingAt(sanne.person, '2026-08-26T07:00:01Z')
    for (let time = 0; time < 2; time++) {
      await retention.keeper.run(organisation)
      assert.equal((await named()).length, 1)
      assert.equal((await house.query('SELECT FROM bookings WHERE organisation_id = $1', [organisation])).length, 2)
    }
  })

  test('notices, sessions, keys against repetition, looks, requests and holds go when theirs is over', async () => {
    await keepEverywhere(house, sanne, omar.person, desk)
    await house.query('UPDATE trail_looks SET closed = true WHERE organisation_id = $1', [organisation])
    await house.query(`UPDATE requests SET state = 'done', done_at = asked_at WHERE organisation_id = $1`, [organisation])
    const count = async (table: string) => (await house.query(`SELECT FROM ${table} WHERE organisation_id = $1`, [organisation])).length
    const goneAfter = async (table: string, begun: string, days: number) => {
      assert.ok((await count(table)) > 0, table)
      house.clock.set(Temporal.Instant.from(begun).add({ hours: 24 * days }).subtract({ seconds: 1 }).toString())
      await retention.keeper.run(organisation)
      assert.ok((await count(table)) > 0, `${table} just before`)
      house.clock.advance({ seconds: 1 })
      await retention.keeper.run(organisation)
      assert.equal(await count(table), 0, `${table} just after`)
    }
    await goneAfter('idempotency_keys', tuesdayMorning, 1)
    assert.equal(await count('files'), 0, 'they expired at the same moment')
    // The idle limit stood at twelve hours.
    await goneAfter('sessions', '2026-11-24T19:00:00Z', 14)
    await goneAfter('notices', tuesdayMorning, 90)
    assert.equal(await count('trail_looks'), 0, 'of the same hour and the same period')
    await goneAfter('holds', '2026-11-22T07:00:00Z', 730)
    await goneAfter('requests', tuesdayMorning, 730)
  })

  test('of a file past its time the bytes go as well', async () => {
    const file = await keepEverywhere(house, sanne, omar.person, desk)
    house.clock.advance({ hours: 24 })
    await retention.keeper.run(organisation)
    assert.deepEqual(await house.query('SELECT FROM files WHERE id = $1', [file]), [])
  })

  test('after two years the trail says what happened, and no longer who and whom; its proofs stay', async () => {
    await keepEverywhere(house, sanne, omar.person, desk)
    await house.query(
      `UPDATE trail_entries SET sequence = place, commitments = decode(repeat('ab', 96), 'hex'), salt_who = $2, salt_whom = $2, salt_what = $2
       FROM (SELECT id AS entry, row_number() OVER () - 1 AS place FROM trail_entries WHERE organisation_id = $1) n
       WHERE organisation_id = $1 AND id = n.entry`,
      [organisation, randomBytes(16)],
    )
    house.clock.set(Temporal.Instant.from(tuesdayMorning).add({ hours: 730 * 24 }).toString())
    await retention.keeper.run(organisation)
    const rows = await house.query<{ who: string | null; whom: string | null; salted: boolean; proven: boolean }>(
      `SELECT actor_id AS who, person_id AS whom, salt_who IS NOT NULL OR salt_whom IS NOT NULL AS salted, commitments IS NOT NULL AND salt_what IS NOT NULL AS proven
       FROM trail_entries WHERE organisation_id = $1`,
      [organisation],
    )
    assert.equal(rows.length, 3)
    for (const row of rows) assert.deepEqual(row, { who: null, whom: null, salted: false, proven: true })
  })

  test('readings go after 60 days, also from partitions, and of this organisation only', async () => {
    const other = await house.seed.organisation()
    for (const id of [organisation, other]) {
      await house.query(
        `INSERT INTO readings (organisation_id, device_id, at, f_cnt, received_at) SELECT $1, $2, at, 1, at
         FROM generate_series('2026-09-01T00:00Z'::timestamptz, '2026-11-20T00:00Z', '12 hours') at`,
        [id, randomUUID()],
      )
    }
    await retention.keeper.run(organisation)
    const [own] = await house.query<{ oldest: Temporal.Instant; rows: number }>('SELECT min(at)::text AS oldest, count(*)::int AS rows FROM readings WHERE organisation_id = $1', [organisation])
    assert.match(String(own?.oldest), /^2026-09-25 12:00/)
    assert.ok((own?.rows ?? 0) > 100)
    assert.equal((await house.query('SELECT FROM readings WHERE organisation_id = $1', [other])).length, 161)
  })

  test('more than one batch is done in one run, and counted', async () => {
    await house.query(
      `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
       SELECT $1, gen_random_uuid(), $2, 'desk', $3, tstzrange(d, d + interval '1 hour'), 'cancelled', d, d
       FROM generate_series('2025-01-01T00:00Z'::timestamptz, '2025-01-01T00:00Z'::timestamptz + interval '2499 hours', '1 hour') d`,
      [organisation, desk, sanne.person],
    )
    assert.equal((await ruleOf('bookings')).dueRows, 2500)
    await retention.keeper.run(organisation)
    const state = await ruleOf('bookings')
    assert.deepEqual([state.dueRows, state.late, state.lastRun?.rows, state.lastRun?.failure], [0, false, 2500, null])
  })

  test('while no agreement is in force what would be emptied goes whole', async () => {
    await bookingAt(sanne.person, '2026-08-01T07:00:00Z')
    await house.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [organisation])
    await retention.keeper.run(organisation)
    assert.equal((await house.query('SELECT FROM bookings WHERE organisation_id = $1', [organisation])).length, 0)
  })

  test('a rule that fails is shown with its fault, and the others are kept to', async () => {
    await bookingAt(sanne.person, '2026-08-01T07:00:00Z')
    await keepEverywhere(house, omar, sanne.person, desk)
    house.clock.advance({ hours: 47, minutes: 59, seconds: 59 })
    await house.query('REVOKE DELETE ON idempotency_keys FROM vrijplek_retention')
    try {
      await retention.keeper.run(organisation)
    } finally {
      await house.query('GRANT DELETE ON idempotency_keys TO vrijplek_retention')
    }
    assert.equal((await ruleOf('repeats')).lastRun?.failure, '42501')
    assert.equal((await ruleOf('repeats')).late, false, 'due for a day')
    house.clock.advance({ seconds: 1 })
    assert.equal((await ruleOf('repeats')).late, true)
    assert.equal((await ruleOf('bookings')).lastRun?.failure, null)
    assert.equal((await named()).length, 1, 'only the booking that is still to come')
  })
})

describe('the page and the settings', () => {
  test('something is due from the moment its period is over, and late 24 hours later', async () => {
    await bookingAt(sanne.person, '2026-08-26T07:00:00Z')
    house.clock.set('2026-11-24T06:59:59Z')
    assert.deepEqual([(await ruleOf('bookings')).dueRows, (await ruleOf('bookings')).late], [0, false])
    house.clock.set('2026-11-24T07:00:00Z')
    assert.deepEqual([(await ruleOf('bookings')).dueRows, (await ruleOf('bookings')).late], [1, false])
    house.clock.set('2026-11-25T06:59:59Z')
    assert.equal((await ruleOf('bookings')).late, false)
    house.clock.set('2026-11-25T07:00:00Z')
    assert.equal((await ruleOf('bookings')).late, true)
  })

  test('a session with two limits that are both over counts once', async () => {
    await keepEverywhere(house, sanne, omar.person, desk)
    house.clock.advance({ hours: 24 * 60 })
    assert.equal((await ruleOf('sessions')).dueRows, 1)
  })

  test('all rules are read in a handful of statements', async () => {
    let statements = 0
    const { inPurpose } = house.kernel
    await inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, async (tx) => {
      const executor = tx.db.getExecutor()
      const execute = executor.executeQuery.bind(executor)
      executor.executeQuery = ((query: Parameters<typeof execute>[0]) => {
        statements += 1
        return execute(query)
      }) as typeof executor.executeQuery
      await retention.keeper.standing(tx)
    })
    assert.ok(statements <= 5, `${statements} statements`)
  })

  test('shorter is set, kept to, and recorded as an instruction; longer than the agreement says is refused', async () => {
    await bookingAt(sanne.person, '2026-11-01T07:00:00Z')
    const set = (days: number) => house.call(setKeeping, { as: officer, params: { rule: 'bookings' }, body: { days } })
    assert.equal((await set(91)).body['code'], 'keeping_out_of_bounds')
    assert.equal((await set(0)).body['code'], 'keeping_out_of_bounds')
    const answer = await set(7)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body['days'], 7)
    assert.equal(answer.body['dueRows'], 1)
    assert.equal(answer.body['late'], false, 'nothing is late before a night went by')
    await retention.keeper.run(organisation)
    assert.deepEqual(await named(), [])
    const [entry] = await house.query<{ detail: object; actor_id: string }>(`SELECT detail, actor_id FROM trail_entries WHERE organisation_id = $1 AND action = 'retention.keeping_set'`, [organisation])
    assert.deepEqual(entry, { detail: { rule: 'bookings', days: 7, before: keepingRules.bookings.mostDays }, actor_id: officer.person })
  })

  test('only who may set keeping periods does', async () => {
    assert.equal((await house.call(setKeeping, { as: sanne, params: { rule: 'bookings' }, body: { days: 7 } })).status, 403)
    assert.equal((await house.call(listKeeping, { as: sanne })).status, 403)
  })

  test('what is due is done on demand', async () => {
    await bookingAt(sanne.person, '2026-08-01T07:00:00Z')
    assert.equal((await house.call(runKeeping, { as: officer })).status, 202)
    await retention.keeper.settled()
    assert.deepEqual(await named(), [])
  })
})

describe('holds', () => {
  test('rows of a held person stay, others go; they are taken up after the hold', async () => {
    await bookingAt(sanne.person, '2026-08-01T07:00:00Z')
    await bookingAt(omar.person, '2026-08-01T09:00:00Z')
    await hold(sanne.person, '2026-12-01T00:00:00Z')
    await retention.keeper.run(organisation)
    assert.deepEqual(await named(), [sanne.person])
    const state = await ruleOf('bookings')
    assert.deepEqual([state.dueRows, state.heldRows, state.late], [0, 1, false])
    house.clock.set('2026-12-01T00:00:00Z')
    assert.deepEqual([(await ruleOf('bookings')).dueRows, (await ruleOf('bookings')).late], [1, false], 'not late before a night went by without the hold')
    await retention.keeper.run(organisation)
    assert.deepEqual(await named(), [])
  })

  test('a hold for all suspends everything, and its lifting lets it go on', async () => {
    await bookingAt(sanne.person, '2026-08-01T07:00:00Z')
    const holdId = await hold(null, '2027-12-01T00:00:00Z')
    await retention.keeper.run(organisation)
    assert.deepEqual(await named(), [sanne.person])
    const state = await ruleOf('bookings')
    assert.deepEqual([state.dueRows, state.heldRows, state.late], [0, 1, false])
    assert.equal((await house.call(liftHold, { as: officer, params: { holdId } })).status, 204)
    assert.equal((await house.call(liftHold, { as: officer, params: { holdId } })).status, 404)
    await retention.keeper.run(organisation)
    assert.deepEqual(await named(), [])
  })

  test('a hold is placed with ground and end, listed, and recorded', async () => {
    const body = { personId: sanne.person, ground: 'a complaint that runs', endsAt: '2026-11-24T07:00:00Z' }
    assert.equal((await house.call(placeHold, { as: officer, body })).body['code'], 'in_the_past')
    assert.equal((await house.call(placeHold, { as: officer, body: { ...body, endsAt: '2027-01-01T00:00:00Z', personId: randomUUID() } })).status, 404)
    await hold(sanne.person, '2027-01-01T00:00:00Z', 'Archiefwet 1995, art. 3')
    const listed = (await house.call(listHolds, { as: officer })).body as unknown as { holds: { person: { name: string }; statute: string; liftedAt: null }[] }
    assert.deepEqual(listed.holds.map(({ person, statute, liftedAt }) => [person.name, statute, liftedAt]), [['Sanne de Wit', 'Archiefwet 1995, art. 3', null]])
    const [entry] = await house.query<{ person_id: string; detail: { statutory: boolean } }>(
      `SELECT person_id, detail FROM trail_entries WHERE organisation_id = $1 AND action = 'retention.hold_placed'`,
      [organisation],
    )
    assert.equal(entry?.person_id, sanne.person)
    assert.equal(entry?.detail.statutory, true)
  })

  const ask = async (who: PersonPrincipal) => {
    const request = randomUUID() as RequestId
    await house.query(
      `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state)
       VALUES ($1, $2, 'erase', $3, 'person', $3, $4, $4::timestamptz + interval '30 days', 'working')`,
      [organisation, request, who.person, house.clock.now().toString()],
    )
    return await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) =>
      retention.desk.start(tx, { person: who.person, request }),
    )
  }

  test('erasure waits for a hold and goes on by itself when the hold ends', async () => {
    await keepEverywhere(house, sanne, omar.person, desk)
    await hold(sanne.person, '2026-12-01T00:00:00Z')
    assert.equal((await ask(sanne)).state, 'postponed')
    assert.equal((await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) => retention.desk.holdOf(tx, sanne.person)))?.ground, 'a complaint that runs')
    await retention.erasures.resume(organisation)
    assert.ok((await findEverywhere(house, sanne.person)).length > 10, 'nothing has happened yet')
    assert.equal((await house.query('SELECT FROM sessions WHERE person_id = $1', [sanne.person])).length, 1, 'and they can still sign in')
    house.clock.set('2026-12-01T00:00:00Z')
    await retention.erasures.resume(organisation)
    assert.deepEqual(await findEverywhere(house, sanne.person), [])
  })

  test('erasure goes on at once when the hold is lifted', async () => {
    await keepEverywhere(house, sanne, omar.person, desk)
    const holdId = await hold(null, '2027-12-01T00:00:00Z')
    assert.equal((await ask(sanne)).state, 'postponed')
    await house.call(liftHold, { as: officer, params: { holdId } })
    await retention.erasures.settled()
    assert.deepEqual(await findEverywhere(house, sanne.person), [])
  })
})
