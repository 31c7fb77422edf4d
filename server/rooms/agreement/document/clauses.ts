import type { ClauseMark } from '#contract/clause-marks.ts'

/** A clause of the processing agreement. The mark ties its wording to the mechanism that keeps it. */
export type Clause = { mark: ClauseMark, heading: string, paragraphs: string[] }

/** What differs from operator to operator and from customer to customer; written as `{name}` in the wording. */
export const agreementParameterNames = [
  'operatorName',
  'operatorSeat',
  'operatorRegisterNumber',
  'operatorContact',
  'operatorPrivacyContact',
  'customerName',
] as const

export type AgreementParameters = Record<(typeof agreementParameterNames)[number], string>

/** One language of one version of the agreement, before its parameters are filled in. */
export type AgreementWording = { title: string, preamble: string[], clauses: Clause[] }

/** One kind of data that is kept about a person, in that person's words. */
export type NoticeItem = { what: string, why: string, howLong: string }

export type NoticeSection = { heading: string, paragraphs: string[] }

/** One language of one version of what a person reads at their own first use. */
export type NoticeWording = {
  title: string
  introduction: string[]
  items: NoticeItem[]
  /** The words before what, why and how long of each item in the plain text. */
  labels: { what: string, why: string, howLong: string }
  sections: NoticeSection[]
}

/**
 * Writes a clause from running text: lines join, an empty line starts a new paragraph.
 * Keeps the wording readable in the source without line breaks ending up in what people sign.
 */
export function clause(mark: ClauseMark, heading: string, wording: string): Clause {
  return { mark, heading, paragraphs: paragraphs(wording) }
}

/** Splits running text at empty lines and joins the lines of each paragraph by one space. */
export function paragraphs(wording: string): string[] {
  return wording.trim().split(/\n\s*\n/).map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
}
