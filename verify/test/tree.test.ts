import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '../../test/properties.ts'
import { GrowingTree, isConsistent, leafHash, rootFromInclusion, rootOf } from '../tree.mjs'
import { leafOf, NaiveTree } from './forge.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

// The tree of eight leaves with which implementations of certificate transparency are tested, and some of its proofs.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
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
].map(hex)
const leaf1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'
const leaf4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
const leaves2To4 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'
const leaves4To6 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'
const leaves6To8 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'
const leaves4To8 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
const inclusions: [number, number, string[]][] = [
  [0, 1, []],
  [0, 2, [leaf1]],
  [0, 8, [leaf1, leaves2To4, leaves4To8]],
  [5, 8, [leaf4, leaves6To8, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [1, 5, ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', leaves2To4, leaf4]],
]
const consistencies: [number, number, string[]][] = [
  [1, 1, []],
  [1, 8, [leaf1, leaves2To4, leaves4To8]],
  [6, 8, [leaves4To6, leaves6To8, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
  [2, 5, [leaves2To4, leaf4]],
]

const rootAt = (size: number) => roots[size] ?? assert.fail()
const headAt = (size: number) => ({ size: BigInt(size), root: rootAt(size) })

describe('the tree of RFC 6962, by its known vectors', () => {
  it('has the known root at each size from nothing to eight', () => {
    const tree = new GrowingTree()
    assert.deepEqual(tree.root(), rootAt(0))
    for (const [at, input] of inputs.entries()) {
      tree.add(leafHash(hex(input)))
      assert.deepEqual(tree.root(), rootAt(at + 1))
    }
  })

  for (const [index, size, proof] of inclusions)
    it(`accepts the known proof of entry ${index} of ${size}`, () => {
      const leaf = leafHash(hex(inputs[index] ?? assert.fail()))
      assert.deepEqual(rootFromInclusion(BigInt(index), BigInt(size), leaf, proof.map(hex)), rootAt(size))
    })

  for (const [from, to, proof] of consistencies)
    it(`accepts the known proof that ${from} lies in ${to}`, () => {
      assert.equal(isConsistent(headAt(from), headAt(to), proof.map(hex)), true)
      for (const other of [1, 2, 3, 4, 5, 6, 7, 8])
        if (other !== from) assert.equal(isConsistent({ ...headAt(from), root: rootAt(other) }, headAt(to), proof.map(hex)), false)
    })
})

const largest = 70
const tree = new NaiveTree(Array.from({ length: largest }, (_, at) => leafOf(`leaf ${at}`)))
const naiveHead = (size: number) => ({ size: BigInt(size), root: tree.root(0, size) })
const leafAt = (index: number) => tree.leaves[index] ?? assert.fail()

describe('proofs against the definition by recursion', () => {
  it(`gives the defined root for every size up to ${largest}`, () => {
    for (let size = 0; size <= largest; size++) assert.deepEqual(rootOf(tree.leaves.slice(0, size)), tree.root(0, size))
  })

  it('leads every entry of every size to the root', () => {
    for (let size = 1; size <= largest; size++)
      for (let index = 0; index < size; index++)
        assert.deepEqual(
          rootFromInclusion(BigInt(index), BigInt(size), leafAt(index), tree.inclusion(index, size)),
          tree.root(0, size),
        )
  })

  it('finds every earlier size in every later one', () => {
    for (let to = 0; to <= largest; to++)
      for (let from = 0; from <= to; from++)
        assert.equal(isConsistent(naiveHead(from), naiveHead(to), tree.consistency(from, to)), true, `${from} in ${to}`)
  })

  const pair = fc.integer({ min: 1, max: largest }).chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)))
  const spoil = (proof: readonly Buffer[], at: number, how: number): Buffer[] => {
    const place = proof.length === 0 ? 0 : at % proof.length
    if (how === 0) return [...proof, leafOf('more')]
    if (how === 1) return proof.slice(0, -1)
    if (how === 2) return proof.toSpliced(place, 1)
    if (how === 3) return [leafOf('more'), ...proof]
    const flipped = Buffer.from(proof[place] ?? Buffer.alloc(32))
    flipped[at % 32] = (flipped[at % 32] ?? 0) ^ (1 << (at % 8))
    return proof.with(place, flipped)
  }

  it('refuses a proof of inclusion with anything added, taken away or flipped, and another place or size', () => {
    fc.assert(
      fc.property(pair, fc.nat(), fc.integer({ min: 0, max: 4 }), ([index, size], at, how) => {
        const proof = tree.inclusion(index, size)
        const root = (place: number, count: number, path: readonly Buffer[]) =>
          rootFromInclusion(BigInt(place), BigInt(count), leafAt(index), path)
        if (how !== 0 && how !== 3 && proof.length === 0) return
        assert.notDeepEqual(root(index, size, spoil(proof, at, how)), tree.root(0, size))
        if (how === 0 || how === 3) assert.equal(root(index, size, spoil(proof, at, how)), null)
        const elsewhere = at % size
        if (elsewhere !== index) assert.notDeepEqual(root(elsewhere, size, proof), tree.root(0, size))
        assert.equal(root(size + (at % 5), size, proof), null)
        assert.equal(root(-1, size, proof), null)
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses a proof of consistency with anything added, taken away or flipped, and any other earlier tree', () => {
    fc.assert(
      fc.property(pair, fc.nat(), fc.integer({ min: 0, max: 4 }), ([from, to], at, how) => {
        const proof = tree.consistency(from, to)
        if (how === 0 || how === 3 || proof.length > 0)
          assert.equal(isConsistent(naiveHead(from), naiveHead(to), spoil(proof, at, how)), false)
        assert.equal(isConsistent(naiveHead(to), naiveHead(to), []), true)
        assert.equal(isConsistent(naiveHead(to), naiveHead(to), [leafOf('more')]), false)
        // Sizes that lie: the roots and the proof fit each other, but not a tree that needs a longer proof.
        const longer = naiveHead(Math.min(largest, to + 1 + (at % 40)))
        if (tree.consistency(from, Number(longer.size)).length > proof.length)
          assert.equal(isConsistent(naiveHead(from), { ...longer, root: tree.root(0, to) }, proof), false)
        if (from === 0) return
        const forged = new NaiveTree(tree.leaves.with(at % from, leafOf('forged')))
        const forgedHead = { size: BigInt(from), root: forged.root(0, from) }
        assert.equal(isConsistent(forgedHead, naiveHead(to), proof), false)
        assert.equal(isConsistent(forgedHead, naiveHead(to), forged.consistency(from, to)), false)
        assert.equal(isConsistent(naiveHead(to), naiveHead(from), proof), false)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes sizes beyond 2^53 as they are', () => {
    const huge = 2n ** 60n
    assert.equal(rootFromInclusion(huge - 1n, huge, leafAt(0), Array.from({ length: 60 }, () => leafAt(1)))?.length, 32)
    assert.equal(rootFromInclusion(huge, huge, leafAt(0), Array.from({ length: 60 }, () => leafAt(1))), null)
    assert.equal(rootFromInclusion(huge - 1n, huge, leafAt(0), Array.from({ length: 59 }, () => leafAt(1))), null)
  })
})
