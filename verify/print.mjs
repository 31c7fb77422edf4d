import { headings, names } from './labels.mjs'
import { sentences } from './words.mjs'

/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./report.mjs').Finding} Finding */
/** @typedef {import('./words.mjs').Language} Language */

const longest = 400
const mostEntries = 40
/** Controls and marks that turn the direction of text: evidence must not be able to rewrite what the terminal shows. */
// oxlint-disable-next-line no-control-regex
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** @param {string} text */
const printable = (text) => {
  const safe = text.replace(hidden, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe
}

/** @param {Finding} finding @param {Language} language */
const sentenceOf = ({ code, facts }, language) => {
  const known = new Map(Object.entries(names[language]))
  const text = sentences[code][language].replace(/\{(\w+)\}/g, (_, name) => {
    const fact = String(facts[String(name)])
    return printable((name === 'what' || name === 'kind' ? known.get(fact) : undefined) ?? fact)
  })
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const order = /** @type {const} */ ([
  ['disproven', '✗'],
  ['unclear', '?'],
  ['proven', '✓'],
  ['limit', '–'],
  ['note', '·'],
])

/** @param {Report} report @param {string} title @param {Language} language @returns {string} */
export const inWords = (report, title, language) => {
  const words = headings[language]
  const lines = [`${words[report.verdict]}: ${printable(title)}`]
  for (const [weight, sign] of order) {
    const found = report.findings.filter((finding) => finding.weight === weight)
    if (found.length === 0) continue
    lines.push('', `${words.weights[weight]}:`)
    for (const finding of found) lines.push(`  ${sign} ${sentenceOf(finding, language)}`)
  }
  if (report.entries.length > 0) lines.push('', `${words.entries}:`)
  for (const { index, parts } of report.entries.slice(0, mostEntries)) {
    lines.push(`  ${index}`)
    for (const [name, label] of Object.entries(words.parts))
      lines.push(`      ${label}: ${parts[name] == null ? words.absent : printable(parts[name])}`)
  }
  if (report.entries.length > mostEntries)
    lines.push(`  ${words.more.replace('{count}', String(report.entries.length - mostEntries))}`)
  return `${lines.join('\n')}\n`
}

/** For scripts: the same, with codes that stay and sentences that may change. @param {Report} report @param {number} exitCode @param {Language} language */
export const asJson = (report, exitCode, language) => {
  const finding = (/** @type {Finding} */ found) => ({ ...found, sentence: sentenceOf(found, language) })
  const told = {
    format: 'vrijplek-verify/1',
    verdict: report.verdict,
    exitCode,
    findings: report.findings.map(finding),
    entries: report.entries,
  }
  // Numbers beyond 2^53 go as text, the others as numbers.
  const simple = (/** @type {string} */ _, /** @type {unknown} */ value) =>
    typeof value === 'bigint' ? (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value)) : value
  return `${JSON.stringify(told, simple, 2)}\n`
}
