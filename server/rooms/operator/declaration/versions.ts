import { createHash } from 'node:crypto'
import type { Language } from '#contract/values.ts'
import { dutch } from './nl.ts'
import { english } from './en.ts'

export type DeclarationText = {
  readonly version: string
  readonly language: Language
  readonly title: string
  readonly paragraphs: readonly string[]
  /** What is signed: title and paragraphs, an empty line between them, a newline at the end. */
  readonly text: string
  /** SHA-256 of `text` in UTF-8. */
  readonly hash: Buffer
}

const make = (version: string, language: Language, { title, paragraphs }: typeof dutch): DeclarationText => {
  const text = `${[title, ...paragraphs].join('\n\n')}\n`
  return { version, language, title, paragraphs, text, hash: createHash('sha256').update(text, 'utf8').digest() }
}

/** Every text that anybody may have signed; the newest version is in force. A new one is added, and none is changed or taken out. */
const texts: readonly DeclarationText[] = [make('2026-11-1', 'nl', dutch), make('2026-11-1', 'en', english)]

export const declarationInForce = '2026-11-1'
/** A signature counts so many days; then it is asked again. */
export const declarationDays = 365

/** @returns undefined when there never was such a text */
export const declarationText = (version: string, language: Language): DeclarationText | undefined =>
  texts.find((each) => each.version === version && each.language === language)

export const textInForce = (language: Language): DeclarationText => {
  const found = declarationText(declarationInForce, language)
  if (found === undefined) throw new Error(`the declaration in force has no text in ${language}`)
  return found
}
