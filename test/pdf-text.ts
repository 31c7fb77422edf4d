import { inflateSync } from 'node:zlib'

/**
 * The words of a PDF that our own renderer made, page by page, as a reader of the file gets them: content streams, each glyph through the ToUnicode
 * map of its font (ISO 32000-1, 9.10.3). Lines are joined by line feeds. Knows what pdfkit writes, nothing more.
 */
export const pdfText = (pdf: Buffer): string[] => {
  const objects = objectsOf(pdf)
  const reference = (text: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1]
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
  return pages.map(({ head }) => {
    const resources = objects.get(reference(head, 'Resources') ?? '')?.head ?? ''
    for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      if (name === undefined || fonts.has(name)) continue
      const font = objects.get(id ?? '')?.head ?? ''
      fonts.set(name, unicodeOf(objects.get(reference(font, 'ToUnicode') ?? '')?.stream ?? ''))
    }
    const content = objects.get(reference(head, 'Contents') ?? '')?.stream ?? ''
    return linesOf(content, fonts).join('\n')
  })
}

/** The same as one run of words: line breaks are where the paper happened to be full. */
export const pdfWords = (pdf: Buffer): string => pdfText(pdf).join(' ').replace(/\s+/g, ' ')

/** The files inside a PDF, by name (ISO 32000-1, 7.11). */
export const pdfAttachments = (pdf: Buffer): Map<string, string> => {
  const objects = objectsOf(pdf)
  const specifications = [...objects.values()].filter(({ head }) => head.includes('/Type /Filespec'))
  return new Map(
    specifications.map(({ head }) => {
      const [, id = ''] = /\/EF <<\s*\/F (\d+) 0 R/.exec(head) ?? []
      return [/\/UF \(([^)]*)\)/.exec(head)?.[1] ?? '', Buffer.from(objects.get(id)?.stream ?? '', 'latin1').toString('utf8')]
    }),
  )
}

type PdfObject = { readonly head: string; readonly stream: string }

const objectsOf = (pdf: Buffer): ReadonlyMap<string, PdfObject> => {
  const text = pdf.toString('latin1')
  const found = new Map<string, PdfObject>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length
    const end = text.indexOf('endobj', start)
    const streamAt = text.indexOf('stream\n', start)
    const hasStream = streamAt !== -1 && streamAt < end
    const head = text.slice(start, hasStream ? streamAt : end)
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
    const bytes = pdf.subarray(streamAt + 7, streamAt + 7 + length)
    const stream = !hasStream ? '' : (/FlateDecode/.test(head) ? inflateSync(bytes) : bytes).toString('latin1')
    found.set(match[1] ?? '', { head, stream })
  }
  return found
}

/** pdfkit numbers its glyphs from 0 on and gives their characters in `bfrange` arrays: `<0000> <00ff> [<0000> <0048> …]`. */
const unicodeOf = (map: string): ReadonlyMap<string, string> => {
  const known = new Map<string, string>()
  for (const [, from, list] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    const first = Number.parseInt(from ?? '0', 16)
    const characters = [...(list ?? '').matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) =>
      Buffer.from((hex ?? '').replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    )
    characters.forEach((character, index) => known.set((first + index).toString(16).padStart(4, '0'), character))
  }
  return known
}

const linesOf = (content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] => {
  let font: ReadonlyMap<string, string> = new Map()
  const lines: string[] = []
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map()
    else {
      const glyphs = [...(shown ?? '').matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex?.match(/.{4}/g) ?? [])
      lines.push(glyphs.map((glyph) => font.get(glyph) ?? '\uFFFD').join(''))
    }
  }
  return lines
}
