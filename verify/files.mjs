import { createHash } from 'node:crypto'
import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { NotCheckable } from './report.mjs'

/**
 * The files of an export, in a folder or in a ZIP.
 * @typedef {{ names: readonly string[], sizeOf: (name: string) => number, read: (name: string) => Iterable<Buffer> }} FileSource
 */

const chunkBytes = 1 << 20
/** What one compressed file may unfold to: it is unfolded in memory. */
const largestUnfolded = 2 ** 30

/** @param {FileSource} source @param {string} name @returns {{ bytes: number, sha256: string }} */
export const digestOf = (source, name) => {
  const hash = createHash('sha256')
  let bytes = 0
  for (const chunk of source.read(name)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** @param {string} path @param {number} start @param {number} length @returns {Generator<Buffer>} */
function* pieces(path, start, length) {
  const file = openSync(path, 'r')
  try {
    for (let at = 0; at < length; ) {
      const chunk = Buffer.alloc(Math.min(chunkBytes, length - at))
      const read = readSync(file, chunk, 0, chunk.length, start + at)
      if (read === 0) return
      at += read
      yield chunk.subarray(0, read)
    }
  } finally {
    closeSync(file)
  }
}

/** Links are not followed. @param {string} folder @param {boolean} isDeep with the folders in it @returns {FileSource} */
export const folderSource = (folder, isDeep) => {
  /** @type {Map<string, number>} */
  const sizes = new Map()
  /** @param {string} inside */
  const walk = (inside) => {
    for (const item of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const name = inside === '' ? item.name : `${inside}/${item.name}`
      if (item.isDirectory()) {
        if (isDeep) walk(name)
      } else if (item.isFile()) sizes.set(name, lstatSync(join(folder, name)).size)
    }
  }
  walk('')
  return {
    names: [...sizes.keys()],
    sizeOf: (name) => sizes.get(name) ?? 0,
    read: (name) => pieces(join(folder, name), 0, sizes.get(name) ?? 0),
  }
}

/** @param {string} path */
export const isZip = (path) => {
  const [start] = pieces(path, 0, 4)
  return start?.equals(Buffer.from('504b0304', 'hex')) === true
}

/** @typedef {{ method: number, start: number, packed: number, unfolded: number }} ZipEntry */

/**
 * A ZIP as its central directory tells it (APPNOTE 4.3): stored or deflated files below 4 GiB. Others are to be unpacked first.
 * @param {string} path @returns {FileSource} @throws {NotCheckable}
 */
export const zipSource = (path) => {
  /** @param {string} why @returns {never} */
  const refuse = (why) => {
    throw new NotCheckable('bad_zip', { why })
  }
  const total = lstatSync(path).size
  /** @param {number} start @param {number} length */
  const slice = (start, length) => Buffer.concat([...pieces(path, start, Math.max(0, Math.min(length, total - start)))])
  const endSize = 22
  const tail = slice(Math.max(0, total - endSize - 65_535), endSize + 65_535)
  const end = tail.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end === -1 || end + endSize > tail.length) return refuse('end of directory')
  const count = tail.readUInt16LE(end + 10)
  const directoryStart = tail.readUInt32LE(end + 16)
  if (count === 0xffff || directoryStart === 0xffffffff) return refuse('zip64')
  const directory = slice(directoryStart, tail.readUInt32LE(end + 12))

  /** @type {Map<string, ZipEntry>} */
  const entries = new Map()
  let at = 0
  for (let number = 0; number < count; number++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return refuse('directory')
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.subarray(at + 46, at + 46 + nameLength).toString('utf8')
    const header = slice(directory.readUInt32LE(at + 42), 30)
    if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) return refuse(name)
    const start = directory.readUInt32LE(at + 42) + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    const entry = { method: directory.readUInt16LE(at + 10), start, packed: directory.readUInt32LE(at + 20), unfolded: directory.readUInt32LE(at + 24) }
    if ((directory.readUInt16LE(at + 8) & 1) === 1 || ![0, 8].includes(entry.method)) return refuse(name)
    if (entries.has(name)) return refuse(`${name} 2×`)
    if (!name.endsWith('/')) entries.set(name, entry)
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return {
    names: [...entries.keys()],
    sizeOf: (name) => entries.get(name)?.unfolded ?? 0,
    read: function* (name) {
      const entry = entries.get(name)
      if (entry === undefined) return
      if (entry.method === 0) {
        yield* pieces(path, entry.start, entry.packed)
        return
      }
      if (entry.unfolded > largestUnfolded || entry.packed > largestUnfolded) refuse(name)
      try {
        yield inflateRawSync(slice(entry.start, entry.packed), { maxOutputLength: Math.max(1, entry.unfolded) })
      } catch (cause) {
        // Its bytes are spoilt: nothing unfolds, and so its hash will differ.
        if (cause instanceof NotCheckable) throw cause
      }
    },
  }
}
