import { createHash } from 'node:crypto'
import type { Language } from '#contract/values.ts'
import { agreementParameterNames } from './clauses.ts'
import type { AgreementParameters, Clause, NoticeItem, NoticeSection } from './clauses.ts'
import { checkedDays, checkedParameter } from './parameters.ts'
import { wordingOf } from './versions.ts'

export type RenderedAgreement = {
  version: string
  language: Language
  title: string
  preamble: string[]
  clauses: Clause[]
  /** The canonical plain text (LF, NFC, one newline at the end): this is what is hashed and agreed to. */
  text: string
}

/** How long trail entries are kept: a number of days, or as long as the agreement with the customer lasts (G9). */
export type TrailKeeping = { days: number } | 'until_agreement_ends'

export type NoticeParameters = Pick<AgreementParameters, 'operatorName' | 'operatorPrivacyContact' | 'customerName'> & {
  /** Days that a session is kept after it has ended. */
  sessionDays: number
  /** Days that a booking is kept with the name of the person. */
  bookingDays: number
  trailKeeping: TrailKeeping
  /** Days that a notice in the app is kept. */
  noticeDays: number
  /** Days that it is kept who saw a person. */
  lookDays: number
  /** Days that a request about data is kept after it was fulfilled. */
  requestDays: number
}

export type RenderedNotice = {
  version: string
  language: Language
  title: string
  introduction: string[]
  items: NoticeItem[]
  sections: NoticeSection[]
  text: string
}

/**
 * The processing agreement of one version in one language, with its parameters filled in (G13.1).
 * The same input gives the same text, always. All of it is plain text: what shows it must escape it.
 *
 * @throws UnknownVersion when no such version was published
 * @throws ParameterError when a parameter is missing, empty or could pass for a part of the document
 */
export function renderAgreement({ version, language, parameters }: {
  version: string
  language: Language
  parameters: AgreementParameters
}): RenderedAgreement {
  const wording = wordingOf(version).agreement[language]
  const values = new Map<string, string>(
    agreementParameterNames.map((name) => [name, checkedParameter(name, parameters[name])]),
  )
  const title = fill(wording.title, values)
  const preamble = wording.preamble.map((paragraph) => fill(paragraph, values))
  const clauses = wording.clauses.map(({ mark, heading, paragraphs }) => ({
    mark,
    heading: fill(heading, values),
    paragraphs: paragraphs.map((paragraph) => fill(paragraph, values)),
  }))
  const text = canonical([
    title,
    versionLine(version, language),
    ...preamble,
    ...clauses.flatMap(({ mark, heading, paragraphs }) => [`${mark} ${heading}`, ...paragraphs]),
  ])
  return { version, language, title, preamble, clauses, text }
}

/**
 * What a person reads at their own first use: what is kept, why, how long, who sees it. Keeping periods come from the
 * inventory, so that the text cannot promise another period than the one that is kept.
 *
 * @throws UnknownVersion, ParameterError as renderAgreement does
 */
export function renderPersonNotice({ version, language, parameters }: {
  version: string
  language: Language
  parameters: NoticeParameters
}): RenderedNotice {
  const wording = wordingOf(version).notice[language]
  const customerName = checkedParameter('customerName', parameters.customerName)
  const values = new Map([
    ['operatorName', checkedParameter('operatorName', parameters.operatorName)],
    ['operatorPrivacyContact', checkedParameter('operatorPrivacyContact', parameters.operatorPrivacyContact)],
    ['customerName', customerName],
    ['sessionDays', checkedDays('sessionDays', parameters.sessionDays)],
    ['bookingDays', checkedDays('bookingDays', parameters.bookingDays)],
    ['noticeDays', checkedDays('noticeDays', parameters.noticeDays)],
    ['lookDays', checkedDays('lookDays', parameters.lookDays)],
    ['requestDays', checkedDays('requestDays', parameters.requestDays)],
    ['trailKeeping', trailKeepingPhrase(parameters.trailKeeping, language, customerName)],
  ])
  const filled = (paragraphs: string[]) => paragraphs.map((paragraph) => fill(paragraph, values))
  const title = fill(wording.title, values)
  const introduction = filled(wording.introduction)
  const items = wording.items.map(({ what, why, howLong }) => ({
    what: fill(what, values),
    why: fill(why, values),
    howLong: fill(howLong, values),
  }))
  const sections = wording.sections.map(({ heading, paragraphs }) => ({
    heading: fill(heading, values),
    paragraphs: filled(paragraphs),
  }))
  const { labels } = wording
  const text = canonical([
    title,
    versionLine(version, language),
    ...introduction,
    ...items.map(({ what, why, howLong }) =>
      `${labels.what}: ${what}\n${labels.why}: ${why}\n${labels.howLong}: ${howLong}`),
    ...sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
  ])
  return { version, language, title, introduction, items, sections, text }
}

/** SHA-256 in lower-case hex of the UTF-8 bytes of a canonical text: what an acceptance records (G13.1). */
export function hashText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function versionLine(version: string, language: Language): string {
  return language === 'nl' ? `Versie ${version}` : `Version ${version}`
}

function trailKeepingPhrase(keeping: TrailKeeping | undefined, language: Language, customerName: string): string {
  if (keeping === 'until_agreement_ends') {
    return language === 'nl'
      ? `Zolang de overeenkomst met ${customerName} duurt, en daarna ten hoogste 14 × 24 uur`
      : `As long as the agreement with ${customerName} lasts, and at most 14 × 24 hours after that`
  }
  const days = checkedDays('trailKeeping', keeping?.days)
  return language === 'nl' ? `${days} dagen` : `${days} days`
}

/** One pass, so that a value is never searched for placeholders itself. */
function fill(wording: string, values: ReadonlyMap<string, string>): string {
  return wording.replace(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    const value = values.get(name)
    if (value === undefined) throw new Error(`The wording asks for ${placeholder}, which this document does not have`)
    return value
  }).normalize('NFC')
}

function canonical(blocks: string[]): string {
  return `${blocks.join('\n\n')}\n`.normalize('NFC')
}
