import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { differenceOf, nameDifference } from './differences.mjs'
import { keyTextOf, operatorKeys } from './keys.mjs'
import { NotCheckable } from './report.mjs'
import { checkCheckpoint } from './signed.mjs'
import { hashLength, readBundle, readHashes, readShelf, tilePath, tileWidth } from './tiles.mjs'
import { emptyRoot, GrowingTree, rootOf } from './tree.mjs'

/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./keys.mjs').TrustedKeys} TrustedKeys */
/** @typedef {import('./evidence.mjs').View} View */
/** @typedef {import('./tiles.mjs').Shelf} Shelf */
/** @typedef {{ head: import('./note.mjs').Head, witnesses: string[], name: string }} Held */

/** More hashes than fit in memory on a small machine; a log of this size needs a program that streams. */
const mostEntries = 20_000_000n
const largestCheckpoint = 1_000_000

/** @param {string} folder */
export const isMirror = (folder) => checkpointFiles(folder).length > 0 || isFolder(join(folder, 'tile'))

/** @param {string} path */
const isFolder = (path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** `checkpoint`, and with it any `checkpoint.…` or `checkpoint-…` that was kept from earlier, here or in `checkpoints/`. @param {string} folder */
const checkpointFiles = (folder) => [
  ...readdirSync(folder).filter((name) => /^checkpoint(?:[.-].*)?$/.test(name) && !isFolder(join(folder, name))),
  ...(isFolder(join(folder, 'checkpoints')) ? readdirSync(join(folder, 'checkpoints')).map((name) => `checkpoints/${name}`) : []),
].sort()

/** @param {string} folder @param {string} name */
const readSmall = (folder, name) => {
  const found = lstatSync(join(folder, name), { throwIfNoEntry: false })
  if (found === undefined) return undefined
  if (!found.isFile() || found.size > largestCheckpoint) throw new NotCheckable('unreadable', { path: name, why: 'no small file' })
  return readFileSync(join(folder, name), 'utf8')
}

/**
 * A whole copy of a log: every hash is computed anew and led to the root of each checkpoint.
 * @param {string} folder @param {TrustedKeys} trusted @param {string | undefined} origin @param {Report} report
 * @returns {View} @throws {NotCheckable}
 */
export const checkMirror = (folder, trusted, origin, report) => {
  const file = readSmall(folder, 'key')
  const enclosed = file === undefined ? undefined : keyTextOf(file.trim())
  const trust = { operator: operatorKeys(trusted, enclosed, report), witnesses: trusted.witnesses.map((key) => ({ key })), origin }
  /** @type {Held[]} */
  const held = checkpointFiles(folder).map((name) => ({
    ...checkCheckpoint(readSmall(folder, name) ?? '', trust, name, report),
    name,
  }))
  held.sort((a, b) => (a.head.size < b.head.size ? -1 : a.head.size > b.head.size ? 1 : 0))
  const newest = held.at(-1)
  if (newest === undefined) throw new NotCheckable('no_checkpoint')
  for (const { head } of held)
    if (head.origin !== newest.head.origin) throw new NotCheckable('different_logs', { first: head.origin, second: newest.head.origin })
  if (newest.head.size > mostEntries) throw new NotCheckable('log_too_large', { size: newest.head.size, most: mostEntries })
  for (const { name } of trusted.witnesses)
    if (!newest.witnesses.includes(name)) report.unclear('witness_missing', { what: newest.name, name })
  if (newest.witnesses.length === 0) report.limit('no_witness')
  report.limit('not_everything')
  report.limit('times')

  const shelf = readShelf(folder)
  for (const path of shelf.odd) report.note('odd_file', { path })
  const size = Number(newest.head.size)
  const tiles = shelf.has(0) ? readLeafTiles(folder, shelf, size, report) : null
  const bundles = shelf.has('entries') ? readBundles(folder, shelf, size, report) : null
  if (bundles === null) report.limit('hashes_only')
  if (tiles === null && bundles === null && size > 0) throw new NotCheckable('no_tiles', { size })
  const leaves = size === 0 ? [] : settle(tiles, bundles, newest, report)
  if (leaves !== null) {
    checkUpper(folder, shelf, leaves, newest, report)
    checkRoots(leaves, held, report)
  }
  return {
    origin: newest.head.origin,
    signers: trust.operator.map(({ text }) => text),
    heads: held.toReversed(),
    links: [],
    entries: new Map(),
    leaves: leaves !== null && rootOf(leaves).equals(newest.head.root) ? leaves : null,
  }
}

/**
 * The files of one level that a log of this size needs, each with the width that it needs.
 * @param {number} count hashes on this level
 */
const needed = (count) =>
  Array.from({ length: Math.ceil(count / tileWidth) }, (_, index) => ({ index, width: Math.min(tileWidth, count - index * tileWidth) }))

/** Which of the files of one place is read: the one of the width that is needed, else the widest. @param {readonly import('./tiles.mjs').TileFile[]} files @param {number} width */
const readFor = (files, width) => files.find((candidate) => candidate.width === width) ?? files[0]

/**
 * What lies in the files of one level, one after the other, at most `count`. A hole in the middle is missing; at the end the log is truncated.
 * @template T @param {Shelf} shelf @param {string | number} level @param {number} count @param {(path: string, width: number) => T[]} read @param {Report} report
 * @returns {T[] | null} null when there is a hole
 */
const gather = (shelf, level, count, read, report) => {
  const wanted = needed(count)
  const lastThere = wanted.findLastIndex(({ index }) => shelf.of(level, index).length > 0)
  /** @type {T[]} */
  const all = []
  let whole = true
  for (const { index, width } of wanted.slice(0, lastThere + 1)) {
    const file = readFor(shelf.of(level, index), width)
    if (file === undefined) {
      report.unclear('tile_missing', { path: tilePath(level, index, width) })
      whole = false
    } else {
      const items = read(file.path, file.width)
      // A wider file than needed is newer than the checkpoint; only its beginning is spoken for.
      for (const item of file.width > width ? items.slice(0, width) : items) all.push(item)
      if (file.width > width) report.note('beyond', { path: file.path })
    }
  }
  return whole ? all : null
}

/** @param {string} folder @param {Shelf} shelf @param {number} size @param {Report} report @returns {Buffer[] | null} */
const readLeafTiles = (folder, shelf, size, report) => gather(shelf, 0, size, (path, width) => hashesOf(folder, path, width, report), report)

/** @param {string} folder @param {string} path @param {number} width @param {Report} report */
const hashesOf = (folder, path, width, report) => {
  const { hashes, bytes } = readHashes(folder, path)
  if (bytes !== width * hashLength) report.disproven('tile_length', { path, bytes, expected: width * hashLength })
  return hashes.slice(0, width)
}

/** @param {string} folder @param {Shelf} shelf @param {number} size @param {Report} report @returns {Buffer[] | null} */
const readBundles = (folder, shelf, size, report) => {
  let torn = false
  const all = gather(shelf, 'entries', size, (path) => {
    const bundle = readBundle(folder, path)
    if (bundle.torn) report.disproven('bundle_torn', { path, position: bundle.leaves.length })
    if (bundle.strange > 0) report.note('strange_entries', { path, count: bundle.strange })
    torn ||= bundle.torn
    return bundle.leaves
  }, report)
  // Behind a torn one the places of the others are not known.
  return torn ? null : all
}

/**
 * Tiles and bundles tell each entry's hash twice. Where they differ, the signed root says which of them is right, and so what became of the other.
 * @param {Buffer[] | null} tiles @param {Buffer[] | null} bundles @param {Held} newest @param {Report} report
 * @returns {Buffer[] | null} the hashes to go on with
 */
const settle = (tiles, bundles, newest, report) => {
  if (tiles === null || bundles === null) return tiles ?? bundles
  const { root } = newest.head
  const difference = differenceOf(tiles, bundles)
  if (difference === null) return tiles
  if (rootOf(tiles).equals(root)) {
    nameDifference(difference, report)
    return tiles
  }
  const reverse = differenceOf(bundles, tiles)
  if (reverse !== null && rootOf(bundles).equals(root)) {
    report.disproven('tiles_level_wrong')
    nameDifference(reverse, report)
    return bundles
  }
  report.disproven('entries_and_tiles_differ')
  nameDifference(difference, report)
  return tiles
}

/**
 * Every tile above the leaves, full and partial, and every narrower copy of a tile that was left over, holds what the leaves give.
 * @param {string} folder @param {Shelf} shelf @param {readonly Buffer[]} leaves @param {Held} newest @param {Report} report
 */
const checkUpper = (folder, shelf, leaves, newest, report) => {
  /** @type {readonly Buffer[]} */
  let below = leaves
  /** @type {Map<string, readonly Buffer[]>} */
  const levels = new Map([['0', leaves]])
  for (let level = 1; below.length >= tileWidth; level++) {
    const own = []
    for (let at = 0; at + tileWidth <= below.length; at += tileWidth) own.push(rootOf(below.slice(at, at + tileWidth)))
    levels.set(String(level), own)
    for (const { index, width } of needed(own.length))
      if (shelf.has(0) && shelf.of(level, index).length === 0) report.unclear('tile_missing', { path: tilePath(level, index, width) })
    below = own
  }
  const isWhole = rootOf(leaves).equals(newest.head.root)
  let count = 0
  for (const { level, index, files } of shelf.all()) {
    if (level === 'entries') {
      checkLeftBundles(folder, files, leaves.slice(index * tileWidth, (index + 1) * tileWidth), report)
      continue
    }
    const hashes = levels.get(level)
    for (const { path, width } of files) {
      const start = index * tileWidth
      const expected = hashes?.slice(start, start + width) ?? []
      if (expected.length === 0) {
        report.note('beyond', { path })
        continue
      }
      const found = hashesOf(folder, path, width, report)
      count++
      const wrong = expected.findIndex((hash, at) => !hash.equals(found[at] ?? emptyRoot))
      if (wrong === -1) continue
      if (level === '0' || isWhole) report.disproven('tile_altered', { path, position: wrong })
      // The leaves themselves do not lead to the root: the level above may still know what was.
      else report.disproven('tile_disagrees', { path, position: wrong, from: start + wrong, ...spanOf(Number(level), start + wrong) })
    }
  }
  if (isWhole && !report.has('disproven')) report.proven('tiles_whole', { count })
}

/**
 * Bundles of a place that were not read, left over from when the log was shorter.
 * @param {string} folder @param {readonly import('./tiles.mjs').TileFile[]} files @param {readonly Buffer[]} leaves that the place should hold @param {Report} report
 */
const checkLeftBundles = (folder, files, leaves, report) => {
  const read = readFor(files, leaves.length)
  for (const { path, width } of files) {
    if (path === read?.path) continue
    const bundle = readBundle(folder, path)
    if (bundle.torn || bundle.leaves.length !== width) report.disproven('bundle_torn', { path, position: bundle.leaves.length })
    const wrong = bundle.leaves.findIndex((hash, at) => at < leaves.length && !hash.equals(leaves[at] ?? emptyRoot))
    if (wrong !== -1) report.disproven('tile_altered', { path, position: wrong })
    else if (width > leaves.length) report.note('beyond', { path })
  }
}

/** The entries under one hash of a level. @param {number} level @param {number} place */
const spanOf = (level, place) => ({ first: place * tileWidth ** level, last: (place + 1) * tileWidth ** level - 1 })

/** Leads the leaves to the root of each checkpoint, the oldest first. @param {readonly Buffer[]} leaves @param {readonly Held[]} held @param {Report} report */
const checkRoots = (leaves, held, report) => {
  const tree = new GrowingTree()
  const fitting = held.map(({ head }, at) => {
    const twin = held[at - 1]?.head
    if (twin?.size === head.size && !twin.root.equals(head.root)) report.disproven('split_view', { size: head.size })
    const size = Number(head.size)
    if (size > leaves.length) report.disproven('truncated', { have: leaves.length, size })
    while (tree.size < Math.min(size, leaves.length)) tree.add(leaves[tree.size] ?? emptyRoot)
    return size === tree.size && tree.root().equals(head.root)
  })
  // What fits the newest is the log; else what the oldest that does not fit has beyond the last that does, was changed.
  const isLog = fitting.at(-1) === true
  const firstWrong = fitting.indexOf(false)
  const fits = Math.max(0, ...held.filter((_, at) => at < firstWrong && fitting[at]).map(({ head }) => Number(head.size)))
  for (const [at, { head, name }] of held.entries()) {
    const size = Number(head.size)
    if (fitting[at] && at === held.length - 1) report.proven('log_whole', { size, origin: head.origin })
    else if (fitting[at]) report.proven('checkpoint_contained', { name, size })
    else if (isLog) report.disproven('checkpoint_forked', { name, size })
    else if (size <= leaves.length) report.disproven('rewritten', { name, size, fits })
  }
}
