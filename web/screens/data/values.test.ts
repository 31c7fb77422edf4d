import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsToShow, fieldOf, groupOf, isInstant, isKey, periodOf, plainText } from './values.ts'

test('a store stands under what people would look for, known or not', () => {
  assert.equal(groupOf({ table: 'bookings', purposes: ['presence', 'booking'] }), 'booking')
  assert.equal(groupOf({ table: 'new_store', purposes: ['retention', 'presence'] }), 'proof')
  assert.equal(groupOf({ table: 'new_store', purposes: ['telemetry'] }), 'other')
})

test('numbers and keys are told from what a person can read', () => {
  assert.equal(isKey('workspace_id', 'x'), true)
  assert.equal(isKey('token_hash', 'x'), true)
  assert.equal(isKey('anything', '0197f3a2-8a51-7c3e-9d2b-1c2d3e4f5a6b'), true)
  assert.equal(isKey('anything', 'deadbeefdeadbeefdeadbeefdeadbeef'), true)
  assert.equal(isKey('name', 'Sanne de Wit'), false)
  assert.equal(isKey('times', 3), false)
  assert.equal(fieldOf('name_sealed'), 'name')
})

test('columns that never say anything are left out', () => {
  const rows = [{ values: { id: 'a', name: 'Sanne', ended_at: null } }, { values: { id: 'b', name: 'Bram', ended_at: '2026-11-22T10:00:00Z' } }]
  assert.deepEqual(columnsToShow(rows), ['name', 'ended_at'])
  assert.deepEqual(columnsToShow([{ values: { id: 'a', empty: '' } }]), [])
})

test('JSON text is told in words, and what is none stays as it is', () => {
  assert.equal(plainText('{"roles":"employee","count":2}'), 'roles: employee, count: 2')
  assert.equal(plainText('{"version":"2026-1","textHash":"deadbeefdeadbeefdeadbeefdeadbeef"}'), 'version: 2026-1')
  assert.equal(plainText('["who","whom"]'), 'who, whom')
  assert.equal(plainText('{broken'), '{broken')
  assert.equal(plainText('Sanne'), 'Sanne')
})

test('an instant is one only whole', () => {
  assert.equal(isInstant('2026-11-22T10:00:00.123456Z'), true)
  assert.equal(isInstant('2026-11-22'), false)
  assert.equal(isInstant(20261122), false)
})

test('a duration is told in days or months', () => {
  assert.deepEqual(periodOf('P90D'), { unit: 'days', count: 90 })
  assert.deepEqual(periodOf('P2Y'), { unit: 'months', count: 24 })
  assert.deepEqual(periodOf('P2W'), { unit: 'days', count: 14 })
  assert.deepEqual(periodOf('P0D'), { unit: 'days', count: 0 })
  assert.equal(periodOf('soon'), null)
})
