import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Instant, Language } from '../values.ts'

const papers = { access: 'signed_in', purpose: null, agreement: 'not_required', tag: 'Inventory' } as const
const language = z.object({ language: Language.optional() })

/** A place where something is kept: a table, files, a log, a queue, mail, back-ups, a browser. */
export const Store = z.object({
  /** `table:people`, `files:exports`, `browser:vrijplek-waiting` … */
  id: z.string(),
  kind: z.enum(['table', 'file', 'log', 'queue', 'mail', 'backup', 'browser', 'key']),
  room: z.string(),
  what: z.string(),
  /** Countries (ISO 3166-1 alpha-2) where it lies; empty: on the person's own device. */
  countries: z.array(z.string()),
  encrypted: z.enum(['sealed', 'file', 'disk', 'none']),
  items: z.array(
    z.object({
      name: z.string(),
      category: z.string(),
      whose: z.string(),
      purposes: z.array(z.string()),
      form: z.string(),
      /** In words, in the language asked for. */
      kept: z.string(),
      /** What becomes of it when the person is erased, in words. */
      erased: z.string(),
    }),
  ),
})

/** Annex 1 of the agreement (G1.3), made from the running system's inventory. */
export const Annex = z.object({
  language: Language,
  title: z.string(),
  generatedAt: Instant,
  /** SHA-256 over the inventory itself: the same as long as nothing changes. */
  inventoryHash: z.string(),
  controller: z.string(),
  processor: z.string(),
  purposes: z.array(z.object({ purpose: z.string(), name: z.string(), why: z.string(), legalGround: z.string() })),
  categories: z.array(z.object({ category: z.string(), name: z.string(), examples: z.string() })),
  dataSubjects: z.array(z.object({ kind: z.string(), name: z.string() })),
  /** In which form something is kept: encrypted, an unreadable print, readable … */
  forms: z.array(z.object({ form: z.string(), name: z.string() })),
  stores: z.array(Store),
})
export type Annex = z.infer<typeof Annex>

export const getAnnex = endpoint({
  id: 'getAnnex',
  method: 'GET',
  path: '/annex',
  summary: 'Annex 1: every store of personal data, with purposes, keeping periods and countries',
  ...papers,
  query: language,
  success: { status: 200, body: Annex },
})

export const getAnnexDpv = endpoint({
  id: 'getAnnexDpv',
  method: 'GET',
  path: '/annex.jsonld',
  summary: 'The same in JSON-LD with terms of the W3C Data Privacy Vocabulary; signed as /annex.note',
  ...papers,
  success: { status: 200, body: z.string(), contentType: 'application/ld+json' },
})

export const getAnnexNote = endpoint({
  id: 'getAnnexNote',
  method: 'GET',
  path: '/annex.note',
  summary: 'The JSON-LD as a signed note (C2SP signed-note): its second line is the document, verify/ checks it',
  ...papers,
  success: { status: 200, body: z.string(), contentType: 'text/plain; charset=utf-8' },
})

export const getAnnexPdf = endpoint({
  id: 'getAnnexPdf',
  method: 'GET',
  path: '/annex.pdf',
  summary: 'The same as a PDF',
  ...papers,
  query: language,
  success: { status: 200, body: z.string(), contentType: 'application/pdf' },
})

export const ProcessingRecord = z.object({
  language: Language,
  title: z.string(),
  generatedAt: Instant,
  processor: z.object({ name: z.string(), seat: z.string(), registerNumber: z.string(), contact: z.string(), privacyContact: z.string() }),
  controller: z.object({ name: z.string() }),
  /** Categories of processing carried out for the controller. */
  processing: z.array(
    z.object({ purpose: z.string(), name: z.string(), categories: z.array(z.string()), dataSubjects: z.array(z.string()), answersFor: z.string() }),
  ),
  transfers: z.array(z.object({ country: z.string(), ground: z.string() })),
  measures: z.array(z.object({ mark: z.string(), what: z.string() })),
})

export const getProcessingRecord = endpoint({
  id: 'getProcessingRecord',
  method: 'GET',
  path: '/processing-record',
  summary: 'Record of processing activities of the processor (GDPR art. 30(2))',
  ...papers,
  query: language,
  success: { status: 200, body: ProcessingRecord },
})

export const getProcessingRecordPdf = endpoint({
  id: 'getProcessingRecordPdf',
  method: 'GET',
  path: '/processing-record.pdf',
  summary: 'The same as a PDF',
  ...papers,
  query: language,
  success: { status: 200, body: z.string(), contentType: 'application/pdf' },
})
