import { z } from 'zod'
import { approvalPurposeNames } from '../approvals.ts'
import { dataCategoryNames } from '../data-categories.ts'
import { endpoint } from '../endpoint.ts'
import { ApprovalId, TokenId } from '../ids.ts'
import { Day, Instant, Name } from '../values.ts'
import { ApprovalScope } from './integrations.ts'

const mine = { access: { permission: 'use_tokens' }, purpose: 'sign_in', agreement: 'required', tag: 'Personal tokens' } as const

export const PersonalToken = z.object({
  id: TokenId,
  /** In my own words; sealed under my key. */
  name: z.string(),
  party: z.string(),
  purposes: z.array(z.enum(approvalPurposeNames)),
  categories: z.array(z.enum(dataCategoryNames)),
  addresses: z.array(z.string()),
  createdAt: Instant,
  endsAt: Instant,
  /** To the day. Where it was used from is not kept. */
  lastUsedOn: Day.nullable(),
})

export const listMyTokens = endpoint({
  ...mine,
  id: 'listMyTokens',
  method: 'GET',
  path: '/me/tokens',
  summary: 'My personal tokens, and for which third parties I may make one',
  success: {
    status: 200,
    body: z.object({
      tokens: z.array(PersonalToken),
      parties: z.array(
        ApprovalScope.pick({ purposes: true, categories: true }).extend({ approvalId: ApprovalId, name: z.string(), country: z.string(), endsAt: Instant }),
      ),
    }),
  },
})

export const createMyToken = endpoint({
  ...mine,
  id: 'createMyToken',
  method: 'POST',
  path: '/me/tokens',
  stepUp: true,
  summary: 'A token for a third party that my organisation approved; shown once',
  description: 'It does what I may do at that moment and never more, within the purposes and data chosen here, for at most 90 days.',
  body: ApprovalScope.extend({ approvalId: ApprovalId, name: Name, endsAt: Instant }),
  success: { status: 201, body: PersonalToken.extend({ token: z.string() }) },
  errors: ['beyond_approval', 'end_out_of_bounds', 'network_invalid', 'too_many_tokens'],
})

export const revokeMyToken = endpoint({
  ...mine,
  id: 'revokeMyToken',
  method: 'DELETE',
  path: '/me/tokens/{tokenId}',
  summary: 'Revoke one of my tokens; its streams end within a second',
  params: z.object({ tokenId: TokenId }),
  success: { status: 204, body: null },
})
