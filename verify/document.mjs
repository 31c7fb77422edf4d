import { isCompact, isObject, JsonError, readJson } from './json.mjs'
import { readEntry, stands } from './entry.mjs'
import { operatorKeys, witnessKeys } from './keys.mjs'
import { NotCheckable } from './report.mjs'
import { checkCheckpoint, checkSignature, parseNote } from './signed.mjs'

/** @typedef {import('./json.mjs').Json} Json */
/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./keys.mjs').TrustedKeys} TrustedKeys */
/** @typedef {import('./evidence.mjs').View} View */
/** @typedef {'erasure-receipt' | 'deletion-certificate' | 'annex' | 'export-manifest' | 'integration-approval'} DocumentKind */

/** @type {readonly DocumentKind[]} */
const kinds = ['erasure-receipt', 'deletion-certificate', 'annex', 'export-manifest', 'integration-approval']
/** What a document of each kind does not prove. @satisfies {Record<DocumentKind, import('./words.mjs').Code>} */
const limits = /** @type {const} */ ({
  'erasure-receipt': 'limit_erasure_receipt',
  'deletion-certificate': 'limit_deletion_certificate',
  annex: 'limit_annex',
  'export-manifest': 'limit_export_manifest',
  'integration-approval': 'limit_integration_approval',
})
const firstLine = /^vrijplek (\S+) (\S+)$/
const deletionTermMs = 14 * 24 * 3_600_000

/** @param {string} text */
export const isDocument = (text) => text.startsWith('vrijplek ')

/**
 * A signed document: a note with the text `vrijplek <kind> 1` and one line of JSON.
 * @param {string} text @param {TrustedKeys} trusted @param {string | undefined} origin @param {Report} report
 * @returns {{ kind: DocumentKind, content: { [key: string]: Json }, view: View | null }} @throws {NotCheckable}
 */
export const checkDocument = (text, trusted, origin, report) => {
  const note = parseNote(text, 'document')
  const [first = '', line, ...rest] = note.text.split('\n')
  const [, name = first, version] = firstLine.exec(first) ?? []
  const kind = kinds.find((known) => known === name)
  if (kind === undefined || version !== '1') throw new NotCheckable('unknown_kind', { kind: first })
  if (line === undefined || rest.join('') !== '' || rest.length !== 1)
    throw new NotCheckable('bad_note', { what: 'document', why: 'one line of JSON expected' })
  const content = readContent(line)

  const operator = operatorKeys(trusted, undefined, report)
  if (checkSignature(note, operator, kind, report)) report.proven('document', { kind })
  report.limit(limits[kind])
  if (kind === 'deletion-certificate') checkCertificate(content, report)
  if (content.anchor == null) {
    report.limit('no_anchor')
    return { kind, content, view: null }
  }
  return { kind, content, view: checkAnchor(content, trusted, operator, origin, report) }
}

/** @param {string} line @returns {{ [key: string]: Json }} */
const readContent = (line) => {
  try {
    const content = readJson(line)
    if (isObject(content) && isCompact(line, content)) return content
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause
    throw new NotCheckable('bad_json', { why: cause.message })
  }
  throw new NotCheckable('bad_json', { why: 'compact object expected' })
}

/**
 * The entry of the trail that the document rests on.
 * @param {{ [key: string]: Json }} content @param {TrustedKeys} trusted @param {import('./note.mjs').VerifierKey[]} operator
 * @param {string | undefined} origin @param {Report} report @returns {View}
 */
const checkAnchor = (content, trusted, operator, origin, report) => {
  const { anchor } = content
  if (!isObject(anchor) || typeof anchor.checkpoint !== 'string' || typeof anchor.origin !== 'string')
    throw new NotCheckable('bad_field', { what: 'document', field: 'anchor' })
  const trust = { operator, witnesses: witnessKeys(trusted, []), origin }
  const { head, witnesses } = checkCheckpoint(anchor.checkpoint, trust, 'anchor.checkpoint', report)
  if (witnesses.length === 0) report.limit('no_witness')
  report.limit('times')
  if (anchor.origin !== head.origin)
    report.disproven('origin_differs', { what: 'anchor', origin: head.origin, expected: anchor.origin })
  const named = isObject(content.organisation) ? content.organisation.id : content.organisation
  if (typeof named === 'string' && anchor.organisation !== named)
    report.disproven('contradiction', { field: 'organisation' })
  if (typeof anchor.organisation === 'string' && !head.origin.endsWith(`/${anchor.organisation}`))
    report.disproven('contradiction', { field: 'anchor.organisation' })

  const entry = readEntry({ index: anchor.index, parts: anchor.leafParts, proof: anchor.proof }, 'anchor', report)
  if (entry.index >= head.size) report.disproven('entry_beyond', { index: entry.index, size: head.size })
  else if (stands(entry, head.size, head.root)) {
    report.proven('entry_stands', { index: entry.index, size: head.size, origin: head.origin })
    report.entries.push({ index: entry.index, place: head.origin, parts: entry.parts })
    checkTie(content, entry.parts, report)
  } else report.disproven('entry_altered', { index: entry.index })
  return {
    origin: head.origin,
    signers: operator.map(({ text }) => text),
    heads: [{ head, witnesses }],
    links: [],
    entries: new Map([[entry.index, entry.leaf]]),
    leaves: null,
  }
}

/**
 * What the entry and the document both name must be the same: facts of the entry's detail under the same key, and its subject under its kind.
 * @param {{ [key: string]: Json }} content @param {import('./entry.mjs').Entry['parts']} parts @param {Report} report
 */
const checkTie = (content, { whom, what }, report) => {
  const [subject, deed] = [whom, what].map((part) => (part == null ? {} : readPart(part)))
  const detail = isObject(deed?.detail) ? Object.entries(deed.detail) : []
  const kind = subject?.subjectKind
  const both = [...detail, ...(typeof kind === 'string' ? [[kind, subject?.subjectId ?? null]] : [])].flatMap(([name, value]) => {
    const own = typeof name === 'string' ? content[name] : undefined
    return typeof name === 'string' && isFact(own) && isFact(value) ? [{ name, same: own === value }] : []
  })
  for (const { name, same } of both) if (!same) report.disproven('contradiction', { field: name })
  if (both.length > 0) report.proven('anchor_tied', { fields: both.map(({ name }) => name).join(', ') })
  else report.limit(what == null ? 'anchor_erased' : 'anchor_loose')
}

/** @param {Json | undefined} value @returns {value is string | number | boolean} */
const isFact = (value) => ['string', 'number', 'boolean'].includes(typeof value)

/** @param {string} part @returns {{ [key: string]: Json }} nothing when it cannot be read, which was told already */
const readPart = (part) => {
  try {
    const read = readJson(part)
    return isObject(read) ? read : {}
  } catch (cause) {
    if (cause instanceof JsonError) return {}
    throw cause
  }
}

/** The certificate's own times must bear out what it claims. @param {{ [key: string]: Json }} content @param {Report} report */
const checkCertificate = (content, report) => {
  /** @param {string} field */
  const time = (field) => {
    const value = content[field]
    const ms = typeof value === 'string' ? Date.parse(value) : NaN
    return Number.isNaN(ms) ? null : ms
  }
  const [ended, deadline, live, gone, certified] = ['endedAt', 'deadlineAt', 'liveDoneAt', 'backupsGoneAt', 'certifiedAt'].map(time)
  if (ended == null || deadline == null || live == null || gone == null || certified == null) {
    report.unclear('bad_field', { what: 'deletion-certificate', field: 'times' })
    return
  }
  if (deadline - ended !== deletionTermMs) report.disproven('contradiction', { field: 'deadlineAt' })
  if (live < ended) report.disproven('contradiction', { field: 'liveDoneAt' })
  if (certified < gone || certified < live) report.disproven('contradiction', { field: 'certifiedAt' })
  // In time needs all gone by then; late needs at least the certificate to be.
  const canBe = content.inTime === true ? Math.max(live, gone) <= deadline : content.inTime === false && certified >= deadline
  if (!canBe) report.disproven('contradiction', { field: 'inTime' })
  if (content.inTime === false) report.note('late')
  if (Array.isArray(content.notProven))
    for (const sentence of content.notProven) report.limit('own_words', { sentence: typeof sentence === 'string' ? sentence : JSON.stringify(sentence) })
}
