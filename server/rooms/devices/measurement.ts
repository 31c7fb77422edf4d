/**
 * What one decoded uplink says, in this house's own units. Units stand in the names; an absent key means "the device did not say".
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
  trigger?: string
  co2AboveThreshold?: boolean
  co2Calibration?: boolean
  buzzer?: boolean
  alarms?: string[]
  /** Unix seconds by the device's own clock. */
  deviceTime?: number
  /** Stored readings, each with its own time `at` in Unix seconds. */
  history?: (Omit<Measurement, 'history'> & { at: number })[]
  /** Serial number, versions; sent after joining; not a measurement. */
  deviceInfo?: Record<string, string | number | boolean>
}

export type RegionMeasurement = { region: number; occupied?: boolean; peopleCount?: number }
export type LineMeasurement = { line: number; totalIn?: number; totalOut?: number; periodIn?: number; periodOut?: number }

/** The bytes of one uplink as the network server delivered them. */
export type Frame = { bytes: Uint8Array; fPort: number }

/**
 * A decoder never throws. `measurement: null` means a well-formed frame that carries no measurement (device information, an empty sign of life,
 * an answer to a downlink); `error` means bytes the maker's format does not allow. `undecoded` is the hex of trailing bytes that could not be read.
 */
export type Decoded =
  | { measurement: Measurement; undecoded?: string }
  | { measurement: null; reason: string }
  | { error: string }

export type Decoder = (frame: Frame) => Decoded
