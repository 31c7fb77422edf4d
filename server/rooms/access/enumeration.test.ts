import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { signIn } from '#contract/endpoints/session.ts'
import { passkeySignInOptions, requestSignInLink, signInWithPasskey } from '#contract/endpoints/sign-in-ways.ts'
import { openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'
import { addApp } from '../../../test/authenticator-app.ts'
import type { Answer } from '../../../test/house.ts'
import { openMailbox } from '../../../test/mailbox.ts'
import type { Mailbox } from '../../../test/mailbox.ts'
import { passkeyHolder } from '../../../test/passkey-holder.ts'

/**
 * Known and unknown accounts cost the same: every statement that is sent to the database and every password hash is counted, and the lists must be equal.
 * Nothing here looks at a watch.
 */
let house: AccountsHouse
let mailbox: Mailbox
const work: string[] = []
const query = Reflect.get(pg.Client.prototype, 'query') as (...sent: unknown[]) => unknown
const { argon2 } = crypto

before(async () => {
  mailbox = await openMailbox()
  house = await openAccountsHouse({ SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: 'werkplek@vrijplek.example' })
  Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...sent: unknown[]): unknown {
    const [first] = sent
    work.push((typeof first === 'string' ? first : String((first as { text?: string }).text)).replaceAll(/app\.organisation = '[^']*'/g, 'app.organisation'))
    return Reflect.apply(query, this, sent)
  })
  crypto.argon2 = (...given) => {
    work.push('argon2')
    argon2(...given)
  }
  syncBuiltinESMExports()
})
after(async () => {
  Reflect.set(pg.Client.prototype, 'query', query)
  crypto.argon2 = argon2
  syncBuiltinESMExports()
  await house.close()
  await mailbox.close()
})

const costOf = async (act: () => Promise<Answer>): Promise<{ answer: string; work: string[] }> => {
  await house.kernel.mail.settled()
  work.length = 0
  const { status, text } = await act()
  return { answer: `${status} ${text}`, work: [...work] }
}

let addresses = 0
const from = () => `198.51.100.${(addresses += 1)}`
const wrongPassword = (email: string) => costOf(() => house.call(signIn, { body: { email, password: 'niet het goede wachtwoord' }, from: from() }))

test('a wrong password of somebody who exists costs what one of nobody costs, however strong the account is', async () => {
  const plain = await house.establish('gewoon@bestaat.example')
  const strong = await house.establish('sterk@bestaat.example')
  await addApp(house, strong.cookie)
  const nobody = await wrongPassword('niemand@bestaat.example')
  assert.ok(nobody.work.includes('argon2') && nobody.work.length > 5, nobody.work.join('\n'))
  for (const email of ['gewoon@bestaat.example', 'sterk@bestaat.example']) assert.deepEqual(await wrongPassword(email), nobody)
  await house.query('DELETE FROM credentials WHERE person_id = $1', [strong.person])
  assert.deepEqual(await wrongPassword('sterk@bestaat.example'), nobody, 'an account without a password')
  await house.query('UPDATE people SET deactivated_at = now() WHERE id = $1', [plain.person])
  assert.deepEqual(await wrongPassword('gewoon@bestaat.example'), nobody, 'an account that was switched off')
})

test('a link is asked for with the same work before the answer, whether it is mailed or not', async () => {
  await house.establish('link@bestaat.example')
  const asked = (email: string) => costOf(() => house.call(requestSignInLink, { body: { email }, from: from() }))
  const before = ({ answer, work: done }: { answer: string; work: string[] }) => {
    const lookUp = done.findIndex((text) => text.includes('sign_in_directory'))
    return { answer, work: lookUp < 0 ? done : done.slice(0, lookUp) }
  }
  const [nobody, somebody] = [await asked('niemand@bestaat.example'), await asked('link@bestaat.example')]
  assert.deepEqual(before(somebody), before(nobody))
  assert.ok(before(nobody).work.length > 2)
  await house.kernel.mail.settled()
  assert.ok(mailbox.mails.some(({ to }) => to.includes('link@bestaat.example')))
})

test('a passkey that does not hold is refused with the same work, whether the account has one, or is there at all', async () => {
  const { cookie } = await house.establish('sleutel@bestaat.example')
  const known = passkeyHolder(house)
  await known.register(cookie)
  const stranger = passkeyHolder(house)
  const other = await house.establish('ander@bestaat.example')
  const added = await stranger.register(other.cookie)
  await house.query('DELETE FROM passkeys WHERE id = $1', [added.body['id']])
  const shown = async (holder: typeof known, userHandle?: string) => {
    const { body } = await house.call(passkeySignInOptions, { body: {} })
    const signed = await holder.authenticator.get(body['options'], userHandle === undefined ? {} : { userHandle })
    const answer = { ...signed, response: { ...signed.response, signature: Buffer.alloc(70, 1).toString('base64url') } }
    return costOf(() => house.call(signInWithPasskey, { body: { answer }, from: from() }))
  }
  const has = await shown(known)
  assert.deepEqual(await shown(stranger), has, 'an account that has no such passkey')
  assert.deepEqual(await shown(stranger, Buffer.alloc(32, 7).toString('base64url')), has, 'no account')
})
