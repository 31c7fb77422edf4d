import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, passwordFits } from './password-hash.ts'

test('a password fits its own hash and no other does', async () => {
  const hash = await hashPassword('een lange zin met woorden')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await passwordFits('een lange zin met woorden', hash), true)
  assert.equal(await passwordFits('een lange zin met woordeN', hash), false)
})

test('the same password never has the same hash twice', async () => {
  assert.notEqual(await hashPassword('een lange zin met woorden'), await hashPassword('een lange zin met woorden'))
})

test('a password fits in whatever Unicode form it is typed', async () => {
  const hash = await hashPassword('caf\u00e9 aan de \u00fcber-haven')
  assert.equal(await passwordFits('cafe\u0301 aan de u\u0308ber-haven', hash), true)
})

test('nothing fits an account without a password', async () => {
  assert.equal(await passwordFits('een lange zin met woorden', null), false)
})

test('a hash of other parameters is still checked by its own', async () => {
  // Password "password", salt "somesalt", two passes over 64 MiB: a vector of the reference implementation's tests.
  const known = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.equal(await passwordFits('password', known), true)
})
