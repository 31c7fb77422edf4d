import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { StartError } from './errors.ts'

test('without settings everything has a default', () => {
  const config = readConfig({})
  assert.equal(config.PORT, 8080)
  assert.equal(config.HOST, '127.0.0.1')
  assert.equal(config.secure, false)
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
