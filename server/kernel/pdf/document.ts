import type { Language } from '#contract/values.ts'

/** A paper as it is meant, before it has pages. All of it is plain text; a line feed in a cell or paragraph starts a new line. */
export type PdfDocument = {
  readonly language: Language
  readonly title: string
  /** What the paper is, in one sentence, for whoever finds the file. */
  readonly subject: string
  /** Who gives the paper out: the operator's name. */
  readonly author: string
  readonly madeAt: Temporal.Instant
  /** Lies across the page for a paper of wide tables. */
  readonly landscape?: true
  readonly parts: readonly PdfPart[]
  /** Files inside the file, for programs: a reader of PDF shows them and saves them as they are. */
  readonly attachments?: readonly PdfAttachment[]
}

export type PdfAttachment = { readonly name: string; readonly mediaType: string; readonly description: string; readonly content: string }

export type PdfPart =
  /** The title is level 1 by itself; parts go on from 2. */
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly small?: true }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | PdfTable

export type PdfTable = {
  readonly kind: 'table'
  /** Says what the table shows; read aloud before it, and printed above it. */
  readonly caption: string
  /** `share`: width beside that of the other columns. */
  readonly columns: readonly { readonly heading: string; readonly share: number }[]
  /** Cells in the order of the columns; the first of each row names the row. */
  readonly rows: readonly (readonly string[])[]
}
