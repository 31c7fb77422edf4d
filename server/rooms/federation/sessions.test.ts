import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import * as federation from '#contract/endpoints/federation.ts'
import { revokeApproval } from '#contract/endpoints/integrations.ts'
import { listNotices } from '#contract/endpoints/notices.ts'
import { getSession } from '#contract/endpoints/session.ts'
import { discoverSignIn, stepUpWays } from '#contract/endpoints/sign-in-ways.ts'
import { receiveLogoutToken } from '#contract/endpoints/sso.ts'
import type { OrganisationId, ProviderId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { startIdentityProvider } from '../../../test/identity-provider.ts'
import type { TestProvider } from '../../../test/identity-provider.ts'
import { openSsoBrowser } from '../../../test/sso-browser.ts'
import type { SsoBrowser } from '../../../test/sso-browser.ts'
import { openSsoHouse } from '../../../test/sso-house.ts'
import type { SsoHouse } from '../../../test/sso-house.ts'

let house: SsoHouse
let provider: TestProvider
let organisation: OrganisationId
let manager: PersonPrincipal
let id: ProviderId
const redirects: string[] = []

before(async () => {
  house = await openSsoHouse()
  provider = await startIdentityProvider({
    redirectUris: () => (redirects.length === 0 ? ['https://not.yet.example/'] : redirects),
    logoutUri: () => `${house.kernel.publicUrl}${house.addressOf(organisation, id)}/oidc/logout`,
  })
  ;({ organisation, manager } = await house.customer('Waterschap', 'waterschap.example'))
  id = await house.provider(manager, { kind: 'oidc', name: 'Aanmelddienst', issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret }, { createsPeople: true })
  redirects.push(`${house.kernel.publicUrl}${house.addressOf(organisation, id)}/oidc/callback`)
  await provider.rotate()
})
after(async () => {
  await house.close()
  await provider.close()
})
beforeEach(() => house.query('DELETE FROM attempt_throttle'))

const somebody = (name: string) => ({ sub: `u-${name}`, email: `${name}@waterschap.example`, email_verified: true, name })
/** Signs in there and here. @returns the browser, and how the provider calls its session */
const signIn = async (name: string): Promise<{ browser: SsoBrowser; sid: string }> => {
  provider.account = somebody(name)
  let sid = ''
  provider.tamper = async (claims) => {
    sid = String(claims['sid'])
    return provider.sign(claims)
  }
  const browser = openSsoBrowser(house)
  assert.equal((await browser.go(house.addressOf(organisation, id))).location, '/')
  provider.tamper = null
  return { browser, sid }
}
const isIn = async (browser: SsoBrowser) => (await house.call(getSession, { cookie: browser.cookie() })).status === 200

describe('an OpenID provider says that somebody signed out there', () => {
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const now = () => Math.floor(house.clock.now().epochMilliseconds / 1000)
  const claims = (more: object) => ({ iss: provider.issuer, aud: provider.clientId, iat: now(), jti: crypto.randomUUID(), events: event, ...more })
  const send = async (token: string): Promise<number> => {
    const path = receiveLogoutToken.path.replace('{organisationId}', organisation).replace('{providerId}', id)
    const answer = await house.http.inject({
      method: 'POST', url: `/api/v1${path}`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ logout_token: token }).toString(),
    })
    return answer.statusCode
  }

  test('ends exactly the sessions that hang on that one, at once', async () => {
    const [one, other] = [await signIn('anna'), await signIn('anna')]
    const somebodyElse = await signIn('bram')
    assert.notEqual(one.sid, other.sid)
    assert.equal(await send(await provider.sign(claims({ sid: one.sid }), { typ: 'logout+jwt' })), 200)
    assert.deepEqual([await isIn(one.browser), await isIn(other.browser), await isIn(somebodyElse.browser)], [false, true, true])
  })

  test('without a session all of that person end', async () => {
    const [one, other] = [await signIn('carla'), await signIn('carla')]
    assert.equal(await send(await provider.sign(claims({ sub: 'u-carla' }))), 200)
    assert.deepEqual([await isIn(one.browser), await isIn(other.browser)], [false, false])
  })

  test('open streams end with the session', async () => {
    const { browser, sid } = await signIn('dirk')
    const cookie = browser.cookie().split('=')[1] ?? ''
    const principal = await house.rooms().authenticate.session(cookie)
    assert.ok(principal !== null)
    let closed = false
    house.kernel.cuts.on((matches) => {
      if (matches(principal)) closed = true
    })
    await send(await provider.sign(claims({ sid })))
    assert.equal(closed, true)
  })

  const refuses = (name: string, token: (sid: string) => Promise<string>): void => {
    test(`${name} ends nothing`, async () => {
      const { browser, sid } = await signIn('eva')
      assert.equal(await send(await token(sid)), 400)
      assert.equal(await isIn(browser), true)
    })
  }
  refuses('an ID token (it has a nonce)', (sid) => provider.sign(claims({ sid, nonce: 'x' })))
  refuses('a token without the event', (sid) => provider.sign(claims({ sid, events: {} })))
  refuses('a token for somebody else', (sid) => provider.sign(claims({ sid, aud: 'somebody else' })))
  refuses('a token of another issuer', (sid) => provider.sign(claims({ sid, iss: 'https://elsewhere.example' })))
  refuses('a token without a number', (sid) => provider.sign(claims({ sid, jti: undefined })))
  refuses('a token that names nobody', () => provider.sign(claims({})))
  refuses('an old token', (sid) => provider.sign(claims({ sid, iat: now() - 3600 })))
  refuses('a token that is none', async () => 'a.b.c')

  test('a token counts once', async () => {
    const { sid } = await signIn('fleur')
    const token = await provider.sign(claims({ sid }))
    assert.deepEqual([await send(token), await send(token)], [200, 400])
  })
})

describe('going back to the provider to show again who one is', () => {
  test('the way there asks for a new proof, and afterwards dangerous acts need none for a while', async () => {
    const { browser } = await signIn('gijs')
    await house.query(`UPDATE sessions SET verified_at = verified_at - interval '30 minutes'`)
    house.clock.advance({ seconds: 2 })
    const ways = await house.call(stepUpWays, { cookie: browser.cookie() })
    const { location } = await browser.step(`${String(ways.body['providerUrl'])}?returnTo=/organisation`)
    const asked = new URL(location ?? '').searchParams
    assert.deepEqual([asked.get('prompt'), asked.get('max_age')], ['login', '0'])
    provider.account = somebody('gijs')
    assert.equal((await browser.go(location ?? '')).location, '/organisation')
    const until = Temporal.Instant.from(String((await house.call(getSession, { cookie: browser.cookie() })).body['stepUpUntil']))
    assert.ok(Temporal.Instant.compare(until, house.clock.now()) > 0)
  })

  test('somebody else at the provider is not this person', async () => {
    const { browser } = await signIn('hanna')
    const { location } = await browser.step('/api/v1/session/step-up/provider')
    provider.account = somebody('another')
    browser.forget(provider.issuer)
    assert.equal((await browser.go(location ?? '')).location, '/sign-in/problem?code=sso_refused')
  })

  test('a proof of before the question is none', async () => {
    const { browser } = await signIn('ilse')
    const { location } = await browser.step('/api/v1/session/step-up/provider')
    provider.account = somebody('ilse')
    provider.tamper = (claims) => provider.sign({ ...claims, auth_time: Math.floor(Date.now() / 1000) - 3600 })
    assert.equal((await browser.go(location ?? '')).location, '/sign-in/problem?code=sso_refused')
    provider.tamper = null
  })
})

describe('a trial', () => {
  test('shows the manager what the provider says and what would come of it, and changes nothing', async () => {
    const people = (await house.query('SELECT FROM people')).length
    const answer = await house.call(federation.tryIdentityProvider, { as: manager, params: { providerId: id } })
    assert.equal(answer.status, 201)
    const browser = openSsoBrowser(house)
    provider.account = { ...somebody('probeer'), groups: ['beheer'] }
    // The cookie of the flow came with that answer.
    const cookie = String([answer.headers['set-cookie']].flat()[0])
    let landed = await browser.step(String(answer.body['url']))
    while (landed.location !== null && !landed.location.includes('/oidc/callback')) landed = await browser.step(new URL(landed.location, landed.url).href)
    const back = new URL(landed.location ?? '')
    const end = await house.http.inject({ url: `${back.pathname}${back.search}`, headers: { cookie: cookie.split(';')[0] ?? '' } })
    assert.equal(end.headers.location, `/organisation/sso?tried=${id}`)
    const { trial } = (await house.call(federation.readTrial, { as: manager, params: { providerId: id } })).body as unknown as { trial: Record<string, unknown> }
    assert.deepEqual([trial['email'], trial['outcome'], trial['groups']], ['probeer@waterschap.example', 'created', ['beheer']])
    assert.equal((await house.query('SELECT FROM people')).length, people)
    const other = await house.seed.person(organisation, { roles: ['organisation_manager'] })
    assert.equal((await house.call(federation.readTrial, { as: other, params: { providerId: id } })).body['trial'], null)
  })
})

describe('requiring the provider', () => {
  const passkey = (person: PersonPrincipal) =>
    house.query(
      `INSERT INTO passkeys (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, created_at)
       VALUES ($1, gen_random_uuid(), $2, $3, $3, $3, 1, '{usb}', true, false, gen_random_uuid(), now())`,
      [organisation, person.person, Buffer.from(person.person)],
    )
  const require = (required: boolean) => house.call(federation.requireSingleSignOn, { as: manager, body: { required } })

  test('needs a provider that was tried and a manager with a passkey who can still come in', async () => {
    const employee = await house.seed.person(organisation)
    assert.deepEqual([(await require(true)).status, (await require(true)).body['code']], [409, 'sso_not_ready'])
    const without = await house.call(federation.addBreakGlassAccount, { as: manager, params: { personId: manager.person } })
    assert.equal(without.body['code'], 'break_glass_needs_passkey')
    await passkey(employee)
    await house.call(federation.addBreakGlassAccount, { as: manager, params: { personId: employee.person } })
    assert.equal((await require(true)).body['code'], 'sso_not_ready', 'one who cannot lift it again is no help')
    await passkey(manager)
    await house.call(federation.addBreakGlassAccount, { as: manager, params: { personId: manager.person } })
    assert.equal((await require(true)).status, 200)
  })

  test('while it is required the last way in and the last break-glass account stay', async () => {
    const off = await house.call(federation.changeIdentityProvider, { as: manager, params: { providerId: id }, body: { enabled: false } })
    assert.equal(off.body['code'], 'sso_still_required')
    assert.equal((await house.call(federation.removeIdentityProvider, { as: manager, params: { providerId: id } })).body['code'], 'sso_still_required')
    assert.equal((await house.call(federation.removeBreakGlassAccount, { as: manager, params: { personId: manager.person } })).body['code'], 'sso_still_required')
  })

  test('whoever types an address in the domain is shown the provider and no password, whether there is such an account or not', async () => {
    const ask = async (email: string) => (await house.call(discoverSignIn, { body: { email } })).body
    const known = await ask('anna@waterschap.example')
    assert.deepEqual([known['password'], known['passkey']], [false, true])
    assert.deepEqual(await ask('nobody-at-all@waterschap.example'), known)
    assert.deepEqual((await ask('anna@elsewhere.example'))['providers'], [])
  })

  test('a break-glass account that is used is told to every manager', async () => {
    const { comeIn } = await import('../access/index.ts')
    await house.kernel.inPurpose({ organisation, actor: { kind: 'person', id: manager.person }, purpose: 'sign_in' }, async (tx) => {
      await comeIn(house.kernel, tx, { headers: {}, ip: '127.0.0.1' } as never, { person: manager.person, method: 'passkey', action: 'access.signed_in' })
    })
    await house.kernel.outbox.settled()
    const { notices } = (await house.call(listNotices, { as: manager })).body as unknown as { notices: { kind: string }[] }
    assert.ok(notices.some(({ kind }) => kind === 'break_glass_used'))
  })

  test('lifted again, other ways count again', async () => {
    assert.equal((await require(false)).status, 200)
  })
})

describe('what ends the sessions of a provider', () => {
  test('switching it off', async () => {
    const { browser } = await signIn('jan')
    await house.call(federation.changeIdentityProvider, { as: manager, params: { providerId: id }, body: { enabled: false } })
    assert.equal(await isIn(browser), false)
    assert.equal((await house.call(federation.changeIdentityProvider, { as: manager, params: { providerId: id }, body: { enabled: true } })).status, 200)
  })

  test('revoking its approval, at once', async () => {
    const { browser } = await signIn('kees')
    const [{ approval } = { approval: '' }] = await house.query<{ approval: string }>('SELECT approval_id AS approval FROM identity_providers WHERE id = $1', [id])
    await house.call(revokeApproval, { as: manager, params: { approvalId: approval } })
    await house.kernel.outbox.settled()
    assert.equal(await isIn(browser), false)
  })
})
