import { setNumber, type Decoder } from '../measurement.ts'
import {
  byteAt,
  flag,
  int16le,
  itemDecoder,
  number,
  skipped,
  uint16be,
  uint16le,
  uint32le,
  type Item,
} from './channel-type-value.ts'
import {
  battery,
  co2,
  deviceInformation,
  deviceInformationVs121,
  humidity,
  lineOf,
  pair,
  peoplePerRegion,
  period,
  readPair,
  regionOf,
  stored,
  temperature,
  total,
} from './milesight-items.ts'

// Milesight's uplinks are channel (1 byte), type (1 byte), value, little-endian unless said. Layouts are facts of the
// maker's protocol pages (milesight.com/products/docs); test/data/uplinks/devices holds them row by row with their
// sources. Ports are not checked: the application port (85 by default) is a setting of the device.

/** Also the VS341. */
export const vs340: Decoder = itemDecoder(2, [...deviceInformation, battery, [0x0300, flag('occupied')]])

/** The same channel that means occupancy on a VS340 means motion here. */
export const ws202: Decoder = itemDecoder(2, [
  ...deviceInformation,
  battery,
  [0x0300, flag('motion')],
  [0x0400, {
    length: 1,
    read: ({ measurement }, bytes, at) => {
      const value = byteAt(bytes, at)
      if (value <= 1) measurement.light = value === 1 ? 'light' : 'dark'
    },
  }],
])

export const em300th: Decoder = itemDecoder(2, [
  ...deviceInformation,
  battery,
  temperature,
  humidity,
  [0x20ce, stored(8, (record, bytes, at) => {
    setNumber(record, 'temperatureC', int16le(bytes, at) / 10)
    setNumber(record, 'humidityPct', byteAt(bytes, at + 2) / 2)
  })],
])

export const am103: Decoder = itemDecoder(2, [
  ...deviceInformation,
  battery,
  temperature,
  humidity,
  co2,
  [0x20ce, stored(9, (record, bytes, at) => {
    setNumber(record, 'temperatureC', int16le(bytes, at) / 10)
    setNumber(record, 'humidityPct', byteAt(bytes, at + 2) / 2)
    setNumber(record, 'co2Ppm', uint16le(bytes, at + 3))
  })],
])

const storedAm307 = (tvoc: 'tvocIaq' | 'tvocUgM3', divisor: number): Item =>
  stored(16, (record, bytes, at) => {
    setNumber(record, 'temperatureC', int16le(bytes, at) / 10)
    setNumber(record, 'humidityPct', uint16le(bytes, at + 2) / 2)
    const motion = byteAt(bytes, at + 4)
    if (motion <= 1) record.motion = motion === 1
    setNumber(record, 'lightLevel', byteAt(bytes, at + 5))
    setNumber(record, 'co2Ppm', uint16le(bytes, at + 6))
    setNumber(record, tvoc, uint16le(bytes, at + 8) / divisor)
    setNumber(record, 'pressureHpa', uint16le(bytes, at + 10) / 10)
  })

export const am307: Decoder = itemDecoder(2, [
  ...deviceInformation,
  battery,
  temperature,
  humidity,
  [0x0500, flag('motion')],
  [0x06cb, number('lightLevel', 1, byteAt)],
  co2,
  [0x087d, number('tvocIaq', 2, uint16le, 100)],
  [0x08e6, number('tvocUgM3', 2, uint16le)],
  [0x0973, number('pressureHpa', 2, uint16le, 10)],
  [0x0e01, flag('buzzer')],
  [0x20ce, storedAm307('tvocIaq', 100)],
  [0x21ce, storedAm307('tvocUgM3', 1)],
])

/** The region mask has 16 bits. */
const mostRegions = 16

const peopleAndRegions: Item = {
  length: 4,
  read: ({ measurement }, bytes, at) => {
    const regions = Math.min(byteAt(bytes, at + 1), mostRegions)
    // big-endian, alone in this maker's format; bits beyond the mapped regions mean nothing
    const mask = uint16be(bytes, at + 2)
    measurement.peopleCount = byteAt(bytes, at)
    measurement.regionCount = regions
    measurement.regions ??= []
    for (let i = 0; i < regions; i += 1) regionOf(measurement, i + 1).occupied = ((mask >> i) & 1) === 1
  },
}

export const vs121: Decoder = itemDecoder(2, [
  ...deviceInformationVs121,
  [0x04c9, peopleAndRegions],
  [0x05cc, pair(period)],
  [0x0dcc, pair(total)],
  [0x06cd, number('peopleCountMax', 1, byteAt)],
  [0x07d5, peoplePerRegion(1, 8)],
  [0x08d5, peoplePerRegion(9, 8)],
  // flows between sides A to D: not kept, byte order not certain
  ...[0x09da, 0x0ada, 0x0bda, 0x0cda].map((key) => [key, skipped(8)] as const),
  // dwell time: how long people stay is not kept
  [0x0ee4, skipped(5)],
  [0x0f85, number('deviceTime', 4, uint32le)],
])

const lineTotal = (line: number, key: 'totalIn' | 'totalOut'): Item => ({
  length: 4,
  read: ({ measurement }, bytes, at) => void setNumber(lineOf(measurement, line), key, uint32le(bytes, at)),
})

const linePeriod = (line: number): Item => ({
  length: 4,
  read: ({ measurement }, bytes, at) => readPair(lineOf(measurement, line), period, bytes, at),
})

export const vs133: Decoder = itemDecoder(2, [
  ...deviceInformation,
  // lines 1 to 4 take three channels each, from 03 on
  ...[1, 2, 3, 4].flatMap((line) => {
    const channel = line * 3
    return [
      [(channel << 8) | 0xd2, lineTotal(line, 'totalIn')],
      [((channel + 1) << 8) | 0xd2, lineTotal(line, 'totalOut')],
      [((channel + 2) << 8) | 0xcc, linePeriod(line)],
    ] as const
  }),
  [0x0fe3, peoplePerRegion(1, 4)],
  [0x10e4, skipped(5)],
])

/** The last byte of an item with alarm: 1 reached the threshold, 0 left it. */
const withAlarm = (item: Item, valueLength: number, alarm: string): Item => ({
  length: valueLength + 1,
  read: (found, bytes, at) => {
    item.read(found, bytes, at)
    if (byteAt(bytes, at + valueLength) === 1) (found.measurement.alarms ??= []).push(alarm)
  },
})

/** A stored record of the VS350: time, kind, then the period (kind 0) or the period and the total (kind 1). */
const storedVs350 = stored(
  (bytes, at) => {
    const kind = bytes[at + 4]
    // a cut record is reported as such, whatever its kind would have been
    if (kind === undefined || kind === 0) return 9
    return kind === 1 ? 13 : undefined
  },
  (record, bytes, at) => {
    readPair(record, period, bytes, at + 1)
    if (byteAt(bytes, at) === 1) readPair(record, total, bytes, at + 5)
  },
)

export const vs350: Decoder = itemDecoder(2, [
  ...deviceInformation,
  battery,
  temperature,
  [0x04cc, pair(total)],
  [0x05cc, pair(period)],
  [0x0aef, number('deviceTime', 4, uint32le)],
  [0x84cc, withAlarm(pair(total), 4, 'total_threshold')],
  [0x85cc, withAlarm(pair(period), 4, 'period_threshold')],
  [0x8367, withAlarm(temperature[1], 2, 'temperature_threshold')],
  [0x20ce, storedVs350],
])
