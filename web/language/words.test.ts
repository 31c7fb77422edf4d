import assert from 'node:assert/strict'
import { test } from 'node:test'
import { words as enControl } from './en/control/index.ts'
import { words as enApp } from './en/index.ts'
import { words as enOperator } from './en/operator/index.ts'
import { words as enRights } from './en/rights/index.ts'
import { words as enWays } from './en/ways/index.ts'
import { words as nlControl } from './nl/control/index.ts'
import { words as nlApp } from './nl/index.ts'
import { words as nlOperator } from './nl/operator/index.ts'
import { words as nlRights } from './nl/rights/index.ts'
import { words as nlWays } from './nl/ways/index.ts'

const en = { ...enApp, rights: enRights, control: enControl, ways: enWays, operator: enOperator }
const nl = { ...nlApp, rights: nlRights, control: nlControl, ways: nlWays, operator: nlOperator }

type Tree = { readonly [key: string]: string | Tree }

const sentences = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : sentences(value, `${path}${key}.`))

const valuesIn = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '').sort()

test('both languages say the same things with the same values in them', () => {
  const dutch = new Map(sentences(nl))
  const english = new Map(sentences(en))
  assert.deepEqual([...dutch.keys()].sort(), [...english.keys()].sort())
  for (const [key, sentence] of dutch) {
    assert.deepEqual(valuesIn(english.get(key) ?? ''), valuesIn(sentence), `${key} names other values in English`)
  }
})

test('no sentence is empty, shouts, or uses a dash as punctuation', () => {
  for (const [key, sentence] of [...sentences(nl), ...sentences(en)]) {
    assert.notEqual(sentence.trim(), '', `${key} is empty`)
    assert.doesNotMatch(sentence, /!|\s[–—-]\s|—/, `${key}: "${sentence}"`)
  }
})
