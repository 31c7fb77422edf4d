import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pdfAttachments, pdfText, pdfWords } from '../../../test/pdf-text.ts'
import { renderPdf } from './index.ts'
import type { PdfDocument } from './index.ts'

const paper: PdfDocument = {
  language: 'nl',
  title: 'Verklaring van wissen',
  subject: 'Wat is gewist, waar en wanneer',
  author: 'Coöperatie Łódź U.A.',
  madeAt: Temporal.Instant.from('2026-11-22T10:00:00Z'),
  parts: [],
}
const head = (pdf: Buffer) => pdf.toString('latin1')

test('every word of every part stands in the paper, accents and Greek and Cyrillic names too', async () => {
  const pdf = await renderPdf({
    ...paper,
    parts: [
      { kind: 'heading', level: 2, text: 'Wat er is gewist' },
      { kind: 'paragraph', text: 'Binnen 14 × 24 uur, “alles” van Škoda, Ελένη en Наталья.' },
      { kind: 'list', items: ['Eén', 'Twee'] },
      { kind: 'table', caption: 'Per tabel', columns: [{ heading: 'Tabel', share: 1 }, { heading: 'Rijen', share: 1 }], rows: [['people', '12']] },
    ],
  })
  const words = pdfWords(pdf)
  for (const expected of [
    'Verklaring van wissen',
    'Wat er is gewist',
    'Binnen 14 × 24 uur, “alles” van Škoda, Ελένη en Наталья.',
    'Eén',
    'Per tabel',
    'Rijen',
    'people',
    'pagina 1 van 1',
  ]) {
    assert.ok(words.includes(expected), `${expected} in ${words}`)
  }
})

test('the file says its language, its title and its maker, and is tagged', async () => {
  const raw = head(await renderPdf(paper))
  assert.match(raw, /\/Lang \(nl\)/)
  assert.match(raw, /\/Marked true/)
  assert.match(raw, /\/DisplayDocTitle true/)
  assert.match(raw, /pdfuaid:part/)
  assert.match(raw, /<rdf:li xml:lang="x-default">Verklaring van wissen<\/rdf:li>/)
})

test('a long table goes on over pages, each under its own headings, and no row is lost', async () => {
  const rows = Array.from({ length: 200 }, (_unused, index) => [`row-${index}-`, `${'word '.repeat(index % 60)}end-${index}-`])
  const pdf = await renderPdf({
    ...paper,
    language: 'en',
    parts: [{ kind: 'table', caption: 'Long', columns: [{ heading: 'Name', share: 1 }, { heading: 'Words', share: 1 }], rows }],
  })
  const pages = pdfText(pdf)
  assert.ok(pages.length > 5)
  pages.forEach((page, index) => {
    assert.match(page, /^(?:.*\n)*Name\nWords\n/, `page ${index + 1} has the headings`)
    assert.ok(page.includes(`page ${index + 1} of ${pages.length}`))
  })
  const words = pages.join('\n')
  for (let row = 0; row < 200; row += 1) {
    assert.ok(words.includes(`row-${row}-`) && words.includes(`end-${row}-`), `row ${row}`)
  }
})

test('a row that is longer than a page is split, not lost', async () => {
  const text = Array.from({ length: 2_500 }, (_unused, index) => `w${index}`).join(' ')
  const pdf = await renderPdf({
    ...paper,
    parts: [{ kind: 'table', caption: 'Long', columns: [{ heading: 'A', share: 3 }, { heading: 'B', share: 1 }], rows: [['first', text]] }],
  })
  const words = new Set(pdfWords(pdf).split(' '))
  assert.deepEqual(text.split(' ').filter((word) => !words.has(word)), [])
})

test('rows are told as rows to a screen reader: the headings of columns and rows say what they head', async () => {
  const pdf = await renderPdf({
    ...paper,
    parts: [{ kind: 'table', caption: 'Per tabel', columns: [{ heading: 'Tabel', share: 1 }, { heading: 'Rijen', share: 1 }], rows: [['a', '1'], ['b', '2']] }],
  })
  const raw = head(pdf)
  const times = (pattern: RegExp) => [...raw.matchAll(pattern)].length
  assert.equal(times(/\/S \/TR\b/g), 3)
  assert.equal(times(/\/Scope \/Column/g), 2)
  assert.equal(times(/\/Scope \/Row/g), 2)
  assert.equal(times(/\/S \/TD\b/g), 2)
})

test('the same document gives the same bytes', async () => {
  const parts: PdfDocument['parts'] = [{ kind: 'paragraph', text: 'Altijd hetzelfde.' }]
  assert.ok((await renderPdf({ ...paper, parts })).equals(await renderPdf({ ...paper, parts })))
})

test('a file goes along inside, and comes out as it was', async () => {
  const content = 'vrijplek 1\n{"naam":"Coöperatie"}\n\n— sleutel AAAA\n'
  const pdf = await renderPdf({ ...paper, attachments: [{ name: 'bewijs.note', mediaType: 'text/plain', description: 'Het bewijs', content }] })
  assert.deepEqual([...pdfAttachments(pdf)], [['bewijs.note', content]])
  assert.match(head(pdf), /\/Subtype \/text#2Fplain/)
  assert.deepEqual([...pdfAttachments(await renderPdf(paper))], [])
})
