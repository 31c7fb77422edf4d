import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { SignJWT, UnsecuredJWT } from 'jose'
import { mapProviderGroups } from '#contract/endpoints/federation.ts'
import { getSession } from '#contract/endpoints/session.ts'
import type { OrganisationId, ProviderId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { startIdentityProvider } from '../../../test/identity-provider.ts'
import type { TestProvider } from '../../../test/identity-provider.ts'
import { openSsoBrowser } from '../../../test/sso-browser.ts'
import type { Landed } from '../../../test/sso-browser.ts'
import { openSsoHouse } from '../../../test/sso-house.ts'
import type { SsoHouse } from '../../../test/sso-house.ts'

let house: SsoHouse
let provider: TestProvider
let other: TestProvider
let organisation: OrganisationId
let manager: PersonPrincipal
let id: ProviderId
let otherId: ProviderId

const redirects: string[] = []
const oidc = (at: TestProvider) => ({ kind: 'oidc', name: 'Aanmelddienst', issuer: at.issuer, clientId: at.clientId, clientSecret: at.clientSecret })

before(async () => {
  house = await openSsoHouse()
  const options = { redirectUris: () => (redirects.length === 0 ? ['https://not.yet.example/'] : redirects) }
  provider = await startIdentityProvider(options)
  other = await startIdentityProvider(options)
  ;({ organisation, manager } = await house.customer('Waterschap', 'waterschap.example'))
  id = await house.provider(manager, oidc(provider), { createsPeople: true })
  otherId = await house.provider(manager, oidc(other), { createsPeople: true })
  redirects.push(...[id, otherId].map((each) => `${house.kernel.publicUrl}${house.addressOf(organisation, each)}/oidc/callback`))
  await provider.rotate()
  await other.rotate()
})
after(async () => {
  await house.close()
  await provider.close()
  await other.close()
})
beforeEach(async () => {
  provider.tamper = null
  other.tamper = null
  await house.query('DELETE FROM attempt_throttle')
})

const somebody = (name: string) => ({ sub: `u-${name}`, email: `${name}@waterschap.example`, email_verified: true, name: `${name} de Boer` })
const signIn = async (at: ProviderId = id) => {
  const browser = openSsoBrowser(house)
  const landed = await browser.go(house.addressOf(organisation, at))
  return { browser, landed }
}
const refusedWith = (landed: Landed, code = 'sso_refused') => assert.equal(landed.location, `/sign-in/problem?code=${code}`)
const sessions = async () => Number((await house.query<{ n: string }>('SELECT count(*) AS n FROM sessions'))[0]?.n)

/** Comes as far as the provider's answer, without handing it in. */
const answerOf = async (at: ProviderId = id) => {
  const browser = openSsoBrowser(house)
  let landed = await browser.step(house.addressOf(organisation, at))
  while (landed.location !== null && !new URL(landed.location, landed.url).pathname.endsWith('/oidc/callback')) {
    landed = await browser.step(new URL(landed.location, landed.url).href)
  }
  return { browser, answer: new URL(landed.location ?? '') }
}

describe('signing in through an OpenID provider', () => {
  test('somebody new whose address is in a proven domain gets an account and a session', async () => {
    provider.account = { ...somebody('anna'), groups: ['medewerkers'] }
    const { browser, landed } = await signIn()
    assert.deepEqual([landed.status, landed.location], [303, '/'])
    const { body } = await house.call(getSession, { cookie: browser.cookie() })
    const session = body as unknown as { person: { name: string; email: string; roles: string[] }; method: string }
    assert.deepEqual([session.person.name, session.person.email, session.person.roles, session.method], ['anna de Boer', 'anna@waterschap.example', ['employee'], 'oidc'])
  })

  test('the request carries state, nonce and PKCE with S256, and the answer comes back to an address of this provider alone', async () => {
    const { location } = await openSsoBrowser(house).step(house.addressOf(organisation, id))
    const asked = new URL(location ?? '').searchParams
    assert.equal(asked.get('code_challenge_method'), 'S256')
    assert.equal(asked.get('response_type'), 'code')
    assert.match(asked.get('state') ?? '', /^[\w-]{43}$/)
    assert.match(asked.get('nonce') ?? '', /^[\w-]{43}$/)
    assert.match(asked.get('redirect_uri') ?? '', new RegExp(`${organisation}/${id}/oidc/callback$`))
  })

  test('coming again is being the same person, also with another address and name', async () => {
    provider.account = somebody('bram')
    await signIn()
    const people = await house.query('SELECT id FROM people')
    provider.account = { ...somebody('bram'), email: 'bram@elsewhere.example', email_verified: false }
    const { landed } = await signIn()
    assert.equal(landed.location, '/')
    assert.equal((await house.query('SELECT id FROM people')).length, people.length)
  })

  test('groups give roles, and take them away when somebody is in them no more', async () => {
    const mapping = [{ group: 'beheer', role: 'organisation_manager', locationId: null, teamId: null }]
    assert.equal((await house.call(mapProviderGroups, { as: manager, params: { providerId: id }, body: { mapping } })).status, 200)
    const rolesOf = async () => {
      const { browser } = await signIn()
      return ((await house.call(getSession, { cookie: browser.cookie() })).body as unknown as { person: { roles: string[] } }).person.roles
    }
    provider.account = { ...somebody('carla'), groups: ['beheer', 'lunch'] }
    assert.deepEqual(await rolesOf(), ['employee', 'organisation_manager'])
    provider.account = { ...somebody('carla'), groups: ['Beheer'] }
    assert.deepEqual(await rolesOf(), ['employee'])
  })

  test('nobody maps a group to a role that they could not give by hand', async () => {
    const mapping = [{ group: 'controle', role: 'auditor', locationId: null, teamId: null }]
    const answer = await house.call(mapProviderGroups, { as: manager, params: { providerId: id }, body: { mapping } })
    assert.deepEqual([answer.status, answer.body['code']], [403, 'may_not_grant'])
  })
})

describe('who is not let in', () => {
  const refuses = (name: string, account: () => TestProvider['account'], code: string): void => {
    test(name, async () => {
      provider.account = account()
      const before = await sessions()
      const { landed } = await signIn()
      refusedWith(landed, code)
      assert.equal(await sessions(), before)
    })
  }
  refuses('an address that the provider has not verified', () => ({ ...somebody('dirk'), email_verified: false }), 'sso_email_unusable')
  refuses('an address in a domain that this organisation has not proven', () => ({ ...somebody('eva'), email: 'eva@bank.example' }), 'sso_email_unusable')
  refuses('a subdomain of a proven domain', () => ({ ...somebody('eva'), email: 'eva@x.waterschap.example' }), 'sso_email_unusable')
  refuses('no address at all', () => ({ sub: 'u-zonder' }), 'sso_email_unusable')

  test('an account that exists is linked by its proven address, once: another subject with that address is somebody else', async () => {
    const known = await house.seed.person(organisation, { email: 'fleur@waterschap.example' })
    await house.query('INSERT INTO sign_in_directory VALUES ($1, $2, $3)', [house.kernel.keys.directoryIndex('email', 'fleur@waterschap.example'), organisation, known.person])
    provider.account = somebody('fleur')
    const { browser, landed } = await signIn()
    assert.equal(landed.location, '/')
    assert.equal(((await house.call(getSession, { cookie: browser.cookie() })).body as unknown as { person: { id: string } }).person.id, known.person)
    provider.account = { ...somebody('fleur'), sub: 'u-her-successor' }
    refusedWith((await signIn()).landed, 'sso_unknown_person')
  })

  test('somebody switched off, though the provider knows them', async () => {
    provider.account = somebody('gijs')
    const { browser } = await signIn()
    const { person } = (await house.call(getSession, { cookie: browser.cookie() })).body as unknown as { person: { id: string } }
    await house.query('UPDATE people SET deactivated_at = now() WHERE id = $1', [person.id])
    refusedWith((await signIn()).landed, 'access_ended')
  })

  test('anybody, once the approval of the provider is revoked', async () => {
    provider.account = somebody('hanna')
    await house.query('UPDATE approvals SET revoked_at = now() WHERE organisation_id = $1 AND id = (SELECT approval_id FROM identity_providers WHERE id = $2)', [organisation, id])
    refusedWith((await signIn()).landed, 'sso_off')
    await house.query('UPDATE approvals SET revoked_at = NULL WHERE organisation_id = $1', [organisation])
  })

  test('anybody, without an agreement in force', async () => {
    provider.account = somebody('ilse')
    const [{ before } = { before: '' }] = await house.query<{ before: string }>('SELECT agreement_in_force_id AS before FROM organisations WHERE organisation_id = $1', [organisation])
    await house.query('UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1', [organisation])
    refusedWith((await signIn()).landed, 'agreement_not_in_force')
    await house.query('UPDATE organisations SET agreement_in_force_id = $2 WHERE organisation_id = $1', [organisation, before])
  })
})

describe('an answer that is not what it must be', () => {
  before(() => {
    provider.account = somebody('jan')
  })
  const refuses = (name: string, tamper: NonNullable<TestProvider['tamper']>): void => {
    test(name, async () => {
      provider.account = somebody('jan')
      provider.tamper = tamper
      const before = await sessions()
      refusedWith((await signIn()).landed)
      assert.equal(await sessions(), before)
    })
  }

  test('these tests let through what is as it must be', async () => {
    provider.tamper = async (claims) => provider.sign(claims)
    assert.equal((await signIn()).landed.location, '/')
  })
  refuses('another issuer', (claims) => provider.sign({ ...claims, iss: other.issuer }))
  refuses('another nonce', (claims) => provider.sign({ ...claims, nonce: 'x'.repeat(43) }))
  refuses('no nonce', ({ nonce: _nonce, ...claims }) => provider.sign(claims))
  refuses('another audience', (claims) => provider.sign({ ...claims, aud: 'somebody else' }))
  refuses('given out to another party', (claims) => provider.sign({ ...claims, azp: 'somebody else' }))
  refuses('two audiences and no word of whom it is for', (claims) => provider.sign({ ...claims, aud: [provider.clientId, 'somebody else'] }))
  refuses('expired', (claims) => provider.sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 120 }))
  refuses('without an end', ({ exp: _exp, ...claims }) => provider.sign(claims))
  refuses('made in the future', (claims) => provider.sign({ ...claims, iat: Math.floor(Date.now() / 1000) + 600 }))
  refuses('made long before it was asked for', (claims) => provider.sign({ ...claims, iat: Math.floor(Date.now() / 1000) - 3600 }))
  refuses('no signature (alg none)', async (claims) => new UnsecuredJWT(claims).encode())
  refuses('signed with what both sides know (HS256)', (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: provider.key().kid ?? '' }).sign(new TextEncoder().encode(provider.clientSecret)),
  )
  refuses('signed by another provider’s key', (claims) => other.sign(claims))
  refuses('signed, then changed', async (claims) => {
    const [head = '', , signature = ''] = (await provider.sign(claims)).split('.')
    return `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: 'u-somebody-else' })).toString('base64url')}.${signature}`
  })
})

describe('the way there and back', () => {
  test('an answer counts once', async () => {
    provider.account = somebody('kees')
    const { browser, answer } = await answerOf()
    assert.equal((await browser.step(answer.href)).location, '/')
    refusedWith(await browser.step(answer.href))
  })

  test('of two answers to one question, each with a code of its own, only one is taken', async () => {
    provider.account = somebody('kees')
    const browser = openSsoBrowser(house)
    const { location } = await browser.step(house.addressOf(organisation, id))
    const answers = await Promise.all(
      ['one', 'two'].map(async () => {
        const there = openSsoBrowser(house)
        let landed = await there.step(location ?? '')
        while (landed.location?.includes('/oidc/callback') === false) landed = await there.step(new URL(landed.location, landed.url).href)
        return landed.location ?? ''
      }),
    )
    assert.notEqual(answers[0], answers[1])
    const landed = await Promise.all(answers.map((answer) => browser.step(answer)))
    assert.deepEqual(new Set(landed.map((each) => each.location)), new Set(['/', '/sign-in/problem?code=sso_refused']))
  })

  test('another state is no answer to this question', async () => {
    const { browser, answer } = await answerOf()
    answer.searchParams.set('state', 'y'.repeat(43))
    refusedWith(await browser.step(answer.href))
  })

  test('only the browser that set out comes back; another one does not even use the answer up', async () => {
    const { browser, answer } = await answerOf()
    const thief = openSsoBrowser(house)
    refusedWith(await thief.step(answer.href))
    await thief.step(house.addressOf(organisation, id))
    refusedWith(await thief.step(answer.href))
    assert.equal((await browser.step(answer.href)).location, '/')
  })

  test('ten minutes later it is too late', async () => {
    const { browser, answer } = await answerOf()
    await house.query(`UPDATE sign_in_flows SET expires_at = started_at WHERE answered_at IS NULL`)
    refusedWith(await browser.step(answer.href))
  })

  test('an answer of one provider is worth nothing at the door of another (mix-up)', async () => {
    const { browser, answer } = await answerOf()
    const elsewhere = new URL(answer.href.replace(id, otherId))
    refusedWith(await browser.step(elsewhere.href))
  })

  test('an answer that names another issuer is refused (RFC 9207)', async () => {
    const { browser, answer } = await answerOf()
    assert.equal(answer.searchParams.get('iss'), provider.issuer)
    answer.searchParams.set('iss', other.issuer)
    refusedWith(await browser.step(answer.href))
  })

  test('an answer without the issuer that this provider promises to name is refused', async () => {
    const { browser, answer } = await answerOf()
    answer.searchParams.delete('iss')
    refusedWith(await browser.step(answer.href))
  })

  test('where to go afterwards is a path of this site, whatever somebody writes', async () => {
    for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example/']) {
      const answer = await house.http.inject({ url: `${house.addressOf(organisation, id)}?returnTo=${encodeURIComponent(elsewhere)}` })
      assert.equal(answer.statusCode, 400, elsewhere)
    }
    const browser = openSsoBrowser(house)
    assert.equal((await browser.go(`${house.addressOf(organisation, id)}?returnTo=/people`)).location, '/people')
  })

  test('a provider of nobody, and one that is off, are answered alike', async () => {
    const browser = openSsoBrowser(house)
    refusedWith(await browser.step(house.addressOf(organisation, crypto.randomUUID() as ProviderId)), 'sso_off')
    refusedWith(await browser.step(house.addressOf(crypto.randomUUID() as OrganisationId, id)), 'sso_off')
  })
})

describe('keys that change', () => {
  test('a key that was never seen is looked for once a minute at most, and the old one proves nothing any more', async () => {
    provider.account = somebody('lotte')
    assert.equal((await signIn()).landed.location, '/')
    const [old, asked] = [provider.key(), provider.keyRequests()]
    house.clock.advance({ seconds: 61 })
    await provider.rotate()
    assert.equal((await signIn()).landed.location, '/', 'the new key was fetched')
    assert.equal(provider.keyRequests(), asked + 1)
    const { importJWK } = await import('jose')
    provider.tamper = async (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: old.kid ?? '' }).sign(await importJWK(old, 'RS256'))
    for (let turn = 0; turn < 3; turn += 1) refusedWith((await signIn()).landed)
    assert.equal(provider.keyRequests(), asked + 1, 'an unknown key within a minute costs the provider nothing')
  })
})
