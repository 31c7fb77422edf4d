import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { endpoints } from '#contract/api.ts'
import * as desk from '#contract/endpoints/operator.ts'
import * as signIn from '#contract/endpoints/operator-sign-in.ts'
import { believeMakers } from '#kernel/webauthn.ts'
import { createAttestationAuthority } from '../../../test/attestation-authority.ts'
import { openTestHouse } from '../../../test/house.ts'
import type { TestHouse } from '../../../test/house.ts'
import { colleague, declare, firstLead, hardwareKey, signInAgain, useLink } from '../../../test/operator-scene.ts'
import type { StaffHand } from '../../../test/operator-scene.ts'
import * as operator from './index.ts'

let house: TestHouse
let lead: StaffHand
before(async () => {
  house = await openTestHouse({ routes: operator.routes, authenticate: (kernel) => ({ staff: operator.authenticateStaff(kernel) }) })
  lead = await firstLead(house)
})
after(() => house.close())

const minutes = (count: number): void => house.clock.set(house.kernel.clock.now().add({ minutes: count }).toString())
const invited = async (): Promise<string> => {
  await signInAgain(house, lead)
  const body = { name: 'Iemand', email: `${crypto.randomUUID()}@beheer.example`, roles: ['support'] }
  const answer = await lead.call(desk.inviteStaff, { body })
  return (answer.body as unknown as { link: { url: string } }).link.url
}

describe('a hardware key', () => {
  test('signs in, and its session carries name, roles and keys', async () => {
    const answer = await signInAgain(house, lead)
    assert.equal(answer.status, 201, answer.text)
    assert.deepEqual(answer.body['staff'], { id: lead.id, name: 'Ruth Baas', roles: ['lead'], keys: 1 })
    assert.equal((await lead.call(signIn.getStaffSession)).status, 200)
  })

  for (const [what, options] of [
    ['a synchronised passkey', { synced: true }],
    ['a key without attestation', { attestation: undefined as never }],
    ['a key that vouches for itself alone', { attestation: 'self' }],
  ] as const) {
    test(`is not ${what}`, async () => {
      const answer = await useLink(house, await invited(), await hardwareKey(house, options))
      assert.deepEqual([answer.status, answer.body['code']], [422, 'staff_key_not_hardware'])
      await house.query('DELETE FROM attempt_throttle')
    })
  }

  test('is taken at its word, or held to a maker’s root when this instance trusts some', async () => {
    const [trusted, other] = [await createAttestationAuthority('Vertrouwd'), await createAttestationAuthority('Onbekend')]
    const proofOf = async (hand: StaffHand) => ((await hand.call(signIn.listStaffKeys)).body as unknown as { keys: { proof: string }[] }).keys.map(({ proof }) => proof)
    assert.deepEqual(await proofOf(lead), ['none'])
    believeMakers([trusted.root])
    try {
      assert.equal((await useLink(house, await invited(), await hardwareKey(house, { attestation: other }))).body['code'], 'staff_key_refused')
      const answer = await useLink(house, await invited(), await hardwareKey(house, { attestation: trusted }))
      assert.equal(answer.status, 201, answer.text)
      assert.equal((await house.query(`SELECT FROM staff_keys WHERE proven_by_maker`)).length, 1)
    } finally {
      believeMakers([])
    }
  })

  test('does not sign in from another page, without PIN or finger, twice with one answer, or once a copy of it was used', async () => {
    const hand = await colleague(house, lead, ['support'])
    const asked = async () => ((await house.call(signIn.staffSignInOptions)).body as unknown as { options: unknown }).options
    const tried = async (answer: unknown) => {
      const { status, body } = await house.call(signIn.staffSignIn, { body: { answer } })
      await house.query('DELETE FROM attempt_throttle')
      return status === 201 ? 'in' : body['code']
    }
    assert.equal(await tried(await hand.key.get(await asked(), { origin: 'https://vrijplek.evil.example' })), 'staff_key_refused')
    assert.equal(await tried(await hand.key.get(await asked(), { userVerified: false })), 'staff_key_refused')
    const answer = await hand.key.get(await asked())
    assert.equal(await tried(answer), 'in')
    assert.equal(await tried(answer), 'staff_key_refused')
    const copy = hand.key.clone()
    assert.equal(await tried(await hand.key.get(await asked())), 'in')
    assert.equal(await tried(await copy.get(await asked())), 'staff_key_refused')
    assert.equal(await tried(await hand.key.get(await asked())), 'staff_key_refused', 'of two holders nobody knows which is the thief')
    assert.equal((await hand.call(signIn.getStaffSession)).status, 401, 'sessions that began with it are over too')
  })

  test('can be added and removed, and the last one stays', async () => {
    const hand = await colleague(house, lead, ['operations'])
    const second = await hardwareKey(house)
    minutes(1)
    const options = ((await hand.call(signIn.staffKeyOptions)).body as unknown as { options: unknown }).options
    const added = await hand.call(signIn.addStaffKey, { body: { name: 'Reserve', answer: await second.create(options) } })
    assert.equal(added.status, 201, added.text)
    const listed = (await hand.call(signIn.listStaffKeys)).body as unknown as { keys: { id: string; name: string }[] }
    assert.deepEqual(listed.keys.map(({ name }) => name), ['Blauwe sleutel', 'Reserve'])
    assert.equal((await lead.call(signIn.removeStaffKey, { params: { staffKeyId: listed.keys[1]?.id ?? '' } })).status, 404, 'another’s key is none')
    assert.equal((await hand.call(signIn.removeStaffKey, { params: { staffKeyId: listed.keys[1]?.id ?? '' } })).status, 204)
    assert.equal((await hand.call(signIn.removeStaffKey, { params: { staffKeyId: listed.keys[0]?.id ?? '' } })).body['code'], 'last_staff_key')
  })
})

describe('a link', () => {
  test('works once and for an hour', async () => {
    const url = await invited()
    assert.equal((await useLink(house, url, await hardwareKey(house))).status, 201)
    assert.equal((await useLink(house, url, await hardwareKey(house))).body['code'], 'staff_link_invalid')
    const late = await invited()
    minutes(60)
    assert.equal((await useLink(house, late, await hardwareKey(house))).body['code'], 'staff_link_invalid')
  })

  test('for the first lead is given by the machine only while no lead works here', async () => {
    assert.equal(await operator.inviteFirst(house.kernel, { name: 'Nog een baas', email: 'nog@beheer.example' }), null)
  })

  test('of a colleague who lost their keys comes from another lead, and the keys they had stop working', async () => {
    await signInAgain(house, lead)
    const hand = await colleague(house, lead, ['support'])
    assert.equal((await lead.call(desk.renewStaffLink, { params: { staffId: lead.id } })).body['code'], 'not_for_yourself')
    const renewed = await lead.call(desk.renewStaffLink, { params: { staffId: hand.id } })
    assert.equal(renewed.status, 201, renewed.text)
    assert.equal((await hand.call(signIn.getStaffSession)).status, 401)
    assert.equal((await signInAgain(house, hand)).status, 401)
    assert.equal((await useLink(house, (renewed.body as unknown as { url: string }).url, await hardwareKey(house))).status, 201)
  })

  test('is guessed slower and slower from one address, and elsewhere as fast as before', async () => {
    await house.query('DELETE FROM attempt_throttle')
    const guess = async (from: string) => (await house.call(signIn.staffLinkOptions, { body: { token: 'x'.repeat(43) }, from })).status
    const answers = []
    for (let time = 0; time < 60; time += 1) answers.push(await guess('192.0.2.7'))
    assert.equal(answers[0], 404)
    assert.equal(answers.at(-1), 429)
    assert.equal(await guess('198.51.100.7'), 404)
    await house.query('DELETE FROM attempt_throttle')
  })
})

describe('a session', () => {
  test('ends after a quarter of an hour without use, and after eight hours whatever happens', async () => {
    await signInAgain(house, lead)
    minutes(14)
    assert.equal((await lead.call(signIn.getStaffSession)).status, 200)
    minutes(14)
    assert.equal((await lead.call(signIn.getStaffSession)).status, 200)
    minutes(15)
    assert.equal((await lead.call(signIn.getStaffSession)).status, 401)
    await signInAgain(house, lead)
    for (let time = 0; time < 47; time += 1) {
      minutes(10)
      assert.equal((await lead.call(signIn.getStaffSession)).status, 200)
    }
    minutes(10)
    assert.equal((await lead.call(signIn.getStaffSession)).status, 401)
    await signInAgain(house, lead)
  })

  test('asks for the key again before what is dangerous', async () => {
    minutes(11)
    assert.equal((await lead.call(desk.inviteStaff, { body: { name: 'A', email: 'a@beheer.example', roles: ['lead'] } })).body['code'], 'step_up_needed')
    const { options } = (await lead.call(signIn.staffStepUpOptions)).body as unknown as { options: unknown }
    const answer = await lead.key.get(options)
    assert.equal((await lead.call(signIn.staffStepUp, { body: { answer } })).status, 200)
    assert.equal((await lead.call(signIn.staffStepUp, { body: { answer } })).body['code'], 'staff_key_refused', 'an answer counts once')
    assert.equal((await lead.call(desk.inviteStaff, { body: { name: 'A', email: 'a@beheer.example', roles: ['lead'] } })).status, 201)
  })

  test('is gone at once with whoever leaves', async () => {
    const hand = await colleague(house, lead, ['support'])
    assert.equal((await lead.call(desk.releaseStaff, { params: { staffId: hand.id } })).status, 204)
    assert.equal((await hand.call(signIn.getStaffSession)).status, 401)
    assert.equal((await signInAgain(house, hand)).status, 401)
    assert.deepEqual(await house.query('SELECT FROM staff_keys WHERE staff_id = $1', [hand.id]), [])
    assert.equal((await house.query('SELECT FROM staff_declarations WHERE staff_id = $1', [hand.id])).length, 1, 'what they signed stays')
    house.clock.set(house.kernel.clock.now().add({ hours: 24 * 731 }).toString())
    await operator.jobs(house.kernel).find(({ name }) => name === 'operator.forget')?.runOnce()
    assert.deepEqual(await house.query('SELECT FROM staff WHERE id = $1', [hand.id]), [])
    assert.deepEqual(await house.query('SELECT FROM staff_declarations WHERE staff_id = $1', [hand.id]), [])
  })
})

describe('the confidentiality declaration', () => {
  test('opens everything, and nothing but reading and signing it opens before', async () => {
    await signInAgain(house, lead)
    await declare(lead)
    const hand = await colleague(house, lead, ['support', 'operations', 'lead'], { signs: false })
    const closed = endpoints.filter(({ access, beforeDeclaration }) => access === 'staff' && beforeDeclaration !== true)
    assert.ok(closed.length > 20, 'the list was read')
    const id = crypto.randomUUID()
    for (const spec of closed) {
      const answer = await hand.call(spec, { params: { visitId: id, staffId: id, personId: id, staffKeyId: id }, ...(spec.method === 'GET' ? {} : { body: {} }) })
      assert.deepEqual([answer.status, answer.body['code']], [403, 'declaration_needed'], spec.id)
    }
    assert.equal((await declare(hand, 'en')).status, 201)
    assert.equal((await hand.call(desk.getOperatorDesk)).status, 200)
  })

  test('is signed by the key over the text itself, as anybody can check without this service', async () => {
    const hand = await colleague(house, lead, ['support'])
    const evidence = await lead.call(desk.getDeclarationEvidence, { params: { staffId: hand.id } })
    const [signed] = (evidence.body as unknown as { declarations: Record<'text' | 'textHash' | 'clientDataJSON' | 'authenticatorData' | 'signature' | 'publicKey', string>[] }).declarations
    assert.ok(signed)
    const bytes = (text: string) => Buffer.from(text, 'base64url')
    const client = JSON.parse(bytes(signed.clientDataJSON).toString('utf8')) as { type: string; challenge: string }
    const hash = createHash('sha256').update(signed.text, 'utf8').digest()
    assert.equal(hash.toString('hex'), signed.textHash)
    assert.equal(client.type, 'webauthn.get')
    assert.deepEqual(bytes(client.challenge).subarray(0, 32), hash)
    const cose = isoCBOR.decodeFirst<Map<number, Uint8Array>>(new Uint8Array(bytes(signed.publicKey)))
    const jwk = { kty: 'EC', crv: 'P-256', x: Buffer.from(cose.get(-2) ?? []).toString('base64url'), y: Buffer.from(cose.get(-3) ?? []).toString('base64url') }
    const over = Buffer.concat([bytes(signed.authenticatorData), createHash('sha256').update(bytes(signed.clientDataJSON)).digest()])
    assert.ok(verify('sha256', over, createPublicKey({ key: jwk, format: 'jwk' }), bytes(signed.signature)))
  })

  test('is not signed by another text, nor by an answer to another question', async () => {
    const hand = await colleague(house, lead, ['support'], { signs: false })
    const { version, textHash } = (await hand.call(signIn.getDeclaration, { query: { language: 'nl' } })).body as unknown as { version: string; textHash: string }
    const body = { version, language: 'nl', textHash }
    assert.equal((await hand.call(signIn.declarationOptions, { body: { ...body, textHash: '0'.repeat(64) } })).body['code'], 'document_changed')
    const { options } = (await house.call(signIn.staffSignInOptions)).body as unknown as { options: unknown }
    assert.equal((await hand.call(signIn.signDeclaration, { body: { ...body, answer: await hand.key.get(options) } })).body['code'], 'staff_key_refused')
    assert.equal((await hand.call(desk.getOperatorDesk)).body['code'], 'declaration_needed')
  })

  test('is asked again after a year', async () => {
    const hand = await colleague(house, lead, ['support'])
    house.clock.set(house.kernel.clock.now().add({ hours: 24 * 365 }).toString())
    await signInAgain(house, hand)
    assert.equal((await hand.call(desk.getOperatorDesk)).body['code'], 'declaration_needed')
    assert.equal((await declare(hand)).status, 201)
    assert.equal((await hand.call(desk.getOperatorDesk)).status, 200)
    await signInAgain(house, lead)
    await declare(lead)
  })
})

test('what only a lead may do, others may not; and nobody changes their own access', async () => {
  const hand = await colleague(house, lead, ['support'])
  const leads = endpoints.filter(({ staffRoles, access }) => access === 'staff' && staffRoles !== undefined && !staffRoles.includes('support'))
  assert.ok(leads.length >= 6)
  const id = crypto.randomUUID()
  for (const spec of leads) {
    const answer = await hand.call(spec, { params: { staffId: id, visitId: id }, ...(spec.method === 'GET' ? {} : { body: {} }) })
    assert.deepEqual([answer.status, answer.body['code']], [403, 'not_allowed'], spec.id)
  }
  assert.equal((await lead.call(desk.changeStaffRoles, { params: { staffId: lead.id }, body: { roles: ['support'] } })).body['code'], 'not_for_yourself')
  assert.equal((await lead.call(desk.changeStaffRoles, { params: { staffId: hand.id }, body: { roles: ['lead'] } })).status, 200)
  assert.equal((await hand.call(desk.listStaff)).status, 200)
})

test('what they do stands in the operator’s own log, sequenced and signed like a customer’s', async () => {
  await operator.jobs(house.kernel).find(({ name }) => name === 'operator.sequence')?.runOnce()
  const answer = await lead.call(desk.listOperatorLog)
  assert.equal(answer.status, 200, answer.text)
  const { entries, logId } = answer.body as unknown as { entries: { action: string; index: number | null; staff: { name: string } | null }[]; logId: string }
  assert.equal(logId, operator.operatorId)
  assert.ok(entries.every(({ index }) => index !== null))
  assert.ok(entries.some(({ action, staff }) => action === 'operator.staff_invited' && staff?.name === 'Ruth Baas'))
  assert.ok(!answer.text.includes('beheer.example'), 'no address stands in it')
  const [head] = await house.query<{ size: string }>('SELECT size FROM trail_heads WHERE organisation_id = $1', [operator.operatorId])
  assert.ok(Number(head?.size) >= entries.length)
})
