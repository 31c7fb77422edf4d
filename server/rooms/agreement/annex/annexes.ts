import { getAnnex, getProcessingRecord } from '#contract/endpoints/inventory.ts'
import type { Language } from '#contract/values.ts'
import { annexTitle } from './annex.ts'
import { recordTitle } from './record.ts'

/** What belongs to the agreement and is made from the running service, with the clause that names it. */
export const annexesIn = (language: Language): { mark: string; title: string; path: string }[] => [
  { mark: 'G1.3', title: annexTitle[language], path: getAnnex.path },
  { mark: 'G2.1', title: recordTitle[language], path: getProcessingRecord.path },
]
