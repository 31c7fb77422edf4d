import { isObject } from './json.mjs'
import { nameWrong, readEntry, readProof, stands } from './entry.mjs'
import { operatorKeys, witnessKeys } from './keys.mjs'
import { NotCheckable } from './report.mjs'
import { checkCheckpoint } from './signed.mjs'
import { isConsistent } from './tree.mjs'

/** @typedef {import('./json.mjs').Json} Json */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./keys.mjs').TrustedKeys} TrustedKeys */
/** @typedef {import('./note.mjs').Head} Head */
/**
 * What one input showed of a log, for comparing it with another: signed heads, which of them was shown to contain which, entries by index, and with a
 * whole copy the hash of each entry.
 * @typedef {{
 *   origin: string, signers: string[], heads: { head: Head, witnesses: string[] }[], links: { from: Head, to: Head }[],
 *   entries: Map<bigint, Buffer>, leaves: Buffer[] | null,
 * }} View
 */

/** @param {Json | undefined} value @param {string} field @returns {string} @throws {NotCheckable} */
const textOf = (value, field) => {
  if (typeof value !== 'string') throw new NotCheckable('bad_field', { what: 'evidence', field })
  return value
}

/**
 * An evidence file, `vrijplek-evidence/1`.
 * @param {{ [key: string]: Json }} given @param {TrustedKeys} trusted @param {string | undefined} origin @param {Report} report
 * @returns {View} @throws {NotCheckable}
 */
export const checkEvidence = (given, trusted, origin, report) => {
  if (given.kind !== 'trail') throw new NotCheckable('unknown_kind', { kind: JSON.stringify(given.kind) ?? '' })
  const enclosed = given.verifierKey == null ? undefined : textOf(given.verifierKey, 'verifierKey')
  const listed = given.witnessKeys ?? []
  if (!Array.isArray(listed)) throw new NotCheckable('bad_field', { what: 'evidence', field: 'witnessKeys' })
  const trust = {
    operator: operatorKeys(trusted, enclosed, report),
    witnesses: witnessKeys(trusted, listed.map((key) => textOf(key, 'witnessKeys'))),
    origin,
  }
  const { head, witnesses } = checkCheckpoint(textOf(given.checkpoint, 'checkpoint'), trust, 'checkpoint', report)
  if (witnesses.length === 0) report.limit('no_witness')
  report.limit('not_everything')
  report.limit('times')

  /** @type {View} */
  const view = {
    origin: head.origin,
    signers: trust.operator.map(({ text }) => text),
    heads: [{ head, witnesses }],
    links: [],
    entries: checkEntries(given.entries, head, report),
    leaves: null,
  }
  if (given.consistency != null) checkConsistency(given.consistency, trust, view, report)
  return view
}

/** @param {Json | undefined} given @param {Head} head @param {Report} report @returns {Map<bigint, Buffer>} those that stand, by index */
const checkEntries = (given, head, report) => {
  if (!Array.isArray(given)) throw new NotCheckable('bad_field', { what: 'evidence', field: 'entries' })
  /** @type {Map<bigint, Buffer>} */
  const standing = new Map()
  const seen = new Set()
  const wrong = []
  for (const [position, item] of given.entries()) {
    const what = `entries[${position}]`
    let entry
    try {
      if (!isObject(item)) throw new NotCheckable('bad_field', { what: 'evidence', field: what })
      entry = readEntry({ index: item.index, parts: item.parts, proof: item.proof }, what, report)
    } catch (cause) {
      // The others can still be told.
      if (!(cause instanceof NotCheckable)) throw cause
      report.unclear(cause.code, cause.facts)
      continue
    }
    if (seen.has(entry.index)) report.unclear('entry_twice', { index: entry.index })
    seen.add(entry.index)
    if (entry.index >= head.size) report.disproven('entry_beyond', { index: entry.index, size: head.size })
    else if (stands(entry, head.size, head.root)) {
      standing.set(entry.index, entry.leaf)
      report.entries.push({ index: entry.index, place: head.origin, parts: entry.parts })
    } else wrong.push(entry)
  }
  if (standing.size > 0) {
    const [index] = standing.keys()
    if (standing.size === 1 && index !== undefined) report.proven('entry_stands', { index, size: head.size, origin: head.origin })
    else report.proven('entries_stand', { count: standing.size, size: head.size, origin: head.origin })
    if (BigInt(standing.size) < head.size) report.limit('not_all_shown', { count: standing.size, size: head.size })
  }
  nameWrong(wrong, head.size, head.root, report)
  return standing
}

/** @param {Json} given @param {import('./signed.mjs').Trust} trust @param {View} view @param {Report} report */
const checkConsistency = (given, trust, view, report) => {
  const to = view.heads[0]?.head
  if (!isObject(given) || to === undefined) throw new NotCheckable('bad_field', { what: 'evidence', field: 'consistency' })
  const proof = readProof(given.proof, 'consistency')
  const text = textOf(given.from, 'consistency.from')
  // The witnesses that the auditor asks for are asked of the newer checkpoint.
  const { head: from, witnesses } = checkCheckpoint(
    text,
    { ...trust, witnesses: trust.witnesses.map((witness) => ({ ...witness, asked: false })) },
    'consistency.from',
    report,
  )
  view.heads.push({ head: from, witnesses })
  const sizes = { from: from.size, to: to.size }
  if (from.origin !== to.origin) report.disproven('different_logs', { first: from.origin, second: to.origin })
  else if (from.size > to.size) report.disproven('shrunk', sizes)
  else if (from.size === to.size && !from.root.equals(to.root)) report.disproven('split_view', { size: to.size })
  else if (isConsistent(from, to, proof)) {
    report.proven('consistent', sizes)
    view.links.push({ from, to })
  } else report.disproven('forked', sizes)
}
