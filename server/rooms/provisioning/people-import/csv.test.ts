import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stringify } from 'csv-stringify/sync'
import fc from '#properties'
import { readCsv } from './csv.ts'

const cellsOf = (text: string) => readCsv(text).map(({ cells }) => cells)

test('comma, semicolon or tab; any line ends; with or without a byte order mark', () => {
  for (const text of ['a,b\n1,2', 'a;b\r\n1;2\r\n', '\uFEFFa\tb\r1\t2\n\n', ' a , b \n 1 , 2 ']) {
    assert.deepEqual(cellsOf(text), [['a', 'b'], ['1', '2']], JSON.stringify(text))
  }
})

test('a quoted cell may hold the separator, quotation marks and line breaks; lines are counted as an editor does', () => {
  assert.deepEqual(readCsv('naam;e-mail\n"Wit; de ""S""";a@b\n\n"x\r\ny";c\nz;d'), [
    { line: 1, cells: ['naam', 'e-mail'] },
    { line: 2, cells: ['Wit; de "S"', 'a@b'] },
    { line: 4, cells: ['x\ny', 'c'] },
    { line: 6, cells: ['z', 'd'] },
  ])
})

test('quotation marks that do not close, or go on, are refused with their line', () => {
  for (const [text, line] of [['a,b\n1,"2', 2], ['a,b\n"1"x,2', 2], ['a,b\n1,2\n"', 3]] as const) {
    assert.throws(() => readCsv(text), (error: { code: string; values: object }) => error.code === 'import_unreadable' && (error.values as { line: number }).line === line, text)
  }
})

test('whatever a well-known library writes is read back', () => {
  const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\r', '')).filter((text) => text.trim() === text && text !== '' && !text.startsWith('\uFEFF'))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
      const text = stringify([['naam', 'e-mail'], ...rows], { delimiter, quoted: true })
      assert.deepEqual(cellsOf(text), [['naam', 'e-mail'], ...rows])
    }),
  )
})
