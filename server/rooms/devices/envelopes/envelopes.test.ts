import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from '#properties'
import { builtInDecoder } from '../decoders/index.ts'
import type { Envelope, Uplink } from './envelope.ts'
import { parseChirpStack, parseChirpStackMessage, parseChirpStackTopic, parseTheThingsStack } from './index.ts'

const folder = new URL('../../../../test/data/uplinks/envelopes/', import.meta.url)
const load = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
const arrivedAt = Temporal.Instant.from('2025-03-11T23:00:00Z')

/** The event kind of a ChirpStack file stands in its name, as it stands in the query or topic in the field. */
const parse = (name: string, body = load(name)): Envelope => {
  const event = /^chirpstack-v4(?:\.0)?-(up|join|status|log)/.exec(name)?.[1]
  return name.startsWith('tts-') ? parseTheThingsStack(body, arrivedAt) : parseChirpStack(event, body, arrivedAt)
}

const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''))

type Plain = Omit<Uplink, 'kind' | 'bytes' | 'receivedAt'> & { hex: string; receivedAt: string }
const plain = (envelope: Envelope): Plain => {
  assert.ok(envelope.kind === 'uplink')
  const { kind: _, bytes, receivedAt, ...rest } = envelope
  return { ...rest, hex: Buffer.from(bytes).toString('hex'), receivedAt: receivedAt.toString() }
}

const uplinks: Record<string, Plain> = {
  'tts-v3-uplink-vs340-two-gateways': {
    devEui: '24e124fffef00105', fPort: 85, fCnt: 1234, hex: '017564030001', gateways: 2,
    // of the two gateways' times the second lies after the server's own
    receivedAt: '2025-03-11T08:04:12.56Z', clock: 'gateway', modelHint: 'vs340',
    decodedByServer: { battery: 100, occupancy: 'occupied' },
  },
  'tts-v3-uplink-omitted-fields-tbms100': {
    devEui: 'e8e1e1fffef00205', fPort: 102, fCnt: 0, hex: '000b36b400102700', gateways: 1,
    receivedAt: '2025-03-11T09:15:39.9Z', clock: 'gateway',
  },
  'tts-v3-uplink-decoded-zeros-tbms100': {
    devEui: 'e8e1e1fffef00206', fPort: 102, fCnt: 1, hex: '000b360000000000', gateways: 1,
    receivedAt: '2025-03-11T09:20:01.29Z', clock: 'gateway',
    decodedByServer: { battery: 3.6, count: 0, status: 0, temperatureBoard: 22, time: 0 },
  },
  'tts-v3-uplink-empty-payload': {
    devEui: '24e124fffef00106', fPort: 85, fCnt: 77, hex: '', gateways: 1,
    receivedAt: '2025-03-11T09:30:00.01Z', clock: 'gateway',
  },
  'chirpstack-v4-up-with-object-vs121': {
    devEui: '24e124fffef00121', fPort: 85, fCnt: 3057, hex: '04c90702000306cd08', gateways: 2,
    receivedAt: '2025-03-11T08:48:49.501Z', clock: 'gateway', modelHint: 'VS121',
    decodedByServer: { people_count_all: 7, region_count: 2, region_1: 1, region_2: 1, people_count_max: 8 },
  },
  'chirpstack-v4-up-without-object-am103': {
    devEui: '24e124fffef00122', fPort: 85, fCnt: 8812, hex: '0367e000046852077d8903', gateways: 1,
    receivedAt: '2025-03-11T10:20:00.118Z', clock: 'gateway', modelHint: 'AM103',
  },
  'chirpstack-v4-up-zero-values-tbms100': {
    devEui: 'e8e1e1fffef00205', fPort: 102, fCnt: 0, hex: '000b360000000000', gateways: 1,
    receivedAt: '2025-03-11T09:15:39.9Z', clock: 'gateway', modelHint: 'TBMS100',
  },
  'chirpstack-v4-up-empty-data': {
    devEui: '24e124fffef00106', fPort: 85, fCnt: 77, hex: '', gateways: 1,
    receivedAt: '2025-03-11T09:30:00.01Z', clock: 'gateway', modelHint: 'VS340',
  },
  'chirpstack-v4.0-up-defaults-omitted-ers-co2': {
    devEui: 'a81758fffef00301', fPort: 5, fCnt: 0, hex: '0100e102270401a405000602bc', gateways: 1,
    receivedAt: '2025-03-11T09:47:55.536Z', clock: 'gateway', modelHint: 'ERS CO2',
  },
}

const others: Record<string, Envelope> = {
  'tts-v3-uplink-simulated-am103': { kind: 'ignored', reason: 'simulated', devEui: '24e124fffef00122' },
  'tts-v3-join-accept': { kind: 'ignored', reason: 'join_accept', devEui: '24e124fffef00114' },
  'chirpstack-v4-join': { kind: 'ignored', reason: 'join', devEui: '24e124fffef00114' },
  'chirpstack-v4-log-codec-error': { kind: 'ignored', reason: 'log', devEui: 'e8e1e1fffef0021f' },
  'chirpstack-v4-status-battery': {
    kind: 'reading', devEui: '24e124fffef00105', measurement: { batteryPct: 99.6 }, modelHint: 'VS340',
    receivedAt: Temporal.Instant.from('2025-03-11T06:00:02.1Z'), clock: 'server',
  },
  'chirpstack-v4-status-unavailable': { kind: 'ignored', reason: 'status_without_battery', devEui: 'e8e1e1fffef00206' },
  'chirpstack-v4-status-external-power': {
    kind: 'ignored', reason: 'status_without_battery', devEui: '24e124fffef00121',
  },
}

test('every envelope of the data has an expected answer', () => {
  assert.deepEqual([...Object.keys(uplinks), ...Object.keys(others)].sort(), [...names].sort())
})

for (const [name, expected] of Object.entries(uplinks)) {
  test(`${name} is an uplink, field for field`, () => assert.deepEqual(plain(parse(name)), expected))
}

for (const [name, expected] of Object.entries(others)) {
  test(`${name} is ${expected.kind}`, () => {
    const envelope = parse(name)
    assert.deepEqual(envelope, expected)
    if (envelope.kind === 'reading' && expected.kind === 'reading') {
      assert.ok(envelope.receivedAt.equals(expected.receivedAt))
    }
  })
}

test('bytes of an envelope decode to what the server\'s codec made of them', () => {
  const decoded = (name: string, model: string): unknown => {
    const { bytes, fPort } = parse(name) as Uplink
    return builtInDecoder(model)?.({ bytes, fPort })
  }
  assert.deepEqual(decoded('tts-v3-uplink-vs340-two-gateways', 'VS340'), {
    measurement: { batteryPct: 100, occupied: true },
  })
  assert.deepEqual(decoded('chirpstack-v4-up-with-object-vs121', 'VS121'), {
    measurement: {
      peopleCount: 7, regionCount: 2, peopleCountMax: 8,
      regions: [{ region: 1, occupied: true }, { region: 2, occupied: true }],
    },
  })
})

test('a payload that is not base64 or longer than a frame is refused with its place', () => {
  const tts = (payload: unknown): Envelope =>
    parseTheThingsStack(
      { end_device_ids: { dev_eui: '24E124FFFEF00105' }, uplink_message: { frm_payload: payload } },
      arrivedAt,
    )
  const where = 'uplink_message.frm_payload'
  assert.deepEqual(tts('%%%not-base64%%%'), { kind: 'refused', reason: 'payload_not_base64', where })
  assert.deepEqual(tts('A'.repeat(10_000)), { kind: 'refused', reason: 'payload_too_long', where })
  assert.deepEqual(tts(7), { kind: 'refused', reason: 'malformed', where })
})

test('a message without port is a frame on port 0', () => {
  const body = { end_device_ids: { dev_eui: '24E124FFFEF00105' }, uplink_message: {} }
  const envelope = parseTheThingsStack(body, arrivedAt)
  assert.ok(envelope.kind === 'uplink')
  assert.equal(envelope.fPort, 0)
  assert.equal(envelope.receivedAt, arrivedAt)
  assert.equal(envelope.clock, 'arrival')
})

test('a body of another kind is refused, and the refusal does not repeat it', () => {
  for (const body of [null, 7, 'x', [], {}, { end_device_ids: { dev_eui: 'secret' } }, { uplink_message: {} }]) {
    const envelope = parseTheThingsStack(body, arrivedAt)
    assert.equal(envelope.kind, 'refused')
    assert.ok(!JSON.stringify(envelope).includes('secret'))
  }
  const known = { end_device_ids: { dev_eui: '24E124FFFEF00105' } }
  assert.deepEqual(parseTheThingsStack(known, arrivedAt), { kind: 'refused', reason: 'no_uplink' })
  for (const event of [undefined, '', 'down', '__proto__']) {
    assert.deepEqual(parseChirpStack(event, {}, arrivedAt), { kind: 'refused', reason: 'unknown_event' })
  }
})

test('an MQTT topic of ChirpStack tells event and device, and must agree with its body', () => {
  const name = 'application/17c82e96-0000-4000-8000-f83d48582d97/device/24e124fffef00122/event/up'
  assert.deepEqual(parseChirpStackTopic(name), {
    applicationId: '17c82e96-0000-4000-8000-f83d48582d97', devEui: '24e124fffef00122', event: 'up',
  })
  const body = load('chirpstack-v4-up-without-object-am103')
  assert.deepEqual(parseChirpStackMessage(name, body, arrivedAt), parse('chirpstack-v4-up-without-object-am103'))
  const other = name.replace('00122', '00123')
  assert.deepEqual(parseChirpStackMessage(other, body, arrivedAt), {
    kind: 'refused', reason: 'topic_and_body_differ', where: 'deviceInfo.devEui',
  })
  for (const wrong of ['', 'application/1/device/24e124fffef00122/command/down', `${name}/x`, `x/${name}`]) {
    assert.deepEqual(parseChirpStackMessage(wrong, body, arrivedAt), { kind: 'refused', reason: 'unknown_topic' })
  }
})

/** Puts an arbitrary value at, or removes, one place of a JSON value, chosen by a list of numbers. */
const mutate = (value: unknown, path: readonly number[], replacement: unknown, remove: boolean): unknown => {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return replacement
  const keys = Object.keys(value)
  const key = keys[step % keys.length]
  if (key === undefined) return replacement
  const copy = structuredClone(value) as Record<string, unknown>
  if (rest.length === 0 && remove) delete copy[key]
  else copy[key] = mutate(copy[key], rest, replacement, remove)
  return copy
}

test('no mutation of an envelope makes a parser throw or let something malformed through', () => {
  const awkward = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      '', ' ', '%%%', -1, 1.5, 2 ** 32, 1e308, NaN, '2025-13-45T99:99:99Z', '-271821-04-20T00:00:00Z',
      'A'.repeat(5_000), [[]],
      { __proto__: null },
    ),
  )
  const mutation = fc.record({
    path: fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 6 }), replacement: awkward, remove: fc.boolean(),
  })
  let uplinksSeen = 0
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.array(mutation, { minLength: 1, maxLength: 3 }), (name, mutations) => {
      let body = load(name)
      for (const { path, replacement, remove } of mutations) body = mutate(body, path, replacement, remove)
      const envelope = parse(name, body)
      assert.ok(['uplink', 'reading', 'ignored', 'refused'].includes(envelope.kind))
      if (envelope.kind !== 'uplink') return
      uplinksSeen += 1
      assert.match(envelope.devEui, /^[0-9a-f]{16}$/)
      assert.ok(Number.isInteger(envelope.fPort) && envelope.fPort >= 0 && envelope.fPort <= 255)
      const { fCnt } = envelope
      assert.ok(fCnt !== null && Number.isInteger(fCnt) && fCnt >= 0 && fCnt < 2 ** 32)
      assert.ok(envelope.bytes.length <= 255)
      assert.ok(envelope.receivedAt.epochMilliseconds <= arrivedAt.epochMilliseconds + 60_000)
      assert.ok(envelope.receivedAt.epochMilliseconds >= Date.UTC(2014, 11, 31))
    }),
    { numRuns: 3_000 },
  )
  assert.ok(uplinksSeen > 300, 'the mutations leave enough envelopes readable to say something')
})
