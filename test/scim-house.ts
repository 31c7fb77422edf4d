import { randomUUID } from 'node:crypto'
import type { OrganisationId } from '#contract/ids.ts'
import type { ClientPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { scimProtocol } from '../server/rooms/provisioning/index.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'

export type ScimAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  // A test reads answers freely.
  readonly body: Record<string, never> & Record<string, unknown>
}
export type Directory = {
  readonly organisation: OrganisationId
  readonly client: string
  readonly token: string
  readonly ask: (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<ScimAnswer>
}
export type ScimHouse = TestHouse & {
  /** The directory of an organisation, with a token under an approval that names what is needed; or differently. */
  readonly directory: (organisation: OrganisationId, differently?: Partial<ClientPrincipal>) => Directory
  readonly forget: (directory: Directory) => void
  readonly ask: (token: string | null, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>, from?: string) => Promise<ScimAnswer>
}

/** A house where SCIM is spoken. Tokens are the test's own: how they come about is the room of integrations' business. */
export const openScimHouse = async (routes: (kernel: Kernel) => readonly Route[] = () => []): Promise<ScimHouse> => {
  const clients = new Map<string, ClientPrincipal>()
  const house = await openTestHouse({
    routes,
    protocols: (kernel) => [scimProtocol(kernel, async (token) => clients.get(token) ?? null)],
  })
  const ask: ScimHouse['ask'] = async (token, method, path, body, headers = {}, from) => {
    const answer = await house.http.inject({
      method: method as 'GET',
      url: `/scim/v2${path}`,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(from === undefined ? {} : { remoteAddress: from }),
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? {} : answer.json<ScimAnswer['body']>() }
  }
  return {
    ...house,
    ask,
    directory: (organisation, differently = {}) => {
      const token = randomUUID()
      const client = randomUUID()
      clients.set(token, {
        kind: 'client',
        organisation,
        client,
        agreementInForce: true,
        sessionKey: `token-${client}`,
        expiresAt: house.clock.now().add({ hours: 24 * 300 }),
        token: { kind: 'scim', token: randomUUID(), approval: randomUUID(), purposes: new Set(['administration']), categories: new Set(['identity', 'contact', 'account']) },
        ...differently,
      })
      return { organisation, client, token, ask: (method, path, body, headers) => ask(token, method, path, body, headers) }
    },
    forget: ({ token }) => void clients.delete(token),
  }
}

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
/** A message of PATCH. */
export const patch = (...Operations: readonly unknown[]) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations })
