import { fromHex, fromUtf8 } from './bytes.mjs'
import { checkDocument } from './document.mjs'
import { digestOf } from './files.mjs'
import { isObject } from './json.mjs'
import { NotCheckable } from './report.mjs'

/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./keys.mjs').TrustedKeys} TrustedKeys */
/** @typedef {import('./files.mjs').FileSource} FileSource */

const opening = Buffer.from('vrijplek export-manifest 1\n')
const largestManifest = 64 * 2 ** 20

/** The signed manifest among the files at the top, by its first line. @param {FileSource} source @returns {string | undefined} */
export const manifestOf = (source) =>
  source.names.find((name) => {
    if (name.includes('/') || source.sizeOf(name) > largestManifest || source.sizeOf(name) < opening.length) return false
    const [start] = source.read(name)
    return start?.subarray(0, opening.length).equals(opening) === true
  })

/**
 * An export: the signed manifest, and beside it every file that it lists with its SHA-256.
 * @param {FileSource} source @param {string} manifest its name @param {TrustedKeys} trusted @param {string | undefined} origin @param {Report} report
 * @returns {import('./evidence.mjs').View | null} @throws {NotCheckable}
 */
export const checkExport = (source, manifest, trusted, origin, report) => {
  const text = fromUtf8(Buffer.concat([...source.read(manifest)]))
  if (text === null) throw new NotCheckable('not_utf8', { path: manifest })
  const { content, view } = checkDocument(text, trusted, origin, report)
  const { files } = content
  if (!Array.isArray(files)) throw new NotCheckable('bad_field', { what: manifest, field: 'files' })
  const listed = new Set([manifest])
  let whole = 0
  for (const [position, file] of files.entries()) {
    if (!isObject(file) || typeof file.path !== 'string' || typeof file.sha256 !== 'string' || fromHex(file.sha256, 32) === null)
      throw new NotCheckable('bad_field', { what: manifest, field: `files[${position}]` })
    const { path } = file
    if (listed.has(path)) throw new NotCheckable('bad_field', { what: manifest, field: `files[${position}].path` })
    listed.add(path)
    if (!source.names.includes(path)) report.disproven('file_gone', { path })
    else if (digestOf(source, path).sha256 === file.sha256) whole++
    else report.disproven('file_altered', { path })
  }
  if (whole > 0) report.proven('files_whole', { count: whole })
  for (const name of source.names) if (!listed.has(name)) report.note('file_unlisted', { path: name })
  return view
}
