import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '#properties'
import { createPacketGuard } from './packet-guard.ts'

/** A packet of MQTT's framing: type byte, length in groups of seven bits, body. */
const packet = (length: number): Buffer => {
  const head = [0x30]
  let rest = length
  do {
    head.push((rest % 128) + (rest >= 128 ? 128 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Buffer.concat([Buffer.from(head), Buffer.alloc(length, 0xff)])
}

const pieces = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const cut: Buffer[] = []
  let at = 0
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1
    cut.push(bytes.subarray(at, at + size))
    at += size
  }
  return cut
}

describe('the guard of packet sizes', () => {
  it('lets packets up to the limit through, however they are cut, and none that is longer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
        (lengths, sizes) => {
          const guard = createPacketGuard(200)
          const fits = pieces(Buffer.concat(lengths.map(packet)), sizes).every((piece) => guard.fits(piece))
          assert.equal(fits, lengths.every((length) => length <= 200))
        },
      ),
    )
  })

  it('refuses a length that never ends', () => {
    assert.equal(createPacketGuard(10 ** 9).fits(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x80])), false)
  })
})
