import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { after, before, test } from 'node:test'
import { acceptInvitation, getSession, signIn, signUpOrganisation } from '#contract/endpoints/session.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'
import type { Answer } from '../../../test/house.ts'

import { addressBlock, forgetOldAttempts } from './store-attempts.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse()
})
after(() => house.close())

const addresses = new Map<string, string>()
/** Each e-mail address tries from a network address of its own, so that the tests do not slow each other down. */
const addressOf = (email: string): string => {
  const found = addresses.get(email) ?? `192.0.2.${addresses.size + 1}`
  addresses.set(email, found)
  return found
}
const attempt = (email: string, password: string, from = addressOf(email)) =>
  house.call(signIn, { body: { email, password }, from })
/** What a caller can tell two answers apart by. */
const seen = ({ status, headers, body }: Answer) => {
  const { date: _date, ...rest } = headers
  return { status, headers: rest, body }
}

test('a known and an unknown address get the same answers and the same growing delay', async () => {
  await house.signUp('bekend@deur.example')
  const waits: unknown[] = []
  for (let round = 0; round < 12; round += 1) {
    const known = await attempt('bekend@deur.example', 'niet het wachtwoord')
    const unknown = await attempt('onbekend@deur.example', 'niet het wachtwoord')
    assert.deepEqual(seen(known), seen(unknown), `round ${round}`)
    waits.push(known.headers['retry-after'] ?? known.status)
    if (known.status === 429) house.clock.advance({ seconds: Number(known.headers['retry-after']) })
  }
  assert.deepEqual(waits, [401, 401, 401, 401, 401, '1', 401, '2', 401, '4', 401, '8'])
})

test('an attempt costs one password hash, whether the address is known or not', async () => {
  await house.signUp('kost@deur.example')
  const costOf = async (email: string): Promise<number> => {
    let hashes = 0
    const hook = createHook({ init: (_id, type) => void (hashes += type === 'ARGON2REQUEST' ? 1 : 0) }).enable()
    await attempt(email, 'niet het wachtwoord')
    hook.disable()
    return hashes
  }
  assert.equal(await costOf('kost@deur.example'), 1)
  assert.equal(await costOf('kostniets@deur.example'), 1)
})

test('an invited person who has no password yet looks like nobody', async () => {
  const { organisation } = await house.establish('beheer@deur.example')
  await house.seed.person(organisation as never, { email: 'genodigd@deur.example' })
  const keys = house.kernel.keys
  await house.query('INSERT INTO sign_in_directory SELECT $1, organisation_id, id FROM people WHERE email_index = $2', [
    keys.directoryIndex('email', 'genodigd@deur.example'),
    await keys.blindIndex(organisation as never, 'email', 'genodigd@deur.example'),
  ])
  assert.deepEqual(
    seen(await attempt('genodigd@deur.example', goodPassword)),
    seen(await attempt('niemand@deur.example', goodPassword)),
  )
})

test('the delay doubles up to a quarter of an hour and no further', async () => {
  const waits: number[] = []
  for (let tries = 0; tries < 40; tries += 1) {
    const answer = await attempt('lang@deur.example', 'niet het wachtwoord')
    if (answer.status !== 429) continue
    assert.equal(answer.body['retryAfterSeconds'], Number(answer.headers['retry-after']))
    waits.push(Number(answer.headers['retry-after']))
    house.clock.advance({ seconds: waits.at(-1) ?? 0 })
  }
  assert.deepEqual(waits.slice(0, 13), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
})

test('a blocked account opens to nobody, not even with the right password, until its time is over', async () => {
  await house.signUp('dicht@deur.example')
  for (let tries = 0; tries < 5; tries += 1) await attempt('dicht@deur.example', 'niet het wachtwoord')
  assert.equal((await attempt('dicht@deur.example', goodPassword)).status, 429)
  house.clock.advance({ milliseconds: 999 })
  assert.equal((await attempt('dicht@deur.example', goodPassword)).status, 429)
  house.clock.advance({ milliseconds: 1 })
  assert.equal((await attempt('dicht@deur.example', goodPassword)).status, 201)
  // A success wipes the account's slate.
  for (let tries = 0; tries < 4; tries += 1) assert.equal((await attempt('dicht@deur.example', 'niet')).status, 401)
  assert.equal((await attempt('dicht@deur.example', goodPassword)).status, 201)
})

test('attempts made at once are counted like attempts made one after another', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => attempt('stormloop@deur.example', 'niet het wachtwoord')),
  )
  assert.equal(answers.filter(({ status }) => status === 401).length, 5)
  assert.equal(answers.filter(({ status }) => status === 429).length, 15)
})

test('one address that tries many accounts is slowed down, while others are not', async () => {
  await house.signUp('kantoor@deur.example')
  for (let tries = 0; tries < 50; tries += 1) {
    assert.equal((await attempt(`lijst${tries}@deur.example`, 'niet het wachtwoord', '203.0.113.9')).status, 401)
  }
  assert.equal((await attempt('kantoor@deur.example', goodPassword, '203.0.113.9')).status, 429)
  assert.equal((await attempt('kantoor@deur.example', goodPassword, '203.0.113.10')).status, 201)
})

/** One failure that counts for the address alone, and costs no hash. */
const wrongLink = (from: string) =>
  house.call(acceptInvitation, { from, body: { token: 'niets', password: goodPassword } })

test('who guesses from elsewhere is held up, and its owner is not, however long it goes on', async () => {
  await house.signUp('belaagd@deur.example')
  const guess = () => attempt('belaagd@deur.example', 'niet het wachtwoord', '203.0.113.20')
  let guesses = 0
  while (guesses < 60) {
    const { status, headers } = await guess()
    if (status === 429) house.clock.advance({ seconds: Number(headers['retry-after']) })
    else guesses += 1
  }
  assert.equal((await guess()).headers['retry-after'], '900')
  assert.equal((await attempt('belaagd@deur.example', goodPassword, '203.0.113.21')).status, 201)
  assert.equal((await guess()).headers['retry-after'], '900', 'the success of another address opens nothing here')
})

test('guessing one account from many addresses is slowed down from the fiftieth on, known or not', async () => {
  await house.signUp('verspreid@deur.example')
  const emails = ['verspreid@deur.example', 'verspreidniets@deur.example']
  for (let address = 0; address < 10; address += 1) {
    for (const [at, email] of emails.entries()) {
      const from = `2001:db8:${at}:${address}::1`
      const answers = await Promise.all(Array.from({ length: 5 }, () => attempt(email, 'niet het wachtwoord', from)))
      assert.deepEqual(answers.map(({ status }) => status), [401, 401, 401, 401, 401])
    }
  }
  const [known, unknown] = [
    await attempt('verspreid@deur.example', goodPassword, '2001:db8:0:99::1'),
    await attempt('verspreidniets@deur.example', goodPassword, '2001:db8:1:99::1'),
  ]
  assert.deepEqual([known.status, known.headers['retry-after']], [429, '1'])
  assert.deepEqual(seen(known), seen(unknown))
  house.clock.advance({ seconds: 1 })
  assert.equal((await attempt('verspreid@deur.example', goodPassword, '2001:db8:0:99::1')).status, 201)
})

test('who shares the e-mail address in an organisation of their own wipes no failures of the others', async () => {
  const email = 'gedeeld@deur.example'
  const own = 'heel ander wachtwoord zin'
  await house.signUp(email)
  const { body } = await house.call(signUpOrganisation, {
    from: '10.9.9.8',
    body: { organisationName: 'Waterschap Vals', name: 'Sanne', email, password: own, language: 'nl' },
  })
  const { id: organisationId } = body['organisation'] as unknown as { id: string }
  for (let tries = 0; tries < 4; tries += 1) {
    assert.equal((await attempt(email, 'niet het wachtwoord', '203.0.113.30')).status, 401)
    assert.equal((await attempt(email, own, '203.0.113.30')).status, 201)
    const named = { from: '203.0.113.30', body: { email, password: own, organisationId } }
    assert.equal((await house.call(signIn, named)).status, 201)
  }
  assert.equal((await attempt(email, 'niet het wachtwoord', '203.0.113.30')).status, 401)
  assert.equal((await attempt(email, own, '203.0.113.30')).status, 429)
})

test('what an office does wrong fades by half each quarter of an hour, and no success wipes it', async () => {
  await house.signUp('balie@deur.example')
  for (let minute = 0; minute < 120; minute += 1) {
    assert.equal((await wrongLink('203.0.113.40')).status, 410, `minute ${minute}`)
    house.clock.advance({ minutes: 1 })
  }
  for (let tries = 0; tries < 49; tries += 1) await wrongLink('203.0.113.41')
  assert.equal((await attempt('balie@deur.example', goodPassword, '203.0.113.41')).status, 201)
  await wrongLink('203.0.113.41')
  assert.equal((await wrongLink('203.0.113.41')).headers['retry-after'], '1')
  house.clock.advance({ minutes: 15 })
  for (let tries = 0; tries < 25; tries += 1) assert.equal((await wrongLink('203.0.113.41')).status, 410)
  assert.equal((await wrongLink('203.0.113.41')).status, 429)
})

test('an address is an IPv4 address or an IPv6 /64', () => {
  assert.equal(addressBlock('192.0.2.7'), '192.0.2.7')
  assert.equal(addressBlock('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(addressBlock('2001:db8:1:2:3:4:5:6'), addressBlock('2001:0db8:1:2::9'))
  assert.notEqual(addressBlock('2001:db8:1:2::1'), addressBlock('2001:db8:1:3::1'))
  assert.equal(addressBlock('fe80::1%eth0'), addressBlock('fe80::2'))
  assert.equal(addressBlock('::1'), '0:0:0:0')
})

test('the slate holds nothing that can be read back, and is wiped after a day', async () => {
  await attempt('spoor@deur.example', 'niet het wachtwoord', '198.51.100.77')
  const kept = await house.query<{ text: string }>('SELECT t::text AS text FROM attempt_throttle t')
  assert.ok(kept.length > 0)
  for (const { text } of kept) assert.doesNotMatch(text, /spoor|198\.51/)
  house.clock.advance({ hours: 24, minutes: 16 })
  await forgetOldAttempts(house.kernel)
  assert.deepEqual(await house.query('SELECT FROM attempt_throttle'), [])
})

test('with one password in two organisations one is asked to choose among those that it fits', async () => {
  const email = 'dubbel@deur.example'
  const one = await house.signUp(email, 'Waterschap Een')
  const two = await house.signUp(email, 'Waterschap Twee')
  await house.call(signUpOrganisation, {
    from: '10.9.9.9',
    body: {
      organisationName: 'Waterschap Drie',
      name: 'Sanne',
      email,
      password: 'heel ander wachtwoord zin',
      language: 'nl',
    },
  })
  const answer = await attempt(email, goodPassword)
  assert.equal(answer.status, 409)
  const choices = answer.body['organisations'] as unknown as { id: string; name: string }[]
  assert.deepEqual(new Set(choices.map(({ id }) => id)), new Set([one.organisation, two.organisation]))
  const chosen = await house.call(signIn, { body: { email, password: goodPassword, organisationId: two.organisation } })
  assert.equal((chosen.body['organisation'] as unknown as { name: string }).name, 'Waterschap Twee')
  const third = await attempt(email, 'heel ander wachtwoord zin')
  assert.equal((third.body['organisation'] as unknown as { name: string }).name, 'Waterschap Drie')
})

test('an account stays within reach however many organisations are started with its address', async () => {
  const email = 'gezocht@deur.example'
  const { organisation } = await house.signUp(email)
  await house.query(
    `WITH started AS (
      INSERT INTO tenants (id, created_at) SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, t.created_at + interval '1 hour'
      FROM generate_series(1, 25) AS n, tenants t WHERE t.id = $1 RETURNING id)
    INSERT INTO sign_in_directory (email_index, tenant_id, person_id)
    SELECT d.email_index, started.id, gen_random_uuid() FROM started, sign_in_directory d WHERE d.tenant_id = $1`,
    [organisation],
  )
  assert.equal((await attempt(email, goodPassword)).status, 201)
})

test('the organisation of another is no choice', async () => {
  const { organisation } = await house.signUp('eigen@deur.example')
  await house.signUp('vreemd@deur.example')
  const body = { email: 'vreemd@deur.example', password: goodPassword, organisationId: organisation }
  assert.equal((await house.call(signIn, { body })).body['code'], 'sign_in_failed')
})

test('an address is the same in capitals and with spaces around it', async () => {
  await house.signUp('Hoofd@Deur.example')
  assert.equal((await attempt('  hOOFD@deur.EXAMPLE ', goodPassword)).status, 201)
})

test('a cookie that was there before is worth nothing after signing in', async () => {
  const { cookie: before } = await house.signUp('fixatie@deur.example')
  const answer = await house.call(
    signIn,
    { cookie: before, body: { email: 'fixatie@deur.example', password: goodPassword } },
  )
  assert.notEqual(house.cookieOf(answer), before)
  assert.equal((await house.call(getSession, { cookie: before })).status, 401)
  assert.equal((await house.call(getSession, { cookie: house.cookieOf(answer) })).status, 200)

  const planted = `vrijplek=${'A'.repeat(22)}.${'B'.repeat(43)}`
  const after = await house.call(
    signIn,
    { cookie: planted, body: { email: 'fixatie@deur.example', password: goodPassword } },
  )
  assert.notEqual(house.cookieOf(after), planted)
  assert.equal((await house.call(getSession, { cookie: planted })).status, 401)
})

test('nothing in the database shows a name, an address, a password or a session in clear', async () => {
  const email = 'onleesbaar@deur.example'
  const { cookie } = await house.signUp(email, 'Waterschap Onleesbaar')
  const secret = cookie.split('=')[1]?.split('.')[1] ?? ''
  const tables = await house.query<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`)
  for (const { name } of tables) {
    for (const { text } of await house.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)) {
      for (const word of [email, 'Sanne de Wit', goodPassword, secret]) {
        for (const form of [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64')]) {
          assert.equal(text.includes(form), false, `${name}: ${word}`)
        }
      }
    }
  }
})
