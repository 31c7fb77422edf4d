import { Refusal } from '#kernel/errors.ts'

/** A line of the file with its number, counted as an editor does: from 1, a quoted line break counts. */
export type CsvLine = { readonly line: number; readonly cells: readonly string[] }

const separators = [';', ',', '\t'] as const

/** Whichever stands most often in the heading, outside quotation marks. */
const separatorOf = (heading: string): string => {
  const bare = heading.replaceAll(/"[^"]*"/g, '')
  const often = (separator: string) => bare.split(separator).length
  return separators.toSorted((one, other) => often(other) - often(one))[0] ?? ','
}

/**
 * Reads separated values as RFC 4180 has them and spreadsheets write them: with or without a byte order mark, by comma, semicolon or tab, any line ends,
 * quotation marks doubled inside quoted cells. Empty lines are passed over.
 * @throws Refusal import_unreadable, for quotation marks that do not close or stand in the middle of a cell
 */
export const readCsv = (source: string): CsvLine[] => {
  const text = source.replace(/^\uFEFF/, '')
  const separator = separatorOf(/^[^\r\n]*/.exec(text)?.[0] ?? '')
  const lines: CsvLine[] = []
  let cells: string[] = []
  let cell = ''
  // Where a cell is: before its first character, inside quotation marks, after the closing one, or bare.
  let state: 'start' | 'quoted' | 'closed' | 'bare' = 'start'
  let line = 1
  let begun = 1
  const endCell = () => {
    cells.push(state === 'bare' || state === 'start' ? cell.trim() : cell)
    cell = ''
    state = 'start'
  }
  const endLine = () => {
    endCell()
    if (cells.some((each) => each !== '')) lines.push({ line: begun, cells })
    cells = []
    begun = line
  }
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    const isBreak = sign === '\n' || sign === '\r'
    if (isBreak && sign === '\r' && text[at + 1] === '\n') continue
    if (isBreak) line += 1
    if (state === 'quoted') {
      if (sign !== '"') cell += isBreak ? '\n' : sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else state = 'closed'
    } else if (isBreak) endLine()
    else if (sign === separator) endCell()
    else if (sign === '"' && state === 'start' && cell.trim() === '') {
      cell = ''
      state = 'quoted'
    } else if (state === 'closed' && sign.trim() !== '') throw new Refusal('import_unreadable', { line: begun })
    else if (state !== 'closed') {
      cell += sign
      if (sign.trim() !== '') state = 'bare'
    }
  }
  if (state === 'quoted') throw new Refusal('import_unreadable', { line: begun })
  if (cell !== '' || cells.length > 0 || state !== 'start') endLine()
  return lines
}
