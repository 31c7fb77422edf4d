import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonId } from '#contract/ids.ts'
import { listTeams } from '#contract/endpoints/people.ts'
import { changePassword, getSession, signIn } from '#contract/endpoints/session.ts'
import {
  beginTotp, confirmTotp, getMySignIn, passkeyOptions, removeTotp, renewRecoveryCodes, signInWithSecondFactor, stepUp, stepUpWays,
} from '#contract/endpoints/sign-in-ways.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'
import { addApp, codeAt } from '../../../test/authenticator-app.ts'
import type { Answer } from '../../../test/house.ts'
import { passkeyHolder } from '../../../test/passkey-holder.ts'
import { recoveryCodeHash } from './recovery-codes.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse()
})
after(() => house.close())

let accounts = 0
const somebody = async () => {
  const email = `iemand${(accounts += 1)}@factor.example`
  return { email, ...(await house.establish(email, `Waterschap ${accounts}`)) }
}
const withApp = async () => {
  const one = await somebody()
  return { ...one, ...(await addApp(house, one.cookie)) }
}
const codeOf = ({ status, body }: Answer) => [status, body['code']]
const withPassword = (email: string, from = '192.0.2.1') => house.call(signIn, { body: { email, password: goodPassword }, from })
const tokenOf = ({ body }: Answer) => (body['secondFactor'] as unknown as { token: string }).token
const finish = (token: string, code: string, from = '192.0.2.1') => house.call(signInWithSecondFactor, { body: { token, code }, from })

describe('a password with a second factor', () => {
  test('opens no session by itself; with the code of the app it does', async () => {
    const { email, nextCode } = await withApp()
    const asked = await withPassword(email)
    assert.deepEqual(codeOf(asked), [401, 'second_factor_needed'])
    assert.equal(asked.headers['set-cookie'], undefined)
    const answer = await finish(tokenOf(asked), await nextCode())
    assert.equal(answer.status, 201, answer.text)
    assert.equal(answer.body['method'], 'password_totp')
  })

  test('takes the code of the step before and after, each once, and none further off', async () => {
    const { email, secret } = await withApp()
    house.clock.advance({ minutes: 2 })
    const now = house.clock.now()
    const { body } = await withPassword(email)
    const { token } = body['secondFactor'] as unknown as { token: string }
    assert.deepEqual(codeOf(await finish(token, await codeAt(secret, now.subtract({ seconds: 60 })))), [401, 'code_wrong'])
    assert.deepEqual(codeOf(await finish(token, await codeAt(secret, now.add({ seconds: 60 })))), [401, 'code_wrong'])
    const early = await codeAt(secret, now.subtract({ seconds: 30 }))
    assert.equal((await finish(token, early)).status, 201)
    const again = tokenOf(await withPassword(email))
    assert.deepEqual(codeOf(await finish(again, early)), [401, 'code_wrong'])
    const late = await codeAt(secret, now.add({ seconds: 30 }))
    assert.equal((await finish(again, late)).status, 201)
    // A later step was used: the one between is over too.
    assert.deepEqual(codeOf(await finish(tokenOf(await withPassword(email)), await codeAt(secret, now))), [401, 'code_wrong'])
  })

  test('of two at once with the same code only one comes in', async () => {
    const { email, nextCode } = await withApp()
    const [one, other] = [tokenOf(await withPassword(email)), tokenOf(await withPassword(email))]
    const code = await nextCode()
    const answers = await Promise.all([finish(one, code), finish(other, code)])
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  })

  test('gives five tries and five minutes; then the password is asked again, and its owner is told', async () => {
    const { email, nextCode, person } = await withApp()
    const token = tokenOf(await withPassword(email))
    for (let tries = 0; tries < 5; tries += 1) assert.deepEqual(codeOf(await finish(token, '000000', `192.0.2.${10 + tries}`)), [401, 'code_wrong'])
    assert.deepEqual(codeOf(await finish(token, await nextCode(), '192.0.2.20')), [401, 'step_expired'])
    const [told] = await house.query(`SELECT FROM trail_entries WHERE person_id = $1 AND action = 'access.codes_guessed'`, [person])
    assert.ok(told)
    const late = tokenOf(await withPassword(email, '192.0.2.21'))
    house.clock.advance({ minutes: 5, seconds: 1 })
    assert.deepEqual(codeOf(await finish(late, await nextCode(), '192.0.2.21')), [401, 'step_expired'])
    assert.deepEqual(codeOf(await finish('onzin', '123456')), [401, 'step_expired'])
  })

  test('slows down who guesses codes with ever new steps', async () => {
    const { email } = await withApp()
    const answers: unknown[] = []
    for (let tries = 0; tries < 7; tries += 1) {
      const asked = await withPassword(email, '192.0.2.40')
      answers.push((await finish(tokenOf(asked), '000000', '192.0.2.40')).body['code'])
    }
    assert.ok(answers.includes('too_many_attempts'), answers.join(' '))
  })

  test('takes each recovery code once, however it is typed; they are kept as hashes', async () => {
    const { email, person, recoveryCodes, cookie } = await withApp()
    assert.equal(new Set(recoveryCodes).size, 10)
    const [first = ''] = recoveryCodes
    const typed = first.toLowerCase().replaceAll('-', ' ')
    const answer = await finish(tokenOf(await withPassword(email)), typed)
    assert.deepEqual([answer.status, answer.body['method']], [201, 'password_recovery_code'])
    assert.deepEqual(codeOf(await finish(tokenOf(await withPassword(email)), first)), [401, 'code_wrong'])
    assert.equal((await house.call(getMySignIn, { cookie })).body['recoveryCodesLeft'], 9)
    const kept = await house.query<{ code_hash: Buffer }>('SELECT code_hash FROM recovery_codes WHERE person_id = $1', [person])
    assert.ok(kept.some(({ code_hash }) => code_hash.equals(recoveryCodeHash(person as PersonId, recoveryCodes[1] ?? ''))))
    const renewed = await house.call(renewRecoveryCodes, { cookie, body: {} })
    assert.equal(renewed.status, 201)
    assert.deepEqual(codeOf(await finish(tokenOf(await withPassword(email)), recoveryCodes[1] ?? '')), [401, 'code_wrong'])
  })

  test('keeps the app in use until another one has shown its first code', async () => {
    const { email, cookie, nextCode } = await withApp()
    const begun = await house.call(beginTotp, { cookie, body: {} })
    assert.deepEqual(codeOf(await house.call(confirmTotp, { cookie, body: { code: '000000' } })), [401, 'code_wrong'])
    assert.equal((await finish(tokenOf(await withPassword(email)), await nextCode())).status, 201)
    const other = String(begun.body['secret'])
    assert.match(String(begun.body['qrSvg']), /^<svg/)
    assert.ok(String(begun.body['uri']).startsWith('otpauth://totp/'))
    const confirmed = await house.call(confirmTotp, { cookie, body: { code: await codeAt(other, house.clock.now()) } })
    assert.equal(confirmed.status, 201, confirmed.text)
    assert.deepEqual(codeOf(await finish(tokenOf(await withPassword(email)), await nextCode())), [401, 'code_wrong'])
  })

  test('may be eight characters long', async () => {
    const alone = await somebody()
    const wanted = { currentPassword: goodPassword, newPassword: 'kwekvors8' }
    assert.deepEqual(codeOf(await house.call(changePassword, { cookie: alone.cookie, body: wanted })), [422, 'password_too_short'])
    const { cookie } = await withApp()
    assert.equal((await house.call(changePassword, { cookie, body: wanted })).status, 204)
  })

  test('is gone with the app, which cannot be the last way in where a password alone is not allowed', async () => {
    const { cookie, organisation, email } = await withApp()
    await house.query('UPDATE sign_in_policies SET password_alone = false WHERE organisation_id = $1', [organisation])
    assert.deepEqual(codeOf(await house.call(removeTotp, { cookie })), [409, 'last_way_in'])
    await house.query('UPDATE sign_in_policies SET password_alone = true WHERE organisation_id = $1', [organisation])
    assert.equal((await house.call(removeTotp, { cookie })).status, 204)
    assert.equal((await withPassword(email)).status, 201)
  })
})

describe('where a password alone is not allowed', () => {
  const strict = async () => {
    const one = await somebody()
    await house.query('UPDATE sign_in_policies SET password_alone = false WHERE organisation_id = $1', [one.organisation])
    return one
  }

  test('it opens only what is needed to add something stronger, and then the session counts', async () => {
    for (const add of [
      async (cookie: string) => (await addApp(house, cookie)).cookie,
      async (cookie: string) => house.cookieOf(await passkeyHolder(house).register(cookie)),
    ]) {
      const { email } = await strict()
      const weak = await withPassword(email)
      assert.deepEqual([weak.status, weak.body['next']], [201, 'secure_account'])
      const cookie = house.cookieOf(weak)
      assert.deepEqual(codeOf(await house.call(listTeams, { cookie })), [403, 'second_factor_required'])
      const strong = await add(cookie)
      assert.equal((await house.call(getSession, { cookie: strong })).body['next'], null)
      assert.equal((await house.call(listTeams, { cookie: strong })).status, 200)
    }
  })

  test('whoever has a passkey shows it before a password adds or removes anything', async () => {
    const { email } = await strict()
    const holder = passkeyHolder(house)
    await holder.register(house.cookieOf(await withPassword(email)))
    const thief = house.cookieOf(await withPassword(email))
    assert.deepEqual(codeOf(await house.call(passkeyOptions, { cookie: thief, body: {} })), [403, 'step_up_needed'])
    assert.deepEqual(codeOf(await house.call(beginTotp, { cookie: thief, body: {} })), [403, 'step_up_needed'])
    assert.deepEqual(codeOf(await house.call(removeTotp, { cookie: thief })), [403, 'step_up_needed'])
    const shown = await holder.stepUp(thief)
    assert.equal(shown.status, 200, shown.text)
    const cookie = house.cookieOf(shown)
    assert.equal((await house.call(getSession, { cookie })).body['next'], null)
    assert.equal((await house.call(beginTotp, { cookie, body: {} })).status, 201)
  })
})

describe('showing again who one is', () => {
  test('is asked after ten minutes, and moves the moment; the session goes on under another secret', async () => {
    const { cookie } = await somebody()
    house.clock.advance({ minutes: 10, seconds: 1 })
    assert.deepEqual(codeOf(await house.call(beginTotp, { cookie, body: {} })), [403, 'step_up_needed'])
    const ways = await house.call(stepUpWays, { cookie, body: {} })
    assert.deepEqual(ways.body, { passkey: null, password: true, code: false, providerUrl: null })
    const answer = await house.call(stepUp, { cookie, body: { way: 'password', password: goodPassword } })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body['until'], house.clock.now().add({ minutes: 10 }).toString())
    const fresh = house.cookieOf(answer)
    assert.notEqual(fresh, cookie)
    assert.deepEqual(codeOf(await house.call(getSession, { cookie })), [401, 'not_signed_in'])
    assert.equal((await house.call(beginTotp, { cookie: fresh, body: {} })).status, 201)
  })

  test('needs the code too of whoever has one', async () => {
    const { cookie, nextCode } = await withApp()
    const by = (body: object) => house.call(stepUp, { cookie, body })
    assert.deepEqual(codeOf(await by({ way: 'password', password: goodPassword })), [401, 'second_factor_needed'])
    assert.deepEqual(codeOf(await by({ way: 'password', password: goodPassword, code: '000000' })), [401, 'code_wrong'])
    assert.deepEqual(codeOf(await by({ way: 'password', password: 'niet het wachtwoord', code: await nextCode() })), [401, 'sign_in_failed'])
    assert.equal((await by({ way: 'password', password: goodPassword, code: await nextCode() })).status, 200)
  })

  test('takes a passkey of one’s own, asked in this session', async () => {
    const one = await somebody()
    const holder = passkeyHolder(house)
    const cookie = house.cookieOf(await holder.register(one.cookie))
    const other = await somebody()
    const stranger = passkeyHolder(house)
    const strange = house.cookieOf(await stranger.register(other.cookie))
    const asked = await house.call(stepUpWays, { cookie, body: {} })
    const options = asked.body['passkey'] as unknown as { challenge: string }
    const answer = await stranger.authenticator.get({ challenge: options.challenge })
    assert.deepEqual(codeOf(await house.call(stepUp, { cookie, body: { way: 'passkey', answer } })), [401, 'passkey_refused'])
    const own = await house.call(stepUpWays, { cookie, body: {} })
    const mine = await holder.authenticator.get(own.body['passkey'])
    assert.deepEqual(codeOf(await house.call(stepUp, { cookie: strange, body: { way: 'passkey', answer: mine } })), [401, 'passkey_refused'])
    assert.equal((await holder.stepUp(cookie)).status, 200)
  })

  test('is slowed down like signing in', async () => {
    const { cookie } = await somebody()
    const answers: unknown[] = []
    for (let tries = 0; tries < 7; tries += 1) {
      answers.push((await house.call(stepUp, { cookie, body: { way: 'password', password: 'niet het wachtwoord' } })).body['code'])
    }
    assert.ok(answers.includes('too_many_attempts'), answers.join(' '))
  })
})
