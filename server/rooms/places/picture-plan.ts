import type { PlanFault } from './svg-plan.ts'

const megabyte = 1_048_576
const mostBytes = 5 * megabyte
const mostPixels = 40_000_000

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Width and height as the file itself says: PNG's IHDR (ISO/IEC 15948 §11.2.2), JPEG's frame header (ITU-T T.81 §B.2.2). */
const sizeOf = (type: string, bytes: Buffer): { width: number; height: number } | null => {
  if (type === 'png') {
    const isPng = bytes.length > 33 && bytes.subarray(0, 8).equals(png) && bytes.toString('latin1', 12, 16) === 'IHDR'
    return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null
  }
  if (bytes.length < 12 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/**
 * Whether a data URL really is the PNG or JPEG that it says, and not too large.
 * @returns null when it is fine
 */
export const pictureFault = (dataUrl: string): PlanFault | null => {
  const parts = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/.exec(dataUrl)
  const [, type, base64] = parts ?? []
  if (type === undefined || base64 === undefined) {
    return { nl: 'verwacht een PNG of JPEG als data-URL', en: 'expected a PNG or JPEG as a data URL' }
  }
  const bytes = Buffer.from(base64, 'base64')
  const size = sizeOf(type, bytes)
  if (size === null || size.width === 0 || size.height === 0) {
    return { nl: 'de inhoud is niet de afbeelding die ze zegt te zijn', en: 'the content is not the picture it says it is' }
  }
  const isLarge = bytes.length > mostBytes || size.width * size.height > mostPixels
  return isLarge ? { nl: 'de afbeelding is te groot', en: 'the picture is too large' } : null
}
