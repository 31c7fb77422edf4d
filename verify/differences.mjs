/*
 * Names how one list of leaf hashes became another. Every leaf of a trail is different (each is salted), so that a hash tells which entry it was.
 */

/**
 * @typedef {{ how: 'altered', indexes: number[] } | { how: 'swapped', index: number, to: number } | { how: 'moved', index: number, to: number }
 *   | { how: 'deleted', indexes: number[] } | { how: 'inserted', indexes: number[] } | { how: 'truncated', have: number, size: number }
 *   | { how: 'rewritten', index: number, to: number }} Difference
 */

/** @param {Buffer | undefined} a @param {Buffer | undefined} b */
const same = (a, b) => a !== undefined && b !== undefined && a.equals(b)

/**
 * @param {readonly Buffer[]} expected what the tree commits to @param {readonly Buffer[]} found
 * @returns {Difference | null} null when they are the same; indexes are those of the expected list, of inserted ones those of the found list
 */
export const differenceOf = (expected, found) => {
  let start = 0
  while (same(expected[start], found[start])) start++
  let tail = 0
  const most = Math.min(expected.length, found.length) - start
  while (tail < most && same(expected.at(-1 - tail), found.at(-1 - tail))) tail++
  const was = expected.slice(start, expected.length - tail)
  const is = found.slice(start, found.length - tail)
  if (was.length === 0 && is.length === 0) return null

  const [wanted, there] = [placesOf(was), placesOf(is)]
  const isGone = (/** @type {Buffer} */ hash) => !there.has(hash.toString('hex'))
  const isNew = (/** @type {Buffer} */ hash) => !wanted.has(hash.toString('hex'))
  const gone = was.flatMap((hash, at) => (isGone(hash) ? [start + at] : []))
  const added = is.flatMap((hash, at) => (isNew(hash) ? [start + at] : []))
  // What is in both stands in the same order?
  const kept = was.filter((hash) => !isGone(hash))
  const stayed = is.filter((hash) => !isNew(hash))
  const inOrder = kept.length === stayed.length && kept.every((hash, at) => same(hash, stayed[at]))

  if (inOrder && added.length === 0 && tail === 0 && gone.length === was.length)
    return { how: 'truncated', have: found.length, size: expected.length }
  if (inOrder && added.length === 0) return { how: 'deleted', indexes: gone }
  if (inOrder && gone.length === 0) return { how: 'inserted', indexes: added }
  if (inOrder && was.length === is.length && gone.every((index, at) => index === added[at])) return { how: 'altered', indexes: gone }
  const [to] = [start + was.length - 1]
  if (gone.length > 0 || added.length > 0 || was.length !== is.length) return { how: 'rewritten', index: start, to }
  const inner = was.slice(1, -1)
  if (same(was[0], is.at(-1)) && same(was.at(-1), is[0]) && inner.every((hash, at) => same(hash, is[at + 1])))
    return { how: 'swapped', index: start, to }
  if (was.slice(1).every((hash, at) => same(hash, is[at]))) return { how: 'moved', index: start, to }
  if (is.slice(1).every((hash, at) => same(hash, was[at]))) return { how: 'moved', index: to, to: start }
  return { how: 'rewritten', index: start, to }
}

/** @param {readonly Buffer[]} hashes */
const placesOf = (hashes) => new Set(hashes.map((hash) => hash.toString('hex')))

/** Says it in a report. @param {Difference} difference @param {import('./report.mjs').Report} report */
export const nameDifference = (difference, report) => {
  switch (difference.how) {
    case 'altered':
      return report.disproven('entries_altered', { indexes: listed(difference.indexes) })
    case 'deleted':
      return report.disproven('entries_deleted', { indexes: listed(difference.indexes) })
    case 'inserted':
      return report.disproven('entries_inserted', { indexes: listed(difference.indexes) })
    case 'swapped':
      return report.disproven('entries_swapped', { index: difference.index, to: difference.to })
    case 'moved':
      return report.disproven('entry_moved', { index: difference.index, to: difference.to })
    case 'truncated':
      return report.disproven('truncated', { have: difference.have, size: difference.size })
    case 'rewritten':
      return report.disproven('entries_rewritten', { index: difference.index, to: difference.to })
  }
}

/** @param {readonly number[]} indexes in order @returns {string} as ranges: `3, 7–9` */
const listed = (indexes) => {
  /** @type {[number, number][]} */
  const ranges = []
  for (const index of indexes) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] + 1 === index) last[1] = index
    else ranges.push([index, index])
  }
  const shown = ranges.slice(0, 20).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return shown.join(', ') + (ranges.length > 20 ? ', …' : '')
}
