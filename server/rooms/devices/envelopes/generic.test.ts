import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from '#properties'
import { genericBody, genericExamples, mostMessages, parseGeneric } from './generic.ts'
import { bytesFromBase64, bytesFromHex } from './bytes.ts'

const arrivedAt = Temporal.Instant.from('2025-03-11T12:00:00Z')
const frame = { devEui: '24-E1-24-FF-FE-F0-01-05', fPort: 85, hex: '030001' }

test('a frame in hexadecimal and the same in base64 are the same uplink', () => {
  const [uplink] = parseGeneric(frame, arrivedAt)
  assert.deepEqual(uplink, {
    kind: 'uplink', devEui: '24e124fffef00105', fPort: 85, bytes: Buffer.from('030001', 'hex'), fCnt: null,
    receivedAt: arrivedAt, clock: 'arrival', gateways: 0,
  })
  assert.deepEqual(parseGeneric({ devEui: '24e124fffef00105', fPort: 85, base64: 'AwAB' }, arrivedAt), [uplink])
})

test('counter, time and model of a frame are kept', () => {
  const [uplink] = parseGeneric({ ...frame, fCnt: 0, at: '2025-03-11T10:00:00+01:00', model: 'VS340' }, arrivedAt)
  assert.ok(uplink?.kind === 'uplink')
  assert.equal(uplink.fCnt, 0)
  assert.equal(uplink.receivedAt.toString(), '2025-03-11T09:00:00Z')
  assert.equal(uplink.modelHint, 'VS340')
})

test('values that are decoded already are a reading', () => {
  const body = { devEui: '24e124fffef00122', measurement: { temperatureC: 22.4, occupied: false } }
  assert.deepEqual(parseGeneric(body, arrivedAt), [{
    kind: 'reading', devEui: '24e124fffef00122', measurement: { temperatureC: 22.4, occupied: false },
    receivedAt: arrivedAt, clock: 'arrival',
  }])
})

test('a wrong message is refused with the place of the mistake, and costs its neighbours nothing', () => {
  const wrong = [
    [{ ...frame, devEui: '24e1' }, 'malformed', 'devEui'],
    [{ ...frame, fPort: 256 }, 'malformed', 'fPort'],
    [{ ...frame, base64: 'AwAB' }, 'malformed', 'hex'],
    [{ devEui: frame.devEui, fPort: 85 }, 'malformed', 'hex'],
    [{ ...frame, hex: '03000' }, 'payload_not_hex', 'hex'],
    [{ devEui: frame.devEui, fPort: 85, base64: '%%%not-base64%%%' }, 'payload_not_base64', 'base64'],
    [{ ...frame, at: '2025-03-11T12:00:00' }, 'malformed', 'at'],
    [{ devEui: frame.devEui, measurement: { co2Ppm: 0 } }, 'malformed', 'measurement.co2Ppm'],
    [{ devEui: frame.devEui, measurement: {} }, 'malformed', 'measurement'],
    [{ devEui: frame.devEui, measurement: { name: 'Somebody' } }, 'malformed', 'measurement'],
    [null, 'malformed', ''],
  ] as const
  const answers = parseGeneric([frame, ...wrong.map(([body]) => body), frame], arrivedAt)
  assert.deepEqual(answers.slice(1, -1), wrong.map(([, reason, where]) => ({ kind: 'refused', reason, where })))
  assert.equal(answers[0]?.kind, 'uplink')
  assert.equal(answers.at(-1)?.kind, 'uplink')
})

test('a list is taken up to its limit and not beyond', () => {
  const list = (length: number): unknown[] => Array.from({ length }, () => frame)
  assert.equal(parseGeneric(list(mostMessages), arrivedAt).length, mostMessages)
  assert.deepEqual(parseGeneric(list(mostMessages + 1), arrivedAt), [{ kind: 'refused', reason: 'too_many_messages' }])
  assert.deepEqual(parseGeneric([], arrivedAt), [{ kind: 'refused', reason: 'empty_list' }])
})

test('the documented examples are valid against the documented schema', () => {
  for (const example of genericExamples) {
    assert.ok(genericBody.safeParse(example).success)
    assert.notEqual(parseGeneric(example, arrivedAt)[0]?.kind, 'refused')
  }
})

test('text that is no byte string gives no bytes', () => {
  const { cases } = JSON.parse(
    readFileSync(new URL('../../../../test/data/uplinks/edge-cases.json', import.meta.url), 'utf8'),
  ) as { cases: { id: string; hex: string; base64?: string }[] }
  const edge = (id: string): { hex: string; base64?: string } => {
    const found = cases.find((each) => each.id === id)
    assert.ok(found)
    return found
  }
  assert.equal(bytesFromHex(edge('odd-hex').hex), 'not_hex')
  assert.equal(bytesFromBase64(edge('not-base64').base64 ?? ''), 'not_base64')
  for (const text of ['A', 'AAAAA', 'AA=A', '====', 'AA\n', 'AA=', 'A-_A']) {
    assert.equal(bytesFromBase64(text), 'not_base64', text)
  }
})

test('bytes survive hexadecimal and base64, padded or not', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 255 }), (bytes) => {
    const buffer = Buffer.from(bytes)
    assert.deepEqual(bytesFromHex(buffer.toString('hex')), buffer)
    assert.deepEqual(bytesFromBase64(buffer.toString('base64')), buffer)
    assert.deepEqual(bytesFromBase64(buffer.toString('base64').replace(/=+$/, '')), buffer)
  }))
  assert.equal(bytesFromBase64(Buffer.alloc(256).toString('base64')), 'too_long')
  assert.equal(bytesFromHex('00'.repeat(256)), 'too_long')
})

test('no JSON makes the parser throw', () => {
  const near = fc.record({
    devEui: fc.constantFrom<unknown>('24e124fffef00105', '', 7), fPort: fc.oneof(fc.nat(300), fc.jsonValue()),
    hex: fc.oneof(fc.constantFrom('', '0', '030001', 'zz'), fc.jsonValue()),
    measurement: fc.jsonValue(), at: fc.jsonValue(),
  }, { requiredKeys: [] })
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), near, fc.array(near, { maxLength: 5 })), (body) => {
    const answers = parseGeneric(body, arrivedAt)
    assert.equal(answers.length, Array.isArray(body) && body.length > 0 ? body.length : 1)
  }), { numRuns: 1_000 })
})
