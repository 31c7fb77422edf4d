import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { clauseMarks } from '#contract/clause-marks.ts'
import { agreementParameterNames } from './clauses.ts'
import { hashText, renderAgreement, renderPersonNotice } from './render.ts'
import { sampleAgreementParameters, sampleNoticeParameters } from './sample-parameters.ts'
import { currentVersion } from './versions.ts'

const languages = ['nl', 'en'] as const

function agreement(language: 'nl' | 'en', changes: Record<string, unknown> = {}) {
  const parameters = { ...sampleAgreementParameters, ...changes }
  return renderAgreement({ version: currentVersion, language, parameters })
}

function notice(language: 'nl' | 'en', changes: Record<string, unknown> = {}) {
  const parameters = { ...sampleNoticeParameters, ...changes } as typeof sampleNoticeParameters
  return renderPersonNotice({ version: currentVersion, language, parameters })
}

test('the text holds the title, the version, every clause with its mark, and ends in one newline', () => {
  for (const language of languages) {
    const { title, clauses, text } = agreement(language)
    const version = language === 'nl' ? 'Versie' : 'Version'
    assert.ok(text.startsWith(`${title}\n\n${version} ${currentVersion}\n\n`))
    const blocks = text.split('\n\n')
    for (const { mark, heading } of clauses) {
      assert.equal(blocks.filter((block) => block === `${mark} ${heading}`).length, 1, mark)
    }
    assert.match(text, /[^\n]\n$/)
  }
})

test('the text is canonical: line feeds only, NFC, one space between words, no invisible characters', () => {
  for (const { text } of languages.flatMap((language) => [agreement(language), notice(language)])) {
    assert.equal(text, text.normalize('NFC'))
    assert.doesNotMatch(text, /\r| {2}| \n|\n |\n{3}/)
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  }
})

test('no placeholder is left and every parameter of the agreement is used in both languages', () => {
  for (const language of languages) {
    const { text } = agreement(language)
    assert.doesNotMatch(text, /[{}]/)
    assert.doesNotMatch(notice(language).text, /[{}]/)
    for (const name of agreementParameterNames) {
      assert.ok(text.includes(sampleAgreementParameters[name]), `${name} (${language})`)
    }
  }
})

test('the notice takes its keeping periods from its parameters', () => {
  const long = { sessionDays: 31, bookingDays: 365, trailKeeping: { days: 731 } }
  assert.match(notice('nl').text, /Hoe lang: 14 dagen nadat een sessie/)
  assert.match(notice('nl').text, /Hoe lang: Zolang de overeenkomst met Waterschap De Proef duurt/)
  assert.match(notice('nl', long).text, /lang: 31 dagen nadat[^]*lang: 365 dagen met je naam[^]*lang: 731 dagen met/)
  assert.match(notice('en', long).text, /long: 31 days after[^]*long: 365 days with your name[^]*long: 731 days with/)
})

test('rendering is pure: the same input gives the same text, and nothing given back leads to the wording', () => {
  for (const language of languages) {
    const first = agreement(language)
    const { text } = first
    first.clauses[0]?.paragraphs.push('An extra promise')
    first.preamble.push('An extra party')
    assert.equal(agreement(language).text, text)
    const firstNotice = notice(language)
    firstNotice.items.pop()
    firstNotice.sections[0]?.paragraphs.push('An extra sentence')
    assert.equal(notice(language).text, firstNotice.text)
  }
})

test('the hash is SHA-256 of the UTF-8 bytes', () => {
  // NIST FIPS 180-2, appendix B.1: the digest of "abc".
  assert.equal(hashText('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  assert.equal(hashText('é'), hashText(Buffer.from([0xc3, 0xa9]).toString('utf8')))
})

test('the hash changes when any one character of the text changes', () => {
  const { text } = agreement('nl')
  const hash = hashText(text)
  fc.assert(fc.property(fc.nat(text.length - 1), (at) => {
    const other = text[at] === 'x' ? 'y' : 'x'
    return hashText(text.slice(0, at) + other + text.slice(at + 1)) !== hash
  }))
})

test('a parameter written in another Unicode form gives the same hash', () => {
  const composed = agreement('nl', { customerName: 'Coöperatie Één' })
  const decomposed = agreement('nl', { customerName: 'Coöperatie Één'.normalize('NFD') })
  assert.equal(hashText(composed.text), hashText(decomposed.text))
})

test('a missing or empty parameter is refused by its name', () => {
  for (const name of agreementParameterNames) {
    for (const value of [undefined, null, '', '   ', 5]) {
      assert.throws(() => agreement('nl', { [name]: value }), { name: 'ParameterError', parameter: name })
    }
  }
  for (const name of Object.keys(sampleNoticeParameters)) {
    for (const value of [undefined, null]) {
      assert.throws(() => notice('en', { [name]: value }), { name: 'ParameterError', parameter: name })
    }
  }
  for (const days of [0, 1, -3, 1.5, Number.NaN, Infinity, '14']) {
    assert.throws(() => notice('nl', { sessionDays: days }), { name: 'ParameterError', parameter: 'sessionDays' })
    const trailKeeping = { days }
    assert.throws(() => notice('nl', { trailKeeping }), { name: 'ParameterError', parameter: 'trailKeeping' })
  }
})

test('a parameter that could pass for structure, markup or hidden text is refused', () => {
  const hostile = [
    'Acme\n\nG9 Einde en wissen\n\nNooit',
    '\nAcme',
    'Acme\n',
    'Acme\r',
    'Acme\u0085BV',
    'Acme\u2028BV',
    'Acme\u2029BV',
    'Acme\u0000',
    'Acme \u202emca',
    'Ac\u200bme',
    'Acme \ud800',
    '<script>alert(1)</script>',
    'Acme {operatorName}',
    'A'.repeat(201),
  ]
  for (const value of hostile) {
    assert.throws(() => agreement('nl', { customerName: value }), { name: 'ParameterError', parameter: 'customerName' })
    assert.throws(() => notice('nl', { customerName: value }), { name: 'ParameterError', parameter: 'customerName' })
  }
  const ordinary = "Jansen & Zn. 't Hof, $& $1 “Één”"
  assert.ok(agreement('nl', { customerName: ordinary }).text.includes(ordinary))
})

test('whatever a parameter holds, it is refused or changes no line but the ones that name it', () => {
  const plain = agreement('en', { customerName: 'Q' }).text.split('\n')
  let accepted = 0
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (customerName) => {
    let lines: string[]
    try {
      lines = agreement('en', { customerName }).text.split('\n')
    } catch (error) {
      return error instanceof Error && error.name === 'ParameterError'
    }
    accepted += 1
    const name = customerName.trim().normalize('NFC')
    return lines.length === plain.length && lines.every((line, at) =>
      line === plain[at] || (line.includes(name) && plain[at]?.includes('between Q, the customer')))
  }), { examples: [['Acme'], ['e\u0301'], ['A\nB']] })
  assert.ok(accepted > 0)
})

test('a version that was never published is refused', () => {
  for (const version of ['2020-01-1', '', '__proto__']) {
    assert.throws(
      () => renderAgreement({ version, language: 'nl', parameters: sampleAgreementParameters }),
      { name: 'UnknownVersion' },
    )
  }
})

test('every mark is in each language exactly once, in the order of the list', () => {
  for (const language of languages) {
    assert.deepEqual(agreement(language).clauses.map(({ mark }) => mark), [...clauseMarks])
  }
})
