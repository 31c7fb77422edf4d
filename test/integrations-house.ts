import * as integrations from '#contract/endpoints/integrations.ts'
import { issueToken } from '#contract/endpoints/oauth.ts'
import { createMyToken } from '#contract/endpoints/personal-tokens.ts'
import { apiPrefix } from '#contract/api.ts'
import { approvalKinds } from '#contract/approvals.ts'
import type { ApprovalKind } from '#contract/approvals.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as access from '../server/rooms/access/index.ts'
import * as rooms from '../server/rooms/integrations/index.ts'
import { openTestHouse } from './house.ts'
import type { Answer, TestHouse } from './house.ts'

type Approved = { readonly kind?: ApprovalKind; readonly purposes?: readonly string[]; readonly categories?: readonly string[]; readonly addresses?: readonly string[] }

/** What a customer does to let a third party in, over HTTP. */
export type IntegrationsHouse = TestHouse & {
  readonly approve: (as: PersonPrincipal, wanted?: Approved & { readonly [field: string]: unknown }) => Promise<Answer>
  /** An approval that everything of its kind may pass under. @returns its id */
  readonly approved: (as: PersonPrincipal, wanted?: Approved) => Promise<string>
  /** A program with a secret. */
  readonly program: (as: PersonPrincipal, approval: string) => Promise<Program>
  readonly token: (program: Program, scope?: string, from?: string) => Promise<Answer>
  /** A personal token with all that its approval names. @returns its value and id */
  readonly personal: (as: PersonPrincipal, approval: string, wanted?: Approved) => Promise<{ readonly value: string; readonly id: string }>
  readonly days: (days: number) => string
}
export type Program = { readonly id: string; readonly name: string; readonly secret: string }

const must = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body
}

export const letIn = (house: TestHouse): IntegrationsHouse => {
  const { call } = house
  const days = (number: number) => house.clock.now().add({ hours: number * 24 }).toString()
  const approve: IntegrationsHouse['approve'] = async (as, { kind = 'api_client', ...wanted } = {}) => {
    const { version, language, textHash } = must(await call(integrations.getResponsibilityText, { as, query: { language: 'nl' } }))
    return call(integrations.approveIntegration, {
      as,
      body: {
        kind,
        party: { name: 'Ruimtewijzer BV', contact: 'privacy@ruimtewijzer.example', country: 'NL', transferGround: null },
        purposes: approvalKinds[kind].purposes,
        categories: approvalKinds[kind].categories,
        addresses: [],
        endsAt: days(300),
        responsibility: { version, language, textHash, accepted: true },
        ...wanted,
      },
    })
  }
  const approved: IntegrationsHouse['approved'] = async (as, wanted) => String(must(await approve(as, wanted))['id'])
  return {
    ...house,
    days,
    approve,
    approved,
    program: async (as, approval) => {
      const client = must(await call(integrations.createClient, { as, params: { approvalId: approval }, body: { name: 'Wandbord' } }))
      const id = String(client['id'])
      const added = must(await call(integrations.addClientSecret, { as, params: { clientId: id }, body: { endsAt: days(200) } }))
      return { id, name: String(client['oauthId']), secret: String(added['secret']) }
    },
    token: async ({ name, secret }, scope, from) => {
      const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) })
      const answer = await house.http.inject({
        method: 'POST',
        url: `${apiPrefix}${issueToken.path}`,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
        },
        payload: form.toString(),
        ...(from === undefined ? {} : { remoteAddress: from }),
      })
      return { status: answer.statusCode, headers: answer.headers, body: answer.json<Answer['body']>(), text: answer.body }
    },
    personal: async (as, approval, wanted = {}) => {
      const made = must(
        await call(createMyToken, {
          as,
          body: {
            approvalId: approval,
            name: 'Mijn agenda',
            purposes: wanted.purposes ?? approvalKinds.personal_tokens.purposes,
            categories: wanted.categories ?? approvalKinds.personal_tokens.categories,
            addresses: wanted.addresses ?? [],
            endsAt: days(60),
          },
        }),
      )
      return { value: String(made['token']), id: String(made['id']) }
    },
  }
}

/** A test house with the room integrations, real sessions and tokens, and `more` routes. */
export const openIntegrationsHouse = async (more: (kernel: Kernel) => readonly Route[] = () => []): Promise<IntegrationsHouse> =>
  letIn(
    await openTestHouse({
      routes: (kernel) => [...rooms.routes(kernel), ...more(kernel)],
      authenticate: (kernel) => ({ session: access.authenticateSession(kernel), token: rooms.authenticateToken(kernel) }),
    }),
  )
