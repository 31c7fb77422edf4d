/**
 * What one decoded uplink says, in this house's own units. Units stand in the names; an absent key means "the device
 * did not say".
 */
export type Measurement = {
  /** Presence state of the desk, seat or room as the device itself judges it. */
  occupied?: boolean
  /** A PIR element is triggered now. Motion is not proof of occupancy. */
  motion?: boolean
  motionCount?: number
  eventCount?: number
  minutesSinceLastEvent?: number
  peopleCount?: number
  peopleCountMax?: number
  regionCount?: number
  regions?: RegionMeasurement[]
  /** People through a door or line: running totals (they wrap) and this period. */
  totalIn?: number
  totalOut?: number
  periodIn?: number
  periodOut?: number
  lines?: LineMeasurement[]
  temperatureC?: number
  humidityPct?: number
  co2Ppm?: number
  pressureHpa?: number
  illuminanceLux?: number
  /** Temperature of the electronics, not of the room. */
  boardTemperatureC?: number
  tvocIaq?: number
  tvocUgM3?: number
  /** 0 (dark) to 5 (bright). */
  lightLevel?: number
  light?: 'dark' | 'light'
  batteryPct?: number
  batteryV?: number
  buttonPressed?: boolean
  tamper?: boolean
  trigger?: boolean
  co2AboveThreshold?: boolean
  co2Calibration?: boolean
  buzzer?: boolean
  alarms?: string[]
  /** Unix seconds by the device's own clock. */
  deviceTime?: number
  /** Stored readings, each with its own time `at` in Unix seconds. */
  history?: (Omit<Measurement, 'history'> & { at: number })[]
}

export type RegionMeasurement = { region: number; occupied?: boolean; peopleCount?: number }
export type LineMeasurement = {
  line: number
  totalIn?: number
  totalOut?: number
  periodIn?: number
  periodOut?: number
}

/** Serial number, versions; sent after joining; not a measurement. */
export type DeviceInfo = Record<string, string | number | boolean>

/** The bytes of one uplink as the network server delivered them. */
export type Frame = { bytes: Uint8Array; fPort: number }

/**
 * A decoder never throws. `measurement: null` means a well-formed frame that carries no measurement (device
 * information, an empty sign of life, an answer to a downlink); `error` means bytes the maker's format does not
 * allow. `undecoded` is the hex of trailing bytes that could not be read.
 */
export type Decoded =
  | { measurement: Measurement; deviceInfo?: DeviceInfo; undecoded?: string }
  | { measurement: null; reason: string; deviceInfo?: DeviceInfo; undecoded?: string }
  | { error: string }

export type Decoder = (frame: Frame) => Decoded

/** Keys of a measurement that hold one number. */
export type NumberKey = keyof typeof plausibleRange

/**
 * What a sensor in or at a building can say, inclusive. Outside of it a value is a start-up code, a broken sensor or
 * a wrong decoder, and is no reading: CO2 0 is what sensors send before their first measurement (Browan CD10 manual),
 * open air has over 400 ppm.
 */
export const plausibleRange = {
  motionCount: [0, 0xffffffff],
  eventCount: [0, 0xffffffff],
  minutesSinceLastEvent: [0, 0xffff],
  peopleCount: [0, 0xffff],
  peopleCountMax: [0, 0xffff],
  regionCount: [0, 0xff],
  totalIn: [0, 0xffffffff],
  totalOut: [0, 0xffffffff],
  periodIn: [0, 0xffffffff],
  periodOut: [0, 0xffffffff],
  temperatureC: [-60, 100],
  humidityPct: [0, 100],
  co2Ppm: [1, 60_000],
  pressureHpa: [300, 1_200],
  illuminanceLux: [0, 200_000],
  boardTemperatureC: [-60, 150],
  tvocIaq: [0, 500],
  tvocUgM3: [0, 0xffff],
  lightLevel: [0, 5],
  batteryPct: [0, 100],
  batteryV: [0.1, 60],
  deviceTime: [1, 0xffffffff],
} as const satisfies Partial<Record<keyof Measurement, readonly [number, number]>>

/** Puts a number into the measurement when it is plausible for its key; says whether it did. */
export const setNumber = (into: Partial<Record<NumberKey, number>>, key: NumberKey, value: number): boolean => {
  const [lowest, highest] = plausibleRange[key]
  // NaN fails both comparisons
  if (!(value >= lowest && value <= highest)) return false
  into[key] = value
  return true
}
