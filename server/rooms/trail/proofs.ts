import { completeRoot, countOf, nodeHash, tileHeight, tileWidth } from './merkle.ts'

/** The leaves from `from` up to `to`, not included: what one hash of a proof stands for. */
export type Span = { readonly from: number; readonly to: number }

/** The largest power of two that is smaller. */
const splitOf = (size: number): number => {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

/** What an inclusion proof consists of, from the leaf up (RFC 9162 §2.1.3.1). */
export const inclusionSpans = (index: number, size: number): Span[] => {
  if (index < 0 || index >= size) throw new Error(`a tree of ${size} has no leaf ${index}`)
  const spans: Span[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      spans.push({ from: middle, to })
      to = middle
    } else {
      spans.push({ from, to: middle })
      from = middle
    }
  }
  return spans.toReversed()
}

/** What a consistency proof from a tree of `earlier` leaves to one of `size` consists of (RFC 9162 §2.1.4.1). */
export const consistencySpans = (earlier: number, size: number): Span[] => {
  if (earlier < 1 || earlier > size) throw new Error(`a tree of ${earlier} is no beginning of one of ${size}`)
  const spans: Span[] = []
  let from = 0
  let to = size
  let whole = true
  while (earlier !== to) {
    const middle = from + splitOf(to - from)
    if (earlier <= middle) {
      spans.push({ from: middle, to })
      to = middle
    } else {
      spans.push({ from, to: middle })
      from = middle
      whole = false
    }
  }
  if (!whole) spans.push({ from, to })
  return spans.toReversed()
}

/** A complete subtree: `count` hashes of one tile. */
type Part = { readonly level: number; readonly tile: number; readonly first: number; readonly count: number }

/** A span begins where a complete subtree does, and consists of complete ones that get smaller to the right. */
const partsOf = ({ from, to }: Span): Part[] => {
  const parts: Part[] = []
  let at = from
  while (at < to) {
    let height = 0
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height += 1
    const level = Math.floor(height / tileHeight)
    const count = 2 ** (height % tileHeight)
    const place = at / tileWidth ** level
    parts.push({ level, tile: Math.floor(place / tileWidth), first: place % tileWidth, count })
    at += 2 ** height
  }
  return parts
}

export const tileName = (level: number, index: number): string => `${level}/${index}`

/** The tiles that are needed to hash these spans. */
export const tilesFor = (spans: readonly Span[]): { readonly level: number; readonly index: number }[] => {
  const found = new Map(
    spans.flatMap(partsOf).map(({ level, tile }) => [tileName(level, tile), { level, index: tile }] as const),
  )
  return [...found.values()]
}

/**
 * Merkle tree hash of a span.
 * @param tiles by `tileName`; each may hold more hashes than the tree of this proof had
 * @throws Error when a tile or a hash in it is missing
 */
export const spanHash = (span: Span, tiles: ReadonlyMap<string, Buffer>): Buffer => {
  const hashes = partsOf(span).map(({ level, tile, first, count }) => {
    const found = tiles.get(tileName(level, tile))
    if (found === undefined || countOf(found) < first + count) throw new Error(`the tile ${tileName(level, tile)} lacks hashes of the tree`)
    return completeRoot(found, first, count)
  })
  return hashes.reduceRight((right, left) => nodeHash(left, right))
}
