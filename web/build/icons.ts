/**
 * Draws the app's icons: an enamel tile with an open ring. Run `node web/build/icons.ts` after changing the drawing; the
 * results are kept in web/public/icons. Rasterised here, sixteen samples a pixel, so that no image library is needed.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

type Rgb = readonly [number, number, number]
const tile: Rgb = [0x21, 0x46, 0x8b]
const line: Rgb = [0x8f, 0xa8, 0xd8]
const white: Rgb = [255, 255, 255]

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#21468B"/><circle cx="16" cy="16" r="6.6" fill="none" stroke="#fff" stroke-width="3.2"/><path d="M1 7.5A6.5 6.5 0 0 0 7.5 1M24.5 1A6.5 6.5 0 0 0 31 7.5M31 24.5A6.5 6.5 0 0 0 24.5 31M7.5 31A6.5 6.5 0 0 0 1 24.5" fill="none" stroke="#8FA8D8" stroke-width="1.3"/></svg>
`

/** Colour and cover of a point of the 32 × 32 drawing; null outside the tile. */
function paint(x: number, y: number, shape: 'rounded' | 'full'): Rgb | null {
  if (shape === 'rounded') {
    const [fx, fy] = [Math.min(x, 32 - x), Math.min(y, 32 - y)]
    if (fx < 0 || fy < 0 || (fx < 4 && fy < 4 && Math.hypot(4 - fx, 4 - fy) > 4)) return null
  }
  if (Math.abs(Math.hypot(x - 16, y - 16) - 6.6) <= 1.6) return white
  for (const [cx, cy] of [[1, 1], [31, 1], [31, 31], [1, 31]] as const) {
    const inside = (cx < 16 ? x >= 1 : x <= 31) && (cy < 16 ? y >= 1 : y <= 31)
    if (inside && Math.abs(Math.hypot(x - cx, y - cy) - 6.5) <= 0.65) return line
  }
  return tile
}

/** @param zoom 1 for the whole tile; a maskable icon keeps its drawing within the middle 80 % (W3C manifest, purpose) */
function png(size: number, shape: 'rounded' | 'full', zoom = 1): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1))
  const grid = 4
  for (let py = 0; py < size; py++) {
    for (let px = 0; px < size; px++) {
      let [r, g, b, hits] = [0, 0, 0, 0]
      for (let sub = 0; sub < grid * grid; sub++) {
        const at = (pixel: number, part: number) => (((pixel + (part + 0.5) / grid) / size) * 32 - 16) / zoom + 16
        const colour = paint(at(px, sub % grid), at(py, Math.floor(sub / grid)), shape)
        if (colour === null) continue
        ;[r, g, b, hits] = [r + colour[0], g + colour[1], b + colour[2], hits + 1]
      }
      const offset = py * (size * 4 + 1) + 1 + px * 4
      if (hits > 0) rows.set([r / hits, g / hits, b / hits, (hits / grid ** 2) * 255].map(Math.round), offset)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data])
  const framed = Buffer.alloc(8 + body.length)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), 4 + body.length)
  return framed
}

const folder = new URL('../public/icons/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('vrijplek.svg', folder), svg)
writeFileSync(new URL('vrijplek-180.png', folder), png(180, 'full'))
writeFileSync(new URL('vrijplek-192.png', folder), png(192, 'rounded'))
writeFileSync(new URL('vrijplek-512.png', folder), png(512, 'rounded'))
writeFileSync(new URL('vrijplek-maskable-512.png', folder), png(512, 'full', 0.78))
