import {
  plausibleRange,
  setNumber,
  type Decoded,
  type LineMeasurement,
  type Measurement,
  type NumberKey,
  type RegionMeasurement,
} from '../measurement.ts'
import type { SandboxResult } from './result.ts'
import { groups, lightState, meaningOf, plainKey, prefixes, quantity, truth, type Meaning } from './well-known-keys.ts'

const mostKeys = 200
const deepest = 4
/** Lines and regions have small numbers; a larger one is something else. */
const mostParts = 64

/**
 * Maps what a maker's decoder hands out onto our measurement by well-known keys. Unknown keys, values that make no
 * sense for their key, and implausible numbers are dropped; nothing else of the output is kept.
 *
 * @param data any JSON value
 */
export const normalise = (data: unknown): Measurement => {
  const measurement: Measurement = {}
  const budget = { keys: mostKeys }
  // a list is a sequence of measurements of one device: later ones win
  for (const part of Array.isArray(data) ? data.slice(0, 20) : [data]) readObject(measurement, part, '', 0, budget)
  return measurement
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readObject = (
  measurement: Measurement,
  value: unknown,
  prefix: string,
  depth: number,
  budget: { keys: number },
): void => {
  if (!isObject(value) || depth > deepest) return
  for (const [name, inner] of Object.entries(value)) {
    budget.keys -= 1
    if (budget.keys < 0) return
    if (name.length > 60) continue
    const key = plainKey(name)
    if (isObject(inner)) {
      if (readPart(measurement, key, inner)) continue
      if (groups.has(key)) readObject(measurement, inner, '', depth + 1, budget)
      else if (prefixes.has(key)) readObject(measurement, inner, key, depth + 1, budget)
      continue
    }
    const meaning = meaningOf(prefix + key)
    if (meaning) apply(measurement, meaning, inner)
    else readNumbered(measurement, key, inner)
  }
}

const apply = (measurement: Measurement, meaning: Meaning, value: unknown): void => {
  switch (meaning.is) {
    case 'number': {
      const amount = quantity(value)
      if (amount === undefined || (meaning.whole === true && !Number.isInteger(amount))) return
      setNumber(measurement, meaning.key, amount / (meaning.divisor ?? 1))
      return
    }
    case 'flag': {
      const said = truth(value)
      if (said !== undefined) measurement[meaning.key] = said
      return
    }
    case 'motion':
      return applyMotion(measurement, value)
    case 'light': {
      const state = lightState(value)
      if (state !== undefined) measurement.light = state
      else applyNumber(measurement, 'illuminanceLux', value)
      return
    }
    case 'battery':
      return applyBattery(measurement, value)
  }
}

const applyNumber = (measurement: Measurement, key: NumberKey, value: unknown): void => {
  const amount = quantity(value)
  if (amount !== undefined) setNumber(measurement, key, amount)
}

/** A state with some makers, with others (Elsys) the number of triggers since the message before. */
const applyMotion = (measurement: Measurement, value: unknown): void => {
  const said = truth(value)
  if (said !== undefined) {
    measurement.motion = said
    return
  }
  const amount = quantity(value)
  if (amount === undefined || !Number.isInteger(amount) || !setNumber(measurement, 'motionCount', amount)) return
  measurement.motion = amount > 0
}

/**
 * Percent with some makers (Milesight), volts with others (Browan): above 5 it is percent, below and not whole it is
 * volts. A whole number from 1 to 5 may be either, so nothing is said; 0 is an empty battery, since no sensor sends
 * with 0 V.
 */
const applyBattery = (measurement: Measurement, value: unknown): void => {
  const amount = quantity(value)
  if (amount === undefined) return
  if (amount === 0 || amount > 5) setNumber(measurement, 'batteryPct', amount)
  else if (!Number.isInteger(amount)) setNumber(measurement, 'batteryV', amount)
}

const lineKeys: Readonly<Record<string, Exclude<keyof LineMeasurement, 'line'>>> = {
  totalin: 'totalIn', totalout: 'totalOut', periodin: 'periodIn', periodout: 'periodOut',
}
const numbered = /^(line|region)(\d{1,2})(totalin|totalout|periodin|periodout|count|peoplecount|occupied)?$/

const setLine = (measurement: Measurement, number: number, name: string, value: unknown): void => {
  const key = Object.hasOwn(lineKeys, name) ? lineKeys[name] : undefined
  const amount = quantity(value)
  if (key === undefined || amount === undefined || !Number.isInteger(amount)) return
  if (amount < plausibleRange[key][0] || amount > plausibleRange[key][1]) return
  const lines = (measurement.lines ??= [])
  let line = lines.find((each) => each.line === number)
  if (line === undefined) lines.push((line = { line: number }))
  line[key] = amount
}

const setRegion = (measurement: Measurement, number: number, name: string, value: unknown): void => {
  const said: Partial<RegionMeasurement> = {}
  if (name === 'count' || name === 'peoplecount') {
    const amount = quantity(value)
    if (amount !== undefined && Number.isInteger(amount) && amount >= 0 && amount <= 0xffff) said.peopleCount = amount
  } else {
    const occupied = truth(value)
    if (occupied !== undefined) said.occupied = occupied
  }
  if (said.peopleCount === undefined && said.occupied === undefined) return
  const regions = (measurement.regions ??= [])
  const region = regions.find((each) => each.region === number)
  if (region) Object.assign(region, said)
  else regions.push({ region: number, ...said })
}

const setPart = (measurement: Measurement, kind: string, number: number, name: string, value: unknown): void => {
  if (number < 1 || number > mostParts) return
  if (kind === 'line') setLine(measurement, number, name, value)
  else setRegion(measurement, number, name, value)
}

/** `region_2: 1`, `region_2_count: 3`, `line_1_total_in: 72`. */
const readNumbered = (measurement: Measurement, key: string, value: unknown): void => {
  const [, kind, number, name = ''] = numbered.exec(key) ?? []
  if (kind !== undefined && number !== undefined) setPart(measurement, kind, Number(number), name, value)
}

/** `line_1: { total_in: 72, … }`, `region_2: { occupied: true }`; says whether the object was one. */
const readPart = (measurement: Measurement, key: string, value: object): boolean => {
  const [, kind, number, name] = numbered.exec(key) ?? []
  if (kind === undefined || number === undefined || name !== undefined) return false
  for (const [inner, amount] of Object.entries(value).slice(0, 20)) {
    if (inner.length <= 60) setPart(measurement, kind, Number(number), plainKey(inner), amount)
  }
  return true
}

/** A result of the sandbox in the words of the built-in decoders. */
export const decodedFrom = (result: SandboxResult): Decoded => {
  if (!result.ok) return { error: result.error }
  const measurement = normalise(result.data)
  return Object.keys(measurement).length > 0 ? { measurement } : { measurement: null, reason: 'no_known_value' }
}
