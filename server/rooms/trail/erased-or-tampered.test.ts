import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PersonId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { somebody, trailScene } from '../../../test/trail-scene.ts'
import { commit } from './leaf.ts'
import { erasePerson, sequenceBatch, sequenceNow } from './sequence.ts'
import { commitEntries, placeEntries, readUncommittedOf, readUnplaced } from './store-log.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: () => [] })
})
after(() => house.close())
const { inTx, write, logOf, headOf, faultsOf } = trailScene(() => house)

test('erasing a person empties their parts, also of entries without a place; every proof and everybody else stay whole', async () => {
  const organisation = await house.seed.organisation()
  const [erased, stays] = [somebody(), somebody()]
  await write(organisation, 2, { person: erased }, { kind: 'person', id: erased })
  await write(organisation, 1, { person: erased }, { kind: 'person', id: stays })
  await write(organisation, 1, { subject: { kind: 'person', id: erased } }, { kind: 'person', id: stays })
  await write(organisation, 1, { person: stays }, { kind: 'person', id: erased })
  await write(organisation, 2, { person: stays }, { kind: 'person', id: stays })
  await inTx(organisation, 'audit', (tx) => sequenceBatch(tx, house.kernel.signer, { most: 3 }))
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
    const gone = somebody()
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

test('an entry that changed after the sequencer had read it gets no place with what it said before', async () => {
  const changes: [what: string, change: (tx: Tx, gone: PersonId) => Promise<unknown>][] = [
    ['its person was erased', (tx, gone) => erasePerson(tx, gone)],
    ['it was committed to', async (tx, gone) => {
      const waiting = await readUncommittedOf(tx, gone)
      await commitEntries(tx, waiting, waiting.map((entry) => commit(entry)))
    }],
    ['its actor was emptied', (tx) => tx.db.updateTable('trail_entries').set({ actor_id: null }).where('organisation_id', '=', tx.organisation).execute()],
  ]
  for (const [what, change] of changes) {
    const organisation = await house.seed.organisation()
    const gone = somebody()
    await write(organisation, 3, { person: gone }, { kind: 'person', id: gone })
    const placing = inTx(organisation, 'audit', async (tx) => {
      const read = await readUnplaced(tx, 10, null)
      await inTx(organisation, 'retention', (other) => change(other, gone))
      await placeEntries(tx, 0, read, read.map((entry) => commit(entry)))
    })
    await assert.rejects(placing, /was changed while it got its place/, what)
    await sequenceNow(house.kernel, organisation)
    assert.deepEqual(await faultsOf(organisation), [], what)
  }
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
      'two are taken out of the order',
      `WITH away AS (UPDATE trail_entries SET sequence = NULL WHERE organisation_id = $1 AND sequence IN (1, 2) RETURNING id, sequence)
       SELECT count(*) FROM away`,
      /entries, 5 signed/,
    ],
    ['the head is set back', `UPDATE trail_heads SET size = 3 WHERE organisation_id = $1`, /^the head is not what was signed/],
  ]
  for (const [what, statement, found] of tampered) {
    await context.test(what, async () => {
      const organisation = await house.seed.organisation()
      await write(organisation, 5, { person: somebody() }, { kind: 'person', id: somebody() })
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
