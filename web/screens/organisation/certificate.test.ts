import assert from 'node:assert/strict'
import { test } from 'node:test'
import { certificateOf } from './certificate.ts'

const note = (json: string, kind = 'deletion-certificate') => `vrijplek ${kind} 1\n${json}\n\n— example.org AAAA\n`

test('a certificate is read into what was erased and what cannot be proven', () => {
  const json = JSON.stringify({ tables: [{ table: 'people', rows: 3 }, { table: 'bookings', rows: 40 }], keysDestroyed: 4, files: 1, notProven: ['Paper.'] })
  assert.deepEqual(certificateOf(note(json)), {
    tables: [{ table: 'people', rows: 3 }, { table: 'bookings', rows: 40 }], rows: 43, keys: 4, files: 1, notProven: ['Paper.'],
  })
})

test('another kind, or text that is none, is not read as one', () => {
  assert.equal(certificateOf(note('{}', 'erasure-receipt')), null)
  assert.equal(certificateOf(note('{"tables":')), null)
  assert.deepEqual(certificateOf(note('{"tables":[7,null],"notProven":"x"}')), { tables: [], rows: 0, keys: 0, files: 0, notProven: [] })
})
