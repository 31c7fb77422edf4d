import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { keepingRuleNames } from '../keeping.ts'
import { RequestId } from '../ids.ts'
import { Instant } from '../values.ts'
import { DataRequest } from './my-data.ts'

const base = { purpose: 'retention', agreement: 'not_required', tag: 'Keeping and ending' } as const
const see = { ...base, access: { permission: 'see_keeping' } } as const

export const KeepingRuleState = z.object({
  rule: z.enum(keepingRuleNames),
  name: z.string(),
  from: z.string(),
  days: z.number().int(),
  mostDays: z.number().int(),
  leastDays: z.number().int(),
  /** Rows of which the period is over and that are still there; `late` when one was due more than a day and a night ago. */
  dueRows: z.number().int(),
  late: z.boolean(),
  /** Suspended by a hold. */
  heldRows: z.number().int(),
  lastRun: z.object({ at: Instant, finishedAt: Instant.nullable(), rows: z.number().int(), failure: z.string().nullable() }).nullable(),
})

export const listKeeping = endpoint({
  id: 'listKeeping',
  method: 'GET',
  path: '/keeping',
  summary: 'Keeping periods: what was due, what was done, what is late',
  ...see,
  success: { status: 200, body: z.object({ rules: z.array(KeepingRuleState), nextRunAt: Instant }) },
})

export const setKeeping = endpoint({
  id: 'setKeeping',
  method: 'PUT',
  path: '/keeping/{rule}',
  summary: 'Keep something shorter; longer than the agreement says is refused (G2.1)',
  ...base,
  access: { permission: 'set_keeping' },
  agreement: 'required',
  params: z.object({ rule: z.enum(keepingRuleNames) }),
  body: z.object({ days: z.number().int().min(0).max(36_500) }),
  success: { status: 200, body: KeepingRuleState },
  errors: ['keeping_out_of_bounds'],
})

export const runKeeping = endpoint({
  id: 'runKeeping',
  method: 'POST',
  path: '/keeping/runs',
  summary: 'Do now what is due, instead of tonight',
  ...base,
  access: { permission: 'set_keeping' },
  success: { status: 202, body: null },
})

export const BackupsShown = z.object({
  kind: z.enum(['embedded', 'outside', 'off']),
  keptDays: z.number().int().nullable(),
  newestAt: Instant.nullable(),
  oldestAt: Instant.nullable(),
  /** False: copies live longer than the agreement allows (13 days), or nobody said how long. Shown as broken, not hidden. */
  promiseKept: z.boolean(),
  failure: z.string().nullable(),
})

export const getBackups = endpoint({
  id: 'getBackups',
  method: 'GET',
  path: '/backups',
  summary: 'Which copies there are, and whether they go in time',
  ...see,
  purpose: null,
  success: { status: 200, body: BackupsShown },
})

export const Ending = z.object({
  toldAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  /** 14 × 24 elapsed hours after the end. */
  deadlineAt: Instant,
  state: z.enum(['waiting', 'deleting_live', 'waiting_for_backups', 'held', 'certified']),
  liveDoneAt: Instant.nullable(),
  backupsGoneBy: Instant.nullable(),
  backupsGoneAt: Instant.nullable(),
  certifiedAt: Instant.nullable(),
  late: z.boolean(),
  /** Copies live longer than the agreement allows: the deadline cannot be met. */
  promiseBroken: z.boolean(),
  /** Statutory duties to keep that suspend it. */
  holds: z.array(z.object({ ground: z.string(), statute: z.string(), endsAt: Instant })),
  /** Where everything stands, without an account; only for who ended it, and only once: in the answer to `endAgreement`. */
  link: z.string().nullable(),
})

export const getEnding = endpoint({
  id: 'getEnding',
  method: 'GET',
  path: '/agreement/end',
  summary: 'The end of the agreement, with its clock; null when none is planned',
  ...see,
  access: 'signed_in',
  purpose: 'administration',
  success: { status: 200, body: z.object({ ending: Ending.nullable() }) },
})

export const endAgreement = endpoint({
  id: 'endAgreement',
  method: 'POST',
  path: '/agreement/end',
  stepUp: true,
  summary: 'End the agreement at an instant; everything is deleted within 14 × 24 hours after it (G9)',
  ...base,
  access: { permission: 'end_agreement' },
  purpose: 'administration',
  agreement: 'required',
  body: z.object({ endsAt: Instant.nullable().meta({ description: 'null: now' }), timeZone: z.string().max(60), end: z.literal(true) }),
  success: { status: 201, body: Ending },
  errors: ['in_the_past', 'ending_already_told'],
})

export const withdrawEnding = endpoint({
  id: 'withdrawEnding',
  method: 'DELETE',
  path: '/agreement/end',
  summary: 'Go on after all; only before the end moment',
  ...base,
  access: { permission: 'end_agreement' },
  purpose: 'administration',
  success: { status: 204, body: null },
})

const PublicLink = z.object({ link: z.string().regex(/^[\w-]{43}$/) })

export const getEndingByLink = endpoint({
  id: 'getEndingByLink',
  method: 'GET',
  path: '/endings/{link}',
  tag: 'Keeping and ending',
  summary: 'How far the deletion of an organisation is, and its certificate; needs no account',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  params: PublicLink,
  success: { status: 200, body: Ending.extend({ organisation: z.string(), certificate: z.string().nullable() }) },
  errors: ['too_many_attempts'],
})

export const getCertificatePdf = endpoint({
  id: 'getCertificatePdf',
  method: 'GET',
  path: '/endings/{link}/certificate.pdf',
  tag: 'Keeping and ending',
  summary: 'The certificate of deletion as a PDF',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  params: PublicLink,
  success: { status: 200, body: z.string(), contentType: 'application/pdf' },
  errors: ['too_many_attempts'],
})

const exports = { ...base, access: { permission: 'end_agreement' }, purpose: 'rights' } as const

export const askOrganisationExport = endpoint({
  id: 'askOrganisationExport',
  method: 'POST',
  path: '/organisation/exports',
  stepUp: true,
  summary: 'Make a ZIP with everything of the organisation, in open formats (G1.5)',
  ...exports,
  success: { status: 202, body: DataRequest },
  errors: ['request_already_open'],
})

export const listOrganisationExports = endpoint({
  id: 'listOrganisationExports',
  method: 'GET',
  path: '/organisation/exports',
  summary: 'Exports of the organisation, newest first',
  ...exports,
  success: { status: 200, body: z.object({ requests: z.array(DataRequest) }) },
})

export const getOrganisationExportFile = endpoint({
  id: 'getOrganisationExportFile',
  method: 'GET',
  path: '/organisation/exports/{requestId}/file',
  summary: 'The ZIP',
  ...exports,
  params: z.object({ requestId: RequestId }),
  success: { status: 200, body: z.string(), contentType: 'application/zip' },
})
