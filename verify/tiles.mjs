import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NotCheckable } from './report.mjs'
import { leafHash } from './tree.mjs'

/*
 * C2SP tlog-tiles: `tile/<level>/<index>[.p/<width>]` of hashes, and bundles of entries with `entries` as level. The index is written in groups of three
 * digits, each but the last with an x before it: 1234067 is x001/x234/067.
 */

export const tileWidth = 256
export const hashLength = 32
/** A bundle holds 256 entries of at most 65,535 bytes. */
const largestFile = 256 * (2 + 65_535)

/** @param {string | number} level @param {number} index @param {number} width @returns {string} */
export const tilePath = (level, index, width) => {
  const groups = []
  let rest = index
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'))
    rest = Math.floor(rest / 1000)
  } while (rest > 0)
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`
}

const pathPattern = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/

/** @typedef {{ path: string, width: number }} TileFile */
/** @typedef {{ of: (level: string | number, index: number) => readonly TileFile[], has: (level: string | number) => boolean, all: () => Iterable<{ level: string, index: number, files: readonly TileFile[] }>, odd: string[] }} Shelf */

/** The tiles that lie in a folder, the widest of each index first. Links are not followed. @param {string} folder @returns {Shelf} */
export const readShelf = (folder) => {
  /** @type {Map<string, Map<number, TileFile[]>>} */
  const levels = new Map()
  /** @type {string[]} */
  const odd = []
  /** @param {string} path */
  const walk = (path) => {
    for (const item of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inside = `${path}/${item.name}`
      if (item.isDirectory()) walk(inside)
      else {
        const found = item.isFile() ? placeOf(inside) : null
        if (found === null) {
          odd.push(inside)
          continue
        }
        const level = levels.get(found.level) ?? new Map()
        level.set(found.index, [...(level.get(found.index) ?? []), { path: inside, width: found.width }].sort((a, b) => b.width - a.width))
        levels.set(found.level, level)
      }
    }
  }
  if (lstatSync(join(folder, 'tile'), { throwIfNoEntry: false })?.isDirectory() === true) walk('tile')
  return {
    of: (level, index) => levels.get(String(level))?.get(index) ?? [],
    has: (level) => levels.has(String(level)),
    all: function* () {
      for (const [level, indexes] of levels) for (const [index, files] of indexes) yield { level, index, files }
    },
    odd,
  }
}

/** @param {string} path */
const placeOf = (path) => {
  const [, level, groups, width] = pathPattern.exec(path) ?? []
  if (level === undefined || groups === undefined) return null
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const place = { level, index, width: width === undefined ? tileWidth : Number(width) }
  // The one path that this place has: no zeros before it, no width of a full tile.
  return place.width <= tileWidth && Number.isSafeInteger(index) && tilePath(level, index, place.width) === path ? place : null
}

/** @param {string} folder @param {string} path @returns {Buffer} */
const readTile = (folder, path) => {
  const { size } = lstatSync(join(folder, path))
  if (size > largestFile) throw new NotCheckable('too_large', { path, mib: Math.ceil(largestFile / 2 ** 20) })
  return readFileSync(join(folder, path))
}

/** @param {string} folder @param {string} path @returns {{ hashes: Buffer[], bytes: number }} a torn last hash is left out */
export const readHashes = (folder, path) => {
  const bytes = readTile(folder, path)
  const hashes = []
  for (let at = 0; at + hashLength <= bytes.length; at += hashLength) hashes.push(bytes.subarray(at, at + hashLength))
  return { hashes, bytes: bytes.length }
}

/** @param {string} folder @param {string} path @returns {{ leaves: Buffer[], torn: boolean, strange: number }} hashes of the entries in the bundle; strange: how many are no leaves of a trail */
export const readBundle = (folder, path) => {
  const bytes = readTile(folder, path)
  const leaves = []
  let strange = 0
  let at = 0
  while (at + 2 <= bytes.length) {
    const end = at + 2 + bytes.readUInt16BE(at)
    if (end > bytes.length) break
    const entry = bytes.subarray(at + 2, end)
    if (!/^vrijplek\/trail\/1 [0-9a-f]{64}$/.test(entry.toString('latin1'))) strange++
    leaves.push(leafHash(entry))
    at = end
  }
  return { leaves, torn: at !== bytes.length, strange }
}
