import {
  setNumber,
  type Decoded,
  type Decoder,
  type DeviceInfo,
  type Measurement,
  type NumberKey,
} from '../measurement.ts'

/** Where an item's reader puts what it finds. */
export type Found = { measurement: Measurement; deviceInfo?: DeviceInfo }

/**
 * One row of a maker's payload table. `length` counts the value bytes; a function looks at the bytes when a field
 * inside decides (`undefined`: not decodable). `read` is only called when all value bytes are there.
 */
export type Item = {
  length: number | ((bytes: Uint8Array, at: number) => number | undefined)
  read: (found: Found, bytes: Uint8Array, at: number) => void
}

export const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0
export const uint16le = (bytes: Uint8Array, at: number): number => byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8)
export const uint16be = (bytes: Uint8Array, at: number): number => (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1)
export const int16le = (bytes: Uint8Array, at: number): number => (uint16le(bytes, at) << 16) >> 16
export const int16be = (bytes: Uint8Array, at: number): number => (uint16be(bytes, at) << 16) >> 16
export const int8 = (bytes: Uint8Array, at: number): number => (byteAt(bytes, at) << 24) >> 24
export const uint24le = (bytes: Uint8Array, at: number): number => uint16le(bytes, at) | (byteAt(bytes, at + 2) << 16)
export const uint32le = (bytes: Uint8Array, at: number): number =>
  uint16le(bytes, at) + uint16le(bytes, at + 2) * 0x1_0000
export const hex = (bytes: Uint8Array, from: number, to = bytes.length): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('hex')

type Read = (bytes: Uint8Array, at: number) => number

/**
 * A number of one key; the value is the raw number divided (not multiplied: 308 / 10 is exactly the nearest double to
 * 30.8).
 */
export const number = (key: NumberKey, length: number, read: Read, divisor = 1): Item => ({
  length,
  read: (found, bytes, at) => void setNumber(found.measurement, key, read(bytes, at) / divisor),
})

type FlagKey = 'occupied' | 'motion' | 'buzzer'

/** 0 no, 1 yes; any other value is not defined by the maker and says nothing. */
export const flag = (key: FlagKey): Item => ({
  length: 1,
  read: ({ measurement }, bytes, at) => {
    const value = byteAt(bytes, at)
    if (value <= 1) measurement[key] = value === 1
  },
})

/** Known length, nothing in it that this house keeps. */
export const skipped = (length: number): Item => ({ length, read: () => {} })

/**
 * A decoder for formats that are a row of items: a key of `keyBytes` bytes, then a value whose length follows from
 * the key alone. There is no length byte, so after an unknown key or a cut value nothing more can be located: what
 * was read before is kept and the rest is handed back as `undecoded`. When an item comes twice the later one wins (no
 * maker defines it).
 */
export const itemDecoder = (keyBytes: 1 | 2, table: readonly (readonly [number, Item])[]): Decoder => {
  const items = new Map(table)
  return ({ bytes, fPort }): Decoded => {
    // LoRaWAN 1.0.4 §4.3.2: port 0 carries MAC commands only
    if (fPort === 0) return { measurement: null, reason: 'mac_commands' }
    if (bytes.length === 0) return { measurement: null, reason: 'empty' }
    const found: Found = { measurement: {} }
    let at = 0
    let problem: string | undefined
    while (at < bytes.length) {
      const item = items.get(keyBytes === 1 ? byteAt(bytes, at) : uint16be(bytes, at))
      if (at + keyBytes > bytes.length) problem = 'truncated_item'
      else if (item === undefined) problem = 'unknown_item'
      if (problem !== undefined || item === undefined) break
      const value = at + keyBytes
      const length = typeof item.length === 'number' ? item.length : item.length(bytes, value)
      if (length === undefined || value + length > bytes.length) {
        problem = length === undefined ? 'unknown_item' : 'truncated_item'
        break
      }
      item.read(found, bytes, value)
      at = value + length
    }
    return conclude(found, problem, problem === undefined ? undefined : hex(bytes, at))
  }
}

const conclude = (found: Found, problem: string | undefined, undecoded: string | undefined): Decoded => {
  const { measurement, deviceInfo } = found
  const rest = { ...(deviceInfo && { deviceInfo }), ...(undecoded !== undefined && { undecoded }) }
  for (const _ in measurement) return { measurement, ...rest }
  if (deviceInfo) return { measurement: null, reason: 'device_information', ...rest }
  if (problem !== undefined) return { error: problem }
  return { measurement: null, reason: 'no_reading' }
}
