import type { PdfDocument, PdfPart, PdfTable } from './document.ts'
import { createSheet } from './sheet.ts'
import type { Element, Sheet, Style } from './sheet.ts'

const styles = {
  title: { face: 'bold', size: 20 },
  heading2: { face: 'bold', size: 13.5 },
  heading3: { face: 'bold', size: 10.5 },
  text: { face: 'text', size: 9.5 },
  small: { face: 'text', size: 8 },
  cell: { face: 'text', size: 8 },
  cellHead: { face: 'bold', size: 8 },
} as const satisfies Record<string, Style>

const footerOf = ({ language, title }: PdfDocument) => (page: number, of: number) =>
  language === 'nl' ? `${title} · pagina ${page} van ${of}` : `${title} · page ${page} of ${of}`

/**
 * Lays a document out on A4 and gives the PDF: tagged for screen readers in reading order (PDF/UA-1), in its language, with bookmarks, page numbers and
 * fonts inside. Tables go on over pages under their own headings.
 */
export const renderPdf = async (document: PdfDocument): Promise<Buffer> => {
  const sheet = createSheet(document)
  block(sheet, 'H1', document.title, styles.title)
  sheet.space(10)
  for (const part of document.parts) writePart(sheet, part)
  return sheet.finish(footerOf(document))
}

const writePart = (sheet: Sheet, part: PdfPart): void => {
  if (part.kind === 'heading') {
    const style = part.level === 2 ? styles.heading2 : styles.heading3
    // A heading is not left alone at the foot of a page.
    if (sheet.left() < sheet.heightOf(style) * 4) sheet.turn()
    else sheet.space(part.level === 2 ? 14 : 8)
    if (part.level === 2) sheet.bookmark(part.text)
    block(sheet, `H${part.level}`, part.text, style)
    sheet.space(3)
  } else if (part.kind === 'paragraph') {
    block(sheet, 'P', part.text, part.small === true ? styles.small : styles.text)
    sheet.space(5)
  } else if (part.kind === 'list') {
    writeList(sheet, part.items)
  } else {
    writeTable(sheet, part)
  }
}

const block = (sheet: Sheet, type: string, text: string, style: Style): void => {
  const element = sheet.element(sheet.root, type)
  writeLines(sheet, element, text, style, 0)
  element.node.end()
}

const writeLines = (sheet: Sheet, element: Element, text: string, style: Style, indent: number): void => {
  for (const line of sheet.lines(text, style, sheet.width - indent)) {
    if (sheet.left() < sheet.heightOf(style)) sheet.turn()
    sheet.line(element, line, style, indent, 0)
    sheet.space(sheet.heightOf(style))
  }
}

const writeList = (sheet: Sheet, items: readonly string[]): void => {
  const list = sheet.element(sheet.root, 'L')
  for (const item of items) {
    const element = sheet.element(list, 'LI')
    if (sheet.left() < sheet.heightOf(styles.text)) sheet.turn()
    sheet.line(sheet.element(element, 'Lbl'), '•', styles.text, 2, 0)
    writeLines(sheet, sheet.element(element, 'LBody'), item, styles.text, 14)
    sheet.space(2)
  }
  list.node.end()
  sheet.space(4)
}

const gap = 8
const padding = 3

const writeTable = (sheet: Sheet, table: PdfTable): void => {
  const shares = table.columns.reduce((sum, { share }) => sum + share, 0)
  const room = sheet.width - gap * (table.columns.length - 1)
  let from = 0
  const columns = table.columns.map(({ heading, share }) => {
    const width = (room * share) / shares
    const column = { heading, width, x: from }
    from += width + gap
    return column
  })
  const cell = (text: string, style: Style, index: number) => sheet.lines(text, style, columns[index]?.width ?? 0)
  const heads = columns.map(({ heading }, index) => cell(heading, styles.cellHead, index))
  const lineHeight = sheet.heightOf(styles.cell)
  const headHeight = Math.max(...heads.map((lines) => lines.length)) * lineHeight + padding * 2

  const element = sheet.element(sheet.root, 'Table')
  if (sheet.left() < headHeight + lineHeight * 5) sheet.turn()
  writeLines(sheet, sheet.element(element, 'Caption'), table.caption, styles.small, 0)
  const writeRow = (cells: readonly (readonly string[])[], elements: readonly Element[], style: Style) => {
    cells.forEach((lines, column) => {
      const owner = elements[column] ?? null
      const x = columns[column]?.x ?? 0
      lines.forEach((line, index) => sheet.line(owner, line, style, x, padding + index * lineHeight))
    })
    sheet.space(Math.max(0, ...cells.map((lines) => lines.length)) * lineHeight + padding * 2)
    sheet.rule(0)
  }
  const headRow = sheet.element(sheet.element(element, 'THead'), 'TR')
  const headCells = columns.map(() => sheet.element(headRow, 'TH', { scope: 'Column' }))
  sheet.rule(0)
  writeRow(heads, headCells, styles.cellHead)
  const goOn = () => {
    sheet.turn()
    sheet.rule(0)
    writeRow(heads, [], styles.cellHead)
  }

  const body = sheet.element(element, 'TBody')
  for (const row of table.rows) {
    const rowElement = sheet.element(body, 'TR')
    const elements = columns.map((_column, index) =>
      index === 0 ? sheet.element(rowElement, 'TH', { scope: 'Row' }) : sheet.element(rowElement, 'TD'),
    )
    let rest = columns.map((_column, index) => cell(row[index] ?? '', styles.cell, index))
    const fits = () => Math.floor((sheet.left() - padding * 2) / lineHeight)
    const needed = Math.max(...rest.map((lines) => lines.length))
    // A short row goes over whole; a long one fills the page first.
    if (fits() < Math.min(needed, 6)) goOn()
    for (;;) {
      const lines = Math.max(1, fits())
      writeRow(rest.map((each) => each.slice(0, lines)), elements, styles.cell)
      rest = rest.map((each) => each.slice(lines))
      if (rest.every((each) => each.length === 0)) break
      goOn()
    }
  }
  element.node.end()
  sheet.space(10)
}
