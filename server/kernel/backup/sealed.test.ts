import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { bytesOf, once } from './manifest.ts'
import { newEnvelope, NotWhole, seal, unseal } from './sealed.ts'
import { testWrapper } from './test-wrapper.ts'

const root = testWrapper(Buffer.alloc(32, 5))
const sealed = async (plain: Uint8Array, name = 'base/1/data'): Promise<Buffer> => await bytesOf(seal(once(plain), name, await newEnvelope(root)))
const opened = (bytes: Uint8Array, name = 'base/1/data'): Promise<Buffer> => bytesOf(unseal(once(bytes), name, root))

async function* inSteps(bytes: Buffer, step: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

test('whatever was sealed opens, however it is cut on the way', async () => {
  const size = fc.oneof(fc.nat(300), fc.constantFrom(65_535, 65_536, 65_537, 131_072, 200_000))
  await fc.assert(
    fc.asyncProperty(size, fc.integer({ min: 1, max: 90_000 }), async (length, step) => {
      const plain = Buffer.alloc(length, 'abcdefg')
      const bytes = await bytesOf(seal(inSteps(plain, step), 'n', await newEnvelope(root)))
      assert.deepEqual(await bytesOf(unseal(inSteps(bytes, step), 'n', root)), plain)
    }),
    { numRuns: 60 },
  )
})

test('a changed byte, a cut, a lost or swapped chunk and another name are noticed', async () => {
  const plain = Buffer.alloc(200_000, 'abcdefg')
  const bytes = await sealed(plain)
  assert.deepEqual(await opened(bytes), plain)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), async (at) => {
      const bent = Buffer.from(bytes)
      bent[at] = (bent[at] ?? 0) ^ 1
      await assert.rejects(opened(bent))
    }),
    { numRuns: 60 },
  )
  const chunk = 65_536 + 16
  const head = bytes.length - (200_000 + 4 * 16)
  const cutAtChunk = bytes.subarray(0, head + 2 * chunk)
  await assert.rejects(opened(cutAtChunk), NotWhole)
  await assert.rejects(opened(bytes.subarray(0, 40)), NotWhole)
  const swapped = Buffer.concat([bytes.subarray(0, head), bytes.subarray(head + chunk, head + 2 * chunk), bytes.subarray(head, head + chunk), bytes.subarray(head + 2 * chunk)])
  await assert.rejects(opened(swapped), NotWhole)
  await assert.rejects(opened(bytes, 'base/2/data'), NotWhole)
  await assert.rejects(bytesOf(unseal(once(bytes), 'base/1/data', testWrapper())))
})
