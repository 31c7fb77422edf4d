import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { StartError } from './errors.ts'

test('without settings everything has a default', () => {
  const config = readConfig({})
  assert.equal(config.PORT, 8080)
  assert.equal(config.HOST, '127.0.0.1')
  assert.equal(config.secure, false)
  assert.equal(config.publicUrl, 'http://localhost:8080', 'an address in figures could have no passkeys')
})

test('a setting that will not do is named with what was got', () => {
  assert.throws(() => readConfig({ PORT: 'many' }), (error) => error instanceof StartError && /PORT.*"many"/.test(error.message))
})

test('a secret never stands in the sentence about it', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'mysql://root:geheim@db/x' }),
    (error) => error instanceof StartError && !error.message.includes('geheim'),
  )
})

test('countries are codes that exist, and the Netherlands when nothing is said', () => {
  assert.deepEqual(readConfig({}).COUNTRIES, ['NL'])
  assert.deepEqual(readConfig({ COUNTRIES: 'NL,DE' }).COUNTRIES, ['NL', 'DE'])
  for (const wrong of ['nl', 'NL DE', 'NL,', 'QJ', 'Nederland']) assert.throws(() => readConfig({ COUNTRIES: wrong }), /COUNTRIES/, wrong)
})

test('nothing listens beyond loopback in clear', () => {
  assert.throws(() => readConfig({ HOST: '0.0.0.0' }), StartError)
  assert.throws(() => readConfig({ MQTT_HOST: '192.168.1.4' }), StartError)
  assert.equal(readConfig({ HOST: '0.0.0.0', BEHIND_PROXY: 'on' }).secure, true)
})

test('how people reach the service is what is set, else its own address', () => {
  assert.equal(readConfig({ PUBLIC_URL: 'https://plek.example/' }).publicUrl, 'https://plek.example')
  assert.equal(readConfig({ TLS_CERT: 'c', TLS_KEY: 'k', PORT: '8443' }).publicUrl, 'https://localhost:8443')
  assert.equal(readConfig({ HOST: '::1' }).publicUrl, 'http://localhost:8080')
})
