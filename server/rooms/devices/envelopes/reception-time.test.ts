import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receptionTime, senderTime } from './reception-time.ts'

const arrivedAt = Temporal.Instant.from('2025-03-11T12:00:01Z')
const server = '2025-03-11T12:00:00.5Z'
const from = (gateways: readonly (string | undefined)[], serverTime: string | undefined = server): string => {
  const { receivedAt, clock } = receptionTime(gateways, serverTime, arrivedAt)
  return `${clock} ${receivedAt.toString()}`
}

test('a gateway that was cut off hands in frames with the time it received them', () => {
  assert.equal(from(['2025-03-11T11:28:00Z']), 'gateway 2025-03-11T11:28:00Z')
})

test('a gateway clock that is not set, or far ahead, is not believed', () => {
  assert.equal(from(['1970-01-01T00:03:00Z']), 'server 2025-03-11T12:00:00.5Z')
  assert.equal(from(['2025-03-11T13:00:00Z']), 'server 2025-03-11T12:00:00.5Z')
  assert.equal(from(['2025-03-10T11:59:59Z']), 'server 2025-03-11T12:00:00.5Z')
})

test('a gateway clock that is slightly fast gives the server\'s time, never a later one', () => {
  assert.equal(from(['2025-03-11T12:00:00.85Z']), 'server 2025-03-11T12:00:00.5Z')
})

test('of several gateways the one nearest to the server\'s time is believed', () => {
  assert.equal(from(['2025-03-11T09:00:00Z', '2025-03-11T12:00:00.4Z', undefined]), 'gateway 2025-03-11T12:00:00.4Z')
})

test('without any believable clock the arrival here counts', () => {
  assert.equal(from([], 'not a time'), 'arrival 2025-03-11T12:00:01Z')
  assert.equal(from([undefined], '2025-03-11T12:10:00Z'), 'arrival 2025-03-11T12:00:01Z')
  assert.equal(receptionTime([], undefined, arrivedAt).clock, 'arrival')
})

test('a message that the network server kept for days keeps its time', () => {
  assert.equal(from(['2025-03-08T08:00:00Z'], '2025-03-08T08:00:00.2Z'), 'gateway 2025-03-08T08:00:00Z')
})

test('a sender\'s own time is taken unless it lies ahead of our clock or before LoRaWAN', () => {
  assert.equal(senderTime('2025-03-01T09:00:00+01:00', arrivedAt).receivedAt.toString(), '2025-03-01T08:00:00Z')
  assert.equal(senderTime('2025-03-12T00:00:00Z', arrivedAt).clock, 'arrival')
  assert.equal(senderTime('1970-01-01T00:00:00Z', arrivedAt).clock, 'arrival')
  assert.equal(senderTime(undefined, arrivedAt).clock, 'arrival')
})
