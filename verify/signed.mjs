import { NotCheckable } from './report.mjs'
import { cosignatureBy, NoteError, readHead, readNote, signatureBy } from './note.mjs'
import { emptyRoot } from './tree.mjs'

/** @typedef {import('./note.mjs').VerifierKey} VerifierKey */
/** @typedef {import('./note.mjs').Note} Note */
/** @typedef {import('./note.mjs').Head} Head */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {{ operator: VerifierKey[], witnesses: import('./keys.mjs').Witness[], origin: string | undefined }} Trust */

/** Latest moment that a Date holds, in seconds. */
const lastSecond = 8_640_000_000_000n

/** @param {string} text @param {string} what names it @returns {Note} @throws {NotCheckable} */
export const parseNote = (text, what) => {
  try {
    return readNote(text)
  } catch (cause) {
    if (!(cause instanceof NoteError)) throw cause
    throw new NotCheckable('bad_note', { what, why: cause.message })
  }
}

/**
 * Checks who signed a note, and says so.
 * @param {Note} note @param {readonly VerifierKey[]} keys of the operator; one of them must have signed
 * @param {string} what names the note @param {Report} report
 * @returns {boolean} whether it stands signed
 */
export const checkSignature = (note, keys, what, report) => {
  const found = keys.map((key) => ({ key, by: signatureBy(note, key) }))
  const wrong = found.find(({ by }) => by === 'wrong')
  if (wrong !== undefined) {
    report.disproven('signature_wrong', { what, name: wrong.key.name })
    return false
  }
  const signed = found.find(({ by }) => by === 'signed')
  if (signed !== undefined) {
    report.proven('signed', { what, name: signed.key.name })
    return true
  }
  const other = found.find(({ by }) => by === 'other key')
  if (other !== undefined) report.disproven('other_key', { what, name: other.key.name, id: other.key.id })
  else report.unclear('not_signed', { what, name: keys.map(({ name }) => name).join(', ') })
  return false
}

/**
 * Reads a checkpoint and checks the log's signature and the witnesses'.
 * @param {string} text @param {Trust} trust @param {string} what names it @param {Report} report
 * @returns {{ head: Head, signed: boolean, witnesses: string[] }} @throws {NotCheckable}
 */
export const checkCheckpoint = (text, trust, what, report) => {
  const note = parseNote(text, what)
  /** @type {Head} */
  let head
  try {
    head = readHead(note)
  } catch (cause) {
    if (!(cause instanceof NoteError)) throw cause
    throw new NotCheckable('bad_checkpoint', { what, why: cause.message })
  }
  const signed = checkSignature(note, trust.operator, what, report)
  if (trust.origin !== undefined && head.origin !== trust.origin)
    report.disproven('origin_differs', { what, origin: head.origin, expected: trust.origin })
  if (head.size === 0n && !head.root.equals(emptyRoot)) report.disproven('empty_root', { what })
  return { head, signed, witnesses: checkWitnesses(note, trust, what, report) }
}

/** @param {Note} note @param {Trust} trust @param {string} what @param {Report} report @returns {string[]} names of those that signed */
const checkWitnesses = (note, trust, what, report) => {
  const names = []
  for (const { key, enclosed, asked } of trust.witnesses) {
    const found = cosignatureBy(note, key)
    if (found === 'wrong') report.disproven('cosignature_wrong', { what, name: key.name })
    else if (found === 'none') {
      if (asked === true) report.unclear('witness_missing', { what, name: key.name })
    } else {
      report.proven('cosigned', { what, name: key.name, at: seconds(found.atSeconds) })
      if (enclosed === true) report.limit('witness_enclosed', { key: key.text })
      names.push(key.name)
    }
  }
  return names
}

/** @param {bigint} value */
const seconds = (value) =>
  value <= lastSecond ? new Date(Number(value) * 1000).toISOString().replace('.000Z', 'Z') : `${value} s`
