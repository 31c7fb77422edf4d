import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from '#properties'
import type { Decoded, Measurement } from '../measurement.ts'
import { builtInDecoder, builtInModels } from './index.ts'

type Example = {
  id: string
  description: string
  hex: string
  fPort?: number
  expected: Record<string, unknown> | null
}
type DeviceFile = { maker: string; model: string; fPort: number; alsoAppliesTo?: string[]; examples: Example[] }
type EdgeCase = { id: string; model: string; fPort: number; hex: string | null; fact: string }

const data = new URL('../../../../test/data/uplinks/', import.meta.url)
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, data), 'utf8'))
const devices = readdirSync(new URL('devices/', data)).map((name) => read(`devices/${name}`) as DeviceFile)
const edgeCases = (read('edge-cases.json') as { cases: EdgeCase[] }).cases

const decode = (model: string, fPort: number, hex: string): Decoded => {
  const decoder = builtInDecoder(model)
  assert.ok(decoder, `no decoder for ${model}`)
  return decoder({ bytes: Uint8Array.fromHex(hex), fPort })
}

/** The data's numbers agree within 0.006. */
const close = (actual: unknown, expected: unknown, path: string): void => {
  if (typeof expected === 'number') {
    assert.equal(typeof actual, 'number', path)
    assert.ok(Math.abs((actual as number) - expected) <= 0.006, `${path}: got ${String(actual)}, expected ${expected}`)
  } else if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${path}: got ${String(actual)}`)
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), path)
    for (const [key, value] of Object.entries(expected)) {
      close((actual as Record<string, unknown>)[key], value, `${path}.${key}`)
    }
  } else {
    assert.equal(actual, expected, path)
  }
}

/** The result in the words of the data files. */
const flat = (decoded: Decoded): Record<string, unknown> | null => {
  if ('error' in decoded) return null
  const { measurement, deviceInfo, undecoded } = decoded
  const all = {
    ...measurement,
    ...(deviceInfo && { deviceInfo }),
    ...(undecoded !== undefined && { _undecoded: undecoded }),
  }
  return Object.keys(all).length === 0 ? null : all
}

test('every model of the data has a decoder, and the registry says of it what the data say', () => {
  assert.equal(devices.length, 12)
  for (const { maker, model, fPort, alsoAppliesTo = [] } of devices) {
    const entry = builtInModels.find((each) => each.model === model)
    assert.deepEqual(
      { maker: entry?.maker, fPort: entry?.fPort, alsoAppliesTo: entry?.alsoAppliesTo },
      { maker, fPort, alsoAppliesTo: alsoAppliesTo.map((name) => name.split(' ')[0]) },
    )
  }
  assert.equal(builtInModels.length, devices.length)
})

test('a model is found by its own and by network servers\' spelling, and unknown ones are not', () => {
  assert.equal(builtInDecoder('vs340'), builtInDecoder('VS340'))
  assert.equal(builtInDecoder('VS341'), builtInDecoder('VS340'))
  assert.equal(builtInDecoder('ers-co2'), builtInDecoder('ERS CO2'))
  assert.equal(builtInDecoder('em300-th'), builtInDecoder('EM300-TH'))
  for (const name of ['', 'VS999', '__proto__', 'constructor']) assert.equal(builtInDecoder(name), undefined)
})

for (const device of devices) {
  for (const example of device.examples) {
    test(`${device.model} reads ${example.id}: ${example.description}`, () => {
      const decoded = decode(device.model, example.fPort ?? device.fPort, example.hex)
      // CO2 0 is in the bytes, but "must not be stored as a CO2 reading": an absent key says so
      const expected = example.expected && { ...example.expected }
      if (expected?.['co2Ppm'] === 0) delete expected['co2Ppm']
      close(flat(decoded), expected, example.id)
      if (expected === null) assert.deepEqual(decoded, { error: 'unknown_port' })
    })
  }
}

const climate = { trigger: false, buttonPressed: false, co2AboveThreshold: false, co2Calibration: false }
const edgeResults: Record<string, Decoded | { measurement: Partial<Measurement> }> = {
  'truncated-value': { measurement: { batteryPct: 100 }, undecoded: '03' },
  'truncated-inside-value': { error: 'truncated_item' },
  'unknown-channel-first': { error: 'unknown_item' },
  'unknown-channel-last': { measurement: { temperatureC: 23.5, humidityPct: 45 }, undecoded: 'aa0102' },
  'undefined-enum': { measurement: null, reason: 'no_reading' },
  'empty': { measurement: null, reason: 'empty' },
  'wrong-port': { error: 'unknown_port' },
  'configuration-answer': { measurement: null, reason: 'configuration_answer' },
  'wrong-length': { error: 'wrong_length' },
  'wrong-length-ms10': { measurement: null, reason: 'not_the_measurement_form' },
  'counter-wrap': {
    measurement: {
      occupied: true, buttonPressed: false, tamper: false, batteryV: 3, temperatureC: 23, humidityPct: 43,
      minutesSinceLastEvent: 0, eventCount: 0,
    },
  },
  'mask-beyond-region-count': {
    measurement: {
      peopleCount: 3, regionCount: 2, regions: [{ region: 1, occupied: true }, { region: 2, occupied: true }],
    },
  },
  'count-without-region': {
    measurement: {
      peopleCount: 2,
      regionCount: 4,
      regions: [1, 2, 3, 4].map((region) => ({ region, occupied: false })),
    },
  },
  'repeated-item': { measurement: { temperatureC: 22.5 } },
  'co2-zero': { measurement: { ...climate, batteryV: 3.6, temperatureC: 22, humidityPct: 40 } },
  'unknown-type': { measurement: { temperatureC: 22.5 }, undecoded: '7f01' },
  'device-information': {
    measurement: null,
    reason: 'device_information',
    deviceInfo: {
      powerOn: true, protocolVersion: 1, serialNumber: '6771e300f0200012', hardwareVersion: '1.2',
      firmwareVersion: '1.14', loraClass: 'A',
    },
  },
  'low-battery': { measurement: { batteryPct: 1, occupied: true } },
  'battery-zero-tbms100': {
    measurement: { occupied: true, boardTemperatureC: 20, minutesSinceLastEvent: 0, eventCount: 10 },
  },
}

/** Not byte strings at all: refused where an envelope is read (see envelopes/bytes.test.ts). */
const noBytes = ['odd-hex', 'not-base64']

test('every edge case of the data is answered', () => {
  assert.deepEqual([...Object.keys(edgeResults), ...noBytes].sort(), edgeCases.map(({ id }) => id).sort())
})

for (const { id, model, fPort, hex, fact } of edgeCases) {
  if (hex === null || noBytes.includes(id)) continue
  test(`${model}, ${id}: ${fact}`, () => {
    assert.deepEqual(decode(model, fPort, hex), edgeResults[id])
  })
}

test('stored records of every model that keeps some carry their own time', () => {
  const at = 1741688400
  const time = '500ed067'
  const record = (model: string, hex: string): unknown => {
    const decoded = decode(model, 85, hex)
    return 'measurement' in decoded ? decoded.measurement?.history : decoded
  }
  assert.deepEqual(record('EM300-TH', `20ce${time}e0005200`), [{ at, temperatureC: 22.4, humidityPct: 41 }])
  const am307 = {
    at, temperatureC: 22.4, humidityPct: 41, motion: true, lightLevel: 3, co2Ppm: 905, pressureHpa: 1010.4,
  }
  assert.deepEqual(record('AM307', `20ce${time}e0005200010389037d007827`), [{ ...am307, tvocIaq: 1.25 }])
  assert.deepEqual(record('AM307', `21ce${time}e0005200010389037d007827`), [{ ...am307, tvocUgM3: 125 }])
  assert.deepEqual(record('VS350', `20ce${time}0005000300`), [{ at, periodIn: 5, periodOut: 3 }])
  assert.deepEqual(record('VS350', `20ce${time}01050003007b007800`), [
    { at, periodIn: 5, periodOut: 3, totalIn: 123, totalOut: 120 },
  ])
  assert.deepEqual(decode('VS350', 85, `20ce${time}0205000300`), { error: 'unknown_item' })
  assert.deepEqual(decode('VS350', 85, `20ce${time}`), { error: 'truncated_item' })
})

test('on port 0, where only MAC commands come, no decoder reads a measurement', () => {
  for (const { model } of builtInModels) {
    const decoded = decode(model, 0, '017564030001')
    assert.deepEqual(decoded, { measurement: null, reason: 'mac_commands' }, model)
  }
})

const model = fc.constantFrom(...builtInModels)
/** Bytes that start like real items, so that random input gets past the first key. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 255 }),
  fc.array(
    fc.oneof(
      fc.constantFrom(...devices.flatMap(({ examples }) => examples.map(({ hex }) => Uint8Array.fromHex(hex)))),
      fc.uint8Array({ maxLength: 6 }),
    ),
    { maxLength: 8 },
  ).map((parts) => new Uint8Array(Buffer.concat(parts))),
)

test('no bytes on any port make a decoder throw or read outside of them', () => {
  fc.assert(
    fc.property(model, fc.oneof(fc.nat({ max: 255 }), fc.constant(-1)), bytes, ({ model, fPort }, other, input) => {
      const decoder = builtInDecoder(model)
      assert.ok(decoder)
      // the frame lies between foreign bytes: reading past its end would change the answer
      const framed = (around: number): Decoded => {
        const whole = new Uint8Array(input.length + 64).fill(around)
        whole.set(input, 32)
        return decoder({ bytes: whole.subarray(32, 32 + input.length), fPort: other === -1 ? fPort : other })
      }
      const decoded = framed(0x01)
      assert.deepEqual(decoded, framed(0xff))
      if ('error' in decoded) return
      // an answer is at most a small multiple of the frame
      assert.ok(JSON.stringify(decoded).length <= 2_000 + 100 * input.length)
      if (decoded.measurement) assert.ok(Object.keys(decoded.measurement).length > 0)
    }),
    { numRuns: 3_000 },
  )
})

test('reading time grows with the frame, not faster: each byte is visited a bounded number of times', () => {
  for (const { model, fPort } of builtInModels) {
    const decoder = builtInDecoder(model)
    assert.ok(decoder)
    let visits = 0
    const source = Uint8Array.fromHex('04c90c0a030106cd0e07d5020001000000000303d24800000004d2c8000000'.repeat(8))
    const counted = new Proxy(source, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) visits += 1
        const value: unknown = Reflect.get(target, key, target)
        return value
      },
    })
    decoder({ bytes: counted, fPort })
    assert.ok(visits <= source.length * 4, `${model}: ${visits} visits of ${source.length} bytes`)
  }
})
