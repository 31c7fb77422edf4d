import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { getSession, signIn } from '#contract/endpoints/session.ts'
import {
  addPasskey, getMySignIn, passkeyOptions, passkeySignInOptions, renamePasskey, revokePasskey, signInWithPasskey,
} from '#contract/endpoints/sign-in-ways.ts'
import { setSignInPolicy } from '#contract/endpoints/sign-in-policy.ts'
import { createAttestationAuthority } from '../../../test/attestation-authority.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse, SignedUp } from '../../../test/accounts.ts'
import type { Answer } from '../../../test/house.ts'
import { passkeyHolder } from '../../../test/passkey-holder.ts'
import { forgetOldChallenges } from './store-challenges.ts'

let house: AccountsHouse
let manager: SignedUp
before(async () => {
  house = await openAccountsHouse()
  manager = await house.establish('beheer@passkey.example')
})
after(() => house.close())

let people = 0
/** Somebody new with a passkey, and the session in which it was made. */
const holder = async (options: Parameters<typeof passkeyHolder>[1] = {}) => {
  const joined = await house.join(manager.cookie, `iemand${(people += 1)}@passkey.example`)
  const at = passkeyHolder(house, options)
  const added = await at.register(joined.cookie)
  assert.equal(added.status, 201, added.text)
  return { ...at, ...joined, cookie: house.cookieOf(added), added }
}
const codeOf = ({ status, body }: Answer) => [status, body['code']]
const refused = [401, 'passkey_refused']
const trailOf = async (person: string) =>
  (await house.query<{ action: string }>('SELECT action FROM trail_entries WHERE person_id = $1 ORDER BY at, action', [person])).map(({ action }) => action)

describe('a passkey', () => {
  test('is made, listed by the name it was given, and signs its owner in without an e-mail address', async () => {
    const { signIn: comeIn, person, cookie } = await holder()
    const { body: mine } = await house.call(getMySignIn, { cookie })
    const [listed] = mine['passkeys'] as unknown as { name: string; deviceBound: boolean; lastUsedAt: string | null }[]
    assert.deepEqual([listed?.name, listed?.deviceBound, listed?.lastUsedAt], ['Sleutelbos', true, null])
    const answer = await comeIn()
    assert.equal(answer.status, 201, answer.text)
    const session = answer.body as unknown as { person: { id: string }; method: string }
    assert.deepEqual([session.person.id, session.method], [person, 'passkey'])
    const after = await house.call(getMySignIn, { cookie: house.cookieOf(answer) })
    const [used] = after.body['passkeys'] as unknown as { lastUsedAt: string | null }[]
    assert.notEqual(used?.lastUsedAt, null)
  })

  test('names its account to the authenticator by bytes that hold neither name nor address', async () => {
    const { cookie } = await holder()
    const { body } = await house.call(passkeyOptions, { cookie, body: {} })
    const { user, authenticatorSelection, rp, attestation } = body['options'] as unknown as {
      user: { id: string }; authenticatorSelection: object; rp: { id: string }; attestation: string
    }
    assert.equal(Buffer.from(user.id, 'base64url').length, 32)
    assert.deepEqual(
      [authenticatorSelection, rp.id, attestation],
      [{ residentKey: 'required', requireResidentKey: true, userVerification: 'required' }, 'localhost', 'none'],
    )
  })

  test('of a device that is on the list is not made twice', async () => {
    const { register, cookie } = await holder()
    await assert.rejects(register(cookie), /InvalidStateError/)
  })

  for (const [what, fault] of [
    ['from another origin', { origin: 'https://evil.example' }],
    ['made for another site', { rpId: 'evil.example' }],
    ['without user verification', { userVerified: false }],
  ] as const) {
    test(`${what} is neither kept nor let in`, async () => {
      const joined = await house.join(manager.cookie, `iemand${(people += 1)}@passkey.example`)
      assert.deepEqual(codeOf(await passkeyHolder(house).register(joined.cookie, fault)), refused)
      const { signIn } = await holder()
      assert.deepEqual(codeOf(await signIn(fault)), refused)
      assert.equal((await signIn()).status, 201)
    })
  }

  test('is shown once for each question: a replay is refused, of two at once too, whether it counts or not', async () => {
    const { authenticator } = await holder({ synced: true, counts: false })
    const { body } = await house.call(passkeySignInOptions, { body: {} })
    const answer = await authenticator.get(body['options'])
    const both = await Promise.all([1, 2].map(() => house.call(signInWithPasskey, { body: { answer } })))
    assert.equal(both.filter(({ status }) => status === 201).length, 1)
    assert.deepEqual(codeOf(await house.call(signInWithPasskey, { body: { answer } })), refused)
  })

  test('must be shown within five minutes, and what nobody answered is forgotten', async () => {
    const { authenticator } = await holder()
    const { body } = await house.call(passkeySignInOptions, { body: {} })
    house.clock.advance({ minutes: 5, seconds: 1 })
    assert.deepEqual(codeOf(await house.call(signInWithPasskey, { body: { answer: await authenticator.get(body['options']) } })), refused)
    await forgetOldChallenges(house.kernel)
    assert.deepEqual(await house.query('SELECT FROM challenges'), [])
    manager = { ...manager, cookie: house.cookieOf(await managerSignsIn()) }
  })

  test('asked in one session is not taken in another, and one asked for making signs nobody in', async () => {
    const one = await holder()
    const other = await holder()
    const { body } = await house.call(passkeyOptions, { cookie: one.cookie, body: {} })
    const { authenticator } = passkeyHolder(house)
    const answer = await authenticator.create(body['options'])
    assert.deepEqual(codeOf(await house.call(addPasskey, { cookie: other.cookie, body: { name: 'Gestolen', answer } })), refused)
    const again = await house.call(passkeyOptions, { cookie: one.cookie, body: {} })
    const { challenge } = again.body['options'] as unknown as { challenge: string }
    assert.deepEqual(codeOf(await house.call(signInWithPasskey, { body: { answer: await one.authenticator.get({ challenge }) } })), refused)
  })

  test('whose counter went back is a copy: refused, switched off, told and recorded', async () => {
    const { authenticator, signIn, person, cookie } = await holder()
    const copy = authenticator.clone()
    assert.equal((await signIn()).status, 201)
    assert.deepEqual(codeOf(await signIn({}, copy)), refused)
    // Neither of the two comes in any more.
    assert.deepEqual(codeOf(await signIn()), refused)
    assert.ok((await trailOf(person)).includes('access.passkey_cloned'))
    const { body } = await house.call(getMySignIn, { cookie })
    assert.equal((body['passkeys'] as unknown as { disabled: boolean }[])[0]?.disabled, true)
  })

  test('is not switched off by who cannot sign with it', async () => {
    const { signIn, authenticator } = await holder()
    assert.equal((await signIn()).status, 201)
    const { body } = await house.call(passkeySignInOptions, { body: {} })
    const forged = await authenticator.clone().get(body['options'], { counter: 1 })
    const answer = { ...forged, response: { ...forged.response, signature: Buffer.alloc(70, 1).toString('base64url') } }
    assert.deepEqual(codeOf(await house.call(signInWithPasskey, { body: { answer } })), refused)
    assert.equal((await signIn()).status, 201)
  })

  test('that counts nothing signs in again and again', async () => {
    const { signIn } = await holder({ synced: true, counts: false })
    assert.equal((await signIn()).status, 201)
    assert.equal((await signIn()).status, 201)
  })

  test('that was revoked signs in nowhere, and cannot be the last way in', async () => {
    const { signIn, cookie, added, person } = await holder()
    const passkeyId = String(added.body['id'])
    const renamed = await house.call(renamePasskey, { cookie, params: { passkeyId }, body: { name: 'Oude sleutel' } })
    assert.equal(renamed.body['name'], 'Oude sleutel')
    assert.equal((await house.call(revokePasskey, { cookie, params: { passkeyId } })).status, 204)
    assert.deepEqual(codeOf(await signIn()), refused)
    assert.deepEqual((await trailOf(person)).filter((action) => action.startsWith('access.passkey')), [
      'access.passkey_added', 'access.passkey_renamed', 'access.passkey_revoked',
    ])
    const other = await holder()
    await house.query('DELETE FROM credentials WHERE person_id = $1', [other.person])
    const last = await house.call(revokePasskey, { cookie: other.cookie, params: { passkeyId: String(other.added.body['id']) } })
    assert.deepEqual(codeOf(last), [409, 'last_way_in'])
  })

  test('of somebody else cannot be renamed or revoked, and is answered as one that does not exist', async () => {
    const one = await holder()
    const other = await holder()
    const params = { passkeyId: String(one.added.body['id']) }
    assert.deepEqual(codeOf(await house.call(revokePasskey, { cookie: other.cookie, params })), [404, 'not_found'])
    assert.deepEqual(codeOf(await house.call(renamePasskey, { cookie: other.cookie, params, body: { name: 'x' } })), [404, 'not_found'])
  })

  test('of another organisation, or with another handle, opens nothing', async () => {
    const one = await holder()
    const other = await house.establish('beheer@elders.example')
    const handle = (organisation: string, person: string) =>
      Buffer.from(`${organisation}${person}`.replaceAll('-', ''), 'hex').toString('base64url')
    assert.deepEqual(codeOf(await one.signIn({ userHandle: handle(other.organisation, other.person) })), refused)
    assert.deepEqual(codeOf(await one.signIn({ userHandle: handle(one.organisation, manager.person) })), refused)
    assert.deepEqual(codeOf(await one.signIn({ userHandle: '' })), refused)
  })

  test('lets nobody in who was switched off, or whose time is over', async () => {
    const { signIn, person } = await holder()
    await house.query('UPDATE people SET deactivated_at = $2 WHERE id = $1', [person, house.clock.now().toString()])
    assert.deepEqual(codeOf(await signIn()), refused)
    await house.query('UPDATE people SET deactivated_at = NULL, access_until = $2 WHERE id = $1', [person, house.clock.now().toString()])
    assert.deepEqual(codeOf(await signIn()), refused)
    await house.query('UPDATE people SET access_until = NULL WHERE id = $1', [person])
    assert.equal((await signIn()).status, 201)
  })

  test('lets nobody in where the identity provider is required, but for the day it is out of order', async () => {
    const { signIn, person, organisation } = await holder()
    await house.query('UPDATE sign_in_policies SET sso_required = true WHERE organisation_id = $1', [organisation])
    try {
      assert.deepEqual(codeOf(await signIn()), refused)
      await house.query('INSERT INTO break_glass_accounts VALUES ($1, $2, $3)', [organisation, person, house.clock.now().toString()])
      assert.equal((await signIn()).status, 201)
    } finally {
      await house.query('UPDATE sign_in_policies SET sso_required = false WHERE organisation_id = $1', [organisation])
    }
  })
})

const managerSignsIn = () => house.call(signIn, { body: { email: 'beheer@passkey.example', password: goodPassword } })

describe('where an organisation wants hardware keys', () => {
  test('only one that its maker vouches for and that cannot leave its hardware will do; others come in to add one', async () => {
    const maker = await createAttestationAuthority()
    const customer = await house.establish('beheer@sleutels.example')
    const before = passkeyHolder(house, { synced: true })
    const added = await before.register(customer.cookie)
    const policy = { passwordAlone: false, hardwareKeys: true, idleMinutes: 60, absoluteHours: 24, networks: [] }
    const cookie = house.cookieOf(added)
    assert.equal((await house.call(setSignInPolicy, { cookie, body: policy })).status, 200)
    const weak = await before.signIn()
    assert.equal(weak.body['next'], 'secure_account')
    const weakCookie = house.cookieOf(weak)
    const asked = await house.call(passkeyOptions, { cookie: weakCookie, body: {} })
    assert.equal((asked.body['options'] as unknown as { attestation: string }).attestation, 'direct')
    for (const options of [{}, { attestation: 'self' }, { attestation: maker, synced: true }] as const) {
      assert.deepEqual(codeOf(await passkeyHolder(house, options).register(weakCookie)), [422, 'passkey_not_hardware'])
    }
    const strong = await passkeyHolder(house, { attestation: maker }).register(weakCookie)
    assert.deepEqual([strong.status, strong.body['attested'], strong.body['deviceBound']], [201, true, true])
    assert.equal((await house.call(getSession, { cookie: house.cookieOf(strong) })).body['next'], null)
    const [row] = await house.query<{ attestation: string; aaguid: string }>('SELECT attestation, aaguid::text FROM passkeys WHERE id = $1', [strong.body['id']])
    assert.equal(row?.attestation, 'packed')
    assert.equal(row?.aaguid.replaceAll('-', ''), maker.aaguid.toString('hex'))
  })
})
