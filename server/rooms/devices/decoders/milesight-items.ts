import type { LineMeasurement, Measurement, NumberKey, RegionMeasurement } from '../measurement.ts'
import { setNumber } from '../measurement.ts'
import {
  byteAt,
  hex,
  int16le,
  number,
  skipped,
  uint16le,
  uint32le,
  type Found,
  type Item,
} from './channel-type-value.ts'

// Rows that several Milesight models share. The key of a row is channel and type: 0x0367 is channel 03, type 67.

type Row = readonly [number, Item]

export const battery: Row = [0x0175, number('batteryPct', 1, byteAt)]
export const temperature: Row = [0x0367, number('temperatureC', 2, int16le, 10)]
export const humidity: Row = [0x0468, number('humidityPct', 1, byteAt, 2)]
export const co2: Row = [0x077d, number('co2Ppm', 2, uint16le)]

type PairKeys = readonly [NumberKey, NumberKey]
export const total: PairKeys = ['totalIn', 'totalOut']
export const period: PairKeys = ['periodIn', 'periodOut']

export const readPair = (into: Measurement | LineMeasurement, keys: PairKeys, bytes: Uint8Array, at: number): void => {
  setNumber(into, keys[0], uint16le(bytes, at))
  setNumber(into, keys[1], uint16le(bytes, at + 2))
}

/** Two 16-bit counters, in and out. */
export const pair = (keys: PairKeys): Item => ({
  length: 4,
  read: ({ measurement }, bytes, at) => readPair(measurement, keys, bytes, at),
})

/** The entry of a region, in ascending order however the items came. */
export const regionOf = (measurement: Measurement, region: number): RegionMeasurement => {
  const regions = (measurement.regions ??= [])
  let entry = regions.find((each) => each.region === region)
  if (entry === undefined) {
    entry = { region }
    regions.push(entry)
    regions.sort((a, b) => a.region - b.region)
  }
  return entry
}

export const lineOf = (measurement: Measurement, line: number): LineMeasurement => {
  const lines = (measurement.lines ??= [])
  let entry = lines.find((each) => each.line === line)
  if (entry === undefined) {
    entry = { line }
    lines.push(entry)
    lines.sort((a, b) => a.line - b.line)
  }
  return entry
}

/** People per region, one byte each. */
export const peoplePerRegion = (first: number, count: number): Item => ({
  length: count,
  read: ({ measurement }, bytes, at) => {
    for (let i = 0; i < count; i += 1) regionOf(measurement, first + i).peopleCount = byteAt(bytes, at + i)
  },
})

/** A record stored while the network was away: its first field is its own time, which counts instead of the arrival. */
export const stored = (
  length: Item['length'],
  read: (record: Measurement & { at: number }, bytes: Uint8Array, at: number) => void,
): Item => ({
  length,
  read: ({ measurement }, bytes, at) => {
    const record = { at: uint32le(bytes, at) }
    read(record, bytes, at + 4)
    ;(measurement.history ??= []).push(record)
  },
})

const info = (found: Found): NonNullable<Found['deviceInfo']> => (found.deviceInfo ??= {})
const loraClasses = ['A', 'B', 'C', 'C to B']

const about = (
  length: number,
  key: string,
  value: (bytes: Uint8Array, at: number) => string | number | true,
): Item => ({
  length,
  read: (found, bytes, at) => {
    info(found)[key] = value(bytes, at)
  },
})

const protocolVersion: Row = [0xff01, about(1, 'protocolVersion', byteAt)]
const hardwareVersion: Row = [
  0xff09,
  about(2, 'hardwareVersion', (bytes, at) => `${byteAt(bytes, at)}.${byteAt(bytes, at + 1) >> 4}`),
]

/** Channel ff of the battery-powered models and the VS133: sent once after joining. */
export const deviceInformation: readonly Row[] = [
  protocolVersion,
  hardwareVersion,
  // versions are written in hexadecimal digits: 01 14 is 1.14
  [0xff0a, about(2, 'firmwareVersion', (bytes, at) =>
    `${byteAt(bytes, at).toString(16)}.${byteAt(bytes, at + 1).toString(16)}`)],
  [0xff0b, about(1, 'powerOn', () => true)],
  [0xff0f, about(1, 'loraClass', (bytes, at) => loraClasses[byteAt(bytes, at)] ?? byteAt(bytes, at))],
  // the maker's page says 6 bytes, its sample and the devices have 8
  [0xff16, about(8, 'serialNumber', (bytes, at) => hex(bytes, at, at + 8))],
  // enabled sensors, a bit mask
  [0xff18, skipped(2)],
]

/** Channel ff of the VS121, which has a shorter serial number and a four-part version. */
export const deviceInformationVs121: readonly Row[] = [
  protocolVersion,
  hardwareVersion,
  [0xff08, about(6, 'serialNumber', (bytes, at) => hex(bytes, at, at + 6))],
  [0xff1f, about(4, 'firmwareVersion', (bytes, at) => [...bytes.subarray(at, at + 4)].join('.'))],
]
