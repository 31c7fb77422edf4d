import { differenceOf, nameDifference } from './differences.mjs'
import { NotCheckable } from './report.mjs'
import { isConsistent, rootOf } from './tree.mjs'

/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {import('./evidence.mjs').View} View */
/** @typedef {import('./note.mjs').Head} Head */

/** @param {Head} head */
const nameOf = (head) => `${head.size} ${head.root.toString('hex')}`

/**
 * Whether two views of a log, as two witnesses got them, can be of one and the same log.
 * @param {View} first @param {View} second @param {Report} report @throws {NotCheckable} when they are of two logs
 */
export const compareViews = (first, second, report) => {
  if (first.origin !== second.origin) throw new NotCheckable('different_logs', { first: first.origin, second: second.origin })
  if (!first.signers.some((signer) => second.signers.includes(signer))) report.unclear('different_signers')
  const views = [first, second]
  for (const [index, leaf] of first.entries) {
    const other = second.entries.get(index)
    if (other !== undefined && !other.equals(leaf)) report.disproven('entry_forked', { index })
  }
  const difference = first.leaves === null || second.leaves === null ? null : differenceOfCopies(first.leaves, second.leaves)
  if (difference !== null) nameDifference(difference, report)

  const heads = views.flatMap((view) => view.heads.map(({ head }) => head))
  for (const one of first.heads)
    for (const other of second.heads)
      if (one.head.size === other.head.size && !one.head.root.equals(other.head.root)) {
        report.disproven('split_view', { size: one.head.size })
        blame(one.witnesses, 'first', report)
        blame(other.witnesses, 'second', report)
      }
  const links = [...views.flatMap(({ links: shown }) => shown), ...linksOfCopies(views, heads, report)]
  const [one, other] = [first.heads[0]?.head, second.heads[0]?.head]
  if (one === undefined || other === undefined || report.has('disproven')) return
  if (one.size === other.size) report.proven('same_view', { size: one.size })
  else if (areJoined(one, other, links)) report.proven('consistent_views', sizesOf(one, other))
  else report.unclear('no_link', sizesOf(one, other))
}

/**
 * Whole copies of different sizes differ when the smaller is not the beginning of the larger. What only the larger has, at its end, may be growth: if
 * entries are merely gone or come in between without it, that is told, and not that all behind them has moved.
 * @param {readonly Buffer[]} first @param {readonly Buffer[]} second
 */
const differenceOfCopies = (first, second) => {
  const size = Math.min(first.length, second.length)
  const difference = differenceOf(first.slice(0, size), second.slice(0, size))
  if (difference === null) return null
  const grown =
    first.length > second.length ? differenceOf(withoutGrowth(first, second), second) : differenceOf(first, withoutGrowth(second, first))
  return grown?.how === 'deleted' || grown?.how === 'inserted' ? grown : difference
}

/** @param {readonly Buffer[]} leaves @param {readonly Buffer[]} other @returns {readonly Buffer[]} up to the last that the other has too */
const withoutGrowth = (leaves, other) => {
  const there = new Set(other.map((hash) => hash.toString('hex')))
  return leaves.slice(0, leaves.findLastIndex((hash) => there.has(hash.toString('hex'))) + 1)
}

/** @param {Head} one @param {Head} other */
const sizesOf = (one, other) => (one.size < other.size ? { from: one.size, to: other.size } : { from: other.size, to: one.size })

/** @param {readonly string[]} witnesses @param {'first' | 'second'} view @param {Report} report */
const blame = (witnesses, view, report) => {
  if (witnesses.length > 0) report.note(view === 'first' ? 'first_witnesses' : 'second_witnesses', { names: witnesses.join(', ') })
}

/** Whoever holds the whole log can tell for each head whether it lies within. @param {readonly View[]} views @param {readonly Head[]} heads @param {Report} report */
const linksOfCopies = (views, heads, report) => {
  /** @type {{ from: Head, to: Head }[]} */
  const links = []
  for (const { leaves, heads: own } of views) {
    const to = own[0]?.head
    if (leaves === null || to === undefined) continue
    for (const from of heads) {
      if (from.size >= to.size) continue
      if (rootOf(leaves.slice(0, Number(from.size))).equals(from.root)) links.push({ from, to })
      else report.disproven('forked', { from: from.size, to: to.size })
    }
  }
  return links
}

/**
 * One lies in the other, or both in one later head. (Two that both contain an earlier one may still differ after it.)
 * @param {Head} one @param {Head} other @param {readonly { from: Head, to: Head }[]} links
 */
const areJoined = (one, other, links) => {
  const later = laterThan(one, links)
  return [...laterThan(other, links)].some((name) => later.has(name)) || isConsistent(one, other, []) || isConsistent(other, one, [])
}

/** @param {Head} head @param {readonly { from: Head, to: Head }[]} links @returns {Set<string>} itself and all that were shown to contain it */
const laterThan = (head, links) => {
  const reached = new Set([nameOf(head)])
  for (let before = 0; before < reached.size; ) {
    before = reached.size
    for (const { from, to } of links) if (reached.has(nameOf(from))) reached.add(nameOf(to))
  }
  return reached
}
