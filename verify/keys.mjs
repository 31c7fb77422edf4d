import { existsSync, readFileSync, statSync } from 'node:fs'
import { cosignatureV1, ed25519, readVerifierKey } from './note.mjs'
import { isObject, JsonError, readJson } from './json.mjs'
import { NotCheckable } from './report.mjs'

/** @typedef {import('./note.mjs').VerifierKey} VerifierKey */
/** @typedef {import('./json.mjs').Json} Json */
/** @typedef {{ operator: VerifierKey[], witnesses: VerifierKey[] }} TrustedKeys what the auditor gave */

/**
 * A key as the auditor gives it: the verifier key itself, or a file with it; the file may also be the answer of `GET /trail/key`.
 * @param {string} given @param {number} type @returns {VerifierKey} @throws {NotCheckable}
 */
export const keyFrom = (given, type) => {
  let text = given
  try {
    if (existsSync(given) && statSync(given).isFile() && statSync(given).size < 100_000) text = readFileSync(given, 'utf8').trim()
  } catch (cause) {
    throw new NotCheckable('bad_key', { key: given, why: String(cause) })
  }
  return keyOf(keyTextOf(text), type)
}

/** The key in the answer of `GET /trail/key`, or the text as it is. @param {string} text */
export const keyTextOf = (text) => {
  try {
    const read = text.startsWith('{') ? readJson(text) : null
    return isObject(read) && typeof read.verifierKey === 'string' ? read.verifierKey : text
  } catch (cause) {
    if (cause instanceof JsonError) return text
    throw cause
  }
}

/** @param {string} text @param {number} type @returns {VerifierKey} @throws {NotCheckable} */
const keyOf = (text, type) => {
  let key
  try {
    key = readVerifierKey(text)
  } catch (cause) {
    throw new NotCheckable('bad_key', { key: text, why: cause instanceof Error ? cause.message : String(cause) })
  }
  if (key.type !== type) throw new NotCheckable('wrong_key_type', { key: text, expected: type, got: key.type })
  return key
}

/**
 * The operator's keys to check with: those the auditor gave, else the one that came with the evidence, which proves less.
 * @param {TrustedKeys} trusted @param {string | undefined} enclosed @param {import('./report.mjs').Report} report
 * @returns {VerifierKey[]} @throws {NotCheckable}
 */
export const operatorKeys = (trusted, enclosed, report) => {
  if (trusted.operator.length > 0) {
    for (const { text } of trusted.operator) report.note('key_given', { key: text })
    if (enclosed !== undefined && !trusted.operator.some(({ text }) => text === enclosed))
      report.note('key_differs', { key: enclosed })
    return trusted.operator
  }
  if (enclosed === undefined) throw new NotCheckable('key_needed')
  report.limit('key_enclosed', { key: enclosed })
  return [keyOf(enclosed, ed25519)]
}

/**
 * @typedef {{ key: VerifierKey, enclosed?: boolean, asked?: boolean }} Witness enclosed: the key came with the evidence; asked: it must have signed
 * @param {TrustedKeys} trusted @param {readonly string[]} enclosed
 * @returns {Witness[]} @throws {NotCheckable}
 */
export const witnessKeys = (trusted, enclosed) => [
  ...trusted.witnesses.map((key) => ({ key, asked: true })),
  ...enclosed
    .filter((text) => !trusted.witnesses.some((key) => key.text === text))
    .map((text) => ({ key: keyOf(text, cosignatureV1), enclosed: true })),
]
