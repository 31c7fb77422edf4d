import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { check } from '../check.mjs'
import { readVerifierKey } from '../note.mjs'
import { Report } from '../report.mjs'
import { documentOf, erased, Log, makeLog, noteOf, operator, organisation, origin, partsOf, sha256, signatory, workshop } from './forge.ts'

const shop = workshop()
after(() => shop.remove())
const key = readVerifierKey(operator.verifierKey)
const codes = (report: Report, weight: string) => report.findings.filter((finding) => finding.weight === weight).map(({ code }) => String(code))
const factsOf = (report: Report, code: string) => report.findings.filter((finding) => finding.code === code).map(({ facts }) => facts)
const toldOf = (path: string, operators = [key]) => {
  const report = new Report()
  check(path, { keys: { operator: operators, witnesses: [] }, origin: undefined }, report)
  return report
}
const told = (text: string) => toldOf(shop.write(text, 'document.txt'))

const erasure = '0192f0aa-0000-7000-8000-0000000000e1'
const other = makeLog(40)
const wholeWhom = { salt: '11'.repeat(16), json: JSON.stringify({ personId: null, subjectKind: 'erasure', subjectId: erasure }) }
const log = new Log([...other.entries.slice(0, 30), { ...partsOf(30, { journal: 7 }), whom: wholeWhom }, ...other.entries.slice(30)])
const anchorOf = (from: Log, index: number) => {
  const { parts, proof } = from.entry(index)
  return { organisation, origin, index, leafParts: parts, checkpoint: from.checkpoint(), proof }
}
const receipt = { organisation, erasure, journal: 7, tables: [], at: '2026-11-22T10:00:00Z', anchor: anchorOf(log, 30) }

describe('a receipt of erasure', () => {
  it('is proven with its anchor, and says what it does not prove', () => {
    const report = told(documentOf('erasure-receipt', receipt))
    assert.equal(report.verdict, 'proven')
    assert.deepEqual(factsOf(report, 'signed').map(({ what }) => what), ['erasure-receipt', 'anchor.checkpoint'])
    assert.deepEqual(factsOf(report, 'entry_stands').map(({ index }) => index), [30n])
    assert.deepEqual(factsOf(report, 'anchor_tied'), [{ fields: 'journal, erasure' }])
    assert.ok(codes(report, 'limit').includes('limit_erasure_receipt'))
  })

  it('is proven when the person in the anchor was erased too', () => {
    const { leafParts } = receipt.anchor
    const anchor = { ...receipt.anchor, leafParts: { ...leafParts, who: erased(leafParts.who), whom: erased(leafParts.whom) } }
    assert.equal(told(documentOf('erasure-receipt', { ...receipt, anchor })).verdict, 'proven')
  })

  it('is not proven with a letter changed, or signed by another', () => {
    const text = documentOf('erasure-receipt', receipt)
    assert.deepEqual(codes(told(text.replace('10:00:00Z', '11:00:00Z')), 'disproven'), ['signature_wrong'])
    const forger = signatory(operator.name, 1, 'forger')
    assert.deepEqual(codes(told(documentOf('erasure-receipt', receipt, forger)), 'disproven'), ['other_key'])
  })

  it('is disproven by an anchor of another entry, another log or another organisation', () => {
    const anchored = (more: object, content: object = {}) =>
      codes(told(documentOf('erasure-receipt', { ...receipt, ...content, anchor: { ...receipt.anchor, ...more } })), 'disproven')
    assert.deepEqual(anchored({ index: 29 }), ['entry_altered'])
    assert.deepEqual(anchored({ index: 41 }), ['entry_beyond'])
    assert.deepEqual(anchored({ origin: 'elsewhere' }), ['origin_differs'])
    assert.deepEqual(anchored({ organisation: 'elsewhere' }), ['contradiction', 'contradiction'])
    assert.deepEqual(anchored({}, { erasure: 'another' }), ['contradiction'])
    assert.deepEqual(anchored({}, { journal: 8 }), ['contradiction'])
    assert.deepEqual(anchored({}, { organisation: { id: 'another', name: 'Another' } }), ['contradiction'])
    assert.deepEqual(anchored({}, { organisation: { id: organisation, name: 'Ours' } }), [])
    assert.deepEqual(anchored(anchorOf(other, 30)), [])
    const loose = told(documentOf('erasure-receipt', { ...receipt, anchor: anchorOf(other, 30) }))
    assert.ok(codes(loose, 'limit').includes('anchor_loose'))
  })

  it('says so when it has no anchor', () => {
    const report = told(documentOf('erasure-receipt', { ...receipt, anchor: null }))
    assert.equal(report.verdict, 'proven')
    assert.ok(codes(report, 'limit').includes('no_anchor'))
  })

  it('needs a key', () => {
    const report = toldOf(shop.write(documentOf('erasure-receipt', receipt)), [])
    assert.equal(report.verdict, 'not checkable')
    assert.deepEqual(codes(report, 'unclear'), ['key_needed'])
  })
})

describe('a document that is not of the form', () => {
  const bad: [string, string][] = [
    ['of an unknown kind', documentOf('love-letter', {})],
    ['of another version', noteOf('vrijplek annex 2\n{}\n', operator)],
    ['with no JSON', noteOf('vrijplek annex 1\n', operator)],
    ['with two lines of JSON', noteOf('vrijplek annex 1\n{}\n{}\n', operator)],
    ['with a list', noteOf('vrijplek annex 1\n[]\n', operator)],
    ['with spaces', noteOf('vrijplek annex 1\n{"a": 1}\n', operator)],
    ['with a key twice', noteOf('vrijplek annex 1\n{"a":1,"a":1}\n', operator)],
    ['with an anchor that is none', documentOf('annex', { anchor: 5 })],
    ['with an anchor without parts', documentOf('annex', { anchor: { ...receipt.anchor, leafParts: null } })],
    ['without signatures', 'vrijplek annex 1\n{}\n'],
  ]
  for (const [name, text] of bad)
    it(`${name} is not checkable`, () => {
      const report = told(text)
      assert.equal(report.verdict, 'not checkable')
      assert.ok(!codes(report, 'unclear').includes('unexpected'))
    })
})

describe('a certificate of deletion', () => {
  const certificate = {
    organisation,
    endedAt: '2026-11-01T11:00:00Z',
    timeZone: 'Europe/Amsterdam',
    deadlineAt: '2026-11-15T11:00:00Z',
    liveDoneAt: '2026-11-01T15:00:00Z',
    backupsGoneAt: '2026-11-14T16:00:00Z',
    certifiedAt: '2026-11-14T16:05:00Z',
    inTime: true,
    tables: [{ table: 'people', rows: 40 }],
    notProven: ['paper', 'phones'],
  }
  const contradictions = (more: object) =>
    factsOf(told(documentOf('deletion-certificate', { ...certificate, ...more })), 'contradiction').map(({ field }) => field)

  it('is proven, and its own limits are told', () => {
    const report = told(documentOf('deletion-certificate', certificate))
    assert.equal(report.verdict, 'proven')
    assert.deepEqual(factsOf(report, 'own_words'), [{ sentence: 'paper' }, { sentence: 'phones' }])
  })

  it('is disproven by its own times', () => {
    assert.deepEqual(contradictions({ backupsGoneAt: '2026-11-15T11:00:01Z', certifiedAt: '2026-11-15T12:00:00Z' }), ['inTime'])
    assert.deepEqual(contradictions({ inTime: false }), ['inTime'])
    assert.deepEqual(contradictions({ deadlineAt: '2026-11-15T12:00:00Z' }), ['deadlineAt'])
    assert.deepEqual(contradictions({ certifiedAt: '2026-11-14T15:00:00Z' }), ['certifiedAt'])
    assert.deepEqual(contradictions({ liveDoneAt: '2026-10-31T15:00:00Z' }), ['liveDoneAt'])
    const late = told(documentOf('deletion-certificate', { ...certificate, backupsGoneAt: '2026-11-15T11:00:01Z', certifiedAt: '2026-11-15T12:00:00Z', inTime: false }))
    assert.equal(late.verdict, 'proven')
    // All was gone in time, but the certificate was not there.
    assert.deepEqual(contradictions({ certifiedAt: '2026-11-15T12:00:00Z', inTime: false }), [])
    assert.deepEqual(contradictions({ inTime: 'yes' }), ['inTime'])
    assert.deepEqual(codes(late, 'note').includes('late'), true)
  })
})

/** A ZIP by the letter of APPNOTE, every other file deflated. */
const zipOf = (files: Map<string, Buffer | string>): Buffer => {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const [number, [name, content]] of [...files].entries()) {
    const raw = Buffer.from(content)
    const method = number % 2 === 0 ? 0 : 8
    const packed = method === 0 ? raw : deflateRawSync(raw)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(method, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(raw.length, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(at, 42)
    bodies.push(header, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    at += header.length + Buffer.byteLength(name) + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.size, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, ...directory, end])
}

describe('an export', () => {
  const files = new Map([['data.json', '{"a":1}'], ['tables/bookings.csv', 'a,b\n'.repeat(50_000)], ['photo.jpg', '\u0001\u0002'], ['empty.txt', '']])
  const list = [...files].map(([path, content]) => ({ path, bytes: Buffer.byteLength(content), sha256: sha256(content).toString('hex') }))
  const manifest = documentOf('export-manifest', { organisation, files: list })
  const whole = () => new Map<string, Buffer | string>([...files, ['manifest.txt', manifest]])
  const both = (content: Map<string, Buffer | string>) => [
    toldOf(shop.write(zipOf(content), 'export.zip')),
    toldOf(shop.lay(content, 'export')),
  ]

  it('is proven in its ZIP and unpacked', () => {
    for (const report of both(whole())) {
      assert.equal(report.verdict, 'proven')
      assert.deepEqual(factsOf(report, 'files_whole'), [{ count: 4 }])
    }
  })

  it('is proven in a ZIP as the service writes it', async () => {
    const zip = new ZipFile()
    for (const [path, content] of whole()) zip.addReadStreamLazy(path, (give) => give(null, Readable.from([Buffer.from(content)])))
    zip.end()
    const report = toldOf(shop.write(await buffer(zip.outputStream), 'yazl.zip'))
    assert.equal(report.verdict, 'proven')
    assert.deepEqual(factsOf(report, 'files_whole'), [{ count: 4 }])
  })

  it('names a file that was altered, taken out or added', () => {
    for (const [path] of files) {
      for (const report of both(whole().set(path, 'altered'))) assert.deepEqual(factsOf(report, 'file_altered'), [{ path }])
      const less = whole()
      less.delete(path)
      for (const report of both(less)) {
        assert.equal(report.verdict, 'disproven')
        assert.deepEqual(factsOf(report, 'file_gone'), [{ path }])
      }
    }
    for (const report of both(whole().set('extra.txt', 'x'))) {
      assert.equal(report.verdict, 'proven')
      assert.deepEqual(factsOf(report, 'file_unlisted'), [{ path: 'extra.txt' }])
    }
  })

  it('reaches for no file outside its folder', () => {
    shop.write('secret', 'outside.txt')
    const content = new Map([['manifest.txt', documentOf('export-manifest', { files: [{ path: '../outside.txt', sha256: sha256('secret').toString('hex') }] })]])
    for (const report of both(content)) assert.deepEqual(codes(report, 'disproven'), ['file_gone'])
  })

  it('is not checkable as a torn or bombed ZIP, and no byte of it changed goes by', () => {
    const zip = zipOf(whole())
    for (let at = 0; at < zip.length; at += 97) {
      const cut = toldOf(shop.write(zip.subarray(0, at), 'cut.zip'))
      assert.notEqual(cut.verdict, 'proven')
      assert.ok(!codes(cut, 'unclear').includes('unexpected'), JSON.stringify(cut.findings))
      const flipped = Buffer.from(zip)
      flipped[at] = (flipped[at] ?? 0) ^ 0x11
      const report = toldOf(shop.write(flipped, 'flipped.zip'))
      assert.ok(!codes(report, 'unclear').includes('unexpected'), JSON.stringify(report.findings))
      // What the ZIP's own fields say besides the files may change; the files may not.
      if (report.verdict === 'proven') assert.deepEqual(factsOf(report, 'files_whole'), [{ count: 4 }])
    }
    // The bookings say that they unfold to ten bytes: no more is unfolded.
    const bomb = Buffer.from(zip)
    const name = bomb.lastIndexOf('tables/bookings.csv')
    bomb.writeUInt32LE(10, name - 46 + 24)
    assert.deepEqual(factsOf(toldOf(shop.write(bomb, 'bomb.zip')), 'file_altered'), [{ path: 'tables/bookings.csv' }])
    const large = Buffer.from(zip)
    large.writeUInt32LE(0xffffffff, large.length - 22 + 16)
    assert.deepEqual(factsOf(toldOf(shop.write(large, 'large.zip')), 'bad_zip'), [{ why: 'zip64' }])
  })
})
