import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { invitePerson, listAccounts, renewInvitation, updateAccount } from '#contract/endpoints/people.ts'
import { acceptInvitation, getSession, signIn } from '#contract/endpoints/session.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse()
})
after(() => house.close())

type Account = {
  id: string
  name: string
  email: string
  state: string
  roles: string[]
  team: { id: string; name: string } | null
}
const listed = async (cookie: string) => {
  const { body } = await house.call(listAccounts, { cookie })
  return body['accounts'] as unknown as Account[]
}
const invite = async (cookie: string, email: string, more: object = {}) => {
  const answer = await house.call(invitePerson, { cookie, body: { name: 'Bram Vermeulen', email, ...more } })
  assert.equal(answer.status, 201, answer.text)
  const { account, invitation } = answer.body as unknown as {
    account: Account
    invitation: { url: string; expiresAt: string }
  }
  return { account, url: invitation.url, expiresAt: invitation.expiresAt, token: invitation.url.split('#')[1] ?? '' }
}
const takeUp = (token: string, password = goodPassword) => house.call(acceptInvitation, { body: { token, password } })
const setRoles = (cookie: string, personId: string, roles: readonly string[]) =>
  house.call(updateAccount, { cookie, params: { personId }, body: { roles } })

test('an invitation is a link whose secret no server sees; the account goes from invited to active', async () => {
  const manager = await house.establish('beheer@account.example')
  const { account, url, token } = await invite(
    manager.cookie,
    'Bram@Account.example',
    { roles: ['employee', 'privacy_officer'] },
  )
  assert.match(url, /^http:\/\/127\.0\.0\.1:8080\/invitation#[\w-]{22}\.[\w-]{43}$/)
  assert.deepEqual(
    { ...account, id: '' },
    {
      id: '',
      name: 'Bram Vermeulen',
      email: 'bram@account.example',
      team: null,
      roles: ['employee', 'privacy_officer'],
      localRoles: [],
      state: 'invited',
      kind: 'employee',
      accessUntil: null,
      source: 'invitation',
      secondFactor: false,
      sessions: 0,
    },
  )
  const state = async () => (await listed(manager.cookie)).find(({ id }) => id === account.id)?.state
  assert.equal(await state(), 'invited')
  const { cookie } = { cookie: house.cookieOf(await takeUp(token)) }
  assert.equal(await state(), 'first_use')
  await house.optIn(cookie)
  assert.equal(await state(), 'active')
})

test('an invitation works once, also when it is taken up twice at once', async () => {
  const manager = await house.establish('eenmaal@account.example')
  const { token } = await invite(manager.cookie, 'eenmaal2@account.example')
  const answers = await Promise.all([takeUp(token), takeUp(token), takeUp(token)])
  assert.deepEqual(answers.map(({ status }) => status).toSorted((one, other) => one - other), [201, 410, 410])
  assert.equal((await takeUp(token)).body['code'], 'invitation_invalid')
})

test('an invitation works for seven days, to the second', async () => {
  const manager = await house.establish('zeven@account.example')
  const one = await invite(manager.cookie, 'optijd@account.example')
  const two = await invite(manager.cookie, 'telaat@account.example')
  const begun = house.clock.now()
  assert.equal(one.expiresAt, begun.add({ hours: 168 }).toString())
  house.clock.set(begun.add({ hours: 168 }).subtract({ seconds: 1 }).toString())
  assert.equal((await takeUp(one.token)).status, 201)
  house.clock.set(begun.add({ hours: 168 }).toString())
  assert.equal((await takeUp(two.token)).body['code'], 'invitation_invalid')
})

test('a new link takes the place of the old one, and for a forgotten password it ends all sessions', async () => {
  const manager = await house.establish('vergeten@account.example')
  const { cookie, person } = await house.join(manager.cookie, 'vergeten2@account.example')
  const renew = () => house.call(renewInvitation, { cookie: manager.cookie, params: { personId: person } })
  const tokenOf = (answer: { body: Record<string, unknown> }) => String(answer.body['url']).split('#')[1] ?? ''
  const first = tokenOf(await renew())
  const second = tokenOf(await renew())
  assert.equal((await takeUp(first)).body['code'], 'invitation_invalid')
  assert.equal((await house.call(getSession, { cookie })).status, 200)
  const password = 'drie keer bellen voor de sluis'
  const taken = await takeUp(second, password)
  assert.equal(taken.status, 201)
  assert.equal((await house.call(getSession, { cookie })).status, 401)
  assert.equal(
    (await house.call(signIn, { body: { email: 'vergeten2@account.example', password: goodPassword } })).status,
    401,
  )
  assert.equal((await house.call(signIn, { body: { email: 'vergeten2@account.example', password } })).status, 201)
})

test('a link that fits nothing says no more than one that was used, and guessing is slowed down', async () => {
  const organisation = crypto.randomUUID()
  const made = `${Buffer.from(organisation.replaceAll('-', ''), 'hex').toString('base64url')}.${'x'.repeat(43)}`
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await house.call(
      acceptInvitation,
      { from: '203.0.113.50', body: { token: tries % 2 === 0 ? made : 'niets', password: goodPassword } },
    )
    assert.equal(answer.body['code'], 'invitation_invalid')
  }
  const blocked = await house.call(
    acceptInvitation,
    { from: '203.0.113.50', body: { token: made, password: goodPassword } },
  )
  assert.equal(blocked.status, 429)
})

test('a weak password leaves the invitation unused', async () => {
  const manager = await house.establish('zwak@account.example')
  const { token } = await invite(manager.cookie, 'zwak2@account.example')
  assert.equal((await takeUp(token, 'kort')).body['code'], 'password_too_short')
  assert.equal((await takeUp(token, 'bram-vermeulen-2026')).body['code'], 'password_too_common')
  assert.equal((await takeUp(token)).status, 201)
})

test('without an agreement in force an invitation cannot be taken up', async () => {
  const manager = await house.establish('opgezegd@account.example')
  const { token } = await invite(manager.cookie, 'opgezegd2@account.example')
  await house.query(
    'UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1',
    [manager.organisation],
  )
  assert.equal((await takeUp(token)).body['code'], 'agreement_not_in_force')
})

test('the last organisation manager keeps the role, whoever asks', async () => {
  const manager = await house.establish('laatste@account.example')
  assert.equal((await setRoles(manager.cookie, manager.person, ['employee'])).body['code'], 'last_organisation_manager')
  // An invited manager cannot sign in yet, so could not take over.
  const { token, account } = await invite(
    manager.cookie,
    'opvolger@account.example',
    { roles: ['organisation_manager'] },
  )
  assert.equal((await setRoles(manager.cookie, manager.person, ['employee'])).body['code'], 'last_organisation_manager')
  await takeUp(token)
  const answer = await setRoles(manager.cookie, manager.person, ['employee'])
  assert.equal(answer.status, 200)
  assert.deepEqual(answer.body['roles'], ['employee'])
  assert.equal((await setRoles(manager.cookie, account.id, ['employee'])).body['code'], 'not_allowed')
})

test('two managers who take the role from each other at once: one keeps it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const one = await house.establish(`een${round}@account.example`)
    const two = await house.join(one.cookie, `twee${round}@account.example`, ['organisation_manager'])
    await house.optIn(two.cookie)
    await Promise.all([setRoles(one.cookie, two.person, ['employee']), setRoles(two.cookie, one.person, ['employee'])])
    const left = await house.query(
      `SELECT FROM role_grants WHERE organisation_id = $1 AND role = 'organisation_manager'`,
      [one.organisation],
    )
    assert.equal(left.length, 1)
  }
})

test('accounts, teams and people of another organisation are not found, as if they did not exist', async () => {
  const one = await house.establish('eigen@account.example')
  const other = await house.establish('ander@account.example')
  const team = await house.seed.team(other.organisation as never, 'Dijken')
  const nowhere = crypto.randomUUID()
  for (const personId of [other.person, nowhere]) {
    assert.equal((await setRoles(one.cookie, personId, ['employee'])).body['code'], 'not_found')
    assert.equal(
      (await house.call(renewInvitation, { cookie: one.cookie, params: { personId } })).body['code'],
      'not_found',
    )
  }
  for (const teamId of [team, nowhere]) {
    const change = await house.call(
      updateAccount,
      { cookie: one.cookie, params: { personId: one.person }, body: { teamId } },
    )
    assert.equal(change.body['code'], 'not_found')
    const invited = await house.call(
      invitePerson,
      { cookie: one.cookie, body: { name: 'Bram', email: 'team@account.example', teamId } },
    )
    assert.equal(invited.body['code'], 'not_found')
  }
  assert.deepEqual((await listed(one.cookie)).map(({ id }) => id), [one.person])
})

test('only who may manage people sees or changes accounts', async () => {
  const manager = await house.establish('mag@account.example')
  for (const role of ['employee', 'location_manager', 'privacy_officer'] as const) {
    const { cookie, person } = await house.join(manager.cookie, `${role}@account.example`, [role])
    await house.optIn(cookie)
    assert.equal((await house.call(listAccounts, { cookie })).body['code'], 'not_allowed')
    assert.equal((await setRoles(cookie, person, ['organisation_manager'])).body['code'], 'not_allowed')
    assert.equal(
      (await house.call(invitePerson, { cookie, body: { name: 'X', email: 'x@account.example' } })).body['code'],
      'not_allowed',
    )
  }
})

test('what happens to an account stands in the trail, in ids and codes', async () => {
  const manager = await house.establish('spoor@account.example')
  const { account } = await invite(manager.cookie, 'spoor2@account.example')
  await setRoles(manager.cookie, account.id, ['location_manager'])
  const entries = await house.query<{ action: string; actor_id: string; person_id: string | null; text: string }>(
    'SELECT action, actor_id, person_id, t::text AS text FROM trail_entries t WHERE organisation_id = $1',
    [manager.organisation],
  )
  const actions = entries.map(({ action }) => action)
  for (const action of ['formation_begun', 'accepted', 'opted_in']) assert.ok(actions.includes(`agreement.${action}`))
  for (const action of ['invited', 'roles_changed']) assert.ok(actions.includes(`access.${action}`), action)
  const changed = entries.find(({ action }) => action === 'access.roles_changed')
  assert.equal(changed?.actor_id, manager.person)
  assert.equal(changed?.person_id, account.id)
  for (const { text } of entries) assert.doesNotMatch(text, /Bram|Sanne|account\.example/)
})
