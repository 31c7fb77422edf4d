import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const client = { access: 'public', purpose: null, agreement: 'not_required', tag: 'OAuth', bodyType: 'form', fromElsewhere: true } as const

/** Parameters as RFC 6749 and RFC 7009 name them. What is wrong with them is answered as RFC 6749 §5.2 says, not as a problem of this API. */
const ClientParameters = {
  client_id: z.string().max(200).optional(),
  client_secret: z.string().max(300).optional(),
}

export const issueToken = endpoint({
  ...client,
  id: 'issueToken',
  method: 'POST',
  path: '/oauth/token',
  summary: 'Client credentials grant (RFC 6749 §4.4): a short token for an approved program',
  description: 'Scopes are purposes. The client shows who it is with HTTP Basic or with `client_id` and `client_secret` in the form (RFC 6749 §2.3.1).',
  body: z.object({ grant_type: z.string().max(100).optional(), scope: z.string().max(500).optional(), ...ClientParameters }),
  success: {
    status: 200,
    body: z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number().int(), scope: z.string() }),
  },
})

export const revokeIssuedToken = endpoint({
  ...client,
  id: 'revokeIssuedToken',
  method: 'POST',
  path: '/oauth/revocation',
  summary: 'Give a token back (RFC 7009)',
  description: 'Answers the same whether there is such a token of this client or not.',
  body: z.object({ token: z.string().max(300).optional(), token_type_hint: z.string().max(100).optional(), ...ClientParameters }),
  success: { status: 200, body: null },
})
