import { fileURLToPath } from 'node:url'
import PdfKit from 'pdfkit'
import type { PdfDocument } from './document.ts'
import { breakLines } from './line-breaks.ts'

export type Face = 'text' | 'bold'
export type Style = { readonly face: Face; readonly size: number }
/** A piece of the paper as a screen reader sees it: `P`, `TH` … */
export type Element = { readonly type: string; readonly node: PDFKit.PDFStructureElement }

/**
 * Inter 400 and 700 with the Latin, Greek and Cyrillic characters that names in Europe need, under the SIL Open Font License (fonts/OFL.txt). Made with
 * fontTools from the parts of @fontsource-variable/inter, because pdfkit's font reader cannot embed its accented letters from WOFF2.
 */
const fontFile = (weight: 400 | 700): string => fileURLToPath(new URL(`fonts/inter-${weight}.ttf`, import.meta.url))

/** By their paths: pdfkit opens a font under a second name again at each use. */
const files = { text: fontFile(400), bold: fontFile(700) } as const satisfies Record<Face, string>

const margin = { left: 56, right: 56, top: 60, bottom: 64 } as const
const ink = '#1b1b1f'
const faint = '#5c5c66'

/** Pages to write on, from top to bottom, with everything that an accessible PDF asks of whoever writes (PDF/UA-1, ISO 14289-1). */
export type Sheet = {
  readonly width: number
  /** What fits under what stands there, in points. */
  readonly left: () => number
  readonly lines: (text: string, style: Style, width: number) => string[]
  readonly heightOf: (style: Style) => number
  readonly element: (parent: Element, type: string, options?: { readonly scope?: 'Column' | 'Row' }) => Element
  readonly root: Element
  /** Writes one line at `x` from the left margin and `down` from where we are. Without an element it is there for the eye only. */
  readonly line: (element: Element | null, text: string, style: Style, x: number, down: number) => void
  readonly rule: (down: number) => void
  readonly space: (height: number) => void
  readonly turn: () => void
  readonly bookmark: (text: string) => void
  readonly finish: (footer: (page: number, of: number) => string) => Promise<Buffer>
}

export const createSheet = (document: PdfDocument): Sheet => {
  const pdf = new PdfKit({
    size: 'A4',
    layout: document.landscape === true ? 'landscape' : 'portrait',
    margins: margin,
    pdfVersion: '1.7',
    // The library knows it (ISO 14289-1), its types do not yet.
    subset: 'PDF/UA' as string as PDFKit.Mixins.PDFSubsets,
    tagged: true,
    lang: document.language,
    displayTitle: true,
    bufferPages: true,
    font: files.text,
    info: {
      Title: document.title,
      Subject: document.subject,
      Author: document.author,
      Creator: 'Vrijplek',
      CreationDate: new Date(document.madeAt.epochMilliseconds),
    },
  })
  const chunks: Buffer[] = []
  const done = Promise.withResolvers<Buffer>()
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  pdf.on('end', () => done.resolve(Buffer.concat(chunks)))
  pdf.on('error', done.reject)
  const root: Element = { type: 'Document', node: pdf.struct('Document') }
  pdf.addStructure(root.node)
  for (const { name, mediaType, description, content } of document.attachments ?? []) {
    const at = new Date(document.madeAt.epochMilliseconds)
    pdf.file(Buffer.from(content, 'utf8'), { name, type: mediaType, description, creationDate: at, modifiedDate: at })
  }
  const width = pdf.page.width - margin.left - margin.right
  const bottom = pdf.page.height - margin.bottom
  let y: number = margin.top

  const set = ({ face, size }: Style) => pdf.font(files[face]).fontSize(size)
  const widths = new Map<string, number>()
  const widthOf = (piece: string, { face, size }: Style): number => {
    const key = `${face}${size} ${piece}`
    const known = widths.get(key)
    if (known !== undefined) return known
    const width = pdf.widthOfString(piece)
    widths.set(key, width)
    return width
  }
  const heightOf = ({ size }: Style) => size * 1.42
  const artifact = (type: 'Layout' | 'Pagination', draw: () => void) => {
    pdf.markContent('Artifact', { type })
    draw()
    pdf.endMarkedContent()
  }

  return {
    width,
    root,
    left: () => bottom - y,
    heightOf,
    lines: (text, style, room) => {
      set(style)
      return breakLines(text.normalize('NFC'), room, (piece) => widthOf(piece, style))
    },
    element: (parent, type, options: object = {}) => {
      const made = { type, node: pdf.struct(type, options) }
      parent.node.add(made.node)
      return made
    },
    line: (element, text, style, x, down) => {
      const write = () => set(style).fillColor(ink).text(text, margin.left + x, y + down, { lineBreak: false })
      if (element === null) return artifact('Layout', write)
      element.node.add(pdf.markStructureContent(element.type))
      write()
      pdf.endMarkedContent()
    },
    rule: (down) => {
      artifact('Layout', () => {
        pdf
          .moveTo(margin.left, y + down)
          .lineTo(margin.left + width, y + down)
          .lineWidth(0.5)
          .strokeColor('#c9c9d1')
          .stroke()
      })
    },
    space: (height) => {
      y += height
    },
    turn: () => {
      pdf.addPage()
      y = margin.top
    },
    bookmark: (text) => {
      pdf.outline.addItem(text)
    },
    finish: (footer) => {
      root.node.end()
      const { count } = pdf.bufferedPageRange()
      for (let page = 0; page < count; page += 1) {
        pdf.switchToPage(page)
        // Below the margin pdfkit would start a new page.
        pdf.page.margins.bottom = 0
        artifact('Pagination', () => {
          pdf.font(files.text).fontSize(8).fillColor(faint)
          pdf.text(footer(page + 1, count), margin.left, bottom + 24, { lineBreak: false })
        })
      }
      pdf.end()
      return done.promise
    },
  }
}
