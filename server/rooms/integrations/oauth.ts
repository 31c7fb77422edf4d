import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { ApprovalPurpose } from '#contract/approvals.ts'
import { approvalPurposeNames } from '#contract/approvals.ts'
import type { ClientId, OrganisationId, TokenId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { earliest, linkAttempt } from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { isWithin } from './addresses.ts'
import { mintSecret, readClientName, readSecret } from './secret-format.ts'
import { noteClientUsed, readClientOf } from './store-authenticate.ts'
import type { KnownClient } from './store-authenticate.ts'
import { deleteOver, insertToken, markIssuedRevoked } from './store-tokens.ts'

/** Minutes that a program's token works; it asks for another with its secret. */
const tokenMinutes = 15

/** An answer of RFC 6749 §5.2, in its own words; no problem of this API. */
export class OAuthError extends Error {
  readonly code: 'invalid_request' | 'invalid_client' | 'unauthorized_client' | 'unsupported_grant_type' | 'invalid_scope'

  constructor(code: OAuthError['code'], description: string) {
    super(description)
    this.name = 'OAuthError'
    this.code = code
  }
}

type Parameters = { readonly client_id?: string | undefined; readonly client_secret?: string | undefined }
type Presented = { readonly organisation: OrganisationId; readonly client: ClientId; readonly secretHash: Buffer }

const stranger = (): OAuthError => new OAuthError('invalid_client', 'This client is not known, or its secret is wrong, taken away or over.')

/** RFC 6749 §2.3.1: name and secret are form-encoded before they are joined. */
const readBasic = (header: string): readonly [string, string] | null => {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,600})$/i.exec(header)?.[1]
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return null
  try {
    return [decodeURIComponent(text.slice(0, colon).replaceAll('+', ' ')), decodeURIComponent(text.slice(colon + 1).replaceAll('+', ' '))]
  } catch {
    return null
  }
}

/** Who a request says it is: in one way only. @throws OAuthError invalid_request, invalid_client */
const presented = (request: FastifyRequest, { client_id, client_secret }: Parameters): Presented => {
  const { authorization } = request.headers
  if (authorization !== undefined && client_secret !== undefined) {
    throw new OAuthError('invalid_request', 'Show the secret in the header or in the form, not in both.')
  }
  const [name = '', secret = ''] = authorization === undefined ? [client_id, client_secret] : (readBasic(authorization) ?? [])
  const named = readClientName(name)
  const read = readSecret(secret)
  if (authorization !== undefined && client_id !== undefined && client_id !== name) {
    throw new OAuthError('invalid_request', 'The header and the form name different clients.')
  }
  if (named === null || read?.kind !== 'secret' || read.organisation !== named.organisation) throw stranger()
  return { organisation: named.organisation, client: named.client, secretHash: read.hash }
}

/** What is done for a client that showed who it is; guessing slows down by address. @throws OAuthError; Refusal too_many_attempts */
const asClient = async <T>(
  kernel: Kernel,
  request: FastifyRequest,
  parameters: Parameters,
  work: (tx: Tx, client: KnownClient) => Promise<T>,
): Promise<T> => {
  const attempt = await linkAttempt(kernel, request.ip)
  try {
    const { organisation, client, secretHash } = presented(request, parameters)
    return await kernel.inPurpose({ organisation, actor: { kind: 'client', id: client }, purpose: 'sign_in' }, async (tx) => {
      const known = await readClientOf(tx, client, secretHash)
      if (known === null || !isWithin(known.addresses, request.ip)) throw stranger()
      return work(tx, known)
    })
  } catch (error) {
    if (error instanceof OAuthError && error.code === 'invalid_client') await attempt.failed()
    throw error
  }
}

const isPurpose = (text: string): text is ApprovalPurpose => (approvalPurposeNames as readonly string[]).includes(text)

/** Scopes are purposes (RFC 6749 §3.3): those asked for, or all that are approved. @throws OAuthError invalid_scope */
const scopeFor = (asked: string | undefined, approved: readonly string[]): ApprovalPurpose[] => {
  const wanted = asked === undefined || asked === '' ? [...approved] : [...new Set(asked.split(' '))]
  const granted = wanted.filter(isPurpose).filter((each) => approved.includes(each))
  if (granted.length < wanted.length || granted.length === 0) throw new OAuthError('invalid_scope', `Approved are: ${approved.join(' ')}.`)
  return granted
}

export type Issued = { readonly access_token: string; readonly token_type: 'Bearer'; readonly expires_in: number; readonly scope: string }

/**
 * The client credentials grant (RFC 6749 §4.4), under an approval in force: an opaque token for some minutes that can be revoked at once.
 * @throws OAuthError; Refusal too_many_attempts
 */
export const issueToken = async (
  kernel: Kernel,
  request: FastifyRequest,
  form: Parameters & { readonly grant_type?: string | undefined; readonly scope?: string | undefined },
): Promise<Issued> => {
  if (form.grant_type === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.')
  if (form.grant_type !== 'client_credentials') throw new OAuthError('unsupported_grant_type', 'Only client_credentials.')
  return asClient(kernel, request, form, async (tx, known) => {
    if (!known.agreementInForce) throw new OAuthError('unauthorized_client', 'The organisation has no processing agreement in force.')
    if (!known.approvalInForce) throw new OAuthError('unauthorized_client', 'The approval of this client was revoked or has ended.')
    const purposes = scopeFor(form.scope, known.purposes)
    const endsAt = earliest(tx.now.add({ minutes: tokenMinutes }), known.approvalEndsAt)
    const { value, hash } = mintSecret('client', tx.organisation)
    const id = randomUUID() as TokenId
    const { client, slot, approval, approvalKind } = known
    await deleteOver(tx, client)
    await insertToken(tx, {
      id,
      hash,
      approval,
      approvalKind,
      endsAt,
      purposes,
      categories: [...known.categories],
      addresses: [],
      whose: { kind: 'client', client, slot },
    })
    await noteClientUsed(tx, known)
    await trail.record(tx, { action: 'integrations.token_issued', subject: { kind: 'client', id: client }, detail: { scope: purposes.join(' ') } })
    return { access_token: value, token_type: 'Bearer', expires_in: Math.floor(endsAt.since(tx.now).total('seconds')), scope: purposes.join(' ') }
  })
}

/** A program gives its own token back (RFC 7009): the same answer when there is no such token. @throws OAuthError; Refusal too_many_attempts */
export const giveBack = async (kernel: Kernel, request: FastifyRequest, form: Parameters & { readonly token?: string | undefined }): Promise<void> => {
  const { token } = form
  if (token === undefined) throw new OAuthError('invalid_request', 'token is missing.')
  await asClient(kernel, request, form, async (tx, { client }) => {
    const read = readSecret(token)
    const ended = read === null ? null : await markIssuedRevoked(tx, read.hash, client)
    if (ended === null) return
    await trail.record(tx, { action: 'integrations.token_given_back', subject: { kind: 'client', id: client } })
    kernel.cuts.afterCommit(tx, { organisation: tx.organisation, token: ended })
  })
}

/** What RFC 8414 wants to be told, at `/.well-known/oauth-authorization-server`. */
export const authorizationServer = (kernel: Kernel, prefix: string) => ({
  issuer: kernel.publicUrl,
  token_endpoint: `${kernel.publicUrl}${prefix}/oauth/token`,
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  revocation_endpoint: `${kernel.publicUrl}${prefix}/oauth/revocation`,
  revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  scopes_supported: approvalPurposeNames.filter((each) => each !== 'sign_in'),
  service_documentation: `${kernel.publicUrl}/api/docs`,
})
