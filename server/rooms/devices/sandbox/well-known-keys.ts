import type { Measurement, NumberKey } from '../measurement.ts'

// What makers call things in the output of their decoders: The Things Network's device repository (Milesight, Browan,
// Elsys and others), ChirpStack's device profiles, LoRa Alliance / The Things Stack "normalized payload". Keys are
// compared in lower case without separators: `people_count`, `peopleCount` and `PeopleCount` are one. Anything not
// here is dropped.

type FlagKey = 'occupied' | 'motion' | 'buttonPressed' | 'tamper' | 'co2AboveThreshold' | 'co2Calibration' | 'buzzer'

export type Meaning =
  | { is: 'number'; key: NumberKey; divisor?: number; whole?: boolean }
  | { is: 'flag'; key: FlagKey }
  | { is: 'motion' | 'light' | 'battery' }

const number = (key: NumberKey, divisor = 1): Meaning => ({ is: 'number', key, divisor })
const count = (key: NumberKey): Meaning => ({ is: 'number', key, whole: true })
const flag = (key: FlagKey): Meaning => ({ is: 'flag', key })

const rows: readonly (readonly [Meaning, ...string[]])[] = [
  [flag('occupied'), 'occupied', 'occupancy', 'occupancystatus', 'occupancystate', 'occupancydetected', 'presence',
    'presencedetected', 'deskoccupied', 'deskoccupancy', 'seatoccupied', 'roomoccupied', 'motmotionst'],
  [{ is: 'motion' }, 'motion', 'motiondetected', 'motionstatus', 'pir', 'pirstatus', 'pirtrigger'],
  [count('motionCount'), 'motioncount', 'pircount'],
  [count('eventCount'), 'eventcount', 'motcounts', 'totalevents'],
  [count('minutesSinceLastEvent'), 'minutessincelastevent', 'mottimes'],
  [count('peopleCount'), 'peoplecount', 'peoplecountall', 'peoplecounterall', 'people', 'persons', 'personcount',
    'headcount',
    'occupants', 'occupancycount'],
  [count('peopleCountMax'), 'peoplecountmax', 'peoplemax', 'maxpeoplecount'],
  [count('regionCount'), 'regioncount'],
  [count('totalIn'), 'totalin', 'totalcounterin', 'peopletotalin', 'counterin'],
  [count('totalOut'), 'totalout', 'totalcounterout', 'peopletotalout', 'counterout'],
  [count('periodIn'), 'periodin', 'periodiccounterin', 'peoplein'],
  [count('periodOut'), 'periodout', 'periodiccounterout', 'peopleout'],
  [number('temperatureC'), 'temperature', 'temp', 'temperaturec', 'tempc', 'airtemperature', 'ambienttemperature',
    'roomtemperature',
    'indoortemperature'],
  [number('boardTemperatureC'), 'temperatureboard', 'boardtemperature', 'boardtemperaturec', 'devicetemperature',
    'chiptemperature'],
  [number('humidityPct'), 'humidity', 'relativehumidity', 'airhumidity', 'hum', 'rh', 'humiditypct', 'humiditypercent'],
  [number('co2Ppm'), 'co2', 'co2ppm', 'carbondioxide', 'co2concentration'],
  [number('pressureHpa'), 'pressure', 'barometricpressure', 'airpressure', 'atmosphericpressure', 'pressurehpa',
    'barometer'],
  [number('illuminanceLux'), 'illuminance', 'illumination', 'lightintensity', 'lux', 'illuminancelux'],
  [number('tvocIaq'), 'tvociaq', 'iaq', 'iaqindex'],
  [number('tvocUgM3'), 'tvocugm3'],
  [number('lightLevel'), 'lightlevel'],
  [{ is: 'light' }, 'light', 'lightstatus', 'lightstate', 'daylight'],
  [{ is: 'battery' }, 'battery', 'bat', 'batt'],
  [number('batteryPct'), 'batterypct', 'batterypercent', 'batterypercentage', 'batterylevel', 'batlevel', 'batpercent'],
  [number('batteryV'), 'batteryv', 'batteryvolt', 'batteryvoltage', 'battvolt', 'batvolt', 'batv', 'vbat', 'vbatt'],
  [number('batteryV', 1000), 'vdd', 'batterymv', 'batterymillivolt', 'vbatmv'],
  [flag('buttonPressed'), 'buttonpressed', 'button', 'buttonpress'],
  [flag('tamper'), 'tamper', 'tamperstatus', 'tamperdetected', 'tampered'],
  [flag('co2AboveThreshold'), 'co2threshold', 'co2abovethreshold'],
  [flag('co2Calibration'), 'co2calibration'],
  [flag('buzzer'), 'buzzer', 'buzzerstatus'],
]

const meanings = new Map<string, Meaning>(
  rows.flatMap(([meaning, ...keys]) => keys.map((key) => [key, meaning] as const)),
)

export const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '')

export const meaningOf = (key: string): Meaning | undefined => meanings.get(key)

/** Objects that only group: their keys stand as if they were outside (`air.temperature`). */
export const groups: ReadonlySet<string> = new Set([
  'air', 'action', 'data', 'decoded', 'environment', 'measurement', 'measurements', 'payload', 'sensor',
  'sensors', 'values',
])

/** Objects whose name is part of their keys' meaning (`action.motion.detected`). */
export const prefixes: ReadonlySet<string> = new Set([
  'motion', 'occupancy', 'presence', 'battery', 'button', 'tamper', 'light', 'people',
])

const yes: ReadonlySet<string> = new Set([
  'true', '1', 'yes', 'on', 'occupied', 'busy', 'present', 'detected', 'trigger', 'triggered', 'motion', 'active',
  'pressed', 'enable',
  'tampered', 'light', 'bright', 'installed', 'inuse',
])
const no: ReadonlySet<string> = new Set([
  'false', '0', 'no', 'off', 'vacant', 'unoccupied', 'free', 'empty', 'absent', 'idle', 'normal', 'none', 'clear',
  'inactive', 'released',
  'notdetected', 'nomotion', 'disable', 'dark', 'notoccupied', 'available', 'notpressed',
])

/** Yes or no in the words decoders use for it; undefined for anything else. */
export const truth = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value
  if (value === 1 || value === 0) return value === 1
  if (typeof value !== 'string' || value.length > 40) return undefined
  const word = plainKey(value)
  if (yes.has(word)) return true
  return no.has(word) ? false : undefined
}

const decimal = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/

/** A number, or one written as text. */
export const quantity = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return typeof value === 'string' && decimal.test(value) ? Number(value) : undefined
}

/** `light` may be a state, a level or lux; a word is the state, a number lux (Elsys). */
export const lightState = (value: unknown): Measurement['light'] => {
  if (typeof value === 'number') return undefined
  const bright = truth(value)
  return bright === undefined ? undefined : bright ? 'light' : 'dark'
}
