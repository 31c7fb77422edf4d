import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createBooking } from '#contract/endpoints/bookings.ts'
import * as endpoints from '#contract/endpoints/trail.ts'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { trailScene } from '../trail-scene.ts'
import { openEvidenceHouse, otherAt, placesIn, verify } from './scene.ts'
import type { EvidenceHouse, Verdict } from './scene.ts'

let house: EvidenceHouse
before(async () => {
  house = await openEvidenceHouse()
})
after(() => house.close())
const { write } = trailScene(() => house)

type Part = { salt?: string; json?: string; commitment?: string }
type Evidence = {
  witnessKeys: string[]
  checkpoint: string
  entries: { index: number; parts: Record<'who' | 'whom' | 'what', Part>; proof: string[] }[]
  consistency: { from: string; proof: string[] } | null
}
const sizeOf = (checkpoint: string) => Number(checkpoint.split('\n')[1])
const includes = (verdict: Verdict, weight: Parameters<Verdict['told']>[0], said: string) =>
  assert.ok(verdict.told(weight).includes(said), `${said} is not among:\n${verdict.told(weight).join('\n')}`)

/** An organisation in which Sanne and Omar book desks, with a log of a few hundred entries, of which an auditor held an earlier checkpoint. */
const busyPlace = async () => {
  const organisation = await house.seed.organisation()
  const officer = await house.seed.person(organisation, { roles: ['privacy_officer', 'employee'], name: 'Pia Prins' })
  const [sanne, omar] = [await house.seed.person(organisation), await house.seed.person(organisation, { name: 'Omar' })]
  const floor = await house.seed.floor(organisation, await house.seed.location(organisation), { desks: 2 })
  const book = async (as: PersonPrincipal, desk: number, day: number) => {
    const date = `2026-11-${24 + day}`
    const body = { workspaceId: floor.desks[desk], from: `${date}T09:00:00+01:00`, to: `${date}T12:00:00+01:00` }
    const answer = await house.call(createBooking, { as, body })
    assert.equal(answer.status, 201, answer.text)
  }
  await book(sanne, 0, 0)
  await book(omar, 1, 0)
  await write(organisation, 290, { person: omar.person }, { kind: 'person', id: officer.person })
  await house.sequence(organisation)
  const held = await house.checkpointOf(organisation)
  await book(sanne, 0, 1)
  await write(organisation, 30, { person: sanne.person }, { kind: 'person', id: officer.person })
  await write(organisation, 20, { person: omar.person }, { kind: 'person', id: sanne.person })
  return { organisation, officer, sanne, omar, held }
}

/** What must be gone of an entry once a person is, by what it said before. */
const goneWith = (person: PersonId, parts: Verdict['entries'][number]['parts']) => {
  const read = (json: string | null) => JSON.parse(json ?? '{}') as Record<string, unknown>
  const [who, whom] = [read(parts.who), read(parts.whom)]
  return { who: who['actorId'] === person, whom: whom['personId'] === person || (whom['subjectKind'] === 'person' && whom['subjectId'] === person), what: false }
}

describe('an evidence file', () => {
  test('leads to the signed root in a third reading of the standard too, in Python', async (context) => {
    const { officer, sanne } = await busyPlace()
    await house.erase(sanne)
    const { checkpoint, entries } = JSON.parse(await house.evidence(officer)) as Evidence
    const [origin, , root] = checkpoint.split('\n')
    const given = { origin, size: sizeOf(checkpoint), root, entries }
    const script = join(import.meta.dirname, '../../verify/test/check-proof.py')
    const read = (input: object) => spawnSync('python3', [script], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 2 ** 26 })
    const ran = read(given)
    if (ran.error !== undefined) return context.diagnostic('not run: there is no python3 here')
    assert.deepEqual([ran.status, ran.stderr], [0, ''])
    assert.deepEqual(new Set(ran.stdout.trim().split('\n')), new Set([root]))
    const moved = read({ ...given, entries: entries.slice(0, 1).map((entry) => ({ ...entry, index: 1 })) })
    assert.deepEqual([moved.status, moved.stderr, moved.stdout.trim() === root], [1, '', false])
  })

  test('is proven with the checkpoint that was held before, and so after one of its persons is erased: exactly their parts are blank', async () => {
    const { organisation, officer, sanne, held } = await busyPlace()
    const [from, origin] = [sizeOf(held), held.split('\n')[0] ?? '']
    const before = await house.evidence(officer, { since: String(from) })
    const size = sizeOf((JSON.parse(before) as Evidence).checkpoint)
    assert.equal((JSON.parse(before) as Evidence).consistency?.from, held)
    const beforeFile = house.save('before.json', before)
    const whole = await house.check('--origin', origin, beforeFile)
    assert.equal(whole.exit, 0, whole.told('unclear').join())
    includes(whole, 'proven', `consistent from=${from} to=${size}`)
    includes(whole, 'proven', `entries_stand count=${size} size=${size} origin=${origin}`)
    assert.deepEqual(whole.told('limit').filter((said) => said.startsWith('parts_absent')), [])

    await house.erase(sanne)
    const after = await house.evidence(officer, { since: String(size) })
    assert.ok(before.includes(sanne.person) && !after.includes(sanne.person))
    const afterFile = house.save('after.json', after)
    const blanked = await house.check('--origin', origin, afterFile)
    assert.equal(blanked.exit, 0, JSON.stringify([blanked.told('disproven'), blanked.told('unclear')]))
    includes(blanked, 'limit', 'parts_absent')
    const expected = whole.entries.map(({ index, parts }) => {
      const gone = goneWith(sanne.person, parts)
      return { index, parts: { who: gone.who ? null : parts.who, whom: gone.whom ? null : parts.whom, what: parts.what } }
    })
    const count = (name: 'who' | 'whom') => expected.filter(({ parts }) => parts[name] === null).length
    assert.ok(count('who') >= 22 && count('whom') >= 32, `${count('who')} and ${count('whom')} parts of Sanne's`)
    assert.deepEqual(blanked.entries.slice(0, size), expected)

    const later = sizeOf((JSON.parse(after) as Evidence).checkpoint)
    for (const [one, other, sizes] of [[house.save('held.txt', held), beforeFile, `from=${from} to=${size}`], [beforeFile, afterFile, `from=${size} to=${later}`]] as const) {
      const compared = await house.check('--compare', one, other)
      assert.equal(compared.exit, 0)
      includes(compared, 'proven', `consistent_views ${sizes}`)
    }
    assert.equal((await house.check('--origin', origin.replace(organisation, crypto.randomUUID()), afterFile)).exit, 1)
  })

  test('with one character changed, in any part, proof or checkpoint, is disproven and the place is named', async () => {
    const { officer, sanne, held } = await busyPlace()
    await house.erase(sanne)
    const all = JSON.parse(await house.evidence(officer, { since: String(sizeOf(held)) })) as Evidence
    // One with all its parts, and one of the erased person's.
    const chosen = [all.entries.find(({ parts }) => 'salt' in parts.whom), all.entries.findLast(({ parts }) => 'commitment' in parts.whom)]
    const evidence = { ...all, entries: chosen as Evidence['entries'] }
    const good = await house.check(house.save('good.json', JSON.stringify(evidence)))
    assert.equal(good.exit, 0, JSON.stringify([good.told('disproven'), good.told('unclear')]))

    const places: { place: (copy: Evidence) => { [key: string]: unknown }; key: string; named: string }[] = []
    for (const [at, { index, parts, proof }] of evidence.entries.entries()) {
      for (const name of ['who', 'whom', 'what'] as const) {
        for (const key of Object.keys(parts[name])) places.push({ place: (copy) => copy.entries[at]?.parts[name] ?? {}, key, named: `entry_altered index=${index}` })
      }
      for (const key of [0, proof.length - 1]) {
        places.push({ place: (copy) => copy.entries[at]?.proof as unknown as { [key: string]: unknown }, key: String(key), named: `entry_altered index=${index}` })
      }
    }
    const sizes = `from=${sizeOf(held)} to=${sizeOf(evidence.checkpoint)}`
    for (const key of ['0', String((evidence.consistency?.proof.length ?? 0) - 1)]) {
      places.push({ place: (copy) => copy.consistency?.proof as unknown as { [key: string]: unknown }, key, named: `forked ${sizes}` })
    }
    const changes = places.flatMap(({ place, key, named }) => {
      const text = String(place(evidence)[key])
      return placesIn(text).slice(0, 2).map((at) => ({ what: `${key} ${at}`, named, change: (copy: Evidence) => (place(copy)[key] = otherAt(text, at)) }))
    })
    // Of a checkpoint: its log, size, root and signature, and who is said to have signed.
    const signedBy = house.kernel.signer.name
    for (const [what, text, put] of [
      ['checkpoint', evidence.checkpoint, (copy: Evidence, to: string) => (copy.checkpoint = to)],
      ['consistency.from', held, (copy: Evidence, to: string) => ((copy.consistency ?? assert.fail()).from = to)],
    ] as const) {
      const [origin = '', size = '', root = '', , line = ''] = text.split('\n')
      const starts = [0, origin.length + 1, origin.length + size.length + 2, origin.length + size.length + root.length + 4 + line.length - 40]
      for (const at of starts) {
        changes.push({ what: `${what} ${at}`, named: `signature_wrong what=${what} name=${signedBy}`, change: (copy) => put(copy, otherAt(text, text.slice(at).search(/[A-Za-z0-9]/) + at)) })
      }
    }
    assert.ok(changes.length >= 36, `${changes.length} changes`)
    for (const { what, named, change } of changes) {
      const copy = structuredClone(evidence)
      change(copy)
      const verdict = await house.check(house.save('changed.json', JSON.stringify(copy)))
      assert.equal(verdict.exit, 1, `${what}: ${named}`)
      includes(verdict, 'disproven', named)
    }
  })

  test('of another log, or with a key of another instance, is not taken for this one', async () => {
    const { officer } = await busyPlace()
    const [one, other] = [await openEvidenceHouse(), house]
    try {
      const file = other.save('ours.json', await other.evidence(officer))
      // Both are at the same host, so that only the key tells them apart.
      const refused = await verify('--key', one.key, file)
      assert.equal(refused.exit, 1)
      assert.match(refused.told('disproven').join(), /^other_key what=checkpoint/)
      assert.equal((await other.check(file)).exit, 0)
    } finally {
      await one.close()
    }
  })
})

/** A witness that holds its own key: signs as C2SP tlog-cosignature v1 has it, written here from the standard. */
const newWitness = (name: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const typed = Buffer.concat([Buffer.of(4), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)])
  const id = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4)
  return {
    name,
    key: `${name}+${id.toString('hex')}+${typed.toString('base64')}`,
    sign: (checkpoint: string, seconds: number) => {
      const body = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1)
      const time = Buffer.alloc(8)
      time.writeBigUInt64BE(BigInt(seconds))
      const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`), privateKey)
      return `— ${name} ${Buffer.concat([id, time, signature]).toString('base64')}`
    },
  }
}
const named = async (officer: PersonPrincipal, witness: ReturnType<typeof newWitness>) =>
  assert.equal((await house.call(endpoints.addWitness, { as: officer, body: { verifierKey: witness.key } })).status, 201)
const cosign = async (organisation: OrganisationId, witness: ReturnType<typeof newWitness>) => {
  const checkpoint = await house.checkpointOf(organisation)
  const line = witness.sign(checkpoint, Math.floor(house.clock.now().epochMilliseconds / 1000))
  const answer = await house.call(endpoints.addCosignature, { params: { organisationId: organisation }, body: { size: sizeOf(checkpoint), line } })
  assert.equal(answer.status, 204, answer.text)
  return line
}

describe('a witness', () => {
  test('that the customer named signs a checkpoint, which carries it from then on, and the verifier asks for exactly that witness', async () => {
    const organisation = await house.seed.organisation()
    const officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
    const [ours, another] = [newWitness('getuige.example/een'), newWitness('getuige.example/een')]
    await named(officer, ours)
    await write(organisation, 5)
    await house.sequence(organisation)
    const bare = house.save('bare.txt', await house.checkpointOf(organisation))
    assert.deepEqual([(await house.check(bare)).exit, (await house.check('--witness', ours.key, bare)).exit], [0, 2])

    const line = await cosign(organisation, ours)
    const checkpoint = await house.checkpointOf(organisation)
    assert.ok(checkpoint.endsWith(`\n${line}\n`))
    const signed = await house.check('--witness', ours.key, house.save('signed.txt', checkpoint))
    assert.equal(signed.exit, 0)
    const at = house.clock.now().toString()
    includes(signed, 'proven', `cosigned what=checkpoint name=${ours.name} at=${at}`)

    const other = await house.check('--witness', another.key, house.save('signed.txt', checkpoint))
    assert.deepEqual([other.exit, other.told('unclear')], [2, [`witness_missing what=checkpoint name=${another.name}`]])
    // Its time counts too: of that the first of these places is the last byte.
    const place = checkpoint.length - line.length - 1 + `— ${ours.name} `.length
    for (const offset of [15, 40]) {
      const altered = await house.check('--witness', ours.key, house.save('altered.txt', otherAt(checkpoint, place + offset)))
      assert.deepEqual([altered.exit, altered.told('disproven')], [1, [`cosignature_wrong what=checkpoint name=${ours.name}`]], String(offset))
    }
    const evidence = await house.evidence(officer)
    assert.deepEqual((JSON.parse(evidence) as Evidence).witnessKeys, [ours.key])
  })

  test('sees a split: two of them signed two logs of the same size, and the two that meet find it, with their names', async () => {
    const organisation = await house.seed.organisation()
    const officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
    const [one, other] = [newWitness('getuige.example/een'), newWitness('ander.example/twee')]
    await named(officer, one)
    await named(officer, other)
    await write(organisation, 300)
    await house.sequence(organisation)
    const view = async (witness: ReturnType<typeof newWitness>, name: string) => {
      await cosign(organisation, witness)
      const copy = await house.copyLog(organisation, name)
      return { copy, evidence: house.save(`${name}.json`, await house.evidence(officer)), checkpoint: house.save(`${name}.txt`, copy.checkpoint) }
    }
    const first = await view(one, 'first')
    assert.equal((await house.check('--compare', first.evidence, first.copy.folder)).exit, 0)
    // Whoever holds database and key begins the log anew, without what came after, and shows it to the second witness only.
    await house.query('DELETE FROM trail_entries WHERE organisation_id = $1 AND sequence IS NULL', [organisation])
    await house.query(`UPDATE trail_entries SET sequence = NULL, commitments = NULL, salt_who = NULL, salt_whom = NULL, salt_what = NULL WHERE organisation_id = $1`, [organisation])
    for (const table of ['trail_cosignatures', 'trail_checkpoints', 'trail_tiles', 'trail_heads']) await house.query(`DELETE FROM ${table} WHERE organisation_id = $1`, [organisation])
    await house.sequence(organisation)
    const second = await view(other, 'second')
    assert.equal(first.copy.size, second.copy.size)
    const witnesses = ['--witness', one.key, '--witness', other.key]
    for (const kind of ['evidence', 'checkpoint'] as const) {
      const words = kind === 'evidence' ? [] : witnesses
      for (const { [kind]: alone } of [first, second]) assert.equal((await house.check(alone)).exit, 0, 'each by itself is whole')
      const met = await house.check('--compare', first[kind], second[kind], ...words)
      assert.equal(met.exit, 1)
      includes(met, 'disproven', `split_view size=${first.copy.size}`)
      assert.deepEqual(met.told('note').filter((said) => said.includes('witnesses')), [`first_witnesses names=${one.name}`, `second_witnesses names=${other.name}`])
    }
    const met = await house.check('--compare', first.copy.folder, second.copy.folder)
    includes(met, 'disproven', `split_view size=${first.copy.size}`)
    includes(met, 'disproven', `entries_altered indexes=0–${first.copy.size - 1}`)
  })
})
