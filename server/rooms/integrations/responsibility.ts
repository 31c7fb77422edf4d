import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { ResponsibilityText } from '#contract/endpoints/integrations.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'

/** A text that was accepted is never changed: a new wording is a new version. */
const currentVersion = '2026-11-1'

const wording: Readonly<Record<Language, { readonly title: string; readonly paragraphs: readonly string[] }>> = {
  nl: {
    title: 'Verantwoordelijkheid voor een derde partij',
    paragraphs: [
      'Onze organisatie laat deze partij zelf toe en is verantwoordelijk voor wat die met de gegevens doet. De beheerder van deze dienst is dat niet (overeenkomst G4.2 en G5.3).',
      'Wij hebben met deze partij vastgelegd waarvoor zij de gegevens gebruikt, hoe zij die beveiligt en wanneer zij die verwijdert.',
      'De partij krijgt alleen de genoemde gegevens, alleen voor de genoemde doelen, en niet langer dan tot de genoemde dag. Wij trekken de goedkeuring in zodra een daarvan niet meer klopt.',
      'Wij hebben onze mensen verteld dat deze partij gegevens over hen kan zien, of zorgen dat zij het weten voordat het zover is.',
      'Ligt het genoemde land buiten de Europese Economische Ruimte, dan is de genoemde grond voor de doorgifte er, en kunnen wij die laten zien.',
    ],
  },
  en: {
    title: 'Responsibility for a third party',
    paragraphs: [
      'Our organisation itself lets this party in and answers for what it does with the data. The operator of this service does not (agreement G4.2 and G5.3).',
      'We have agreed with this party in writing what it uses the data for, how it secures them and when it deletes them.',
      'The party gets only the data named, only for the purposes named, and no longer than until the day named. We revoke the approval as soon as one of these no longer holds.',
      'We have told our people that this party can see data about them, or will see to it that they know before it does.',
      'If the country named lies outside the European Economic Area, the ground named for the transfer is there, and we can show it.',
    ],
  },
}

export type Responsibility = z.output<typeof ResponsibilityText>

/** The text as it is shown, hashed and signed: title and paragraphs, one a line. */
const canonicalText = ({ title, paragraphs }: { readonly title: string; readonly paragraphs: readonly string[] }): string =>
  `${[title, ...paragraphs].join('\n')}\n`.normalize('NFC')

/** What a customer takes upon itself with each approval (G4.2, G5.3), as it holds now. */
export const responsibilityText = (language: Language): Responsibility => {
  const { title, paragraphs } = wording[language]
  const textHash = createHash('sha256').update(canonicalText(wording[language])).digest('hex')
  return { version: currentVersion, language, title, paragraphs: [...paragraphs], textHash }
}

/** @throws Refusal document_changed when what was accepted is not the text that holds now */
export const acceptedText = (accepted: Pick<Responsibility, 'version' | 'language' | 'textHash'>): Responsibility => {
  const current = responsibilityText(accepted.language)
  if (accepted.version !== current.version || accepted.textHash !== current.textHash) throw new Refusal('document_changed')
  return current
}
