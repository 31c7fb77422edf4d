import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordWords } from './password-words.ts'

test('what counts is length, in characters as people see them', () => {
  assert.deepEqual(passwordWords(''), { kind: 'empty' })
  assert.deepEqual(passwordWords('abc'), { kind: 'short', left: 12 })
  assert.deepEqual(passwordWords('e\u0301'.repeat(14)), { kind: 'short', left: 1 })
  assert.deepEqual(passwordWords('vier gewone woorden hier'), { kind: 'longEnough' })
})

test('no signs, capitals or figures are asked for', () => {
  assert.equal(passwordWords('regenlaarzenbijdesluis').kind, 'longEnough')
})

test('the same again and again is told', () => {
  assert.equal(passwordWords('abcabcabcabcabcabc').kind, 'repeated')
  assert.equal(passwordWords('aaaaaaaaaaaaaaaaaaaa').kind, 'repeated')
})

test("one's own name, address and organisation do not count", () => {
  const own = ['Sanne de Wit', 'sanne.de.wit@vaartendiep.example', 'Waterschap Vaart en Diep']
  assert.equal(passwordWords('Waterschap-Sanne-2026', own).kind, 'ownWords')
  assert.equal(passwordWords('Waterschap reiger wacht op vis', own).kind, 'longEnough')
})
