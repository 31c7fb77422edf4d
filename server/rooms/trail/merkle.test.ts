import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { hashLeaf, isConsistent, isIncluded, naiveRoot } from '../../../test/trail-checker.ts'
import { append, edgeOf, emptyEdge, leafHash, rootOf } from './merkle.ts'
import type { Edge, Tile } from './merkle.ts'
import { consistencySpans, inclusionSpans, spanHash, tileName, tilesFor } from './proofs.ts'

// Leaves, roots and paths of the reference implementation of RFC 6962 (certificate-transparency, merkletree tests).
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) =>
  Buffer.from(hex, 'hex'),
)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const node = {
  leaf1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  pair1: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  four1: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  leaf4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  pair3: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  pair2: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
}

/** A log that keeps its tiles as the database does: the last of each name wins. */
const grow = (batches: readonly (readonly Buffer[])[]): { edge: Edge; tiles: Map<string, Buffer> } => {
  const tiles = new Map<string, Buffer>()
  let edge = emptyEdge
  for (const batch of batches) {
    const grown = append(edge, batch)
    for (const { level, index, hashes } of grown.tiles) tiles.set(tileName(level, index), hashes)
    edge = grown.edge
  }
  return { edge, tiles }
}

const proofOf = (spans: ReturnType<typeof inclusionSpans>, tiles: Map<string, Buffer>) => spans.map((span) => spanHash(span, tiles))
const hex = (hashes: readonly Buffer[]) => hashes.map((each) => each.toString('hex'))

test('roots are those of RFC 6962’s reference trees', () => {
  for (const [size, root] of roots.entries()) {
    const { edge } = grow([leaves.slice(0, size).map(leafHash)])
    assert.equal(rootOf(edge).toString('hex'), root, `${size} leaves`)
  }
})

test('inclusion paths are those of RFC 6962’s reference trees', () => {
  const paths: [index: number, size: number, path: string[]][] = [
    [0, 1, []],
    [0, 8, [node.leaf1, node.pair1, node.four1]],
    [5, 8, [node.leaf4, node.pair3, roots[4] as string]],
    [2, 3, [roots[2] as string]],
    [1, 5, [roots[1] as string, node.pair1, node.leaf4]],
  ]
  const { tiles } = grow([leaves.map(leafHash)])
  for (const [index, size, path] of paths) assert.deepEqual(hex(proofOf(inclusionSpans(index, size), tiles)), path, `${index} of ${size}`)
})

test('consistency paths are those of RFC 6962’s reference trees', () => {
  const paths: [earlier: number, size: number, path: string[]][] = [
    [1, 1, []],
    [1, 8, [node.leaf1, node.pair1, node.four1]],
    [6, 8, [node.pair2, node.pair3, roots[4] as string]],
    [2, 5, [node.pair1, node.leaf4]],
  ]
  const { tiles } = grow([leaves.map(leafHash)])
  for (const [earlier, size, path] of paths) assert.deepEqual(hex(proofOf(consistencySpans(earlier, size), tiles)), path, `${earlier} to ${size}`)
})

const logOf = (size: number): Buffer[] => Array.from({ length: size }, (_, index) => hashLeaf(Buffer.from(`leaf ${index}`)))

test('in whatever batches a log grows, its root and every proof out of its tiles are right', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (sizes, one, other) => {
      const all = logOf(sizes.reduce((sum, size) => sum + size, 0))
      let from = 0
      const batches = sizes.map((size) => all.slice(from, (from += size)))
      const { edge, tiles } = grow(batches)
      const root = naiveRoot(all)
      assert.ok(rootOf(edge).equals(root))
      const index = one % all.length
      assert.ok(isIncluded(all[index] as Buffer, index, all.length, proofOf(inclusionSpans(index, all.length), tiles), root))
      const earlier = 1 + (other % all.length)
      const proof = proofOf(consistencySpans(earlier, all.length), tiles)
      assert.ok(isConsistent(earlier, all.length, naiveRoot(all.slice(0, earlier)), root, proof))
      // A proof stands for one place in one tree only.
      if (all.length > 1) assert.ok(!isIncluded(all[index] as Buffer, (index + 1) % all.length, all.length, proofOf(inclusionSpans(index, all.length), tiles), root))
    }),
    { numRuns: 60 },
  )
})

test('a tree of more than 65,536 leaves needs three levels of tiles, and proofs a handful of them', () => {
  const all = logOf(65_536 + 300)
  const { edge, tiles } = grow([all.slice(0, 70), all.slice(70, 65_536), all.slice(65_536)])
  const root = naiveRoot(all)
  assert.ok(rootOf(edge).equals(root))
  assert.deepEqual(edge.unfinished.map((hashes) => hashes.length / 32), [44, 1, 1])
  for (const index of [0, 255, 256, 65_535, 65_536, all.length - 1]) {
    const spans = inclusionSpans(index, all.length)
    assert.ok(tilesFor(spans).length <= 5, `${tilesFor(spans).length} tiles`)
    assert.ok(isIncluded(all[index] as Buffer, index, all.length, proofOf(spans, tiles), root), `leaf ${index}`)
  }
})

test('a log goes on from the last tile of each level, and from no others', () => {
  const { edge, tiles } = grow([logOf(65_536 + 300)])
  const last: Tile[] = [...tiles].map(([name, hashes]) => {
    const [level = 0, index = 0] = name.split('/').map(Number)
    return { level, index, hashes }
  })
  assert.deepEqual(edgeOf(edge.size, last), edge)
  assert.throws(() => edgeOf(edge.size + 1, last), /does not hold the 45 hashes/)
  assert.throws(() => edgeOf(edge.size, last.filter(({ level }) => level !== 2)), /2\/0 does not hold the 1 hashes/)
})

test('a tile that lacks what a proof needs is refused instead of hashed over', () => {
  const { tiles } = grow([logOf(300)])
  const spans = inclusionSpans(10, 300)
  tiles.set(tileName(0, 0), (tiles.get(tileName(0, 0)) as Buffer).subarray(0, 32 * 100))
  assert.throws(() => proofOf(spans, tiles), /0\/0 lacks hashes/)
})
