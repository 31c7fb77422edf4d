import { test } from 'node:test'
import assert from 'node:assert/strict'
import { checkHistory } from './history-checker.ts'
import type { Operation, Row } from './history-checker.ts'

const row = (id: string, more: Partial<Row> = {}): Row => ({
  id,
  workspaceId: 'w1',
  person: `person of ${id}`,
  kind: 'desk',
  from: '2026-11-24T09:00:00Z',
  to: '2026-11-24T10:00:00Z',
  status: 'booked',
  ...more,
})
let clock = 0
const operation = (kind: Operation['kind'], more: Partial<Operation>): Operation => ({
  client: 'c',
  kind,
  sentMs: ++clock,
  answeredMs: ++clock,
  status: kind === 'book' ? 201 : 200,
  ...more,
})
const booked = ({ status: _, ...booking }: Row) => operation('book', { booking })

test('a quiet history holds, bookings that touch included', () => {
  const rows = [row('a'), row('b', { from: '2026-11-24T10:00:00Z', to: '2026-11-24T11:00:00Z' })]
  assert.deepEqual(checkHistory(rows.map(booked), rows), [])
})

test('two in force at once on one workspace are found, however they hide', () => {
  const rows = [row('a'), row('b', { from: '2026-11-24T09:59:59Z', to: '2026-11-24T12:00:00Z' })]
  assert.match(checkHistory(rows.map(booked), rows).join(), /double booking of workspace w1: a .*b/)
  const far = [row('a', { to: '2026-11-24T20:00:00Z' }), row('b', { from: '2026-11-24T09:10:00Z', to: '2026-11-24T09:20:00Z' }), row('c', { from: '2026-11-24T19:00:00Z', to: '2026-11-24T21:00:00Z' })]
  assert.equal(checkHistory([], far).filter((fault) => fault.startsWith('double booking')).length, 2)
  assert.match(checkHistory([], [row('a'), row('b', { status: 'ended' })]).join(), /double booking/)
  assert.doesNotMatch(checkHistory([], [row('a'), row('b', { status: 'cancelled' })]).join(), /double booking/)
})

test('two desks of one person at once are found, a desk and a room are not', () => {
  const both = [row('a', { person: 'p' }), row('b', { person: 'p', workspaceId: 'w2' })]
  assert.match(checkHistory(both.map(booked), both).join(), /desks of person p/)
  const room = [row('a', { person: 'p' }), row('b', { person: 'p', workspaceId: 'w2', kind: 'room' })]
  assert.deepEqual(checkHistory(room.map(booked), room), [])
})

test('a double booking shows in the answers alone, even when the table was tidied since', () => {
  assert.match(checkHistory([booked(row('a')), booked(row('b'))], [row('a'), row('b', { status: 'cancelled' })]).join(), /by the answers alone/)
})

test('an acknowledged booking that is gone, changed by nobody, or came back is found', () => {
  assert.match(checkHistory([booked(row('a'))], []).join(), /lost: a/)
  assert.match(checkHistory([booked(row('a'))], [row('a', { workspaceId: 'w9' })]).join(), /changed by nobody: a/)
  assert.match(checkHistory([booked(row('a'))], [row('a', { status: 'released' })]).join(), /lost: a/)
  const cancelled = [booked(row('a')), operation('cancel', { bookingId: 'a', status: 204 })]
  assert.match(checkHistory(cancelled, [row('a')]).join(), /came back: a/)
  assert.deepEqual(checkHistory(cancelled, [row('a', { status: 'cancelled' })]), [])
})

test('a call without an answer may have happened or not, but only once each', () => {
  const unanswered = operation('book', { status: null })
  assert.deepEqual(checkHistory([unanswered], []), [])
  assert.deepEqual(checkHistory([unanswered], [row('a')]), [])
  const two = [row('a'), row('b', { workspaceId: 'w2' })]
  assert.match(checkHistory([unanswered], two).join(), /acknowledged to nobody/)
  const cancelling = [booked(row('a')), operation('cancel', { bookingId: 'a', status: null })]
  assert.deepEqual(checkHistory(cancelling, [row('a')]), [])
  assert.deepEqual(checkHistory(cancelling, [row('a', { status: 'cancelled' })]), [])
})
