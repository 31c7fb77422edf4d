import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { route } from './index.ts'
import type { ClientPrincipal } from './index.ts'

const open = endpoint({
  id: 'openToTokens',
  method: 'GET',
  path: '/open-to-tokens',
  tag: 'Test',
  summary: 'Open to programs',
  access: { permission: 'see_floors' },
  tokens: { categories: ['places'], clients: true },
  purpose: 'booking',
  agreement: 'not_required',
  success: { status: 200, body: z.object({}) },
})
const dangerous = endpoint({ ...open, id: 'dangerousToTokens', path: '/dangerous-to-tokens', stepUp: true })

let house: TestHouse
let program: ClientPrincipal
before(async () => {
  house = await openTestHouse({ routes: () => [route(open, async () => ({})), route(dangerous, async () => ({}))] })
  const organisation = await house.seed.organisation()
  program = {
    kind: 'client',
    organisation,
    client: crypto.randomUUID(),
    agreementInForce: true,
    sessionKey: 'token',
    expiresAt: house.clock.now().add({ minutes: 15 }),
    token: { token: 't', approval: 'a', kind: 'api_client', purposes: new Set(['booking']), categories: new Set(['places']) },
  }
})
after(() => house.close())

test('a token never does what asks who holds it, even where an endpoint lets tokens in', async () => {
  assert.equal((await house.call(open, { as: program })).status, 200)
  assert.equal((await house.call(dangerous, { as: program })).body['code'], 'token_not_allowed')
})

test('nothing goes to a third party without an agreement in force, also where an endpoint does not ask for one', async () => {
  const answer = await house.call(open, { as: { ...program, client: crypto.randomUUID(), agreementInForce: false } })
  assert.equal(answer.body['code'], 'agreement_not_in_force')
})
