import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceName, freeName } from './device-name.ts'

test('a passkey is called after the device it was made on', () => {
  assert.equal(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15'), 'iPhone')
  assert.equal(deviceName('Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36'), 'Android')
  assert.equal(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36'), 'Windows')
  assert.equal(deviceName('curl/8'), undefined)
})

test('a second passkey of the same name gets a number', () => {
  assert.equal(freeName('Passkey op Mac', []), 'Passkey op Mac')
  assert.equal(freeName('Passkey op Mac', ['Passkey op Mac']), 'Passkey op Mac 2')
  assert.equal(freeName('Passkey op Mac', ['Passkey op Mac', 'Passkey op Mac 2']), 'Passkey op Mac 3')
})
