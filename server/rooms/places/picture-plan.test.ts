import { test } from 'node:test'
import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { pictureFault } from './picture-plan.ts'

const chunk = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
}
const png = (width: number, height: number) => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10))),
  ])
}
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080010001001011100ffd9', 'hex')
const asUrl = (type: string, bytes: Buffer) => `data:image/${type};base64,${bytes.toString('base64')}`

test('a PNG and a JPEG are taken', () => {
  assert.equal(pictureFault(asUrl('png', png(100, 50))), null)
  assert.equal(pictureFault(asUrl('jpeg', jpeg)), null)
})

test('a picture that is not what it says, or no picture at all, is refused', () => {
  for (const url of [
    asUrl('jpeg', png(1, 1)),
    asUrl('png', jpeg),
    asUrl('svg+xml', Buffer.from('<svg/>')),
    asUrl('png', Buffer.from('<script>alert(1)</script>'.repeat(10))),
    'https://evil.example/x.png',
    'data:image/png,abc',
    'data:text/html;base64,PHNjcmlwdD4=',
    asUrl('png', png(0, 10)),
    '',
  ])
    assert.notEqual(pictureFault(url), null, url.slice(0, 60))
})

test('a picture with more pixels than a browser should unpack is refused', () => {
  assert.match(pictureFault(asUrl('png', png(50_000, 50_000)))?.en ?? '', /too large/)
})
