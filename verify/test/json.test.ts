import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from '../../test/properties.ts'
import { isObject, JsonError, readJson } from '../json.mjs'

describe('the strict JSON reader', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 2), (text, spaces) => {
        const value: unknown = JSON.parse(text)
        const written = JSON.stringify(value, null, spaces)
        let read
        try {
          read = readJson(written)
        } catch (cause) {
          // The one thing that JSON.stringify writes and this refuses: half a letter.
          assert.ok(cause instanceof JsonError && /\\ud[89a-f]/i.test(written))
          return
        }
        assert.equal(JSON.stringify(read), JSON.stringify(value))
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', '"', '}', '[', '0', '\\', 'e', '\n', '\u0001'), (text, at, put) => {
        const spoilt = text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1)
        let parsed = true
        try {
          JSON.parse(spoilt)
        } catch {
          parsed = false
        }
        if (!parsed) assert.throws(() => readJson(spoilt), JsonError)
      }),
      { numRuns: 3000 },
    )
  })

  it('refuses a key that stands twice, __proto__ too, and nesting without end', () => {
    for (const text of ['{"a":1,"a":1}', String.raw`{"a":1,"\u0061":2}`, '{"__proto__":1,"__proto__":2}', '['.repeat(1_000_000), '{"a":'.repeat(100)])
      assert.throws(() => readJson(text), JsonError)
    const read = readJson('{"__proto__":{"x":1},"constructor":2}')
    assert.ok(isObject(read))
    assert.deepEqual(Object.keys(read), ['__proto__', 'constructor'])
  })

  it('reads a string of megabytes', () => {
    const text = JSON.stringify('é"\\'.repeat(1_000_000))
    assert.equal(readJson(text), JSON.parse(text))
  })
})
