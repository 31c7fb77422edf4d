import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clauseMarks, clausePromises } from '#contract/clause-marks.ts'
import type { ClauseMark } from '#contract/clause-marks.ts'
import type { AgreementWording, NoticeWording } from './clauses.ts'
import { publishedVersions, wordingOf } from './versions.ts'

const languages = ['nl', 'en'] as const

function allText(wording: AgreementWording | NoticeWording): string {
  return JSON.stringify(wording)
}

function clauseText(wording: AgreementWording, mark: ClauseMark): string {
  const found = wording.clauses.filter((clause) => clause.mark === mark)
  assert.equal(found.length, 1, `clauses marked ${mark}`)
  return found.map(({ paragraphs }) => paragraphs.join(' ')).join('')
}

const sorted = (placeholders: string[]) => [...new Set(placeholders)].sort()

for (const version of publishedVersions) {
  const { agreement, notice } = wordingOf(version)

  test(`${version}: each language has every mark exactly once`, () => {
    for (const language of languages) {
      const marks = agreement[language].clauses.map(({ mark }) => mark)
      assert.equal(new Set(marks).size, marks.length)
      assert.deepEqual(marks.toSorted(), clauseMarks.toSorted())
    }
  })

  test(`${version}: both languages ask for the same parameters in the same clause`, () => {
    const placeholders = (text: string) => sorted(text.match(/\{\w+\}/g) ?? [])
    for (const mark of clauseMarks) {
      assert.deepEqual(
        placeholders(clauseText(agreement.nl, mark)), placeholders(clauseText(agreement.en, mark)), mark)
    }
    assert.deepEqual(placeholders(allText(notice.nl)), placeholders(allText(notice.en)))
  })

  test(`${version}: the numbers that are law stand in their clauses`, () => {
    assert.match(clauseText(agreement.nl, 'G7.1'), /binnen 48 uur/)
    assert.match(clauseText(agreement.en, 'G7.1'), /within 48 hours/)
    assert.match(clauseText(agreement.nl, 'G9'), /binnen 14 × 24 uur/)
    assert.match(clauseText(agreement.en, 'G9'), /within 14 × 24 hours/)
    assert.match(clauseText(agreement.nl, 'G11.2'), /ten minste tien werkdagen/)
    assert.match(clauseText(agreement.en, 'G11.2'), /at least ten working days/)
    assert.match(clauseText(agreement.nl, 'G13.1'), /na 30 dagen gewist/)
    assert.match(clauseText(agreement.en, 'G13.1'), /deleted after 30 days/)
  })

  test(`${version}: digits are the same in both languages, clause by clause`, () => {
    const digits = (text: string) => text.match(/\d+/g) ?? []
    for (const mark of clauseMarks) {
      assert.deepEqual(digits(clauseText(agreement.nl, mark)), digits(clauseText(agreement.en, mark)), mark)
    }
    assert.deepEqual(digits(allText(notice.nl)), digits(allText(notice.en)))
  })

  test(`${version}: both notices list the same number of kinds of data and sections`, () => {
    assert.equal(notice.nl.items.length, notice.en.items.length)
    assert.equal(notice.nl.sections.length, notice.en.sections.length)
  })

  test(`${version}: nothing is empty`, () => {
    for (const language of languages) {
      for (const { mark, heading, paragraphs } of agreement[language].clauses) {
        assert.ok(heading.trim() !== '' && paragraphs.length > 0, mark)
        assert.ok(paragraphs.every((paragraph) => paragraph !== ''), mark)
      }
      for (const { what, why, howLong } of notice[language].items) assert.ok(what && why && howLong)
    }
  })

  test(`${version}: the words follow the house style: no dash as punctuation, no exclamation mark`, () => {
    for (const language of languages) {
      for (const text of [allText(agreement[language]), allText(notice[language])]) {
        assert.doesNotMatch(text, /[–—!;]| - /)
      }
    }
  })
}

test('every mark has a promise of one sentence in both languages', () => {
  for (const mark of clauseMarks) {
    for (const language of languages) {
      assert.match(clausePromises[mark][language], /^[A-Z][^.!?–—]*\.$/, `${mark} ${language}`)
    }
  }
})
