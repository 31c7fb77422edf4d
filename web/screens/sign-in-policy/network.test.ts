import assert from 'node:assert/strict'
import { test } from 'node:test'
import { looksLikeNetwork } from './network.ts'

test('a network is an address with the length of its prefix', () => {
  for (const right of ['192.0.2.0/24', '10.0.0.0/8', '2001:db8::/32', '::1/128', ' 198.51.100.7/32 ']) assert.equal(looksLikeNetwork(right), true, right)
  for (const wrong of ['', 'kantoor', '192.0.2.0', '192.0.2.0/33', '2001:db8::/129', '192.0.2/24']) assert.equal(looksLikeNetwork(wrong), false, wrong)
})
