import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { hashLeaf, naiveRoot, openCheckpoint } from '../../../test/trail-checker.ts'
import { commitmentsApart, leafOf, partNames, partsOf } from './leaf.ts'
import type { EntryFacts } from './leaf.ts'
import { digest } from './merkle.ts'
import { erasePerson, sequenceBatch, sequenceNow } from './sequence.ts'
import { createSequencer } from './sequencer.ts'
import { record } from './store.ts'
import type { TrailEntry } from './store.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: () => [] })
})
after(() => house.close())

const system = { kind: 'system' } as const
const inTx = <T>(organisation: OrganisationId, purpose: Purpose, work: (tx: Tx) => Promise<T>, actor: Tx['actor'] = system): Promise<T> =>
  house.kernel.inPurpose({ organisation, actor, purpose }, work)

const write = async (organisation: OrganisationId, count: number, about: Partial<TrailEntry> = {}, actor: Tx['actor'] = system): Promise<void> => {
  const entries = Array.from({ length: count }, (_, n) => ({ action: 'bookings.booked', subject: { kind: 'booking', id: randomUUID() }, detail: { n }, ...about }))
  await inTx(organisation, 'booking', (tx) => record(tx, entries), actor)
}

type Row = EntryFacts & {
  id: string
  sequence: number
  salt_who: Buffer | null
  salt_whom: Buffer | null
  salt_what: Buffer | null
  commitments: Buffer
}

/** The log as it stands in the database. */
const logOf = (organisation: OrganisationId): Promise<Row[]> =>
  house.query<Row>(`SELECT *, sequence::integer AS sequence FROM trail_entries WHERE organisation_id = $1 AND sequence IS NOT NULL ORDER BY sequence`, [organisation]).then(
    (rows) => rows.map((row) => ({ ...row, at: Temporal.Instant.fromEpochMilliseconds(Number(row.at)) })),
  )

const headOf = async (organisation: OrganisationId) => {
  const [head] = await house.query<{ size: number; root: Buffer; checkpoint: string }>(
    'SELECT size::integer, root, checkpoint FROM trail_heads WHERE organisation_id = $1',
    [organisation],
  )
  assert.ok(head !== undefined, 'the log has begun')
  return head
}

/** Goes over a whole log as an auditor with the database would. @returns what is wrong with it */
const faultsOf = async (organisation: OrganisationId): Promise<string[]> => {
  const log = await logOf(organisation)
  const head = await headOf(organisation)
  const faults: string[] = []
  const said = openCheckpoint(head.checkpoint, house.kernel.signer.verifierKey)
  if (said.size !== head.size || !said.root.equals(head.root)) faults.push('the head is not what was signed')
  if (log.length !== said.size) faults.push(`${log.length} entries, ${said.size} signed`)
  for (const [index, row] of log.entries()) {
    if (row.sequence !== index) faults.push(`${index} is missing or doubled`)
    const parts = partsOf(row)
    const committed = commitmentsApart(row.commitments)
    const salts = { who: row.salt_who, whom: row.salt_whom, what: row.salt_what }
    for (const name of partNames) {
      const salt = salts[name]
      if (salt !== null && !digest(Buffer.concat([salt, Buffer.from(parts[name])])).equals(committed[name])) faults.push(`${name} of ${index} is not what was committed to`)
    }
  }
  if (!naiveRoot(log.map(({ commitments }) => hashLeaf(leafOf(commitments)))).equals(said.root)) faults.push('the leaves do not give the signed root')
  return faults
}

test('entries get their place in the order of their moments, with commitments that fit, under a signed checkpoint', async () => {
  const organisation = await house.seed.organisation()
  await write(organisation, 3)
  house.clock.advance({ minutes: 1 })
  await write(organisation, 2)
  await sequenceNow(house.kernel, organisation)
  const log = await logOf(organisation)
  assert.deepEqual(log.map(({ sequence }) => sequence), [0, 1, 2, 3, 4])
  assert.deepEqual(log.map(({ at }) => at.epochMilliseconds), log.map(({ at }) => at.epochMilliseconds).toSorted((one, other) => one - other))
  assert.deepEqual(await faultsOf(organisation), [])
  assert.equal(openCheckpoint((await headOf(organisation)).checkpoint, house.kernel.signer.verifierKey).origin, `127.0.0.1:8080/trail/${organisation}`)
})

test('an entry that is committed late comes later, and nothing that stands is moved', async () => {
  const organisation = await house.seed.organisation()
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let written = (): void => {}
  const begun = new Promise<void>((resolve) => {
    written = resolve
  })
  const late = inTx(organisation, 'booking', async (tx) => {
    await record(tx, { action: 'bookings.late' })
    written()
    await held
  })
  await begun
  house.clock.advance({ minutes: 1 })
  await write(organisation, 2)
  await sequenceNow(house.kernel, organisation)
  assert.equal((await logOf(organisation)).length, 2)
  release()
  await late
  await sequenceNow(house.kernel, organisation)
  const log = await logOf(organisation)
  assert.deepEqual(log.map(({ action }) => action), ['bookings.booked', 'bookings.booked', 'bookings.late'])
  assert.deepEqual(await faultsOf(organisation), [])
})

test('many batches and many commits make one log', async () => {
  const organisation = await house.seed.organisation()
  for (let round = 0; round < 3; round++) {
    await write(organisation, 333)
    const more = await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, 100))
    assert.equal(more, true)
  }
  await sequenceNow(house.kernel, organisation)
  assert.equal((await headOf(organisation)).size, 999)
  assert.deepEqual(await faultsOf(organisation), [])
})

test('a sequencer that dies before its commit leaves everything to the next, one that dies after it leaves nothing', async () => {
  const organisation = await house.seed.organisation()
  await write(organisation, 10)
  const dies = inTx(organisation, 'audit', async (tx) => {
    await sequenceBatch(tx, house.kernel.signer, 4)
    throw new Error('killed')
  })
  await assert.rejects(dies, /killed/)
  assert.equal((await logOf(organisation)).length, 0)
  await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, 4))
  assert.equal((await headOf(organisation)).size, 4)
  await sequenceNow(house.kernel, organisation)
  await sequenceNow(house.kernel, organisation)
  assert.equal((await headOf(organisation)).size, 10)
  assert.deepEqual(await faultsOf(organisation), [])
})

test('sequencers that race with each other and with writers give each entry one place', async () => {
  const organisation = await house.seed.organisation()
  const sequencer = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn++) await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, 7))
  }
  const writer = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn++) await write(organisation, 5)
  }
  await Promise.all([sequencer(), writer(), sequencer(), writer(), sequencer()])
  await sequenceNow(house.kernel, organisation)
  assert.equal((await headOf(organisation)).size, 80)
  assert.deepEqual(await faultsOf(organisation), [])
})

test('the sequencer places what was nudged, waits for it, and does so for the last time when it stops', async () => {
  const [one, other] = [await house.seed.organisation(), await house.seed.organisation()]
  const sequencer = createSequencer(house.kernel)
  await write(one, 5)
  await write(other, 5)
  sequencer.nudge(one)
  sequencer.nudge(other)
  await sequencer.settled()
  assert.deepEqual([(await headOf(one)).size, (await headOf(other)).size], [5, 5])
  await write(one, 1)
  sequencer.nudge(one)
  await sequencer.stop()
  assert.equal((await headOf(one)).size, 6)
  await write(one, 1)
  sequencer.nudge(one)
  await sequencer.settled()
  assert.equal((await headOf(one)).size, 6, 'a stopped sequencer takes no more')
})

test('what was recorded is told to the house after the commit, once, and not after a rollback', async () => {
  const { createInPurpose } = await import('#kernel/purpose/in-purpose.ts')
  const heard: string[] = []
  const inPurpose = createInPurpose(house.kernel.pools, house.clock, (_organisation, what) => heard.push(what))
  const organisation = await house.seed.organisation()
  const context = { organisation, actor: system, purpose: 'booking' } as const
  await inPurpose(context, async (tx) => {
    await record(tx, { action: 'bookings.booked' })
    await record(tx, { action: 'bookings.booked' })
    assert.deepEqual(heard, [])
  })
  assert.deepEqual(heard, ['trail'])
  await assert.rejects(
    inPurpose(context, async (tx) => {
      await record(tx, { action: 'bookings.booked' })
      throw new Error('no')
    }),
  )
  assert.deepEqual(heard, ['trail'])
})

const person = () => randomUUID() as PersonId

test('erasing a person empties their parts, also of entries without a place; every proof and everybody else stay whole', async () => {
  const organisation = await house.seed.organisation()
  const [erased, stays] = [person(), person()]
  await write(organisation, 2, { person: erased }, { kind: 'person', id: erased })
  await write(organisation, 1, { person: erased }, { kind: 'person', id: stays })
  await write(organisation, 1, { subject: { kind: 'person', id: erased } }, { kind: 'person', id: stays })
  await write(organisation, 1, { person: stays }, { kind: 'person', id: erased })
  await write(organisation, 2, { person: stays }, { kind: 'person', id: stays })
  await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, 3))
  await inTx(organisation, 'retention', (tx) => erasePerson(tx, erased))
  assert.deepEqual(await house.query('SELECT 1 FROM trail_entries t WHERE t::text LIKE $1', [`%${erased}%`]), [])
  const [kept] = await house.query<{ who: number; whom: number }>(
    `SELECT count(*) FILTER (WHERE actor_id = $2)::integer AS who, count(*) FILTER (WHERE person_id = $2)::integer AS whom FROM trail_entries WHERE organisation_id = $1`,
    [organisation, stays],
  )
  assert.deepEqual(kept, { who: 4, whom: 3 })
  await sequenceNow(house.kernel, organisation)
  const log = await logOf(organisation)
  assert.equal(log.length, 7)
  assert.deepEqual(await faultsOf(organisation), [])
  assert.deepEqual(
    log.map(({ salt_who, salt_whom, salt_what }) => [salt_who, salt_whom, salt_what].map((salt) => (salt === null ? '-' : 's')).join('')).toSorted(),
    ['--s', '--s', '-ss', 's-s', 's-s', 'sss', 'sss'],
  )
})

test('a person who is erased while the sequencer is at their entries is gone from them, and the log fits', async () => {
  const organisation = await house.seed.organisation()
  for (let round = 0; round < 10; round++) {
    const gone = person()
    await write(organisation, 20, { person: gone }, { kind: 'person', id: gone })
    const results = await Promise.allSettled([
      sequenceNow(house.kernel, organisation),
      inTx(organisation, 'retention', (tx) => erasePerson(tx, gone)),
    ])
    assert.equal(results[1].status, 'fulfilled')
    assert.deepEqual(await house.query('SELECT 1 FROM trail_entries t WHERE t::text LIKE $1', [`%${gone}%`]), [])
  }
  await sequenceNow(house.kernel, organisation)
  assert.equal((await headOf(organisation)).size, 200)
  assert.deepEqual(await faultsOf(organisation), [])
})

test('whoever changes the log in the database is found out', async (context) => {
  const tampered: [what: string, statement: string, found: RegExp][] = [
    ['an action is rewritten', `UPDATE trail_entries SET action = 'bookings.cancelled' WHERE organisation_id = $1 AND sequence = 2`, /^what of 2 is not/],
    ['another actor is put in', `UPDATE trail_entries SET actor_id = gen_random_uuid() WHERE organisation_id = $1 AND sequence = 2`, /^who of 2 is not/],
    ['another person is put in', `UPDATE trail_entries SET person_id = gen_random_uuid() WHERE organisation_id = $1 AND sequence = 2`, /^whom of 2 is not/],
    ['a moment is moved', `UPDATE trail_entries SET at = at + interval '1 hour' WHERE organisation_id = $1 AND sequence = 2`, /^what of 2 is not/],
    [
      'a commitment is flipped',
      `UPDATE trail_entries SET commitments = set_byte(commitments, 40, get_byte(commitments, 40) # 1) WHERE organisation_id = $1 AND sequence = 2`,
      /^whom of 2 is not/,
    ],
    ['an entry is deleted', `DELETE FROM trail_entries WHERE organisation_id = $1 AND sequence = 2`, /^4 entries, 5 signed/],
    ['the newest is cut off', `DELETE FROM trail_entries WHERE organisation_id = $1 AND sequence = 4`, /^4 entries, 5 signed/],
    [
      'two are swapped',
      `WITH away AS (UPDATE trail_entries SET sequence = NULL WHERE organisation_id = $1 AND sequence IN (1, 2) RETURNING id, sequence)
       SELECT count(*) FROM away`,
      /entries, 5 signed/,
    ],
    ['the head is set back', `UPDATE trail_heads SET size = 3 WHERE organisation_id = $1`, /^the head is not what was signed/],
  ]
  for (const [what, statement, found] of tampered) {
    await context.test(what, async () => {
      const organisation = await house.seed.organisation()
      await write(organisation, 5, { person: person() }, { kind: 'person', id: person() })
      await sequenceNow(house.kernel, organisation)
      assert.deepEqual(await faultsOf(organisation), [])
      await house.query(statement, [organisation])
      const faults = await faultsOf(organisation)
      assert.ok(faults.some((fault) => found.test(fault)), `${what}: ${faults.join('; ')}`)
    })
  }

  await context.test('two entries change places', async () => {
    const organisation = await house.seed.organisation()
    await write(organisation, 5)
    await sequenceNow(house.kernel, organisation)
    await house.query('UPDATE trail_entries SET sequence = 100 WHERE organisation_id = $1 AND sequence = 1', [organisation])
    await house.query('UPDATE trail_entries SET sequence = 1 WHERE organisation_id = $1 AND sequence = 2', [organisation])
    await house.query('UPDATE trail_entries SET sequence = 2 WHERE organisation_id = $1 AND sequence = 100', [organisation])
    assert.deepEqual(await faultsOf(organisation), ['the leaves do not give the signed root'])
  })
})

test('a log whose end was changed is not gone on with, and nothing is signed over it', async (context) => {
  const changes: [what: string, statement: string, refused: RegExp][] = [
    ['a hash in a tile', `UPDATE trail_tiles SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) WHERE organisation_id = $1`, /do not give its signed root/],
    ['a tile is gone', `DELETE FROM trail_tiles WHERE organisation_id = $1`, /does not hold the 5 hashes/],
    ['the root', `UPDATE trail_heads SET root = sha256(root) WHERE organisation_id = $1`, /does not stand where its newest checkpoint says/],
    ['the size', `UPDATE trail_heads SET size = 4 WHERE organisation_id = $1`, /does not stand where its newest checkpoint says/],
    [
      'root and checkpoint, unsigned',
      `UPDATE trail_heads SET checkpoint = regexp_replace(checkpoint, '\\n5\\n', E'\\n4\\n'), size = 4 WHERE organisation_id = $1`,
      /not signed by this instance/,
    ],
  ]
  for (const [what, statement, refused] of changes) {
    await context.test(what, async () => {
      const organisation = await house.seed.organisation()
      await write(organisation, 5)
      await sequenceNow(house.kernel, organisation)
      await house.query(statement, [organisation])
      await write(organisation, 1)
      await assert.rejects(sequenceNow(house.kernel, organisation), refused)
      assert.equal((await logOf(organisation)).length, 5)
    })
  }
})

test('another organisation’s head does not stand in for one’s own', async () => {
  const [one, other] = [await house.seed.organisation(), await house.seed.organisation()]
  await write(one, 5)
  await write(other, 5)
  await sequenceNow(house.kernel, one)
  await sequenceNow(house.kernel, other)
  await house.query(
    `UPDATE trail_heads h SET checkpoint = o.checkpoint, root = o.root FROM trail_heads o WHERE h.organisation_id = $1 AND o.organisation_id = $2`,
    [one, other],
  )
  await write(one, 1)
  await assert.rejects(sequenceNow(house.kernel, one), /not signed by this instance/)
})

test('the number of statements does not depend on the number of entries', async () => {
  const counts: number[] = []
  for (const size of [1, 700]) {
    const organisation = await house.seed.organisation()
    await write(organisation, 1)
    await sequenceNow(house.kernel, organisation)
    await write(organisation, size)
    let count = 0
    await inTx(organisation, 'audit', (tx) => {
      const counted = new Proxy(tx.db, {
        get: (target, key) => {
          if (key === 'executeQuery') count += 1
          const value: unknown = Reflect.get(target, key)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
      return sequenceBatch({ ...tx, db: counted }, house.kernel.signer)
    })
    counts.push(count)
  }
  assert.deepEqual(counts, [6, 6])
})
