import { readFileSync, statSync } from 'node:fs'
import { fromUtf8 } from './bytes.mjs'
import { compareViews } from './compare.mjs'
import { checkDocument, isDocument } from './document.mjs'
import { checkEvidence } from './evidence.mjs'
import { checkExport, manifestOf } from './export.mjs'
import { folderSource, isZip, zipSource } from './files.mjs'
import { isObject, JsonError, readJson } from './json.mjs'
import { operatorKeys, witnessKeys } from './keys.mjs'
import { checkMirror, isMirror } from './mirror.mjs'
import { NotCheckable } from './report.mjs'
import { checkCheckpoint } from './signed.mjs'

/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./evidence.mjs').View} View */
/** @typedef {{ keys: import('./keys.mjs').TrustedKeys, origin: string | undefined }} Asked */

/** An evidence file of the whole of a large log stays below this; more does not fit in one text in memory. */
const largestMib = 256

/**
 * Checks one file or folder, of whatever kind it is. Whatever is wrong with it ends up in the report.
 * @param {string} path @param {Asked} asked @param {Report} report @returns {View | null} what it shows of a log
 */
export const check = (path, asked, report) => {
  try {
    return checkAny(path, asked, report)
  } catch (cause) {
    if (cause instanceof NotCheckable) report.unclear(cause.code, cause.facts)
    else if (cause instanceof Error && 'syscall' in cause) report.unclear('unreadable', { path, why: cause.message })
    else report.unclear('unexpected', { why: cause instanceof Error ? cause.message : String(cause) })
    return null
  }
}

/** Checks two, and whether they can be of one and the same log. @param {string} first @param {string} second @param {Asked} asked @param {Report} report */
export const compare = (first, second, asked, report) => {
  const views = [first, second].map((path) => ({ path, view: check(path, asked, report) }))
  const [one, other] = views.map(({ view }) => view)
  try {
    if (one != null && other != null) compareViews(one, other, report)
    else for (const { path, view } of views) if (view === null) report.unclear('nothing_to_compare', { path })
  } catch (cause) {
    if (!(cause instanceof NotCheckable)) throw cause
    report.unclear(cause.code, cause.facts)
  }
}

/** @param {string} path @param {Asked} asked @param {Report} report @returns {View | null} */
const checkAny = (path, { keys, origin }, report) => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new NotCheckable('not_found', { path })
  if (found.isDirectory()) {
    if (isMirror(path)) return checkMirror(path, keys, origin, report)
    // What is no export is not walked through.
    if (manifestOf(folderSource(path, false)) === undefined) throw new NotCheckable('unknown_format', { path })
    return checkFiles(folderSource(path, true), path, { keys, origin }, report)
  }
  if (!found.isFile()) throw new NotCheckable('unreadable', { path, why: 'no file' })
  if (isZip(path)) return checkFiles(zipSource(path), path, { keys, origin }, report)
  if (found.size > largestMib * 2 ** 20) throw new NotCheckable('too_large', { path, mib: largestMib })
  const text = fromUtf8(readFileSync(path))
  if (text === null) throw new NotCheckable('not_utf8', { path })
  return checkText(text, path, { keys, origin }, report)
}

/** @param {import('./files.mjs').FileSource} source @param {string} path @param {Asked} asked @param {Report} report */
const checkFiles = (source, path, { keys, origin }, report) => {
  const manifest = manifestOf(source)
  if (manifest === undefined) throw new NotCheckable('unknown_format', { path })
  return checkExport(source, manifest, keys, origin, report)
}

/** @param {string} text @param {string} path @param {Asked} asked @param {Report} report @returns {View | null} */
const checkText = (text, path, { keys, origin }, report) => {
  if (isDocument(text)) return checkDocument(text, keys, origin, report).view
  if (text.trimStart().startsWith('{')) {
    let read
    try {
      read = readJson(text)
    } catch (cause) {
      if (!(cause instanceof JsonError)) throw cause
      throw new NotCheckable('bad_json', { why: cause.message })
    }
    if (isObject(read) && read.format === 'vrijplek-evidence/1') return checkEvidence(read, keys, origin, report)
    throw new NotCheckable('unknown_format', { path })
  }
  // What is neither may be a checkpoint by itself.
  if (!text.includes('\n\n— ')) throw new NotCheckable('unknown_format', { path })
  const trust = { operator: operatorKeys(keys, undefined, report), witnesses: witnessKeys(keys, []), origin }
  const { head, signed, witnesses } = checkCheckpoint(text, trust, 'checkpoint', report)
  if (signed) report.proven('head_only', { origin: head.origin, size: head.size })
  if (witnesses.length === 0) report.limit('no_witness')
  report.limit('not_everything')
  return {
    origin: head.origin,
    signers: trust.operator.map(({ text: key }) => key),
    heads: [{ head, witnesses }],
    links: [],
    entries: new Map(),
    leaves: null,
  }
}
