import { writeFileSync } from 'node:fs'
import { startIdentityProvider } from '../identity-provider.ts'
import type { TestProvider } from '../identity-provider.ts'
import type { Program } from '../start/program.ts'
import type { Caller } from './program-client.ts'

type Text = { version: string; language: string; textHash: string }

/** A browser that follows redirects between the service and the provider, until it is sent to a page. */
const wander = async (program: Program, from: string, cookie = ''): Promise<void> => {
  const jars = new Map([[new URL(program.url).origin, cookie === '' ? [] : [cookie]]])
  let url = new URL(from, program.url)
  for (let hop = 0; hop < 15; hop += 1) {
    const jar = jars.get(url.origin) ?? []
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: jar.join('; ') } })
    const set = answer.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
    const named = new Set(set.map((each) => each.split('=')[0]))
    jars.set(url.origin, [...jar.filter((each) => !named.has(each.split('=')[0])), ...set])
    const to = answer.headers.get('location')
    if (to === null) throw new Error(`the way to the provider and back ended with ${answer.status} at ${url.pathname}`)
    url = new URL(to, url)
    if (url.origin === new URL(program.url).origin && !url.pathname.startsWith('/api/')) {
      if (url.pathname === '/sign-in/problem') throw new Error(`the way to the provider and back ended at ${url.href}`)
      return
    }
  }
}

/** Comes in through an identity provider of the organisation, tries it as a manager, and says which group gives what. @param dnsFile what name servers answer */
export const liveWithFederation = async (program: Program, one: Caller, { email, name, dnsFile }: { readonly email: string; readonly name: string; readonly dnsFile: string }): Promise<void> => {
  const { version, language, textHash } = await one.call<Text>('GET', '/approvals/responsibility-text?language=nl')
  const { id: approvalId } = await one.call<{ id: string }>('POST', '/approvals', {
    kind: 'sso',
    party: { name: 'Aanmelddienst BV', contact: 'desk@aanmelddienst.example', country: 'NL', transferGround: null },
    purposes: ['sign_in'],
    categories: ['identity', 'contact', 'account'],
    addresses: [],
    endsAt: Temporal.Now.instant().add({ hours: 24 * 200 }).toString({ smallestUnit: 'second' }),
    responsibility: { version, language, textHash, accepted: true },
  })
  const claimed = await one.call<{ id: string; record: { name: string; value: string } }>('POST', '/email-domains', { domain: email.slice(email.lastIndexOf('@') + 1) })
  writeFileSync(dnsFile, JSON.stringify({ [claimed.record.name]: [claimed.record.value] }))
  await one.call('POST', `/email-domains/${claimed.id}/checks`)

  const ours: { redirectUri: string; logoutUri: string } = { redirectUri: 'https://not.yet.example/', logoutUri: 'https://not.yet.example/' }
  const provider: TestProvider = await startIdentityProvider({ redirectUris: () => [ours.redirectUri], logoutUri: () => ours.logoutUri })
  try {
    const added = await one.call<{ id: string; ours: typeof ours }>('POST', '/identity-providers', {
      kind: 'oidc', name: 'Aanmelddienst', issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret,
    })
    Object.assign(ours, added.ours)
    await provider.rotate()
    await one.call('PATCH', `/identity-providers/${added.id}`, { approvalId, enabled: true })
    await one.call('PUT', `/identity-providers/${added.id}/mapping`, { mapping: [{ group: 'iedereen', role: 'employee', locationId: null, teamId: null }] })
    provider.account = { sub: 'u-kanarie', email, email_verified: true, name }
    await wander(program, `/api/v1/sso/${one.organisationId}/${added.id}`)
    const trial = await one.ask('POST', `/identity-providers/${added.id}/trials`)
    const { url } = (await trial.json()) as { url: string }
    await wander(program, url, trial.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  } finally {
    await provider.close()
  }
}
