import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { chunkSize, NotWhole, openChunks, sealChunks } from './sealed-chunks.ts'

const key = Buffer.alloc(32, 5)
const sealedChunk = chunkSize + 16

async function* inBits(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0
  for (let turn = 0; from < bytes.length; turn++) {
    const size = sizes.length === 0 ? bytes.length : (sizes[turn % sizes.length] ?? 1)
    yield bytes.subarray(from, from + size)
    from += size
  }
}
const whole = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all = []
  for await (const piece of pieces) all.push(Buffer.from(piece))
  return Buffer.concat(all)
}
const seal = (bytes: Buffer, sizes: readonly number[] = []) => whole(sealChunks(key, inBits(bytes, sizes)))
const open = (bytes: Buffer, sizes: readonly number[] = []) => whole(openChunks(key, inBits(bytes, sizes)))
const filled = (size: number, seed = 1) => Buffer.from(Uint8Array.from({ length: size }, (_each, at) => (at * 31 + seed + (at >> 8)) & 255))

test('what goes in comes out, in whatever pieces it comes', async () => {
  const near = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -2, max: 2 })).map(([chunks, off]) => Math.max(0, chunks * chunkSize + off))
  const pieces = fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(near, pieces, pieces, async (size, ins, outs) => {
      const plain = filled(size)
      const sealed = await seal(plain, ins)
      assert.equal(sealed.length, size + 16 * Math.max(1, Math.ceil(size / chunkSize)))
      assert.ok(plain.equals(await open(sealed, outs)))
    }),
    { numRuns: 60 },
  )
})

test('cut anywhere, at the edge of a chunk too, it does not open', async () => {
  const sealed = await seal(filled(3 * chunkSize))
  for (const length of [0, 1, 15, 16, 100, sealedChunk, 2 * sealedChunk, 2 * sealedChunk + 1, sealed.length - 1]) {
    await assert.rejects(open(sealed.subarray(0, length)), NotWhole, `cut to ${length}`)
  }
})

test('chunks swapped, left out, repeated, added or joined from two files do not open', async () => {
  const [one, other] = [await seal(filled(3 * chunkSize)), await seal(filled(3 * chunkSize, 2))]
  const [a, b, c] = [0, 1, 2].map((at) => one.subarray(at * sealedChunk, (at + 1) * sealedChunk)) as [Buffer, Buffer, Buffer]
  assert.equal((await open(Buffer.concat([a, b, c]))).length, 3 * chunkSize)
  for (const bent of [[b, a, c], [a, c], [a, c, b], [a, a, b, c], [a, b, b, c], [a, b, c, c], [a, b, c, other], [one, one], [a, b, c, Buffer.of(0)]]) {
    await assert.rejects(open(Buffer.concat(bent)), NotWhole)
  }
  const strange = await whole(sealChunks(Buffer.alloc(32, 6), inBits(filled(3 * chunkSize), [])))
  await assert.rejects(open(Buffer.concat([a, strange.subarray(sealedChunk)])), NotWhole)
})

test('one bit flipped anywhere does not open, and what was given out until then was genuine', async () => {
  const plain = filled(2 * chunkSize + 100)
  const sealed = await seal(plain)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: sealed.length * 8 - 1 }), async (bit) => {
      const bent = Buffer.from(sealed)
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const given: Buffer[] = []
      await assert.rejects(async () => {
        for await (const piece of openChunks(key, inBits(bent, []))) given.push(piece)
      }, NotWhole)
      const got = Buffer.concat(given)
      assert.ok(plain.subarray(0, got.length).equals(got))
    }),
    { numRuns: 60 },
  )
})
