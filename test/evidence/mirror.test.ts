import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { OrganisationId } from '#contract/ids.ts'
import { trailScene } from '../trail-scene.ts'
import { openEvidenceHouse, tilesOf } from './scene.ts'
import type { Copy, EvidenceHouse } from './scene.ts'

let house: EvidenceHouse
before(async () => {
  house = await openEvidenceHouse()
})
after(() => house.close())
const { write } = trailScene(() => house)

let moment = Temporal.Instant.from('2026-11-24T07:00:00Z')
/** Entries of a later second: the order of the log is that of time. */
const more = async (organisation: OrganisationId, count: number) => {
  moment = moment.add({ seconds: 1 })
  house.clock.set(moment.toString())
  await write(organisation, count)
}
let logs = 0
const size = 300
/** A log of 300 entries, each of its own second, and a copy that somebody took of it in time. */
const newLog = async () => {
  const organisation = await house.seed.organisation()
  await more(organisation, size)
  await house.query(
    `UPDATE trail_entries t SET at = at + n.row * interval '1 millisecond'
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS row FROM trail_entries WHERE organisation_id = $1) n
     WHERE t.organisation_id = $1 AND t.id = n.id`,
    [organisation],
  )
  await house.sequence(organisation)
  return { organisation, taken: await house.copyLog(organisation, `taken-${++logs}`) }
}
const copyAgain = (organisation: OrganisationId): Promise<Copy> => house.copyLog(organisation, `again-${++logs}`)

/** What somebody with the database does to one log; `$1` is the organisation. */
const tamper = async (organisation: OrganisationId, ...statements: readonly string[]) => {
  for (const text of statements) await house.query(text, [organisation])
}
const swap = [
  `UPDATE trail_entries SET sequence = -1 WHERE organisation_id = $1 AND sequence = 41`,
  `UPDATE trail_entries SET sequence = 41 WHERE organisation_id = $1 AND sequence = 57`,
  `UPDATE trail_entries SET sequence = 57 WHERE organisation_id = $1 AND sequence = -1`,
]
const flip = `UPDATE trail_entries SET commitments = set_byte(commitments, 70, get_byte(commitments, 70) # 1) WHERE organisation_id = $1 AND sequence = 41`
const drop = 'DELETE FROM trail_entries WHERE organisation_id = $1 AND sequence = 41'
/** The hole is closed up, in an order that never meets itself, and the end filled with something made up. */
const closeUp = [
  'UPDATE trail_entries SET sequence = -sequence WHERE organisation_id = $1 AND sequence > 41',
  'UPDATE trail_entries SET sequence = -sequence - 1 WHERE organisation_id = $1 AND sequence < 0',
]
const madeUp = `INSERT INTO trail_entries (organisation_id, at, actor_kind, purpose, action, sequence, commitments)
  VALUES ($1, now(), 'system', 'booking', 'bookings.booked', 299, decode(repeat('ab', 96), 'hex'))`

describe('a copy of the log, fetched as a client of C2SP tlog-tiles does', () => {
  test('is proven whole, contains the checkpoint that was held, grew from the copy taken before, and keeps narrower tiles', async () => {
    const { organisation, taken } = await newLog()
    assert.deepEqual([taken.size, taken.missing], [size, []])
    await more(organisation, 400)
    await house.sequence(organisation)
    const { folder, checkpoint, missing } = await copyAgain(organisation)
    assert.deepEqual(missing, [])
    assert.deepEqual(tilesOf(700).slice(-4), ['tile/0/000', 'tile/0/001', 'tile/0/002.p/188', 'tile/1/000.p/2'])
    // What was fetched at the earlier size is still had at its own name, and still true.
    for (const path of ['tile/0/001.p/44', 'tile/entries/001.p/44', 'tile/1/000.p/1']) {
      const { status, bytes } = await house.get(`/trail/${organisation}/${path}`)
      assert.equal(status, 200, path)
      house.save(`${folder.split('/').at(-1)}/${path}`, bytes)
    }
    copyFileSync(join(taken.folder, 'checkpoint'), join(folder, `checkpoint.${size}`))
    const whole = await house.check('--origin', checkpoint.split('\n')[0] ?? '', folder)
    assert.equal(whole.exit, 0, JSON.stringify([whole.told('disproven'), whole.told('unclear')]))
    assert.deepEqual(whole.told('note').filter((said) => !said.startsWith('key_given')), [], 'nothing strange in it')
    const told = whole.told('proven').filter((said) => !said.startsWith('signed'))
    assert.deepEqual(told, ['tiles_whole count=6', `checkpoint_contained name=checkpoint.${size} size=${size}`, `log_whole size=700 origin=${checkpoint.split('\n')[0]}`])
    const grown = await house.check('--compare', taken.folder, folder)
    assert.deepEqual([grown.exit, grown.told('proven').at(-1)], [0, `consistent_views from=${size} to=700`])
    for (const path of ['tile/0/002', 'tile/0/002.p/189', 'tile/0/003.p/1', 'tile/0/2.p/188', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/2/000.p/1']) {
      assert.notEqual((await house.get(`/trail/${organisation}/${path}`)).status, 200, path)
    }
  })
})

test('the log is served with the types and keeping times that the standard asks for', async () => {
  const { organisation } = await newLog()
  const headers = async (path: string) => {
    const answer = await house.get(`/trail/${organisation}/${path}`)
    assert.equal(answer.status, 200, path)
    return [answer.headers.get('content-type'), answer.headers.get('cache-control')] as const
  }
  const [type, kept] = await headers('checkpoint')
  assert.equal(type, 'text/plain; charset=utf-8')
  assert.match(kept ?? '', /^(?:no-store|no-cache|(?:public, )?max-age=\d)$/, 'a checkpoint is not kept beyond a few seconds')
  for (const path of tilesOf(size)) assert.deepEqual(await headers(path), ['application/octet-stream', 'public, max-age=31536000, immutable'], path)
})

describe('whoever changes the database', () => {
  const cases: readonly (readonly [what: string, statements: readonly string[], exit: 1 | 2, named: string])[] = [
    ['flips one bit of a commitment', [flip], 1, 'entries_altered indexes=41'],
    ['swaps two entries', swap, 1, 'entries_swapped index=41 to=57'],
    ['deletes an entry and fills the log up again', [drop, ...closeUp, madeUp], 1, 'entries_rewritten index=41 to=299'],
    ['cuts entries off', ['DELETE FROM trail_entries WHERE organisation_id = $1 AND sequence >= 280'], 1, 'truncated have=256 size=300'],
    ['deletes an entry', [drop], 2, 'tile_missing path=tile/entries/000'],
    [
      'flips one bit of a tile',
      ['UPDATE trail_tiles SET hashes = set_byte(hashes, 41 * 32, get_byte(hashes, 41 * 32) # 1) WHERE organisation_id = $1 AND level = 0 AND index = 0'],
      1,
      'entries_altered indexes=41',
    ],
    [
      'changes the size in the checkpoint',
      [`UPDATE trail_checkpoints SET note = replace(note, E'\\n300\\n', E'\\n299\\n') WHERE organisation_id = $1`],
      1,
      'signature_wrong what=checkpoint name=127.0.0.1:8080',
    ],
  ]
  for (const [what, statements, exit, named] of cases) {
    test(`and ${what}, is found by whoever copies the log: ${named}`, async () => {
      const { organisation, taken } = await newLog()
      assert.equal((await house.check(taken.folder)).exit, 0)
      await tamper(organisation, ...statements)
      const { folder } = await copyAgain(organisation)
      const verdict = await house.check(folder)
      assert.deepEqual([verdict.exit, verdict.told(exit === 1 ? 'disproven' : 'unclear').includes(named)], [exit, true], JSON.stringify(verdict.told('disproven')))
    })
  }

  test('and says something else in an entry, is found by its evidence, with the number of the entry', async () => {
    const { organisation } = await newLog()
    const officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
    await tamper(organisation, `UPDATE trail_entries SET detail = '{"a":"two","b":null,"n":1}' WHERE organisation_id = $1 AND sequence = 41`)
    const verdict = await house.check(house.save('said.json', await house.evidence(officer)))
    assert.deepEqual([verdict.exit, verdict.told('disproven')], [1, ['entry_altered index=41']])
  })
})

/** Everything gets its place anew and is signed with the instance's own key: whoever holds database and key. */
const signAnew = async (organisation: OrganisationId, checkpoints: 'forgotten' | 'left', ...statements: readonly string[]) => {
  await tamper(organisation, ...statements, 'DELETE FROM trail_tiles WHERE organisation_id = $1', 'DELETE FROM trail_heads WHERE organisation_id = $1')
  if (checkpoints === 'forgotten') await tamper(organisation, 'DELETE FROM trail_checkpoints WHERE organisation_id = $1')
  await tamper(organisation, 'UPDATE trail_entries SET sequence = NULL WHERE organisation_id = $1')
  await house.sequence(organisation)
}
/** Order is by time: so entries are swapped by their times. */
const swapTimes = `UPDATE trail_entries t SET at = o.at FROM trail_entries o
  WHERE t.organisation_id = $1 AND o.organisation_id = $1 AND (t.sequence, o.sequence) IN ((41, 57), (57, 41))`
const another = `UPDATE trail_entries SET sequence = NULL, commitments = NULL, salt_who = NULL, salt_whom = NULL, salt_what = NULL, detail = '{}' WHERE organisation_id = $1`

describe('whoever holds the database and the key', () => {
  // Each is signed, and whole by itself; only what somebody held from before gives it away.
  const cases: readonly (readonly [what: string, statements: readonly string[], grows: number, held: string, copied: string])[] = [
    ['changes an entry', [`${another} AND sequence = 41`], 0, 'split_view size=300', 'entries_altered indexes=41'],
    ['swaps two entries', [swapTimes], 0, 'split_view size=300', 'entries_swapped index=41 to=57'],
    ['deletes an entry', [drop], 0, 'truncated have=299 size=300', 'entries_deleted indexes=41'],
    ['deletes an entry and goes on', [drop], 20, 'checkpoint_forked name=checkpoint.300 size=300', 'entries_deleted indexes=41'],
    ['writes another history from some entry on', [`${another} AND sequence >= 200`], 5, 'checkpoint_forked name=checkpoint.300 size=300', 'entries_altered indexes=200–299'],
  ]
  for (const [what, statements, grows, held, copied] of cases) {
    test(`and ${what}, is found by an earlier checkpoint (${held}) and an earlier copy (${copied})`, async () => {
      const { organisation, taken } = await newLog()
      if (grows > 0) await more(organisation, grows)
      await signAnew(organisation, 'forgotten', ...statements)
      const { folder, missing } = await copyAgain(organisation)
      assert.deepEqual(missing, [])
      assert.equal((await house.check(folder)).exit, 0, 'by itself it is whole')
      const compared = await house.check('--compare', taken.folder, folder)
      assert.deepEqual([compared.exit, compared.told('disproven').includes(copied)], [1, true], JSON.stringify(compared.told('disproven')))
      copyFileSync(join(taken.folder, 'checkpoint'), join(folder, `checkpoint.${size}`))
      const verdict = await house.check(folder)
      assert.deepEqual([verdict.exit, verdict.told('disproven').includes(held)], [1, true], JSON.stringify(verdict.told('disproven')))
    })
  }

  test('and cuts the log off, is found by an earlier checkpoint; against an earlier copy it looks like an earlier state', async () => {
    const { organisation, taken } = await newLog()
    await signAnew(organisation, 'forgotten', 'DELETE FROM trail_entries WHERE organisation_id = $1 AND sequence >= 250')
    const { folder } = await copyAgain(organisation)
    assert.equal((await house.check(folder)).exit, 0)
    assert.deepEqual((await house.check('--compare', taken.folder, folder)).told('proven').at(-1), 'consistent_views from=250 to=300')
    mkdirSync(dirname(join(folder, 'checkpoints/held')))
    copyFileSync(join(taken.folder, 'checkpoint'), join(folder, 'checkpoints/held'))
    const verdict = await house.check(folder)
    assert.deepEqual([verdict.exit, verdict.told('disproven').includes('truncated have=250 size=300')], [1, true])
  })

  test('and leaves the earlier checkpoint where it was, gives evidence that disproves itself; who takes it away has none to give', async () => {
    const { organisation } = await newLog()
    const officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
    await more(organisation, 20)
    await signAnew(organisation, 'left', `${another} AND sequence = 41`)
    const verdict = await house.check(house.save('since.json', await house.evidence(officer, { since: String(size) })))
    assert.deepEqual([verdict.exit, verdict.told('disproven')], [1, ['forked from=300 to=320']])
    await tamper(organisation, 'DELETE FROM trail_checkpoints WHERE organisation_id = $1')
    await assert.rejects(house.evidence(officer, { since: String(size) }), /404/)
  })
})
