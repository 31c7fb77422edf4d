import { z } from 'zod'
import { approvalKindNames, approvalPurposeNames, transferGroundNames } from '../approvals.ts'
import { dataCategoryNames } from '../data-categories.ts'
import { endpoint } from '../endpoint.ts'
import { ApprovalId, ClientId, TokenId } from '../ids.ts'
import { Day, Instant, Language, Name } from '../values.ts'

const base = { purpose: 'administration', agreement: 'required', tag: 'Integrations' } as const
const see = { ...base, access: { permission: 'see_integrations' } } as const
const approve = { ...base, access: { permission: 'approve_integrations' } } as const

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Networks a token may come from, in CIDR notation (RFC 4632, RFC 4291); none: from anywhere. */
const Addresses = z.array(z.string().trim().max(50)).max(20)

export const ApprovalScope = z.object({
  purposes: z.array(z.enum(approvalPurposeNames)).min(1).max(approvalPurposeNames.length),
  categories: z.array(z.enum(dataCategoryNames)).min(1).max(dataCategoryNames.length),
  addresses: Addresses,
})

/** Who the customer lets in: an organisation, not a person; `contact` is an address of a desk. */
export const ThirdParty = z.object({
  name: Name,
  contact: z.string().trim().min(3).max(200),
  /** Where it processes: ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Why data may go there, for a country outside the European Economic Area (G3.1). */
  transferGround: z.enum(transferGroundNames).nullable(),
})

/** What the customer takes upon itself with an approval (G4.2, G5.3). */
export const ResponsibilityText = z.object({
  version: z.string(),
  language: Language,
  title: z.string(),
  paragraphs: z.array(z.string()),
  /** SHA-256 of the exact canonical text, which an acceptance must name. */
  textHash: Hash,
})

export const Approval = ApprovalScope.extend({
  id: ApprovalId,
  kind: z.enum(approvalKindNames),
  party: ThirdParty,
  state: z.enum(['in_force', 'ended', 'revoked']),
  approvedAt: Instant,
  endsAt: Instant,
  revokedAt: Instant.nullable(),
  /** Who took the responsibility; null when that person is no longer here. */
  acceptedBy: z.string().nullable(),
  responsibility: ResponsibilityText.pick({ version: true, language: true, textHash: true }),
  /** The approval that this one takes over from. */
  renews: ApprovalId.nullable(),
  /** The last day on which anything under it was used, to the day. */
  lastUsedOn: Day.nullable(),
  clients: z.number().int(),
  tokens: z.number().int(),
})
export type Approval = z.infer<typeof Approval>

export const ClientSecret = z.object({
  slot: z.enum(['1', '2']),
  createdAt: Instant,
  endsAt: Instant,
  lastUsedOn: Day.nullable(),
})

export const ApiClient = z.object({
  id: ClientId,
  /** Its `client_id` in OAuth. */
  oauthId: z.string(),
  name: z.string(),
  createdAt: Instant,
  lastUsedOn: Day.nullable(),
  revokedAt: Instant.nullable(),
  secrets: z.array(ClientSecret),
})

export const ApprovedToken = z.object({
  id: TokenId,
  kind: z.enum(['personal', 'standing']),
  /** Of a personal token: whose it is. */
  owner: z.string().nullable(),
  clientId: ClientId.nullable(),
  purposes: z.array(z.enum(approvalPurposeNames)),
  categories: z.array(z.enum(dataCategoryNames)),
  createdAt: Instant,
  endsAt: Instant,
  lastUsedOn: Day.nullable(),
})

export const ApprovalDetail = Approval.omit({ clients: true, tokens: true }).extend({
  clients: z.array(ApiClient),
  tokens: z.array(ApprovedToken),
})

export const listApprovals = endpoint({
  ...see,
  id: 'listApprovals',
  method: 'GET',
  path: '/approvals',
  summary: 'Register of third parties: what each may see, who took the responsibility, until when (G5.3)',
  success: { status: 200, body: z.object({ approvals: z.array(Approval) }) },
})

export const getResponsibilityText = endpoint({
  ...see,
  id: 'getResponsibilityText',
  method: 'GET',
  path: '/approvals/responsibility-text',
  summary: 'What my organisation takes upon itself when it lets a third party in (G4.2)',
  query: z.object({ language: Language.optional() }),
  success: { status: 200, body: ResponsibilityText },
})

export const approveIntegration = endpoint({
  ...approve,
  id: 'approveIntegration',
  method: 'POST',
  path: '/approvals',
  stepUp: true,
  summary: 'Approve a third party, in writing (G5.3)',
  description: 'Signed by this service and kept: whom, what for, which data, where, until when, and that the customer answers for it. To renew is to sign anew.',
  body: ApprovalScope.extend({
    kind: z.enum(approvalKindNames),
    party: ThirdParty,
    /** At most a year ahead. */
    endsAt: Instant,
    renews: ApprovalId.optional(),
    responsibility: ResponsibilityText.pick({ version: true, language: true, textHash: true }).extend({ accepted: z.literal(true) }),
  }),
  success: { status: 201, body: ApprovalDetail },
  errors: ['document_changed', 'transfer_ground_needed', 'end_out_of_bounds', 'network_invalid'],
})

export const getApproval = endpoint({
  ...see,
  id: 'getApproval',
  method: 'GET',
  path: '/approvals/{approvalId}',
  summary: 'One approval, with its clients and tokens',
  params: z.object({ approvalId: ApprovalId }),
  success: { status: 200, body: ApprovalDetail },
})

export const getApprovalNote = endpoint({
  ...see,
  id: 'getApprovalNote',
  method: 'GET',
  path: '/approvals/{approvalId}/note',
  summary: 'The approval as it was signed: a signed note that can be checked offline',
  params: z.object({ approvalId: ApprovalId }),
  success: { status: 200, body: z.string(), contentType: 'text/plain; charset=utf-8' },
})

export const revokeApproval = endpoint({
  ...approve,
  id: 'revokeApproval',
  method: 'DELETE',
  path: '/approvals/{approvalId}',
  summary: 'Revoke an approval: its clients, tokens, streams and sessions end within a second',
  params: z.object({ approvalId: ApprovalId }),
  success: { status: 204, body: null },
})

export const createClient = endpoint({
  ...approve,
  id: 'createClient',
  method: 'POST',
  path: '/approvals/{approvalId}/clients',
  stepUp: true,
  summary: 'Add a program under an approval',
  params: z.object({ approvalId: ApprovalId }),
  body: z.object({ name: Name }),
  success: { status: 201, body: ApiClient },
  errors: ['approval_not_in_force', 'name_taken'],
})

export const revokeClient = endpoint({
  ...approve,
  id: 'revokeClient',
  method: 'DELETE',
  path: '/clients/{clientId}',
  summary: 'Revoke a program: its secrets, tokens and streams end within a second',
  params: z.object({ clientId: ClientId }),
  success: { status: 204, body: null },
})

export const addClientSecret = endpoint({
  ...approve,
  id: 'addClientSecret',
  method: 'POST',
  path: '/clients/{clientId}/secrets',
  stepUp: true,
  summary: 'A new secret, shown once; two at a time, so that one can take over from the other',
  params: z.object({ clientId: ClientId }),
  body: z.object({ endsAt: Instant }),
  success: { status: 201, body: ClientSecret.extend({ secret: z.string() }) },
  errors: ['approval_not_in_force', 'secrets_full', 'end_out_of_bounds'],
})

export const removeClientSecret = endpoint({
  ...approve,
  id: 'removeClientSecret',
  method: 'DELETE',
  path: '/clients/{clientId}/secrets/{slot}',
  summary: 'Take a secret away; tokens that were got with it end too',
  params: z.object({ clientId: ClientId, slot: z.enum(['1', '2']) }),
  success: { status: 204, body: null },
})

export const addStandingToken = endpoint({
  ...approve,
  id: 'addStandingToken',
  method: 'POST',
  path: '/clients/{clientId}/standing-tokens',
  stepUp: true,
  summary: 'A long-lived bearer token for a directory (SCIM) that can use nothing else; shown once, two at a time',
  params: z.object({ clientId: ClientId }),
  body: z.object({ endsAt: Instant }),
  success: { status: 201, body: ApprovedToken.extend({ token: z.string() }) },
  errors: ['approval_not_in_force', 'secrets_full', 'end_out_of_bounds', 'standing_token_refused'],
})

export const revokeToken = endpoint({
  ...approve,
  id: 'revokeToken',
  method: 'DELETE',
  path: '/tokens/{tokenId}',
  summary: 'Revoke a standing token, or somebody’s personal one; its streams end within a second',
  params: z.object({ tokenId: TokenId }),
  success: { status: 204, body: null },
})
