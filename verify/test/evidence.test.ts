import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { check } from '../check.mjs'
import { readVerifierKey } from '../note.mjs'
import { Report } from '../report.mjs'
import { entryText, erased, Log, makeLog, noteOf, operator, otherWitness, partsOf, sha256, signatory, witness, workshop } from './forge.ts'
import type { Parts } from './forge.ts'

const shop = workshop()
after(() => shop.remove())
const size = 300
const log = makeLog(size)
const key = readVerifierKey(operator.verifierKey)
const everyIndex = Array.from({ length: size }, (_, index) => index)

const told = (evidence: unknown, { witnesses = [] as string[], origin = undefined as string | undefined } = {}) => {
  const path = shop.write(typeof evidence === 'string' ? evidence : JSON.stringify(evidence), 'evidence.json')
  const report = new Report()
  check(path, { keys: { operator: [key], witnesses: witnesses.map(readVerifierKey) }, origin }, report)
  return report
}
const factsOf = (report: Report, code: string) => report.findings.filter((finding) => finding.code === code).map(({ facts }) => facts)
const codes = (report: Report, weight: string) => report.findings.filter((finding) => finding.weight === weight).map(({ code }) => String(code))

const flipHex = (text: string) => (text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`)
const flipBase64 = (text: string) => {
  const bytes = Buffer.from(text, 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}
const withPart = (parts: Parts, name: keyof Parts, change: (part: { salt: string; json: string }) => Partial<{ salt: string; json: string }>): Parts => {
  const part = parts[name]
  return 'salt' in part ? { ...parts, [name]: { ...part, ...change(part) } } : assert.fail()
}

describe('an evidence file of a log of 300 entries', () => {
  it('proves every entry, and says what it does not prove', () => {
    const report = told(log.evidence(everyIndex))
    assert.equal(report.verdict, 'proven')
    assert.deepEqual(factsOf(report, 'entries_stand').map(({ count }) => count), [size])
    assert.equal(report.entries.length, size)
    assert.deepEqual(codes(report, 'limit').sort(), ['no_witness', 'not_everything', 'times'])
  })

  it('proves an entry whose parts were erased, and says which are absent', () => {
    for (const index of everyIndex.filter((number) => number % 7 === 0)) {
      const evidence = log.evidence([index])
      const parts = partsOf(index)
      evidence.entries = [{ ...log.entry(index), parts: { ...parts, who: erased(parts.who), whom: erased(parts.whom) } }]
      const report = told(evidence)
      assert.equal(report.verdict, 'proven')
      assert.deepEqual(Object.entries(report.entries[0]?.parts ?? {}).filter(([, part]) => part === null).map(([name]) => name), ['who', 'whom'])
      assert.ok(codes(report, 'limit').includes('parts_absent'))
    }
  })

  it('names each entry of which anything was altered', () => {
    const changes: ((entry: ReturnType<Log['entry']>) => unknown)[] = [
      (entry) => ({ ...entry, parts: withPart(entry.parts, 'what', ({ json }) => ({ json: json.replace('booked', 'looked') })) }),
      (entry) => ({ ...entry, parts: withPart(entry.parts, 'who', ({ salt }) => ({ salt: flipHex(salt) })) }),
      (entry) => ({ ...entry, parts: { ...entry.parts, whom: { commitment: sha256('another').toString('hex') } } }),
      (entry) => ({ ...entry, proof: entry.proof.with(0, flipBase64(entry.proof[0] ?? '')) }),
      (entry) => ({ ...entry, proof: entry.proof.slice(1) }),
    ]
    for (const index of everyIndex) {
      const change = changes[index % changes.length] ?? assert.fail()
      const evidence = log.evidence([(index + size - 1) % size, index, (index + 1) % size])
      const entries = evidence.entries.map((entry) => (entry.index === index ? change(entry) : entry))
      const report = told({ ...evidence, entries })
      assert.equal(report.verdict, 'disproven')
      assert.deepEqual(factsOf(report, 'entry_altered'), [{ index: BigInt(index) }])
      assert.deepEqual(codes(report, 'disproven'), ['entry_altered'])
      assert.deepEqual(factsOf(report, 'entries_stand').map(({ count }) => count), [2])
    }
  })

  it('names every two that were swapped', () => {
    for (const index of everyIndex.slice(1)) {
      const other = (index * 37) % index
      const evidence = log.evidence([other, index])
      const [first, second] = evidence.entries
      if (first === undefined || second === undefined) assert.fail()
      evidence.entries = [{ ...first, parts: second.parts }, { ...second, parts: first.parts }]
      const report = told(evidence)
      assert.deepEqual(factsOf(report, 'entries_swapped'), [{ index: BigInt(other), to: BigInt(index) }])
      evidence.entries = [{ ...first, index }, { ...second, index: other }]
      assert.equal(told(evidence).verdict, 'disproven')
    }
  })

  it('names an entry that was moved in a ring of three', () => {
    const evidence = log.evidence([10, 20, 30])
    const parts = evidence.entries.map((entry) => entry.parts)
    evidence.entries = evidence.entries.map((entry, at) => ({ ...entry, parts: parts[(at + 1) % 3] ?? assert.fail() }))
    assert.deepEqual(factsOf(told(evidence), 'entry_moved'), [{ index: 10n, to: 20n }, { index: 20n, to: 30n }, { index: 30n, to: 10n }])
  })

  it('names every entry beyond the end of a truncated log', () => {
    for (const index of everyIndex.slice(1)) {
      const report = told({ ...log.evidence([0], { size: index }), entries: [log.entry(0, index), log.entry(index)] })
      assert.deepEqual(factsOf(report, 'entry_beyond'), [{ index: BigInt(index), size: BigInt(index) }])
    }
  })

  it('says that entries may be left out', () => {
    assert.deepEqual(factsOf(told(log.evidence([3, 4])), 'not_all_shown'), [{ count: 2, size: BigInt(size) }])
  })

  it('proves growth from an earlier checkpoint, and names every fork and every cut', () => {
    for (const since of everyIndex.slice(1)) {
      const honest = told(log.evidence([], { since }))
      assert.equal(honest.verdict, 'proven')
      assert.deepEqual(factsOf(honest, 'consistent'), [{ from: BigInt(since), to: BigInt(size) }])
      // The operator rewrites one entry of those that were signed before, and signs anew.
      const forged = new Log(log.entries.with((since * 31) % since, partsOf(9999)))
      const evidence = { ...forged.evidence([], { since }), consistency: { ...log.evidence([], { since }).consistency } }
      assert.deepEqual(codes(told(evidence), 'disproven'), ['forked'])
      evidence.consistency.proof = forged.evidence([], { since }).consistency?.proof ?? []
      assert.deepEqual(codes(told(evidence), 'disproven'), ['forked'])
      const cut = { ...log.evidence([], { size: since }), consistency: { from: log.checkpoint(), proof: [] } }
      assert.deepEqual(codes(told(cut), 'disproven'), ['shrunk'])
    }
  })

  it('shows two logs of one size as a split view', () => {
    const forged = new Log(log.entries.with(5, partsOf(9999)))
    const evidence = { ...log.evidence([]), consistency: { from: forged.checkpoint(), proof: [] } }
    assert.deepEqual(codes(told(evidence), 'disproven'), ['split_view'])
  })
})

it('a report in which nothing was proven proves nothing', () => {
  const report = new Report()
  assert.equal(report.verdict, 'not checkable')
  report.note('late')
  assert.equal(report.verdict, 'not checkable')
})

it('what is disproven stays so, whatever else could not be checked', () => {
  const evidence = log.evidence([1, 2])
  const [first, second] = evidence.entries
  const report = told({ ...evidence, entries: [{ ...first, proof: second?.proof }, second, null] })
  assert.deepEqual([codes(report, 'disproven'), codes(report, 'unclear')], [['entry_altered'], ['bad_field']])
  assert.equal(report.verdict, 'disproven')
})

describe('who signed', () => {
  it('is told: an altered checkpoint, another key of the same name, no signature of that name', () => {
    const evidence = log.evidence([1])
    assert.deepEqual(codes(told({ ...evidence, checkpoint: evidence.checkpoint.replace('\n300\n', '\n301\n') }), 'disproven')[0], 'signature_wrong')
    const forger = signatory(operator.name, 1, 'forger')
    const forged = { ...evidence, verifierKey: forger.verifierKey, checkpoint: noteOf(log.body(), forger) }
    assert.deepEqual(codes(told(forged), 'disproven'), ['other_key'])
    const stranger = { ...evidence, checkpoint: noteOf(log.body(), signatory('stranger.example', 1, 'stranger')) }
    assert.deepEqual(codes(told(stranger), 'unclear'), ['not_signed'])
    assert.equal(told(stranger).verdict, 'not checkable')
  })

  it('says that a key that came with the file proves less', () => {
    const report = new Report()
    check(shop.write(JSON.stringify(log.evidence([1]))), { keys: { operator: [], witnesses: [] }, origin: undefined }, report)
    assert.equal(report.verdict, 'proven')
    assert.ok(codes(report, 'limit').includes('key_enclosed'))
    assert.ok(!codes(told(log.evidence([1])), 'limit').includes('key_enclosed'))
  })

  it('tells the witnesses, and misses one that was asked for', () => {
    const evidence = log.evidence([1], { witnesses: [witness, otherWitness] })
    const report = told(evidence, { witnesses: [witness.verifierKey] })
    assert.equal(report.verdict, 'proven')
    assert.deepEqual(factsOf(report, 'cosigned').map(({ name }) => name), [witness.name, otherWitness.name])
    assert.deepEqual(factsOf(report, 'witness_enclosed').map((facts) => facts['key']), [otherWitness.verifierKey])
    assert.ok(!codes(report, 'limit').includes('no_witness'))
    const missing = told(log.evidence([1], { witnesses: [otherWitness] }), { witnesses: [witness.verifierKey] })
    assert.deepEqual(codes(missing, 'unclear'), ['witness_missing'])
    const impostor = signatory(witness.name, 4, 'witness one')
    const wrong = { ...evidence, checkpoint: `${log.checkpoint()}${impostor.sign(log.body(299), 5)}` }
    assert.deepEqual(codes(told(wrong), 'disproven'), ['cosignature_wrong'])
  })

  it('refuses the evidence of another log than was asked for', () => {
    assert.deepEqual(codes(told(log.evidence([1]), { origin: 'elsewhere.example/trail/x' }), 'disproven'), ['origin_differs'])
  })
})

describe('a malformed evidence file', () => {
  const entry = log.entry(1)
  const evidence = log.evidence([1])
  const entryWith = (more: object) => ({ ...evidence, entries: [{ ...entry, ...more }] })
  const bad: [string, unknown][] = [
    ['empty', ''],
    ['cut off', JSON.stringify(evidence).slice(0, -2)],
    ['with a key twice', JSON.stringify(evidence).replace('"kind":', '"kind":"other","kind":')],
    ['with a key of a part twice', JSON.stringify(evidence).replace('"salt":', '"salt":"00","salt":')],
    ['nested without end', `{"format":"vrijplek-evidence/1","kind":${'['.repeat(200_000)}`],
    ['with a lone surrogate', JSON.stringify(evidence).replace('"kind"', String.raw`"\ud800":1,"kind"`)],
    ['of an unknown format', { ...evidence, format: 'vrijplek-evidence/2' }],
    ['of an unknown kind', { ...evidence, kind: 'other' }],
    ['with no checkpoint', { ...evidence, checkpoint: undefined }],
    ['with a number as checkpoint', { ...evidence, checkpoint: 5 }],
    ['with no entries', { ...evidence, entries: undefined }],
    ['with an entry that is none', { ...evidence, entries: [null] }],
    ['with a negative index', entryWith({ index: -1 })],
    ['with minus zero as index', JSON.stringify(evidence).replace('"index":1', '"index":-0')],
    ['with an index beyond 2^53', JSON.stringify(evidence).replace('"index":1', '"index":9007199254740993')],
    ['with half an index', entryWith({ index: 1.5 })],
    ['with a text as index', entryWith({ index: '1' })],
    ['with a number too large for any', JSON.stringify(evidence).replace('"index":1', '"index":1e999')],
    ['with base64 without its padding', entryWith({ proof: entry.proof.map((hash) => hash.replace('=', '')) })],
    ['with base64 for addresses', entryWith({ proof: entry.proof.map(() => '-_'.repeat(21) + 'A=') })],
    ['with hashes too short', entryWith({ proof: ['AAAA'] })],
    ['with a proof of no tree', entryWith({ proof: Array.from({ length: 65 }, () => entry.proof[0]) })],
    ['with capital hex', entryWith({ parts: { ...entry.parts, who: { commitment: 'AB'.repeat(32) } } })],
    ['with a part both erased and not', entryWith({ parts: { ...entry.parts, who: { ...entry.parts.who, commitment: '00'.repeat(32) } } })],
    ['with a part missing', entryWith({ parts: { who: entry.parts.who, what: entry.parts.what } })],
    ['with a part too many', entryWith({ parts: { ...entry.parts, __proto__x: entry.parts.who } })],
    ['with __proto__ for a part', JSON.stringify(evidence).replace('"whom":', '"__proto__":{},"whom":')],
    ['with an entry twice', { ...evidence, entries: [entry, entry] }],
    ['with a bad key', { ...evidence, witnessKeys: ['nothing'] }],
    ['with a witness key of an operator', { ...evidence, witnessKeys: [operator.verifierKey] }],
    ['with a size beyond any', { ...evidence, checkpoint: evidence.checkpoint.replace('\n300\n', '\n99999999999999999999\n') }],
  ]
  for (const [name, content] of bad)
    it(`${name} is not checkable, and nothing worse`, () => {
      const report = told(content)
      assert.equal(report.verdict, 'not checkable', JSON.stringify(report.findings, (_, value: unknown) => typeof value === 'bigint' ? String(value) : value))
      assert.ok(!codes(report, 'unclear').includes('unexpected'))
    })

  it('with a part in a second spelling is not checkable, though the log commits to it', () => {
    const json = '{"at":"2026-11-22T10:00:00.000000Z","purpose":"booking","action":"a","detail":{}, "detail":null}'
    const odd: Parts = { ...partsOf(0), what: { salt: '00'.repeat(16), json } }
    const report = told(new Log([odd, partsOf(1)]).evidence([0]))
    assert.deepEqual(codes(report, 'unclear'), ['not_canonical'])
  })

  it('never stumbles over a letter changed anywhere', () => {
    const text = JSON.stringify(log.evidence([1, 2], { since: 200, witnesses: [witness] }))
    const whole = told(text)
    assert.equal(whole.verdict, 'proven')
    for (let at = 0; at < text.length; at += 3) {
      const letter = text[at] === '0' ? '1' : '0'
      const report = told(text.slice(0, at) + letter + text.slice(at + 1))
      assert.ok(!codes(report, 'unclear').includes('unexpected'))
      // A witness whose name was altered is unknown, and passed over; what is proven of the log stays the same.
      if (report.verdict !== 'proven') continue
      assert.deepEqual(report.entries, whole.entries)
      for (const { code, facts } of report.findings)
        if (code === 'entries_stand' || code === 'consistent') assert.deepEqual([facts], factsOf(whole, code))
    }
  })
})

it('the entries of this test are of the form that the design gives', () => {
  assert.match(entryText(partsOf(1)), /^vrijplek\/trail\/1 [0-9a-f]{64}$/)
})
