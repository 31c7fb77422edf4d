import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { endpoints } from '#contract/api.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import * as agreement from '#contract/endpoints/agreement.ts'
import { invitePerson, updateMe } from '#contract/endpoints/people.ts'
import { getSession, signIn, signUpOrganisation } from '#contract/endpoints/session.ts'
import { goodPassword, openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'
import { hashText, renderAgreement } from './document/render.ts'
import { currentVersion } from './document/versions.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse({ OPERATOR_NAME: 'Plekbeheer Noord B.V.' })
})
after(() => house.close())

/** The house of this test serves only the first rooms. */
const isServed = ({ method, path }: EndpointSpec): boolean =>
  house.http.hasRoute({ method, url: `/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}` })
const next = async (cookie: string) => (await house.call(getSession, { cookie })).body['next']

test('an organisation is born: sign-up, agreement, opt-in, and each step says what comes next', async () => {
  const { cookie, answer } = await house.signUp('sanne@geboorte.example', 'Waterschap Geboorte')
  assert.equal(answer.body['next'], 'accept_agreement')
  assert.equal((await house.accept(cookie)).status, 201)
  assert.equal(await next(cookie), 'accept_privacy_notice')
  assert.equal((await house.optIn(cookie)).status, 201)
  assert.equal(await next(cookie), null)
  assert.equal((await house.call(updateMe, { cookie, body: { theme: 'dark' } })).status, 200)
})

test('an acceptance is recorded: who, when, version, hash of the exact text, parameters and warranty', async () => {
  const { cookie, organisation, person } = await house.signUp('vastgelegd@geboorte.example', 'Waterschap Vastgelegd')
  const read = await house.call(agreement.getAgreement, { cookie, query: { language: 'en' } })
  assert.equal(read.body['inForce'], null)
  assert.ok(read.text.includes('{"mark":"G1.3","title":"Annex 1: which data is kept","path":"/annex"}'))
  await house.accept(cookie, 'en')
  const rows = await house.query<Record<string, unknown>>(
    'SELECT * FROM agreements WHERE organisation_id = $1',
    [organisation],
  )
  const row = rows[0]
  assert.equal(rows.length, 1)
  assert.equal(row?.['accepted_by'], person)
  assert.equal(row?.['version'], currentVersion)
  assert.equal(row?.['language'], 'en')
  assert.equal(row?.['text_hash'], read.body['textHash'])
  assert.equal(row?.['warranted_lawful'], true)
  assert.deepEqual(row?.['accepted_at'], new Date('2026-11-24T07:00:00Z'))
  const parameters = row?.['parameters'] as Parameters<typeof renderAgreement>[0]['parameters']
  assert.equal(parameters.operatorName, 'Plekbeheer Noord B.V.')
  assert.equal(parameters.customerName, 'Waterschap Vastgelegd')
  assert.equal(hashText(renderAgreement({ version: currentVersion, language: 'en', parameters }).text), row?.['text_hash'])
})

test('the agreement in force stays letter for letter the accepted one, whatever the operator is called', async () => {
  const { cookie, organisation } = await house.establish('letter@geboorte.example', 'Waterschap Letter')
  await house.query(
    `UPDATE agreements SET parameters = jsonb_set(parameters, '{operatorName}', '"Vroegere Naam B.V."')
     WHERE organisation_id = $1`,
    [organisation],
  )
  const shown = await house.call(agreement.getAgreement, { cookie })
  assert.match(shown.text, /Vroegere Naam B\.V\./)
  assert.equal(shown.text.includes('Plekbeheer Noord'), false)
  assert.equal(shown.body['language'], 'nl')
  assert.equal((await house.call(agreement.getAgreement, { cookie, query: { language: 'en' } })).body['language'], 'en')
})

test('another text than the one shown is not accepted, and nothing comes about', async () => {
  const { cookie, organisation } = await house.signUp('tekst@geboorte.example')
  const { version, textHash } = (await house.call(agreement.getAgreement, { cookie, query: { language: 'nl' } })).body
  const accepted = { accepted: true, lawful: true }
  for (const [body, expected] of [
    [{ version, language: 'en', textHash, ...accepted }, 'document_changed'],
    [{ version: '2026-10-1', language: 'nl', textHash, ...accepted }, 'document_changed'],
    [{ version, language: 'nl', textHash: '0'.repeat(64), ...accepted }, 'document_changed'],
    [{ version, language: 'nl', textHash, accepted: true, lawful: false }, 'invalid_input'],
    [{ version, language: 'nl', textHash, lawful: true }, 'invalid_input'],
  ] as const) {
    assert.equal((await house.call(agreement.acceptAgreement, { cookie, body })).body['code'], expected)
  }
  assert.deepEqual(await house.query('SELECT FROM agreements WHERE organisation_id = $1', [organisation]), [])
  assert.equal(await next(cookie), 'accept_agreement')
})

test('accepted twice at once, the agreement comes about once', async () => {
  const { cookie, organisation } = await house.signUp('tegelijk@geboorte.example')
  const answers = await Promise.all(Array.from({ length: 6 }, () => house.accept(cookie)))
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((one, other) => one - other),
    [201, 409, 409, 409, 409, 409],
  )
  assert.equal((await house.query('SELECT FROM agreements WHERE organisation_id = $1', [organisation])).length, 1)
  assert.equal((await house.accept(cookie)).body['code'], 'agreement_already_in_force')
})

test('only an organisation manager may accept the agreement', async () => {
  const { cookie, organisation } = await house.establish('alleen@geboorte.example')
  const employee = await house.join(cookie, 'medewerker@geboorte.example')
  // Its agreement has ended: somebody has to accept one anew.
  await house.query(`UPDATE organisations SET agreement_in_force_id = NULL WHERE organisation_id = $1`, [organisation])
  await house.query(`UPDATE agreements SET ended_at = accepted_at WHERE organisation_id = $1`, [organisation])
  house.clock.advance({ seconds: 1 })
  assert.equal(await next(employee.cookie), 'wait_for_agreement')
  assert.equal((await house.accept(employee.cookie)).body['code'], 'not_allowed')
  assert.equal((await house.accept(cookie)).status, 201)
})

test('before the agreement nothing goes but reading, accepting and leaving; refusals say what to do', async () => {
  const { cookie } = await house.signUp('poort@geboorte.example')
  const served = new Set<string>()
  for (const spec of endpoints) {
    if (spec.access === 'public' || spec.access === 'door' || spec.access === 'source') continue
    const params = Object.fromEntries(Object.keys(spec.params?.shape ?? {}).map((name) => [name, crypto.randomUUID()]))
    if (!isServed(spec)) continue
    if (typeof spec.access !== 'object' && spec.agreement === 'not_required') continue
    served.add(spec.id)
    const answer = await house.call(spec, { cookie, params, ...(spec.body === undefined ? {} : { body: {} }) })
    assert.equal(answer.body['code'], 'agreement_not_in_force', spec.id)
    assert.match(String(answer.body['detail']), /organisation manager can read and accept it/)
  }
  assert.ok(
    served.has('acceptPrivacyNotice') && served.has('invitePerson') && served.has('updateMe'),
    [...served].join(' '),
  )
  for (const spec of [getSession, agreement.getAgreement, agreement.getPrivacyNotice]) {
    assert.equal((await house.call(spec, { cookie })).status, 200, spec.id)
  }
  assert.equal((await house.call(agreement.leave, { cookie })).status, 204)
})

test('the database itself lets nobody but the signing manager in before the agreement', async () => {
  const { organisation } = await house.signUp('muur@geboorte.example')
  await assert.rejects(
    house.kernel.inPurpose(
      { organisation: organisation as never, actor: { kind: 'system' }, purpose: 'administration' },
      (tx) =>
        tx.db
          .insertInto('people')
          .values({
            organisation_id: organisation,
            id: crypto.randomUUID(),
            name_sealed: Buffer.of(1),
            email_sealed: Buffer.of(1),
            email_index: Buffer.of(1),
            language: 'nl',
            created_at: tx.now.toString(),
          })
          .execute(),
    ),
    /row-level security/,
  )
})

test('a person who has not opted in can read, accept and leave, and nothing else', async () => {
  const manager = await house.establish('lezen@geboorte.example')
  const { cookie, answer } = await house.join(manager.cookie, 'nieuw@lezen.example')
  assert.equal(answer.body['next'], 'accept_privacy_notice')
  for (const spec of endpoints) {
    if (typeof spec.access !== 'object') continue
    if (!isServed(spec)) continue
    const params = Object.fromEntries(Object.keys(spec.params?.shape ?? {}).map((name) => [name, crypto.randomUUID()]))
    const refused = await house.call(spec, { cookie, params, ...(spec.body === undefined ? {} : { body: {} }) })
    assert.equal(refused.body['code'], 'privacy_notice_not_accepted', spec.id)
  }
  const notice = await house.call(agreement.getPrivacyNotice, { cookie })
  assert.equal(notice.body['acceptedAt'], null)
  const wrong = { version: notice.body['version'], language: 'en', textHash: notice.body['textHash'], accepted: true }
  assert.equal(
    (await house.call(agreement.acceptPrivacyNotice, { cookie, body: wrong })).body['code'],
    'document_changed',
  )
  const opted = await house.optIn(cookie)
  assert.equal(opted.body['acceptedAt'], house.clock.now().toString())
  assert.equal(await next(cookie), null)
  assert.equal((await house.optIn(cookie)).status, 201)
  assert.equal((await house.call(agreement.leave, { cookie })).body['code'], 'already_opted_in')
})

test('the notice promises the periods that the rooms declare', async () => {
  const { cookie } = await house.signUp('termijn@geboorte.example')
  const { text } = await house.call(agreement.getPrivacyNotice, { cookie, query: { language: 'en' } })
  assert.match(text, /14 days after a session has ended/)
  assert.match(text, /90 days with your name/)
})

test('a name that could pass for a part of the agreement is refused where it stands', async () => {
  const body = {
    organisationName: 'Waterschap',
    name: 'Sanne',
    email: 'naam@geboorte.example',
    password: goodPassword,
    language: 'nl',
  }
  for (const [field, value] of [
    ['organisationName', 'Waterschap\u202egnal'],
    ['organisationName', '<b>Waterschap</b>'],
    ['name', 'Sanne {operatorName}'],
  ] as const) {
    const answer = await house.call(signUpOrganisation, { body: { ...body, [field]: value } })
    assert.equal(answer.status, 400)
    assert.equal((answer.body['errors'] as unknown as { pointer: string }[])[0]?.pointer, `/${field}`)
  }
})

test('who joins signs in with their own password and sees nothing of another organisation', async () => {
  const one = await house.establish('een@geboorte.example')
  const other = await house.establish('ander@geboorte.example')
  await house.join(one.cookie, 'gast@geboorte.example')
  const back = await house.call(signIn, { body: { email: 'GAST@geboorte.example', password: goodPassword } })
  assert.equal((back.body['organisation'] as unknown as { id: string }).id, one.organisation)
  const twice = await house.call(
    invitePerson,
    { cookie: one.cookie, body: { name: 'Gast', email: 'gast@geboorte.example' } },
  )
  assert.equal(twice.body['code'], 'email_taken')
  const elsewhere = await house.call(
    invitePerson,
    { cookie: other.cookie, body: { name: 'Gast', email: 'gast@geboorte.example' } },
  )
  assert.equal(elsewhere.status, 201)
})
