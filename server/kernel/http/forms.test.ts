import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPrefix } from '#contract/api.ts'
import { receiveLogoutToken } from '#contract/endpoints/sso.ts'
import { signIn } from '#contract/endpoints/session.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { route } from './index.ts'

let house: TestHouse
const received: unknown[] = []
before(async () => {
  house = await openTestHouse({
    routes: () => [
      route(receiveLogoutToken, async ({ body }) => void received.push(body)),
      route(signIn, async () => {
        throw new Error('reached')
      }),
    ],
    settings: { LOG_LEVEL: 'silent' },
  })
})
after(() => house.close())

const form = receiveLogoutToken.path.replace('{organisationId}', crypto.randomUUID()).replace('{providerId}', crypto.randomUUID())
const send = (path: string, payload: string, type = 'application/x-www-form-urlencoded') =>
  house.http.inject({ method: 'POST', url: `${apiPrefix}${path}`, headers: { 'content-type': type, origin: 'https://elsewhere.example' }, payload })

test('a form is read where a standard sends one, also from another site', async () => {
  const answer = await send(form, 'logout_token=a.b.c&extra=1+2', 'application/x-www-form-urlencoded; charset=UTF-8')
  assert.equal(answer.statusCode, 200)
  assert.deepEqual({ ...(received.at(-1) as object) }, { logout_token: 'a.b.c', extra: '1 2' })
})

test('a field that comes twice is refused', async () => {
  assert.equal((await send(form, 'logout_token=a&logout_token=b')).statusCode, 400)
})

test('a form is nothing to an endpoint that takes JSON, and JSON nothing to one that takes a form', async () => {
  const own = await house.http.inject({
    method: 'POST', url: `${apiPrefix}${signIn.path}`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'email=a%40b.example&password=x',
  })
  assert.equal(own.statusCode, 415)
  assert.equal((await send(form, '{"logout_token":"a"}', 'application/json')).statusCode, 415)
})
