import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { RequestId } from '../ids.ts'
import { keepingRuleNames } from '../keeping.ts'
import { purposes } from '../purposes.ts'
import { visitReasons } from '../support-visits.ts'
import { Email, Instant, Name } from '../values.ts'

/** Not `agreement: required`: whoever is kept may see, take along and delete what is kept, to the very end (G9). */
const own = {
  access: { permission: 'manage_own_data' },
  purpose: 'rights',
  agreement: 'not_required',
  tag: 'My data',
} as const

/** A value as it is kept, opened when it is sealed; instants as RFC 3339. */
const Value = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** All rows of one store that are about the person. */
export const KeptTable = z.object({
  room: z.string(),
  table: z.string(),
  purposes: z.array(z.enum(purposes)),
  categories: z.array(z.string()),
  keep: z.object({
    rule: z.enum(keepingRuleNames).nullable(),
    /** ISO 8601 duration after `after`, as this organisation has it. */
    period: z.string(),
    after: z.string(),
  }),
  total: z.number().int(),
  /** Newest first, at most 100; the export has them all. `until`: when this row goes by itself; null: with the account or the agreement. */
  rows: z.array(z.object({ values: z.record(z.string(), Value), until: Instant.nullable() })),
})

export const MyData = z.object({
  restrictedAt: Instant.nullable(),
  /** Erasure waits for this. */
  hold: z.object({ ground: z.string(), statute: z.string().nullable(), endsAt: Instant }).nullable(),
  tables: z.array(KeptTable),
  files: z.array(z.object({ name: z.string(), size: z.number().int(), createdAt: Instant, expiresAt: Instant })),
})
export type MyData = z.infer<typeof MyData>

export const LooksPage = z.object({
  looks: z.array(
    z.object({
      /** The hour, or the exact moment of a privileged look. */
      at: Instant,
      exact: z.boolean(),
      role: z.string(),
      /** Staff of the operator. */
      operator: z.boolean(),
      /** The third party, when a program of one looked (G5.3). */
      party: z.string().nullable(),
      purpose: z.enum(purposes),
      view: z.string(),
      times: z.number().int(),
      /** During a support visit of the operator: why, and the number of its ticket. */
      support: z.object({ reason: z.enum(visitReasons), ticket: z.string() }).nullable(),
    }),
  ),
  /** Give it as `before` for older ones; null: there are none. */
  next: z.string().nullable(),
})
export const LooksQuery = z.object({ before: z.string().max(200).optional() })

export const DataRequest = z.object({
  id: RequestId,
  kind: z.enum(['export', 'correct', 'restrict', 'lift_restriction', 'erase', 'organisation_export']),
  askedBy: z.enum(['person', 'privacy_officer', 'organisation_manager']),
  askedAt: Instant,
  dueAt: Instant,
  state: z.enum(['waiting', 'working', 'done', 'postponed', 'refused', 'failed']),
  progressPct: z.number().int(),
  reason: z.string().nullable(),
  doneAt: Instant.nullable(),
  /** Where the file can be had, until it expires. */
  file: z.object({ size: z.number().int(), expiresAt: Instant }).nullable(),
})
export type DataRequest = z.infer<typeof DataRequest>

export const ErasurePreview = z.object({
  /** Rows that go, per table. */
  goes: z.array(z.object({ room: z.string(), table: z.string(), rows: z.number().int() })),
  /** Rows that stay without a person: a count, a proof. */
  stays: z.array(z.object({ room: z.string(), table: z.string(), rows: z.number().int() })),
  /** What the employer has to decide first: `last_organisation_manager`, `last_privacy_officer`. */
  decides: z.array(z.string()),
  hold: MyData.shape.hold,
})

/** Safe to keep and to hand on: nothing in it is personal. `receiptId` opens the receipt without an account. */
export const ErasureAnswer = z.object({ requestId: RequestId, state: z.enum(['working', 'postponed']), receiptId: z.string() })

export const Corrections = z
  .object({ name: Name, email: Email })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'nothing to change' })
export const Corrected = z.object({ name: z.string(), email: z.string() })

export const getMyData = endpoint({
  id: 'getMyData',
  method: 'GET',
  path: '/my-data',
  summary: 'Everything that is kept about me, store by store, with purpose and until when',
  ...own,
  success: { status: 200, body: MyData },
})

export const getMyLooks = endpoint({
  id: 'getMyLooks',
  method: 'GET',
  path: '/my-data/looks',
  summary: 'Who looked at me: role, purpose, when, how often',
  ...own,
  query: LooksQuery,
  success: { status: 200, body: LooksPage },
})

export const correctMyData = endpoint({
  id: 'correctMyData',
  method: 'POST',
  path: '/my-data/corrections',
  stepUp: true,
  summary: 'Correct my name or e-mail address',
  ...own,
  agreement: 'required',
  body: Corrections,
  success: { status: 200, body: Corrected },
  errors: ['email_taken'],
})

export const restrictMyData = endpoint({
  id: 'restrictMyData',
  method: 'PUT',
  path: '/my-data/restriction',
  summary: 'Freeze my data: kept, but not used (GDPR art. 18)',
  ...own,
  agreement: 'required',
  success: { status: 200, body: z.object({ restrictedAt: Instant }) },
})

export const liftMyRestriction = endpoint({
  id: 'liftMyRestriction',
  method: 'DELETE',
  path: '/my-data/restriction',
  summary: 'Use my data again',
  ...own,
  agreement: 'required',
  success: { status: 204, body: null },
})

export const askMyExport = endpoint({
  id: 'askMyExport',
  method: 'POST',
  path: '/my-data/exports',
  stepUp: true,
  summary: 'Make a ZIP with everything about me, in the background',
  ...own,
  success: { status: 202, body: DataRequest },
  errors: ['request_already_open'],
})

export const listMyRequests = endpoint({
  id: 'listMyRequests',
  method: 'GET',
  path: '/my-data/requests',
  summary: 'My requests, newest first, with their progress',
  ...own,
  success: { status: 200, body: z.object({ requests: z.array(DataRequest) }) },
})

export const getMyExportFile = endpoint({
  id: 'getMyExportFile',
  method: 'GET',
  path: '/my-data/exports/{requestId}/file',
  summary: 'The ZIP; 404 once it has expired',
  ...own,
  params: z.object({ requestId: RequestId }),
  success: { status: 200, body: z.string(), contentType: 'application/zip' },
})

export const previewMyErasure = endpoint({
  id: 'previewMyErasure',
  method: 'GET',
  path: '/my-data/erasure',
  summary: 'What goes, what stays without me, what my employer must decide',
  ...own,
  success: { status: 200, body: ErasurePreview },
})

export const eraseMe = endpoint({
  id: 'eraseMe',
  method: 'POST',
  path: '/my-data/erasure',
  stepUp: true,
  summary: 'Erase me, for good',
  ...own,
  body: z.object({ erase: z.literal(true) }),
  success: { status: 202, body: ErasureAnswer },
  errors: ['last_organisation_manager', 'request_already_open'],
})

export const getErasureReceipt = endpoint({
  id: 'getErasureReceipt',
  method: 'GET',
  path: '/erasure-receipts/{receiptId}',
  tag: 'My data',
  summary: 'How far an erasure is, and its signed receipt; needs no account, and holds nothing personal',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  params: z.object({ receiptId: z.string().regex(/^[\w-]{60,100}$/) }),
  success: {
    status: 200,
    body: z.object({ state: z.enum(['working', 'postponed', 'done']), doneAt: Instant.nullable(), receipt: z.string().nullable() }),
  },
  errors: ['too_many_attempts'],
})
