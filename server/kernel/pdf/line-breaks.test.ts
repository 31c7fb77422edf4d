import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '#properties'
import { breakLines } from './line-breaks.ts'

const letters = (text: string) => Array.from(text).length

test('lines break at spaces and keep the words', () => {
  assert.deepEqual(breakLines('one two three', 8, letters), ['one two ', 'three'])
})

test('a line feed breaks, and an empty line stays', () => {
  assert.deepEqual(breakLines('one\n\ntwo', 20, letters), ['one', '', 'two'])
})

test('a word wider than a line is cut, a character with its accents is not', () => {
  assert.deepEqual(breakLines('abcdef', 4, letters), ['abcd', 'ef'])
  const accented = 'e\u0301'
  assert.deepEqual(breakLines(accented.repeat(3), 2, letters), [accented, accented, accented])
})

test('nothing is lost, and no line is wider than asked unless one character is', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 })), fc.integer({ min: 1, max: 40 }), (words, width) => {
      const text = words.join(' ')
      const lines = breakLines(text, width, letters)
      assert.equal(lines.join('').replace(/[ \t\n]/g, ''), text.replace(/[ \t\n]/g, ''))
      for (const line of lines) {
        const segments = [...new Intl.Segmenter().segment(line.trimEnd())]
        assert.ok(letters(line.trimEnd()) <= width || segments.length === 1, JSON.stringify({ line, width }))
      }
    }),
  )
})
