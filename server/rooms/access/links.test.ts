import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { invitePerson } from '#contract/endpoints/people.ts'
import { resetSignIn } from '#contract/endpoints/sign-in-policy.ts'
import { getSession, signIn } from '#contract/endpoints/session.ts'
import { linkPasskeyOptions, readSignInLink, requestSignInLink, useSignInLink } from '#contract/endpoints/sign-in-ways.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { relyingPartyOf } from '#kernel/webauthn.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse, SignedUp } from '../../../test/accounts.ts'
import { createAuthenticator } from '../../../test/authenticator.ts'
import { addApp } from '../../../test/authenticator-app.ts'
import type { Answer } from '../../../test/house.ts'
import { openMailbox } from '../../../test/mailbox.ts'
import type { Mailbox } from '../../../test/mailbox.ts'
import { passkeyHolder } from '../../../test/passkey-holder.ts'
import { removeExpiredSteps } from './store-steps.ts'

let house: AccountsHouse
let mailbox: Mailbox
let manager: SignedUp
before(async () => {
  mailbox = await openMailbox()
  house = await openAccountsHouse({ SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: 'Vrijplek <werkplek@vrijplek.example>' })
  manager = await house.establish('beheer@link.example')
})
after(async () => {
  await house.close()
  await mailbox.close()
})
beforeEach(async () => {
  await house.kernel.mail.settled()
  mailbox.mails.length = 0
})

const codeOf = ({ status, body }: Answer) => [status, body['code']]
const tokenIn = (text: string): string => /\/invitation#(\S+)/.exec(text)?.[1] ?? ''
let addresses = 0
const ask = async (email: string) => {
  const answer = await house.call(requestSignInLink, { body: { email }, from: `203.0.113.${(addresses += 1)}` })
  await house.kernel.mail.settled()
  return answer
}
const mailsTo = (email: string) => mailbox.mails.filter(({ to }) => to.includes(email))
const linkFor = async (email: string): Promise<string> => {
  assert.equal((await ask(email)).status, 202)
  return tokenIn(mailsTo(email).at(-1)?.text ?? '')
}
const use = (token: string, more: object) => house.call(useSignInLink, { body: { token, ...more } })
const read = (token: string) => house.call(readSignInLink, { body: { token } })
const invalid = [410, 'invitation_invalid']
const newPassword = 'nog een reiger wacht op vis'
let people = 0
const somebody = async () => {
  const email = `iemand${(people += 1)}@link.example`
  const joined = await house.join(manager.cookie, email)
  await house.kernel.mail.settled()
  mailbox.mails.length = 0
  return { email, ...joined }
}

describe('a link by e-mail', () => {
  test('brings back in whoever forgot their password, ends their other sessions, and they are told', async () => {
    const { email, cookie, person } = await somebody()
    const token = await linkFor(email)
    const [mail] = mailsTo(email)
    assert.match(mail?.subject ?? '', /Weer inloggen bij Vrijplek/)
    assert.match(mail?.raw ?? '', /content-type: text\/html/i)
    assert.doesNotMatch(mail?.raw ?? '', /<img|src=/, 'nothing is fetched by whoever reads it')
    const answer = await use(token, { password: newPassword })
    assert.equal(answer.status, 201, answer.text)
    assert.deepEqual(codeOf(await house.call(getSession, { cookie })), [401, 'not_signed_in'])
    assert.equal((await house.call(signIn, { body: { email, password: newPassword } })).status, 201)
    await house.kernel.mail.settled()
    assert.ok(mailsTo(email).some(({ subject }) => /link uit je e-mail/.test(subject)))
    const [entry] = await house.query(`SELECT FROM trail_entries WHERE person_id = $1 AND action = 'access.recovered'`, [person])
    assert.ok(entry)
    assert.deepEqual(await house.query('SELECT FROM mails'), [], 'what the mail server took is gone here')
  })

  test('works once, of two at once too, and is replaced by a newer one', async () => {
    const { email } = await somebody()
    const older = await linkFor(email)
    const token = await linkFor(email)
    assert.deepEqual(codeOf(await read(older)), invalid)
    const answers = await Promise.all([use(token, { password: newPassword }), use(token, { password: newPassword })])
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    assert.deepEqual(codeOf(await use(token, { password: newPassword })), invalid)
  })

  test('works for thirty minutes, and is then forgotten', async () => {
    const { email, organisation } = await somebody()
    const token = await linkFor(email)
    house.clock.advance({ minutes: 30 })
    assert.deepEqual(codeOf(await use(token, { password: newPassword })), invalid)
    await house.kernel.inPurpose({ organisation: organisation as OrganisationId, actor: { kind: 'system' }, purpose: 'sign_in' }, removeExpiredSteps)
    assert.deepEqual(await house.query('SELECT FROM sign_in_steps'), [])
  })

  test('is not used up by a scanner that follows it, nor by reading what it is for', async () => {
    const { email } = await somebody()
    const token = await linkFor(email)
    // A scanner asks for the page; the secret stands in the fragment, which it does not even send.
    assert.ok((mailsTo(email)[0]?.text ?? '').includes('/invitation#'))
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) await house.http.inject({ method, url: '/invitation' })
    for (let times = 0; times < 3; times += 1) {
      const answer = await read(token)
      assert.equal(answer.status, 200, answer.text)
      assert.deepEqual(answer.body, {
        organisation: 'Waterschap Proefsloot', kind: 'recovery', secondFactor: false, passwordAlone: true, hardwareKeys: false,
      })
    }
    assert.equal((await house.call(linkPasskeyOptions, { body: { token } })).status, 200)
    assert.equal((await use(token, { password: newPassword })).status, 201)
  })

  test('stands in no table in clear', async () => {
    const { email } = await somebody()
    mailbox.refuse({ code: 450, message: 'later' })
    try {
      await ask(email)
      const [mail] = await house.query<{ row: string; content: Buffer }>('SELECT m::text AS row, content_sealed AS content FROM mails m')
      assert.ok(mail)
      assert.doesNotMatch(mail.content.toString('latin1'), /invitation#|link\.example/)
    } finally {
      mailbox.refuse(null)
    }
    house.clock.advance({ minutes: 2 })
    await house.kernel.mail.sendDue(manager.organisation as OrganisationId)
    assert.equal(mailsTo(email).length, 1)
  })

  test('may make a passkey instead of a password', async () => {
    const { email } = await somebody()
    const token = await linkFor(email)
    const authenticator = createAuthenticator(relyingPartyOf(house.kernel.publicUrl))
    const { body } = await house.call(linkPasskeyOptions, { body: { token } })
    const answer = await authenticator.create(body['options'])
    const other = await linkFor((await somebody()).email)
    assert.deepEqual(codeOf(await use(other, { passkey: { name: 'Telefoon', answer } })), [401, 'passkey_refused'])
    // Asked with one link and answered with another: the question is used up, the link is not.
    const again = await house.call(linkPasskeyOptions, { body: { token } })
    const fresh = createAuthenticator(relyingPartyOf(house.kernel.publicUrl))
    const made = await use(token, { passkey: { name: 'Telefoon', answer: await fresh.create(again.body['options']) } })
    assert.deepEqual([made.status, made.body['method']], [201, 'passkey'])
    const holder = passkeyHolder(house)
    assert.equal((await holder.signIn({}, fresh)).status, 201)
  })

  test('opens no account that has a second factor without it', async () => {
    const { email, cookie } = await somebody()
    const { nextCode } = await addApp(house, cookie)
    const token = await linkFor(email)
    assert.equal((await read(token)).body['secondFactor'], true)
    assert.deepEqual(codeOf(await use(token, { password: newPassword })), [401, 'second_factor_needed'])
    assert.deepEqual(codeOf(await use(token, { password: newPassword, code: '000000' })), [401, 'code_wrong'])
    const answer = await use(token, { password: newPassword, code: await nextCode() })
    assert.deepEqual([answer.status, answer.body['method']], [201, 'password_totp'])
  })

  test('needs either a password or a passkey, and a password that will do', async () => {
    const { email } = await somebody()
    const token = await linkFor(email)
    assert.deepEqual(codeOf(await use(token, {})), [400, 'invalid_input'])
    assert.deepEqual(codeOf(await use(token, { password: 'te kort' })), [422, 'password_too_short'])
    assert.equal((await use(token, { password: newPassword })).status, 201)
  })

  test('goes to nobody who may not come in, with the same answer', async () => {
    const { email, person, organisation } = await somebody()
    const answers = [await ask('niemand@link.example'), await ask(email)]
    assert.equal(mailsTo(email).length, 1)
    mailbox.mails.length = 0
    await house.query('UPDATE people SET deactivated_at = $2 WHERE id = $1', [person, house.clock.now().toString()])
    answers.push(await ask(email))
    await house.query('UPDATE people SET deactivated_at = NULL WHERE id = $1', [person])
    await house.query('UPDATE sign_in_policies SET sso_required = true WHERE organisation_id = $1', [organisation])
    answers.push(await ask(email))
    await house.query('UPDATE sign_in_policies SET sso_required = false WHERE organisation_id = $1', [organisation])
    assert.deepEqual(mailbox.mails, [])
    assert.deepEqual(new Set(answers.map(({ status, text }) => `${status} ${text}`)), new Set(['202 ']))
  })

  test('is asked for a few times at once, then it slows down, known or not', async () => {
    for (const email of [(await somebody()).email, 'onbekend@link.example']) {
      const codes: number[] = []
      for (let times = 0; times < 6; times += 1) codes.push((await ask(email)).status)
      assert.deepEqual(codes, [202, 202, 202, 202, 429, 429])
    }
  })
})

describe('an invitation', () => {
  test('is mailed as well as handed to whoever invites, and waits for the agreement', async () => {
    const email = 'nieuw@link.example'
    const answer = await house.call(invitePerson, { cookie: manager.cookie, body: { name: 'Noor', email, language: 'en' } })
    const invitation = answer.body['invitation'] as unknown as { url: string; mailed: boolean }
    assert.equal(invitation.mailed, true)
    await house.kernel.mail.settled()
    const [mail] = mailsTo(email)
    assert.match(mail?.subject ?? '', /^Your access to Vrijplek/)
    assert.equal(tokenIn(mail?.text ?? ''), tokenIn(invitation.url))
    const token = tokenIn(invitation.url)
    assert.equal((await read(token)).body['kind'], 'invitation')
    assert.equal((await use(token, { password: goodPassword, language: 'nl' })).status, 201)
  })

  test('is what a reset hands out: every way in is gone until it is taken up', async () => {
    const { email, cookie, person } = await somebody()
    const holder = passkeyHolder(house)
    await holder.register(cookie)
    await house.kernel.mail.settled()
    mailbox.mails.length = 0
    const answer = await house.call(resetSignIn, { cookie: await freshManager(), params: { personId: person } })
    assert.equal(answer.status, 201, answer.text)
    assert.deepEqual(codeOf(await holder.signIn()), [401, 'passkey_refused'])
    assert.deepEqual(codeOf(await house.call(signIn, { body: { email, password: goodPassword } })), [401, 'sign_in_failed'])
    await house.kernel.mail.settled()
    const [mail] = mailsTo(email)
    assert.match(mail?.subject ?? '', /opnieuw ingesteld/)
    assert.equal((await use(tokenIn(mail?.text ?? ''), { password: newPassword })).status, 201)
  })
})

const freshManager = async (): Promise<string> => house.cookieOf(await house.call(signIn, { body: { email: 'beheer@link.example', password: goodPassword } }))
