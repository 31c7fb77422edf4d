import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { streamLiveFloor } from '#contract/endpoints/floor.ts'
import { endSessionsOf, getSignInPolicy, listSessionsOf, setSignInPolicy } from '#contract/endpoints/sign-in-policy.ts'
import { getSession, signIn, signUpOrganisation } from '#contract/endpoints/session.ts'
import { endMySession, listMySessions, stepUp } from '#contract/endpoints/sign-in-ways.ts'
import { route } from '#kernel/http/index.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse, SignedUp } from '../../../test/accounts.ts'
import { openEventStream } from '../../../test/event-stream.ts'
import type { Answer } from '../../../test/house.ts'
import { openMailbox } from '../../../test/mailbox.ts'
import type { Mailbox } from '../../../test/mailbox.ts'
import { isRange, networkOf } from './networks.ts'

let house: AccountsHouse
let mailbox: Mailbox
let url: string
let manager: SignedUp
before(async () => {
  mailbox = await openMailbox()
  house = await openAccountsHouse({ SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: 'werkplek@vrijplek.example' }, (kernel) => [
    route(streamLiveFloor, async ({ principal, request, reply }) => {
      kernel.streams.open(request, reply, principal).send('hello', {})
      return ''
    }),
  ])
  url = await house.http.listen({ port: 0, host: '127.0.0.1' })
  manager = await house.establish('beheer@sessies.example')
})
after(async () => {
  await house.close()
  await mailbox.close()
})

const firefox = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'
const safari = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15'
const codeOf = ({ status, body }: Answer) => [status, body['code']]
const signInAs = async (email: string, userAgent = firefox, from = '192.0.2.7') =>
  house.cookieOf(await house.call(signIn, { body: { email, password: goodPassword }, headers: { 'user-agent': userAgent }, from }))
type Listed = { id: string; current: boolean; device: string; network: string | null; method: string; endsAt: string }
const listed = async (cookie: string) => (await house.call(listMySessions, { cookie })).body['sessions'] as unknown as Listed[]
const policy = { passwordAlone: true, hardwareKeys: false, idleMinutes: 60, absoluteHours: 24, networks: [] as { name: string; range: string }[] }
const set = async (body: object) => {
  manager = { ...manager, cookie: await signInAs('beheer@sessies.example') }
  return house.call(setSignInPolicy, { cookie: manager.cookie, body })
}
let people = 0
const somebody = async () => {
  const email = `iemand${(people += 1)}@sessies.example`
  return { email, ...(await house.join(manager.cookie, email)) }
}

describe('my sessions', () => {
  test('are listed with device and network in words, never with an address', async () => {
    assert.equal((await set({ ...policy, networks: [{ name: 'Stadskantoor', range: '192.0.2.0/24' }, { name: 'Thuis', range: '2001:db8::/32' }] })).status, 200)
    const { email } = await somebody()
    await signInAs(email, safari, '203.0.113.9')
    const cookie = await signInAs(email)
    const sessions = await listed(cookie)
    assert.deepEqual(
      sessions.filter(({ device }) => device !== 'Unknown device').map(({ device, network, current, method }) => [device, network, current, method]).toSorted((one, other) => String(one).localeCompare(String(other))),
      [['Firefox on Android', 'Stadskantoor', true, 'password'], ['Safari on Mac', null, false, 'password']],
    )
    const rows = await house.query<{ row: string }>('SELECT s::text AS row FROM sessions s')
    for (const { row } of rows) assert.doesNotMatch(row, /192\.0\.2\.|203\.0\.113/)
  })

  test('can be ended one by one, and nobody else’s', async () => {
    const { email } = await somebody()
    const other = await signInAs(email, safari)
    const cookie = await signInAs(email)
    const one = (await listed(cookie)).find(({ device }) => device === 'Safari on Mac')
    const stranger = await somebody()
    const params = { sessionId: one?.id ?? '' }
    assert.deepEqual(codeOf(await house.call(endMySession, { cookie: stranger.cookie, params })), [404, 'not_found'])
    assert.equal((await house.call(endMySession, { cookie, params })).status, 204)
    assert.deepEqual(codeOf(await house.call(getSession, { cookie: other })), [401, 'not_signed_in'])
    assert.equal((await house.call(getSession, { cookie })).status, 200)
  })

  test('on a device that is new are told by mail; the first one and a known one are not', async () => {
    const { email } = await somebody()
    await house.kernel.mail.settled()
    mailbox.mails.length = 0
    await signInAs(email)
    await signInAs(email)
    await house.kernel.mail.settled()
    const told = mailbox.mails.filter(({ to, subject }) => to.includes(email) && /ander apparaat/.test(subject))
    assert.equal(told.length, 1)
    assert.match(told[0]?.text ?? '', /Firefox on Android/)
  })
})

describe('a manager', () => {
  test('sees where somebody is signed in, which they can see too, and signs them out with their streams', async () => {
    const { email, person, cookie: first } = await somebody()
    await house.optIn(first)
    const cookie = await signInAs(email)
    const stream = await openEventStream(`${url}/api/v1/floors/${crypto.randomUUID()}/live/stream`, { session: cookie.split('=')[1] ?? '' })
    assert.equal((await stream.next())?.event, 'hello')
    const answer = await house.call(listSessionsOf, { cookie: manager.cookie, params: { personId: person } })
    assert.ok((answer.body['sessions'] as unknown as Listed[]).some(({ device }) => device === 'Firefox on Android'))
    assert.equal((await house.call(endSessionsOf, { cookie: manager.cookie, params: { personId: person } })).status, 204)
    assert.equal(await stream.next(), null)
    assert.deepEqual(codeOf(await house.call(getSession, { cookie })), [401, 'not_signed_in'])
    const [entry] = await house.query(`SELECT FROM trail_entries WHERE person_id = $1 AND action = 'access.sessions_ended'`, [person])
    assert.ok(entry)
  })

  test('of another organisation sees and ends nothing', async () => {
    const { cookie, person } = await somebody()
    const elsewhere = await house.establish('elders@sessies.example')
    const params = { personId: person }
    assert.deepEqual((await house.call(listSessionsOf, { cookie: elsewhere.cookie, params })).body, { sessions: [] })
    assert.deepEqual(codeOf(await house.call(endSessionsOf, { cookie: elsewhere.cookie, params })), [404, 'not_found'])
    assert.equal((await house.call(getSession, { cookie })).status, 200)
  })
})

describe('the policy of an organisation', () => {
  test('is strict where nothing was said, and is set with a proof, checked and recorded', async () => {
    const started = await house.call(signUpOrganisation, {
      from: '10.77.0.1', body: { organisationName: 'Gemeente Streng', name: 'Noor', email: 'noor@streng.example', password: goodPassword, language: 'nl' },
    })
    assert.equal(started.body['next'], 'secure_account')
    const wrong = await set({ ...policy, networks: [{ name: 'Fout', range: '192.0.2.0/33' }] })
    assert.deepEqual(codeOf(wrong), [422, 'network_invalid'])
    assert.equal((await set(policy)).status, 200)
    assert.deepEqual((await house.call(getSignInPolicy, { cookie: manager.cookie })).body, policy)
    house.clock.advance({ minutes: 11 })
    assert.deepEqual(codeOf(await house.call(setSignInPolicy, { cookie: manager.cookie, body: policy })), [403, 'step_up_needed'])
  })

  test('cuts sessions that run: a password alone, the time without use, the time in all', async () => {
    const { email } = await somebody()
    const cookie = await signInAs(email)
    assert.equal((await set({ ...policy, passwordAlone: false })).status, 200)
    assert.equal((await house.call(getSession, { cookie })).body['next'], 'secure_account')
    await house.query('UPDATE sign_in_policies SET password_alone = true WHERE organisation_id = $1', [manager.organisation])
    assert.equal((await set({ ...policy, idleMinutes: 5 })).status, 200)
    assert.equal((await house.call(getSession, { cookie })).status, 200)
    house.clock.advance({ minutes: 5, seconds: 1 })
    assert.deepEqual(codeOf(await house.call(getSession, { cookie })), [401, 'not_signed_in'])
    assert.equal((await set({ ...policy, idleMinutes: 1440 })).status, 200)
    const long = await signInAs(email)
    assert.equal((await set({ ...policy, idleMinutes: 1440, absoluteHours: 1 })).status, 200)
    for (let quarter = 0; quarter < 3; quarter += 1) {
      house.clock.advance({ minutes: 15 })
      assert.equal((await house.call(getSession, { cookie: long })).status, 200)
    }
    house.clock.advance({ minutes: 15, seconds: 1 })
    assert.deepEqual(codeOf(await house.call(getSession, { cookie: long })), [401, 'not_signed_in'])
  })

  test('is followed by the cookie, which stays no longer than its session can', async () => {
    assert.equal((await set({ ...policy, absoluteHours: 8 })).status, 200)
    const { email } = await somebody()
    const answer = await house.call(signIn, { body: { email, password: goodPassword } })
    assert.match(String(answer.headers['set-cookie']), /Max-Age=28800;/)
    house.clock.advance({ minutes: 30 })
    const again = await house.call(stepUp, { cookie: house.cookieOf(answer), body: { way: 'password', password: goodPassword } })
    assert.match(String(again.headers['set-cookie']), /Max-Age=27000;/)
  })
})

test('a secret that was planted or seen before signing in is worth nothing after it', async () => {
  const { email, cookie: planted } = await somebody()
  const answer = await house.call(signIn, { cookie: planted, body: { email, password: goodPassword } })
  assert.equal(answer.status, 201)
  assert.notEqual(house.cookieOf(answer), planted)
  assert.deepEqual(codeOf(await house.call(getSession, { cookie: planted })), [401, 'not_signed_in'])
})

test('networks are told by CIDR ranges of both families', () => {
  for (const range of ['192.0.2.0/24', '10.0.0.0/8', '2001:db8::/32', '::1/128', '0.0.0.0/0']) assert.equal(isRange(range), true, range)
  for (const range of ['192.0.2.0', '192.0.2.0/33', '2001:db8::/129', 'kantoor/24', '/24', '192.0.2.256/24', '192.0.2.0/-1']) assert.equal(isRange(range), false, range)
  const networks = [{ name: 'Kantoor', range: '192.0.2.0/25' }, { name: 'Thuis', range: '2001:db8:1::/48' }]
  assert.equal(networkOf(networks, '192.0.2.127'), 'Kantoor')
  assert.equal(networkOf(networks, '::ffff:192.0.2.1'), 'Kantoor')
  assert.equal(networkOf(networks, '192.0.2.128'), null)
  assert.equal(networkOf(networks, '2001:db8:1:2::3'), 'Thuis')
  assert.equal(networkOf(networks, 'fe80::1%eth0'), null)
})
