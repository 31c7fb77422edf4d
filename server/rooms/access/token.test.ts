import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import type { OrganisationId } from '#contract/ids.ts'
import { mintToken, readToken } from './token.ts'

test('a token is read back to its organisation and hash, and holds neither in clear', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const token = mintToken(id as OrganisationId)
      assert.deepEqual(readToken(token.value), { organisation: id, hash: token.hash })
      assert.equal(token.value.includes(token.hash.toString('base64url')), false)
    }),
  )
})

test('two tokens of one organisation differ', () => {
  const organisation = crypto.randomUUID() as OrganisationId
  assert.notEqual(mintToken(organisation).value, mintToken(organisation).value)
})

test('anything else is no token', () => {
  fc.assert(fc.property(fc.string(), (text) => readToken(text) === null))
  const { value } = mintToken(crypto.randomUUID() as OrganisationId)
  for (const changed of [`${value}x`, value.slice(1), value.replace('.', ''), `${value}\n`, ` ${value}`]) {
    assert.equal(readToken(changed), null)
  }
})
