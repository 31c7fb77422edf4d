import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { check, compare } from '../check.mjs'
import { readVerifierKey } from '../note.mjs'
import { Report } from '../report.mjs'
import { bundleFiles, Log, makeLog, noteOf, operator, otherWitness, partsOf, signatory, witness, workshop } from './forge.ts'

const shop = workshop()
after(() => shop.remove())
const size = 300
const log = makeLog(size)
const key = readVerifierKey(operator.verifierKey)
const asked = (...witnesses: string[]) => ({ keys: { operator: [key], witnesses: witnesses.map(readVerifierKey) }, origin: undefined })
const everyIndex = Array.from({ length: size }, (_, index) => index)
type Files = Map<string, Buffer | string>

const told = (files: Files) => {
  const report = new Report()
  check(shop.lay(files, 'mirror'), asked(), report)
  return report
}
const compared = (one: Files | string, other: Files | string, ...witnesses: string[]) => {
  const lay = (content: Files | string, name: string) => (typeof content === 'string' ? shop.write(content, `${name}.txt`) : shop.lay(content, name))
  const report = new Report()
  compare(lay(one, 'one'), lay(other, 'other'), asked(...witnesses), report)
  return report
}
const factsOf = (report: Report, code: string) => report.findings.filter((finding) => finding.code === code).map(({ facts }) => facts)
const codes = (report: Report, weight: string) => report.findings.filter((finding) => finding.weight === weight).map(({ code }) => String(code))

/** The files of a log whose entries were changed, under the checkpoint that was signed for the true one. */
const honest = log.files()
const bundlesOf = (texts: string[]): Files =>
  new Map([...[...honest].filter(([path]) => !path.startsWith('tile/entries/')), ...bundleFiles(texts)])
/** Tiles too are made anew: only the signed root is out of reach. */
const rebuilt = (texts: string[]): Files => {
  const files = new Log([], texts).files(log.checkpoint())
  for (const older of [100, 200]) files.set(`checkpoint.${older}`, log.checkpoint(older))
  return files
}
const forgedText = `vrijplek/trail/1 ${'0'.repeat(64)}`

describe('a whole copy of a log of 300 entries', () => {
  it('is proven, with older checkpoints, leftover narrow tiles and none', () => {
    const files = new Map(honest)
    for (const older of [0, 1, 100, 255, 256, 257]) files.set(`checkpoint.${older}`, log.checkpoint(older))
    const narrow = log.files().get('tile/0/000') ?? assert.fail()
    files.set('tile/0/000.p/17', Buffer.from(narrow).subarray(0, 17 * 32))
    const report = told(files)
    assert.equal(report.verdict, 'proven')
    assert.deepEqual(factsOf(report, 'checkpoint_contained').map((facts) => facts['size']), [0, 1, 100, 255, 256, 257])
    assert.deepEqual(codes(report, 'proven').filter((code) => code !== 'signed' && code !== 'checkpoint_contained').sort(), ['log_whole', 'tiles_whole'])
  })

  it('is proven at every size around a full tile, and empty', () => {
    for (const count of [0, 1, 2, 255, 256, 257, 511, 512, 513]) assert.equal(told(makeLog(count).files()).verdict, 'proven', `${count}`)
  })

  it('is proven with hashes alone, and says that it has no entries', () => {
    const report = told(new Map([...honest].filter(([path]) => !path.startsWith('tile/entries'))))
    assert.equal(report.verdict, 'proven')
    assert.ok(codes(report, 'limit').includes('hashes_only'))
  })

  it('names each entry that was flipped in its bundle', () => {
    for (const index of everyIndex) {
      const report = told(bundlesOf(log.texts.with(index, forgedText)))
      assert.deepEqual(factsOf(report, 'entries_altered'), [{ indexes: `${index}` }])
    }
  })

  it('names each entry that was deleted from its bundle', () => {
    for (const index of everyIndex.slice(0, -1)) {
      const report = told(bundlesOf(log.texts.toSpliced(index, 1)))
      assert.deepEqual(factsOf(report, 'entries_deleted'), [{ indexes: `${index}` }])
    }
  })

  it('names each entry that was put between', () => {
    for (const index of everyIndex.filter((number) => number % 3 === 0)) {
      const report = told(bundlesOf(log.texts.toSpliced(index, 0, forgedText).slice(0, size)))
      assert.equal(report.verdict, 'disproven')
    }
    const files = bundlesOf(log.texts.slice(0, 256))
    files.set('tile/entries/000', honest.get('tile/entries/000') ?? assert.fail())
    assert.deepEqual(factsOf(told(files), 'truncated'), [{ have: 256, size }])
  })

  it('names every two that were swapped', () => {
    for (const index of everyIndex.slice(1)) {
      const other = (index * 37) % index
      const texts = log.texts.with(index, log.texts[other] ?? '').with(other, log.texts[index] ?? '')
      assert.deepEqual(factsOf(told(bundlesOf(texts)), 'entries_swapped'), [{ index: other, to: index }])
    }
  })

  it('names where it was truncated', () => {
    for (const count of everyIndex.slice(1)) {
      const files = new Log([], log.texts.slice(0, count)).files(log.checkpoint())
      const report = told(files)
      assert.deepEqual(factsOf(report, 'truncated'), [{ have: count, size }])
    }
  })

  it('finds each flip, deletion and swap even when all tiles were made anew, and says between which checkpoints', () => {
    for (const index of everyIndex) {
      const changed: [string, string[]][] = [
        ['flip', log.texts.with(index, forgedText)],
        ['deletion', [...log.texts.toSpliced(index, 1), forgedText]],
      ]
      if (index > 0) changed.push(['swap', log.texts.with(index, log.texts[index - 1] ?? '').with(index - 1, log.texts[index] ?? '')])
      for (const [what, texts] of changed) {
        const report = told(rebuilt(texts))
        const first = what === 'swap' ? index - 1 : index
        assert.deepEqual(
          factsOf(report, 'rewritten').map(({ fits }) => fits)[0],
          first < 100 ? 0 : first < 200 ? 100 : 200,
          `${what} of ${index}`,
        )
        assert.equal(report.verdict, 'disproven')
      }
    }
  })

  it('names each hash that was flipped in any tile', () => {
    for (const [path, content] of honest) {
      if (!path.startsWith('tile/') || path.startsWith('tile/entries')) continue
      for (let place = 0; place * 32 < content.length; place += 5) {
        const bytes = Buffer.from(content)
        bytes[place * 32 + 3] = (bytes[place * 32 + 3] ?? 0) ^ 4
        const report = told(new Map(honest).set(path, bytes))
        assert.equal(report.verdict, 'disproven')
        assert.deepEqual(factsOf(report, 'tile_altered'), [{ path, position: place }], path)
      }
    }
  })

  it('names the tile under which hashes without entries were changed', () => {
    const files = new Map([...honest].filter(([path]) => !path.startsWith('tile/entries')))
    const bytes = Buffer.from(files.get('tile/0/000') ?? assert.fail())
    bytes[40] = (bytes[40] ?? 0) ^ 1
    const report = told(files.set('tile/0/000', bytes))
    assert.deepEqual(factsOf(report, 'tile_disagrees').map(({ path, first, last }) => ({ path, first, last })), [{ path: 'tile/1/000.p/1', first: 0, last: 255 }])
  })

  it('tells a narrow leftover that differs from the wide one', () => {
    const narrow = Buffer.from(honest.get('tile/0/000') ?? assert.fail()).subarray(0, 17 * 32)
    narrow[5] = (narrow[5] ?? 0) ^ 1
    assert.deepEqual(factsOf(told(new Map(honest).set('tile/0/000.p/17', narrow)), 'tile_altered'), [{ path: 'tile/0/000.p/17', position: 0 }])
  })

  it('cannot be checked with a hole in it', () => {
    const files = new Map(makeLog(513).files())
    files.delete('tile/0/001')
    files.delete('tile/entries/001')
    const report = told(files)
    assert.equal(report.verdict, 'not checkable')
    assert.deepEqual(factsOf(report, 'tile_missing').map(({ path }) => path), ['tile/0/001', 'tile/entries/001'])
  })

  it('is not whole with a torn tile or a torn bundle', () => {
    for (const path of ['tile/0/000', 'tile/entries/000', 'tile/1/000.p/1', 'tile/entries/001.p/44']) {
      const report = told(new Map(honest).set(path, Buffer.from(honest.get(path) ?? assert.fail()).subarray(0, -1)))
      assert.equal(report.verdict, 'disproven', path)
    }
  })

  it('is not whole with a tile that is longer than its name says', () => {
    for (const path of ['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1']) {
      const longer = Buffer.concat([Buffer.from(honest.get(path) ?? assert.fail()), Buffer.alloc(32)])
      const report = told(new Map(honest).set(path, longer))
      assert.deepEqual(codes(report, 'disproven'), ['tile_length'], path)
    }
  })

  it('reads bundles too that were left over from when it was shorter, and names one that says something else', () => {
    const left = 'tile/entries/000.p/17'
    const bundleOf = (texts: readonly string[]) => bundleFiles(texts).get(left) ?? assert.fail()
    assert.equal(told(new Map(honest).set(left, bundleOf(log.texts.slice(0, 17)))).verdict, 'proven')
    const report = told(new Map(honest).set(left, bundleOf(log.texts.slice(0, 17).with(5, forgedText))))
    assert.equal(report.verdict, 'disproven')
    assert.deepEqual(factsOf(report, 'tile_altered'), [{ path: left, position: 5 }])
    const torn = Buffer.from(bundleOf(log.texts.slice(0, 17))).subarray(0, -1)
    assert.deepEqual(factsOf(told(new Map(honest).set(left, torn)), 'bundle_torn'), [{ path: left, position: 16 }])
  })

  it('names an older checkpoint that is of another history', () => {
    const forged = new Log(log.entries.with(5, partsOf(9999)))
    const report = told(new Map(honest).set('checkpoint.200', forged.checkpoint(200)))
    assert.deepEqual(factsOf(report, 'checkpoint_forked'), [{ name: 'checkpoint.200', size: 200 }])
    assert.deepEqual(codes(told(new Map(honest).set('checkpoint.300', forged.checkpoint())), 'disproven').includes('split_view'), true)
  })

  it('passes over what is no tile, and goes no further than the newest checkpoint', () => {
    const files = new Map(honest).set('tile/0/0', 'x').set('tile/00/000', 'x').set('tile/0/000.p/256', 'x').set('tile/9/000', Buffer.alloc(8192))
    const report = told(files)
    assert.equal(report.verdict, 'proven')
    assert.deepEqual(factsOf(report, 'odd_file').map(({ path }) => String(path)).toSorted(), ['tile/0/0', 'tile/0/000.p/256', 'tile/00/000'])
    assert.deepEqual(factsOf(report, 'beyond').map(({ path }) => path), ['tile/9/000'])
    const ahead = told(new Map(log.files()).set('checkpoint', log.checkpoint(290)))
    assert.equal(ahead.verdict, 'proven')
  })

  it('is not checkable without a checkpoint, without tiles, or when it is too large', () => {
    const verdict = (files: Files) => told(files).verdict
    assert.equal(verdict(new Map([...honest].filter(([path]) => path !== 'checkpoint'))), 'not checkable')
    assert.equal(verdict(new Map([['checkpoint', log.checkpoint()]])), 'not checkable')
    const body = log.body().replace('\n300\n', `\n${2n ** 53n}\n`)
    const huge = told(new Map(honest).set('checkpoint', noteOf(body, operator)))
    assert.deepEqual(codes(huge, 'unclear'), ['log_too_large'])
  })
})

describe('two views of one log', () => {
  it('agree when they are the same, or one lies in the other by a copy or a proof', () => {
    assert.deepEqual(codes(compared(log.checkpoint(), log.checkpoint()), 'proven').includes('same_view'), true)
    assert.deepEqual(factsOf(compared(log.checkpoint(200), log.files()), 'consistent_views'), [{ from: 200n, to: 300n }])
    const evidence = JSON.stringify(log.evidence([3], { since: 200 }))
    assert.deepEqual(factsOf(compared(evidence, log.checkpoint(200)), 'consistent_views'), [{ from: 200n, to: 300n }])
    assert.equal(compared(evidence, log.checkpoint(200)).verdict, 'proven')
  })

  it('agree when both lie in a third, and not when a third lies in both', () => {
    const [a, b] = [JSON.stringify(log.evidence([], { size: 300, since: 200 })), JSON.stringify(log.evidence([], { size: 250, since: 200 }))]
    const report = compared(a, b)
    assert.equal(report.verdict, 'not checkable')
    assert.deepEqual(factsOf(report, 'no_link'), [{ from: 250n, to: 300n }])
  })

  it('cannot be told with two sizes and no proof between them', () => {
    const report = compared(log.checkpoint(200), log.checkpoint())
    assert.equal(report.verdict, 'not checkable')
    assert.deepEqual(factsOf(report, 'no_link'), [{ from: 200n, to: 300n }])
  })

  it('are found split for every entry that the one witness sees and the other does not, and the entry is named', () => {
    for (const index of everyIndex) {
      const forged = new Log([], log.texts.with(index, forgedText))
      const one = new Map(honest).set('checkpoint', log.checkpoint(size, operator, witness))
      const other = forged.files(forged.checkpoint(size, operator, otherWitness))
      const report = new Report()
      compare(shop.lay(one, 'one'), shop.lay(other, 'other'), asked(), report)
      assert.equal(report.verdict, 'disproven')
      assert.deepEqual(factsOf(report, 'split_view'), [{ size: BigInt(size) }])
      assert.deepEqual(factsOf(report, 'entries_altered'), [{ indexes: `${index}` }])
    }
  })

  it('are found split from two checkpoints or two evidence files alone', () => {
    const forged = new Log(log.entries.with(150, partsOf(9999)))
    assert.deepEqual(codes(compared(log.checkpoint(), forged.checkpoint()), 'disproven'), ['split_view'])
    const seen = (from: Log, by: typeof witness) => JSON.stringify(from.evidence([150], { witnesses: [by] }))
    const report = compared(seen(log, witness), seen(forged, otherWitness))
    assert.deepEqual(codes(report, 'disproven'), ['entry_forked', 'split_view'])
    assert.deepEqual(factsOf(report, 'first_witnesses'), [{ names: witness.name }])
    assert.deepEqual(factsOf(report, 'second_witnesses'), [{ names: otherWitness.name }])
  })

  it('are found split at sizes that differ, by whoever holds a copy', () => {
    const forged = new Log(log.entries.with(150, partsOf(9999)))
    assert.deepEqual(factsOf(compared(forged.checkpoint(200), log.files()), 'forked'), [{ from: 200n, to: 300n }])
    assert.equal(compared(forged.checkpoint(100), log.files()).verdict, 'proven')
  })

  it('are told apart by the entries that one lacks or has in between, also when the log went on', () => {
    const [without, grown] = [log.texts.toSpliced(41, 1), Array.from({ length: 20 }, (_, more) => `${forgedText.slice(0, -3)}${100 + more}`)]
    const filesOf = (texts: string[]) => new Log([], texts).files()
    for (const texts of [without, [...without, ...grown]]) {
      assert.deepEqual(factsOf(compared(honest, filesOf(texts)), 'entries_deleted'), [{ indexes: '41' }])
      assert.deepEqual(factsOf(compared(filesOf(texts), honest), 'entries_inserted'), [{ indexes: '41' }])
    }
    const other = compared(honest, filesOf([...log.texts.slice(0, 200).with(10, forgedText), ...grown]))
    assert.deepEqual(factsOf(other, 'entries_altered'), [{ indexes: '10, 200–219' }])
  })

  it('are not compared when they are of two logs', () => {
    const other = noteOf(log.body().replace('/trail/', '/other/'), operator)
    assert.deepEqual(codes(compared(log.checkpoint(), other), 'unclear'), ['different_logs'])
    assert.deepEqual(codes(compared(log.checkpoint(), 'nothing'), 'unclear'), ['unknown_format', 'nothing_to_compare'])
    assert.equal(compared(log.checkpoint(), noteOf(log.body(), signatory(operator.name, 1, 'forger'))).verdict, 'disproven')
  })
})
