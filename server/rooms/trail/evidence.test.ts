import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as endpoints from '#contract/endpoints/trail.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { keyHash } from '#kernel/signed-note.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { isConsistent, isIncluded, leafHashOf, openCheckpoint } from '../../../test/trail-checker.ts'
import { namesWith, somebody, trailScene } from '../../../test/trail-scene.ts'
import { anchorOf } from './evidence.ts'
import { routes } from './routes.ts'
import { erasePerson, sequenceNow } from './sequence.ts'

let house: TestHouse
before(async () => {
  house = await openTestHouse({ routes: (kernel) => routes(kernel, namesWith(kernel)) })
})
after(() => house.close())
const { inTx, write, headOf } = trailScene(() => house)

const officerOf = (organisation: OrganisationId): Promise<PersonPrincipal> =>
  house.seed.person(organisation, { roles: ['privacy_officer'], name: 'Frederique Bos' })

type Part = { salt: string; json: string } | { commitment: string }
type Evidence = {
  verifierKey: string
  witnessKeys: string[]
  checkpoint: string
  entries: { index: number; parts: { who: Part; whom: Part; what: Part }; proof: string[] }[]
  consistency: { from: string; proof: string[] } | null
}

const hashes = (proof: readonly string[]): Buffer[] => proof.map((each) => Buffer.from(each, 'base64'))

/** Checks an evidence file as a stranger would. @returns what is wrong with it */
const faultsIn = (evidence: Evidence): string[] => {
  const { size, root } = openCheckpoint(evidence.checkpoint, evidence.verifierKey)
  const faults = evidence.entries.flatMap(({ index, parts, proof }) =>
    isIncluded(leafHashOf(parts), index, size, hashes(proof), root) ? [] : [`entry ${index} is not in the log`],
  )
  if (evidence.consistency === null) return faults
  const earlier = openCheckpoint(evidence.consistency.from, evidence.verifierKey)
  if (!isConsistent(earlier.size, size, earlier.root, root, hashes(evidence.consistency.proof))) faults.push('the earlier checkpoint is not contained')
  return faults
}

const evidenceOf = async (as: PersonPrincipal, query: Record<string, string> = {}): Promise<Evidence> => {
  const answer = await house.call(endpoints.getEvidence, { as, query })
  assert.equal(answer.status, 200, answer.text)
  return answer.body as unknown as Evidence
}

const checkpointOf = async (organisation: OrganisationId): Promise<string> => {
  const answer = await house.call(endpoints.getCheckpoint, { params: { organisationId: organisation } })
  assert.equal(answer.status, 200, answer.text)
  return answer.text
}

test('an evidence file proves every entry of a period, and that the log only grew since an earlier checkpoint', async () => {
  const organisation = await house.seed.organisation()
  const officer = await officerOf(organisation)
  await write(organisation, 300, { person: somebody() }, { kind: 'person', id: somebody() })
  await sequenceNow(house.kernel, organisation)
  const earlier = openCheckpoint(await checkpointOf(organisation), house.kernel.signer.verifierKey)
  await write(organisation, 250)
  const evidence = await evidenceOf(officer, { since: String(earlier.size) })
  assert.equal(evidence.entries.length, 550)
  assert.equal(evidence.verifierKey, house.kernel.signer.verifierKey)
  assert.deepEqual(faultsIn(evidence), [])
  assert.notEqual(evidence.consistency, null)
})

test('each bit of an entry, its place, its proof and the checkpoint counts', async () => {
  const organisation = await house.seed.organisation()
  const officer = await officerOf(organisation)
  await write(organisation, 20, { person: somebody() }, { kind: 'person', id: somebody() })
  const evidence = await evidenceOf(officer)
  const changed = (change: (copy: Evidence) => void): string[] => {
    const copy = structuredClone(evidence)
    change(copy)
    return faultsIn(copy)
  }
  const entry = (copy: Evidence) => copy.entries[7] as Evidence['entries'][number]
  assert.deepEqual(changed(() => {}), [])
  for (const name of ['who', 'whom', 'what'] as const) {
    const rewrite = (copy: Evidence): void => {
      const part = entry(copy).parts[name] as { salt: string; json: string }
      part.json = part.json.replace(/[0-9a-f](?="|-|T)/, (digit) => (digit === '0' ? '1' : '0'))
    }
    assert.deepEqual(changed(rewrite), ['entry 7 is not in the log'], name)
  }
  const flip = (copy: Evidence): void => {
    entry(copy).proof[2] = Buffer.alloc(32).toString('base64')
  }
  assert.deepEqual(changed(flip), ['entry 7 is not in the log'])
  const move = (copy: Evidence): void => {
    entry(copy).index = 8
  }
  assert.deepEqual(changed(move), ['entry 8 is not in the log'])
  assert.throws(() => changed((copy) => (copy.checkpoint = copy.checkpoint.replace('\n20\n', '\n19\n'))), /not good/)
})

test('erased parts are shown by their commitment, and every proof holds as before', async () => {
  const organisation = await house.seed.organisation()
  const officer = await officerOf(organisation)
  const gone = somebody()
  await write(organisation, 3, { person: gone }, { kind: 'person', id: somebody() })
  await write(organisation, 3, { person: somebody() }, { kind: 'person', id: gone })
  await sequenceNow(house.kernel, organisation)
  await inTx(organisation, 'retention', (tx) => erasePerson(tx, gone))
  const evidence = await evidenceOf(officer)
  assert.deepEqual(faultsIn(evidence), [])
  assert.ok(!JSON.stringify(evidence).includes(gone))
  const kinds = evidence.entries.map(({ parts }) => Object.values(parts).map((part) => ('commitment' in part ? 'c' : 's')).join(''))
  assert.deepEqual(kinds.toSorted().slice(0, 6), ['css', 'css', 'css', 'scs', 'scs', 'scs'])
})

test('single entries are proven too; unknown ones, and checkpoints that were never handed out, are not', async () => {
  const organisation = await house.seed.organisation()
  const officer = await officerOf(organisation)
  await write(organisation, 30)
  const rows = await house.query<{ id: string }>('SELECT id FROM trail_entries WHERE organisation_id = $1 ORDER BY id LIMIT 3', [organisation])
  const evidence = await evidenceOf(officer, { entries: rows.map(({ id }) => id).join(',') })
  assert.equal(evidence.entries.length, 3)
  assert.deepEqual(faultsIn(evidence), [])
  const foreign = await house.seed.organisation()
  await write(foreign, 1)
  const [theirs] = await house.query<{ id: string }>('SELECT id FROM trail_entries WHERE organisation_id = $1', [foreign])
  for (const query of [{ entries: somebody() }, { entries: String(theirs?.id) }, { since: '5' }, { since: '9999' }]) {
    assert.equal((await house.call(endpoints.getEvidence, { as: officer, query })).status, 404, JSON.stringify(query))
  }
  assert.equal((await house.call(endpoints.getEvidence, { as: officer, query: { entries: 'x' } })).status, 400)
})

test('a document is anchored by an entry that it can prove by itself', async () => {
  const organisation = await house.seed.organisation()
  await write(organisation, 10)
  const id = somebody()
  await write(organisation, 1, { id, action: 'retention.person_erased', detail: { counts: 3 } })
  const anchor = await anchorOf(house.kernel, organisation, id)
  const { size, root, origin } = openCheckpoint(anchor.checkpoint, house.kernel.signer.verifierKey)
  assert.equal(anchor.origin, origin)
  assert.ok(isIncluded(leafHashOf(anchor.leafParts), anchor.index, size, hashes(anchor.proof), root))
  assert.equal((await headOf(organisation)).size, size)
})

test('a log can be fetched whole with the paths of C2SP tlog-tiles, and gives the signed root', async () => {
  const organisation = await house.seed.organisation()
  await write(organisation, 700)
  await sequenceNow(house.kernel, organisation)
  const fetch = (path: string) => house.http.inject({ url: `/api/v1/trail/${organisation}/${path}` })
  const { size, root } = openCheckpoint(await checkpointOf(organisation), house.kernel.signer.verifierKey)
  assert.equal(size, 700)
  const leaves: Buffer[] = []
  const bundled: Buffer[] = []
  for (const [path, count] of [['000', 256], ['001', 256], ['002.p/188', 188]] as const) {
    const tile = await fetch(`tile/0/${path}`)
    assert.equal(tile.headers['content-type'], 'application/octet-stream')
    assert.match(String(tile.headers['cache-control']), /immutable/)
    assert.equal(tile.rawPayload.length, count * 32)
    for (let at = 0; at < count; at++) leaves.push(tile.rawPayload.subarray(at * 32, at * 32 + 32))
    const entries = (await fetch(`tile/entries/${path}`)).rawPayload
    for (let at = 0; at < entries.length; at += 2 + entries.readUInt16BE(at)) bundled.push(entries.subarray(at + 2, at + 2 + entries.readUInt16BE(at)))
  }
  const { hashLeaf, naiveRoot } = await import('../../../test/trail-checker.ts')
  assert.ok(naiveRoot(leaves).equals(root))
  assert.ok(naiveRoot(bundled.map(hashLeaf)).equals(root))
  assert.match(String(bundled[0]), /^vrijplek\/trail\/1 [0-9a-f]{64}$/)
  const above = await fetch('tile/1/000.p/2')
  assert.deepEqual(above.rawPayload.subarray(0, 32), naiveRoot(leaves.slice(0, 256)))
  for (const path of ['tile/0/002', 'tile/0/002.p/189', 'tile/0/003.p/1', 'tile/2/000.p/1', 'tile/entries/002', 'tile/entries/003.p/1', 'tile/0/x000/000', 'tile/0/x001/000']) {
    assert.equal((await fetch(path)).statusCode, 404, path)
  }
})

test('of an organisation without a log there is no checkpoint, and of none either', async () => {
  for (const organisation of [await house.seed.organisation(), somebody() as string]) {
    assert.equal((await house.call(endpoints.getCheckpoint, { params: { organisationId: organisation } })).status, 404)
  }
})

/** A witness as somebody else would write it, from C2SP tlog-cosignature. */
const witnessOf = (name: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const verifierKey = `${name}+${keyHash(name, 4, raw).toString('hex')}+${Buffer.concat([Buffer.of(4), raw]).toString('base64')}`
  const lineOver = (note: string, seconds: number, key: KeyObject = privateKey): string => {
    const body = note.slice(0, note.indexOf('\n\n') + 1)
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`), key)
    const time = Buffer.alloc(8)
    time.writeBigUInt64BE(BigInt(seconds))
    return `— ${name} ${Buffer.concat([keyHash(name, 4, raw), time, signature]).toString('base64')}`
  }
  return { name, verifierKey, lineOver }
}

test('a witness whom the customer named signs checkpoints that were handed out, and these show it', async () => {
  const organisation = await house.seed.organisation()
  const officer = await officerOf(organisation)
  await write(organisation, 5)
  const witness = witnessOf('getuige.example/w1')
  const stranger = witnessOf('vreemd.example')
  const added = await house.call(endpoints.addWitness, { as: officer, body: { verifierKey: witness.verifierKey } })
  assert.deepEqual([added.status, added.body['verifierKey']], [201, witness.verifierKey])
  assert.equal((await house.call(endpoints.addWitness, { as: officer, body: { verifierKey: witness.verifierKey } })).status, 409)
  for (const wrong of ['x', witness.verifierKey.replace('w1', 'w2'), house.kernel.signer.verifierKey]) {
    const refused = await house.call(endpoints.addWitness, { as: officer, body: { verifierKey: wrong } })
    assert.equal(refused.body['code'], 'verifier_key_invalid', wrong)
  }
  await sequenceNow(house.kernel, organisation)
  const note = await checkpointOf(organisation)
  const { size } = openCheckpoint(note, house.kernel.signer.verifierKey)
  const seconds = Math.floor(house.clock.now().epochMilliseconds / 1000)
  const post = (body: { size: number; line: string }) => house.call(endpoints.addCosignature, { params: { organisationId: organisation }, body })
  const line = witness.lineOver(note, seconds)
  const refused: [what: string, body: { size: number; line: string }][] = [
    ['a witness nobody named', { size, line: stranger.lineOver(note, seconds) }],
    ['another checkpoint', { size, line: witness.lineOver(note.replace(`\n${size}\n`, `\n${size + 1}\n`), seconds) }],
    ['one that was never handed out', { size: size + 1, line }],
    ['a moment to come', { size, line: witness.lineOver(note, seconds + 3600) }],
    ['another key', { size, line: witness.lineOver(note, seconds, generateKeyPairSync('ed25519').privateKey) }],
    ['no signature', { size, line: '— getuige.example/w1 AAAA' }],
    ['no line', { size, line: 'hallo' }],
  ]
  for (const [what, body] of refused) assert.equal((await post(body)).body['code'], 'cosignature_invalid', what)
  assert.equal(await checkpointOf(organisation), note)
  assert.equal((await post({ size, line })).status, 204)
  assert.equal(await checkpointOf(organisation), `${note}${line}\n`)
  const later = witness.lineOver(note, seconds + 60)
  assert.equal((await post({ size, line: later })).status, 204)
  assert.equal((await post({ size, line })).status, 204)
  assert.equal(await checkpointOf(organisation), `${note}${later}\n`, 'of several the latest')
  const evidence = await evidenceOf(officer, { since: String(size) })
  assert.deepEqual(evidence.witnessKeys, [witness.verifierKey])
  assert.equal(evidence.consistency?.from, `${note}${later}\n`)
  assert.equal((await house.call(endpoints.removeWitness, { as: officer, params: { name: witness.name } })).status, 204)
  assert.equal((await house.call(endpoints.removeWitness, { as: officer, params: { name: witness.name } })).status, 404)
  assert.deepEqual((await house.call(endpoints.listWitnesses, { as: officer })).body['witnesses'], [])
})
