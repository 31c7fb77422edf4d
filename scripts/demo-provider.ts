/**
 * Tries out single sign-on on the demo, on this machine alone: starts a real OpenID provider (oidc-provider) with a sign-in page, and connects the demo's
 * first organisation to it through the API, as its manager would: domain proven, third party approved, provider added and switched on.
 *
 *   SSO_ON_LOOPBACK=on DNS_TXT_FILE=./data/demo-dns.json npm start
 *   node scripts/demo-provider.ts                (with the Node of node_modules/.bin)
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readDemoFile } from '../server/demo/demo-file.ts'
import { startIdentityProvider } from '../test/identity-provider.ts'

const folder = resolve(process.env['DATA_DIR'] ?? './data')
const demo = readDemoFile(folder)
const organisation = demo.organisations.find(({ agreement }) => agreement)
const manager = demo.accounts.find(({ organisationId, role }) => organisationId === organisation?.id && role === 'organisation_manager')
if (organisation === undefined || manager === undefined) throw new Error(`the demo in ${folder} has no organisation with a manager`)

let cookie = ''
const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(`${demo.url}/api/v1${path}`, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  cookie = answer.headers.getSetCookie().find((each) => each.startsWith('vrijplek='))?.split(';')[0] ?? cookie
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (answer.status === 204 ? {} : await answer.json()) as T
}

type Domain = { id: string; domain: string; record: { name: string; value: string } }
type Provider = { id: string; name: string; ours: { redirectUri: string; logoutUri: string } }

await call('POST', '/session', { email: manager.email, password: manager.password })
const wanted = manager.email.slice(manager.email.lastIndexOf('@') + 1)
const { domains } = await call<{ domains: Domain[] }>('GET', '/email-domains')
const domain = domains.find((each) => each.domain === wanted) ?? (await call<Domain>('POST', '/email-domains', { domain: wanted }))
writeFileSync(resolve(process.env['DNS_TXT_FILE'] ?? join(folder, 'demo-dns.json')), JSON.stringify({ [domain.record.name]: [domain.record.value] }))
await call('POST', `/email-domains/${domain.id}/checks`)

const ours = { redirectUri: 'https://not.yet.example/', logoutUri: 'https://not.yet.example/' }
const provider = await startIdentityProvider({ port: 8091, pages: true, redirectUris: () => [ours.redirectUri], logoutUri: () => ours.logoutUri })
const name = 'Aanmelddienst op deze computer'
const { providers } = await call<{ providers: Provider[] }>('GET', '/identity-providers')
const known = providers.find((each) => each.name === name)
const added =
  known ??
  (await call<Provider>('POST', '/identity-providers', {
    kind: 'oidc', name, issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret,
  }))
Object.assign(ours, added.ours)
await provider.rotate()
if (known === undefined) {
  const { version, language, textHash } = await call<{ version: string; language: string; textHash: string }>('GET', '/approvals/responsibility-text?language=nl')
  const { id: approvalId } = await call<{ id: string }>('POST', '/approvals', {
    kind: 'sso',
    party: { name, contact: 'niemand@aanmelddienst.example', country: 'NL', transferGround: null },
    purposes: ['sign_in'],
    categories: ['identity', 'contact', 'account'],
    addresses: [],
    endsAt: Temporal.Now.instant().add({ hours: 24 * 30 }).toString({ smallestUnit: 'second' }),
    responsibility: { version, language, textHash, accepted: true },
  })
  await call('PATCH', `/identity-providers/${added.id}`, { approvalId, enabled: true, createsPeople: true })
}
console.log(`
${organisation.name} signs in through ${provider.issuer}.
Open ${demo.url}, type an address in ${wanted} (that of a demo account, or a new one) and choose "${name}".
On its page any password will do: who you are is the address you type. Ctrl-C ends it.
`)
