import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import * as endpoints from '#contract/endpoints/integrations.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { verify } from '../../../test/evidence/scene.ts'
import { openIntegrationsHouse } from '../../../test/integrations-house.ts'
import type { IntegrationsHouse } from '../../../test/integrations-house.ts'
import { requireApproval } from './index.ts'

let house: IntegrationsHouse
let organisation: OrganisationId
let manager: PersonPrincipal
before(async () => {
  house = await openIntegrationsHouse()
})
beforeEach(async () => {
  house.clock.set('2026-11-24T09:10:00Z')
  organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['organisation_manager'], name: 'Sanne de Wit' })
})
after(() => house.close())

const inAdministration = <T>(work: Parameters<typeof house.kernel.inPurpose<T>>[1]) =>
  house.kernel.inPurpose<T>({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, work)
const needs = { purposes: ['presence'], categories: ['occupancy'] } as const
const passes = (approval: string | null, more: object = {}) => inAdministration((tx) => requireApproval(tx, approval, 'api_client', { ...needs, ...more }))

test('an approval says whom, what for, which data, where, until when, and who took the responsibility', async () => {
  const made = await house.approve(manager)
  assert.equal(made.status, 201, made.text)
  const { approvals } = (await house.call(endpoints.listApprovals, { as: manager })).body as unknown as { approvals: Record<string, unknown>[] }
  assert.equal(approvals.length, 1)
  const [one] = approvals
  assert.equal(one?.['state'], 'in_force')
  assert.equal(one?.['acceptedBy'], 'Sanne de Wit')
  assert.deepEqual(one?.['party'], { name: 'Ruimtewijzer BV', contact: 'privacy@ruimtewijzer.example', country: 'NL', transferGround: null })
  assert.deepEqual(one?.['categories'], ['places', 'occupancy', 'devices', 'presence', 'identity'])
})

/** How the offline verifier ends, with the key of this service: 0 proven, 1 disproven. */
const verdictOf = async (note: string): Promise<number | null> => {
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-approval-'))
  try {
    const path = join(folder, 'approval.note')
    writeFileSync(path, note)
    return (await verify('--key', house.kernel.signer.verifierKey, path)).exit
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('it is signed by this service, holds the text that was accepted, and names nobody', async () => {
  const id = await house.approved(manager)
  const { text } = await house.call(endpoints.getApprovalNote, { as: manager, params: { approvalId: id } })
  assert.equal(await verdictOf(text), 0)
  assert.equal(await verdictOf(text.replace('"identity"', '"contact"')), 1)
  const signed = text.slice(0, text.lastIndexOf('\n\n'))
  assert.match(signed, /Onze organisatie laat deze partij zelf toe/)
  assert.ok(!text.includes(manager.person) && !text.includes('Sanne'))
  const { acceptance } = JSON.parse(signed.split('\n')[1] ?? '') as { acceptance: { entry: string } }
  const [entry] = await house.query<{ actor_id: string; action: string }>('SELECT actor_id, action FROM trail_entries WHERE id = $1', [acceptance.entry])
  assert.deepEqual(entry, { actor_id: manager.person, action: 'integrations.approved' })
})

test('without the text that holds now nothing is approved', async () => {
  const answer = await house.approve(manager, { responsibility: { version: '2026-11-1', language: 'nl', textHash: '0'.repeat(64), accepted: true } })
  assert.equal(answer.body['code'], 'document_changed')
})

test('only who may approve does so, and only who lately proved who they are', async () => {
  const officer = await house.seed.person(organisation, { roles: ['privacy_officer'] })
  assert.equal((await house.approve(officer)).body['code'], 'not_allowed')
  const stale = { ...manager, verifiedAt: house.clock.now().subtract({ minutes: 11 }) }
  assert.equal((await house.approve(stale)).body['code'], 'step_up_needed')
})

test('at most a year ahead, and never in the past', async () => {
  for (const endsAt of [house.days(367), house.days(0), house.days(-1)]) {
    assert.equal((await house.approve(manager, { endsAt })).body['code'], 'end_out_of_bounds')
  }
})

test('outside the European Economic Area only with the ground of the transfer; the database holds it too', async () => {
  const party = { name: 'Spaces Inc', contact: 'desk@spaces.example', country: 'US', transferGround: null }
  assert.equal((await house.approve(manager, { party })).body['code'], 'transfer_ground_needed')
  const id = await house.approved(manager, { party: { ...party, transferGround: 'standard_clauses' } } as never)
  await assert.rejects(house.query('UPDATE approvals SET transfer_ground = NULL WHERE id = $1', [id]), /approvals_transfer/)
})

test('what this kind of third party can never have is not approved', async () => {
  assert.equal((await house.approve(manager, { purposes: ['sign_in'] })).status, 400)
  assert.equal((await house.approve(manager, { categories: ['contact'] })).status, 400)
  assert.equal((await house.approve(manager, { addresses: ['10.0.0.0/33'] })).body['code'], 'network_invalid')
})

test('the gate opens only under an approval in force, of that kind, that names all that is needed', async () => {
  const id = await house.approved(manager, { purposes: ['presence'], categories: ['places', 'occupancy'] })
  assert.equal((await passes(id)).id, id)
  const refused = { code: 'approval_needed' }
  await assert.rejects(passes(null), refused)
  await assert.rejects(passes(crypto.randomUUID()), refused)
  await assert.rejects(passes(id, { purposes: ['booking'] }), refused)
  await assert.rejects(passes(id, { categories: ['identity'] }), refused)
  await assert.rejects(inAdministration((tx) => requireApproval(tx, id, 'scim', needs)), refused)
  house.clock.set('2027-09-21T00:00:00Z')
  await assert.rejects(passes(id), refused)
})

test('an approval of one organisation opens nothing in another', async () => {
  const id = await house.approved(manager)
  organisation = await house.seed.organisation()
  await assert.rejects(passes(id), { code: 'approval_needed' })
})

test('revoked is revoked: once, in the trail, and the gate is shut', async () => {
  const id = await house.approved(manager)
  const params = { approvalId: id }
  assert.equal((await house.call(endpoints.revokeApproval, { as: manager, params })).status, 204)
  assert.equal((await house.call(endpoints.revokeApproval, { as: manager, params })).status, 404)
  await assert.rejects(passes(id), { code: 'approval_needed' })
  const trail = await house.query<{ action: string }>(`SELECT action FROM trail_entries WHERE organisation_id = $1 AND action LIKE 'integrations.%' ORDER BY at`, [organisation])
  assert.deepEqual(trail.map(({ action }) => action).toSorted(), ['integrations.approval_revoked', 'integrations.approved'])
})

test('a renewal is a new signature: it takes over programs and what lies within it, and the old one ends', async () => {
  const old = await house.approved(manager)
  const program = await house.program(manager, old)
  const renewed = await house.approve(manager, { renews: old, purposes: ['presence'], endsAt: house.days(365) })
  assert.equal(renewed.status, 201, renewed.text)
  await assert.rejects(passes(old), { code: 'approval_needed' })
  assert.deepEqual((renewed.body['clients'] as unknown as { id: string }[]).map(({ id }) => id), [program.id])
  const issued = await house.token(program)
  assert.equal(issued.body['scope'], 'presence')
})
