import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { streamLiveFloor } from '#contract/endpoints/floor.ts'
import { updateAccount, updateMe } from '#contract/endpoints/people.ts'
import { changePassword, getSession, signIn, signOut, signOutEverywhere } from '#contract/endpoints/session.ts'
import { route } from '#kernel/http/index.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'

let house: AccountsHouse
let url: string
before(async () => {
  house = await openAccountsHouse({}, (kernel) => [
    route(streamLiveFloor, async ({ principal, request, reply }) => {
      kernel.streams.open(request, reply, principal).send('hello', {})
      return ''
    }),
  ])
  url = await house.http.listen({ port: 0, host: '127.0.0.1' })
})
after(() => house.close())

const status = async (cookie: string) => (await house.call(getSession, { cookie })).status
const again = async (email: string, userAgent?: string) => {
  const headers = userAgent === undefined ? {} : { 'user-agent': userAgent }
  return house.cookieOf(await house.call(signIn, { body: { email, password: goodPassword }, headers }))
}

test('the cookie is out of reach of scripts and other sites, for the whole host, for as long as a session can last', async () => {
  const { answer } = await house.signUp('koekje@sessie.example')
  const set = String(answer.headers['set-cookie'])
  assert.match(set, /^vrijplek=[\w-]{22}\.[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('behind TLS the cookie is Secure and bound to the host', async () => {
  const tls = await openAccountsHouse({ PUBLIC_URL: 'https://plek.example' })
  try {
    const { answer } = await tls.signUp('koekje@sessie.example')
    const [value = '', ...attributes] = String(answer.headers['set-cookie']).split('; ')
    assert.match(value, /^__Host-vrijplek=/)
    assert.deepEqual(attributes, ['Max-Age=1209600', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
  } finally {
    await tls.close()
  }
})

test('signing out ends this session only, and takes the cookie away', async () => {
  const { cookie: one } = await house.signUp('uit@sessie.example')
  const other = await again('uit@sessie.example')
  const answer = await house.call(signOut, { cookie: one })
  assert.equal(answer.status, 204)
  assert.match(String(answer.headers['set-cookie']), /^vrijplek=; .*Expires=Thu, 01 Jan 1970/)
  assert.equal(await status(one), 401)
  assert.equal(await status(other), 200)
})

test('signing out everywhere ends every session of the person and nobody else’s', async () => {
  const { cookie: one } = await house.signUp('overal@sessie.example')
  const two = await again('overal@sessie.example')
  const { cookie: somebody } = await house.signUp('iemand@sessie.example')
  assert.equal(await status(two), 200)
  assert.equal((await house.call(signOutEverywhere, { cookie: one })).status, 204)
  assert.deepEqual([await status(one), await status(two), await status(somebody)], [401, 401, 200])
})

test('signing out everywhere closes streams that are open', async () => {
  const { cookie } = await house.establish('stroom@sessie.example')
  const answer = await fetch(`${url}/api/v1/floors/${crypto.randomUUID()}/live/stream`, { headers: { cookie } })
  assert.equal(answer.status, 200)
  const ended = answer.text()
  await house.call(signOutEverywhere, { cookie })
  assert.match(await ended, /event: hello/)
})

test('an unused session ends after twelve hours; use moves that, written down every five minutes at most', async () => {
  const { cookie, person } = await house.signUp('stil@sessie.example')
  const idle = async () => {
    const select = 'SELECT idle_until AS until FROM sessions WHERE person_id = $1'
    return (await house.query<{ until: Date }>(select, [person]))[0]?.until
  }
  const begun = house.clock.now()
  const first = await idle()
  house.clock.set(begun.add({ minutes: 4, seconds: 59 }).toString())
  assert.equal(await status(cookie), 200)
  assert.deepEqual(await idle(), first)
  house.clock.set(begun.add({ minutes: 5 }).toString())
  const { body } = await house.call(getSession, { cookie })
  assert.equal(body['expiresAt'], begun.add({ hours: 12, minutes: 5 }).toString())
  house.clock.set(begun.add({ hours: 12, minutes: 4, seconds: 59 }).toString())
  assert.equal(await status(cookie), 200)
  house.clock.advance({ hours: 12 })
  assert.equal(await status(cookie), 401)
})

test('a session in constant use still ends after fourteen days, to the second', async () => {
  const { cookie } = await house.signUp('lang@sessie.example')
  const begun = house.clock.now()
  for (let hours = 6; hours < 14 * 24; hours += 6) {
    house.clock.set(begun.add({ hours }).toString())
    assert.equal(await status(cookie), 200)
  }
  house.clock.set(begun.add({ hours: 14 * 24 }).subtract({ seconds: 1 }).toString())
  assert.equal((await house.call(getSession, { cookie })).body['expiresAt'], begun.add({ hours: 14 * 24 }).toString())
  house.clock.set(begun.add({ hours: 14 * 24 }).toString())
  assert.equal(await status(cookie), 401)
})

test('a role that is taken away is gone with the next request, and the session lives on', async () => {
  const manager = await house.establish('rol@sessie.example')
  const { cookie, person } = await house.join(manager.cookie, 'tweede@rol.example', ['organisation_manager'])
  await house.optIn(cookie)
  const change = (by: string, roles: readonly string[]) =>
    house.call(updateAccount, { cookie: by, params: { personId: person }, body: { roles } })
  assert.equal((await change(cookie, ['organisation_manager', 'location_manager'])).status, 200)
  assert.equal((await change(manager.cookie, ['employee'])).status, 200)
  assert.equal((await change(cookie, ['employee'])).body['code'], 'not_allowed')
  assert.equal(await status(cookie), 200)
  assert.equal((await change(manager.cookie, ['organisation_manager'])).status, 200)
  assert.equal((await change(cookie, ['employee'])).status, 200)
})

test('a session ended by another process is over here within a second', async () => {
  const { cookie, person } = await house.signUp('elders@sessie.example')
  assert.equal(await status(cookie), 200)
  await house.query('UPDATE sessions SET idle_until = $1 WHERE person_id = $2', [house.clock.now().toString(), person])
  house.clock.advance({ seconds: 1 })
  assert.equal(await status(cookie), 401)
})

test('changing the password asks for the current one, ends every other session and renews this one', async () => {
  const email = 'wachtwoord@sessie.example'
  const { cookie: one } = await house.signUp(email)
  const two = await again(email)
  const newPassword = 'drie keer bellen voor de sluis'
  const change = (currentPassword: string, wanted: string) =>
    house.call(changePassword, { cookie: one, body: { currentPassword, newPassword: wanted } })
  assert.equal((await change('niet het wachtwoord', newPassword)).body['code'], 'sign_in_failed')
  assert.equal((await change(goodPassword, 'te kort')).body['code'], 'password_too_short')
  assert.equal((await change(goodPassword, 'sannedewit-proefsloot')).body['code'], 'password_too_common')
  const answer = await change(goodPassword, newPassword)
  assert.equal(answer.status, 204)
  assert.deepEqual([await status(one), await status(two), await status(house.cookieOf(answer))], [401, 401, 200])
  assert.equal((await house.call(signIn, { body: { email, password: goodPassword } })).status, 401)
  assert.equal((await house.call(signIn, { body: { email, password: newPassword } })).status, 201)
})

test('guessing the current password of an open session is slowed down too', async () => {
  const { cookie } = await house.signUp('raden@sessie.example')
  const body = { currentPassword: 'niet het wachtwoord', newPassword: goodPassword }
  const guess = () => house.call(changePassword, { cookie, body })
  for (let tries = 0; tries < 5; tries += 1) assert.equal((await guess()).status, 401)
  assert.equal((await guess()).status, 429)
})

test('a session is kept with its device in words, never with what the browser sent', async () => {
  const { person } = await house.signUp('toestel@sessie.example')
  await again('toestel@sessie.example', 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0')
  const devices = await house.query<{ device: string }>('SELECT device FROM sessions WHERE person_id = $1', [person])
  assert.ok(devices.some(({ device }) => device === 'Firefox on Android'))
  assert.equal(devices.some(({ device }) => device.includes('Mozilla')), false)
})

test('a write with a session from another site is refused', async () => {
  const { cookie } = await house.establish('site@sessie.example')
  const headers = { origin: 'https://elders.example' }
  assert.equal(
    (await house.call(updateMe, { cookie, headers, body: { theme: 'dark' } })).body['code'],
    'foreign_origin',
  )
})
