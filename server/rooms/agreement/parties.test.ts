import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '#kernel/config.ts'
import { StartError } from '#kernel/errors.ts'
import { checkOperatorSettings } from './parties.ts'

test('an operator setting that cannot stand in the agreement is refused at the start, by its name', () => {
  for (const [setting, value] of [
    ['OPERATOR_NAME', 'Plek <b>B.V.</b>'],
    ['OPERATOR_SEAT', 'Utrecht\nen omstreken'],
    ['OPERATOR_PRIVACY_CONTACT', 'x'.repeat(201)],
  ] as const) {
    const config = readConfig({ [setting]: value })
    assert.throws(
      () => checkOperatorSettings(config),
      (error: unknown) => error instanceof StartError && error.message.includes(setting),
    )
  }
})

test('the settings that a new instance starts with can stand in the agreement', () => {
  checkOperatorSettings(readConfig({}))
})
