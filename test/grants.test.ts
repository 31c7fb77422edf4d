import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { deactivateAccount, listAccounts, setAccessUntil, setTeamOf, updateAccount } from '#contract/endpoints/people.ts'
import { endGuest, listGuests, registerGuest } from '#contract/endpoints/guests.ts'
import { changeGrant, giveGrant, listGrantableRoles, listGrants, takeGrantAway, whoCanDoWhat, whyCan } from '#contract/endpoints/rights.ts'
import { deleteLocation, updateLocation } from '#contract/endpoints/places.ts'
import type { LocationId, OrganisationId } from '#contract/ids.ts'
import { mayGrant, permissionsOf, roles } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import { openAccountsHouse } from './accounts.ts'
import type { AccountsHouse, SignedUp } from './accounts.ts'
import * as places from '../server/rooms/places/index.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse({}, (kernel) => places.routes(kernel))
})
after(() => house.close())

let round = 0
let manager: SignedUp
let here: LocationId
let there: LocationId
beforeEach(async () => {
  round += 1
  manager = await house.establish(`beheer${round}@recht.example`)
  here = await house.seed.location(manager.organisation as OrganisationId, { name: 'Vaartkade' })
  there = await house.seed.location(manager.organisation as OrganisationId, { name: 'Sluishuis' })
})

const join = async (name: string, held: readonly Role[] = ['employee']): Promise<SignedUp> => {
  const joined = await house.join(manager.cookie, `${name}${round}@recht.example`, held)
  await house.optIn(joined.cookie)
  return joined
}
const give = (by: SignedUp, to: SignedUp, role: Role, more: object = {}) =>
  house.call(giveGrant, { cookie: by.cookie, body: { personId: to.person, role, why: 'Werkt aan de balie', ...more } })
const grantsOf = async (by: SignedUp, query: Record<string, string> = {}) =>
  (await house.call(listGrants, { cookie: by.cookie, query })).body['grants'] as unknown as { id: string; role: Role; person: { id: string }; why: string | null; state: string; mine: boolean }[]
const later = (hours: number) => house.clock.now().add({ hours }).toString()

test('nobody hands on a role with a permission that theirs lacks, for any two roles', () => {
  for (const role of roles) {
    for (const given of mayGrant[role]) {
      // What a receptionist or location manager may do, their manager may do too; the auditor's looking is part of the officer's.
      const lacking = [...permissionsOf([given])].filter((permission) => !permissionsOf([role]).has(permission))
      assert.deepEqual(lacking, [], `${role} gives ${given}`)
    }
  }
})

test('a role is given with a reason, an end and a giver, and sealed words come back in clear only to who may see rights', async () => {
  const rik = await join('rik')
  const answer = await give(manager, rik, 'receptionist', { locationId: here, until: later(48) })
  assert.equal(answer.status, 201, answer.text)
  assert.deepEqual(
    { ...answer.body, id: '', person: '', by: '' },
    {
      id: '', person: '', by: '', role: 'receptionist', location: { id: here, name: 'Vaartkade' }, why: 'Werkt aan de balie', givenAt: house.clock.now().toString(),
      from: house.clock.now().toString(), until: later(48), source: 'manual', confirmedAt: null, state: 'in_force', mine: true,
    },
  )
  const [row] = await house.query<{ text: string }>(`SELECT r::text AS text FROM role_grants r WHERE location_id = $1`, [here])
  assert.doesNotMatch(row?.text ?? '', /balie/)
  assert.equal((await house.call(listGrants, { cookie: rik.cookie })).body['code'], 'not_allowed')
})

test('a grant begins and ends by itself: in between it works, before and after it does not', async () => {
  const lot = await join('lot')
  await give(manager, lot, 'location_manager', { locationId: here, from: later(1), until: later(3) })
  const change = () => house.call(updateLocation, { cookie: lot.cookie, params: { locationId: here }, body: { address: 'Kade 2' } })
  assert.equal((await change()).status, 403)
  house.clock.advance({ hours: 2 })
  assert.equal((await change()).status, 200)
  house.clock.advance({ hours: 1 })
  assert.equal((await change()).status, 403)
})

test('a right at one location reaches that location and nothing elsewhere', async () => {
  const lot = await join('lot')
  await give(manager, lot, 'location_manager', { locationId: here })
  const change = (locationId: string) => house.call(updateLocation, { cookie: lot.cookie, params: { locationId }, body: { address: 'Kade 3' } })
  assert.equal((await change(here)).status, 200)
  assert.equal((await change(there)).body['code'], 'not_found')
  assert.equal((await change(crypto.randomUUID())).body['code'], 'not_found')
})

test('the roles held at a location go with it, in the trail and in open sessions', async () => {
  const lot = await join('lot')
  await give(manager, lot, 'location_manager', { locationId: there })
  assert.equal((await grantsOf(lot)).length, 1)
  assert.equal((await house.call(deleteLocation, { cookie: manager.cookie, params: { locationId: there } })).status, 204)
  assert.equal((await house.call(listGrants, { cookie: lot.cookie })).body['code'], 'not_allowed')
  const entries = await house.query(`SELECT FROM trail_entries WHERE organisation_id = $1 AND person_id = $2 AND action = 'access.role_taken_away'`, [manager.organisation, lot.person])
  assert.equal(entries.length, 1)
})

test('a location manager gives roles at their location only, and only those that are theirs to give', async () => {
  const [lot, rik] = [await join('lot'), await join('rik')]
  await give(manager, lot, 'location_manager', { locationId: here })
  assert.equal((await give(lot, rik, 'receptionist', { locationId: here })).status, 201)
  assert.equal((await give(lot, rik, 'receptionist', { locationId: there })).body['code'], 'not_found')
  assert.equal((await give(lot, rik, 'receptionist')).body['code'], 'not_allowed')
  assert.equal((await give(lot, rik, 'organisation_manager')).body['code'], 'not_allowed')
  assert.equal((await give(lot, rik, 'organisation_manager', { locationId: here })).body['code'], 'role_not_local')
  assert.deepEqual((await grantsOf(lot)).map(({ role, mine }) => `${role} ${mine}`).toSorted(), ['location_manager true', 'receptionist true'])
  const { body } = await house.call(listGrantableRoles, { cookie: lot.cookie })
  assert.deepEqual(body['roles'], [
    { role: 'receptionist', whole: false, locations: [{ id: here, name: 'Vaartkade' }] },
    { role: 'location_manager', whole: false, locations: [{ id: here, name: 'Vaartkade' }] },
  ])
  // What the manager of another location was given is as good as not there.
  const [, other] = [await give(manager, rik, 'location_manager', { locationId: there }), await grantsOf(manager, { locationId: there })]
  assert.equal((await house.call(takeGrantAway, { cookie: lot.cookie, params: { grantId: other[0]?.id ?? '' } })).body['code'], 'not_found')
})

test('the first privacy officer is appointed by the manager; from then on only officers give that role', async () => {
  const [fleur, otto] = [await join('fleur'), await join('otto')]
  assert.equal((await give(manager, fleur, 'privacy_officer')).status, 201)
  assert.equal((await give(manager, otto, 'privacy_officer')).body['code'], 'may_not_grant')
  assert.equal((await give(manager, otto, 'auditor')).body['code'], 'may_not_grant')
  assert.equal((await give(fleur, otto, 'auditor')).status, 201)
  assert.equal((await give(fleur, otto, 'organisation_manager')).body['code'], 'may_not_grant')
  const [officer] = await grantsOf(manager, { role: 'privacy_officer' })
  assert.equal((await house.call(takeGrantAway, { cookie: manager.cookie, params: { grantId: officer?.id ?? '' } })).body['code'], 'may_not_grant')
})

test('rights are changed only with a proof of the last ten minutes', async () => {
  const rik = await join('rik')
  house.clock.advance({ minutes: 11 })
  assert.equal((await give(manager, rik, 'receptionist')).body['code'], 'step_up_needed')
  const set = await house.call(updateAccount, { cookie: manager.cookie, params: { personId: rik.person }, body: { roles: ['receptionist'] } })
  assert.equal(set.body['code'], 'step_up_needed')
  assert.equal((await house.call(updateAccount, { cookie: manager.cookie, params: { personId: rik.person }, body: { teamId: null } })).status, 200)
})

test('the last manager cannot vanish: not by taking away, not by an end, not by switching off', async () => {
  const [own] = await grantsOf(manager, { role: 'organisation_manager' })
  const grantId = own?.id ?? ''
  const refused = async (answer: Promise<{ body: Record<string, unknown> }>) => assert.equal((await answer).body['code'], 'last_organisation_manager')
  const every = async () => {
    await refused(house.call(takeGrantAway, { cookie: manager.cookie, params: { grantId } }))
    await refused(house.call(changeGrant, { cookie: manager.cookie, params: { grantId }, body: { until: later(2) } }))
    await refused(house.call(deactivateAccount, { cookie: manager.cookie, params: { personId: manager.person } }))
    await refused(house.call(setAccessUntil, { cookie: manager.cookie, params: { personId: manager.person }, body: { until: later(2) } }))
  }
  await every()
  // A second one whose role, or whose access, has an end does not count.
  const two = await join('twee')
  await give(manager, two, 'organisation_manager', { until: later(500) })
  await every()
  const [grant] = (await grantsOf(manager, { role: 'organisation_manager' })).filter(({ person }) => person.id === two.person)
  await house.call(changeGrant, { cookie: manager.cookie, params: { grantId: grant?.id ?? '' }, body: { until: null } })
  await house.call(setAccessUntil, { cookie: manager.cookie, params: { personId: two.person }, body: { until: later(500) } })
  await every()
  await house.call(setAccessUntil, { cookie: manager.cookie, params: { personId: two.person }, body: { until: null } })
  assert.equal((await house.call(takeGrantAway, { cookie: manager.cookie, params: { grantId } })).status, 204)
})

test('two managers who end each other’s role at once, in any way: one keeps it', async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    manager = await house.establish(`race${round}-${turn}@recht.example`)
    const two = await house.join(manager.cookie, `race${round}-${turn}b@recht.example`, ['organisation_manager'])
    await house.optIn(two.cookie)
    const [mine, theirs] = await Promise.all(
      [manager, two].map(async ({ person }) => (await grantsOf(manager, { role: 'organisation_manager' })).find((grant) => grant.person.id === person)?.id ?? ''),
    )
    await Promise.all([
      house.call(takeGrantAway, { cookie: manager.cookie, params: { grantId: theirs ?? '' } }),
      turn % 2 === 0
        ? house.call(takeGrantAway, { cookie: two.cookie, params: { grantId: mine ?? '' } })
        : house.call(deactivateAccount, { cookie: two.cookie, params: { personId: manager.person } }),
    ])
    const left = await house.query(
      `SELECT FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
       WHERE r.organisation_id = $1 AND role = 'organisation_manager' AND deactivated_at IS NULL`,
      [manager.organisation],
    )
    assert.equal(left.length, 1)
  }
})

test('who can do what here, and why: each permission leads to the grants that give it', async () => {
  const [lot, rik] = [await join('lot'), await join('rik')]
  await give(manager, lot, 'location_manager', { locationId: here, until: later(24) })
  await give(manager, rik, 'location_manager', { locationId: there })
  const holders = async (permission: string, query: Record<string, string> = {}) => {
    const { body } = await house.call(whoCanDoWhat, { cookie: manager.cookie, query })
    const found = (body['permissions'] as unknown as { permission: string; count: number; everyone: boolean; holders: { person: { id: string } }[] }[]).find((each) => each.permission === permission)
    return { ids: found?.holders.map(({ person }) => person.id).toSorted(), count: found?.count, everyone: found?.everyone }
  }
  assert.deepEqual((await holders('manage_places', { locationId: here })).ids, [manager.person, lot.person].toSorted())
  assert.deepEqual((await holders('manage_places')).ids, [manager.person, lot.person, rik.person].toSorted())
  assert.deepEqual(await holders('book'), { ids: [], count: 3, everyone: true })
  const why = (await house.call(whyCan, { cookie: manager.cookie, params: { personId: lot.person } })).body as unknown as {
    permissions: { permission: string; grantIds: string[] }[]
    grants: { id: string; role: Role }[]
  }
  const local = why.grants.find(({ role }) => role === 'location_manager')?.id
  assert.deepEqual(why.permissions.find(({ permission }) => permission === 'manage_places')?.grantIds, [local])
  assert.equal((await house.call(whyCan, { cookie: lot.cookie, params: { personId: rik.person } })).body['code'], 'not_found')
  assert.equal((await house.call(whoCanDoWhat, { cookie: lot.cookie, query: { locationId: there } })).body['code'], 'not_found')
  // The looks of an office are in the trail.
  const looks = await house.query(`SELECT FROM trail_entries WHERE organisation_id = $1 AND action = 'trail.looked_at' AND detail->>'view' = 'rights'`, [manager.organisation])
  assert.equal(looks.length, 4)
  house.clock.advance({ hours: 24 })
  await house.query(`UPDATE sessions SET verified_at = $2, seen_at = $2, idle_until = $2::timestamptz + interval '12 hours' WHERE organisation_id = $1`, [manager.organisation, house.clock.now().toString()])
  assert.deepEqual((await holders('manage_places', { locationId: here })).ids, [manager.person])
})

test('a guest comes in until the moment given, at the desk of their location, and is seen there by nobody else’s', async () => {
  const rik = await join('rik')
  await give(manager, rik, 'receptionist', { locationId: here })
  const register = (locationId: string, until: string) =>
    house.call(registerGuest, { cookie: rik.cookie, body: { name: 'Gijs Gast', email: `gast${round}@buiten.example`, locationId, until } })
  assert.equal((await register(there, later(8))).body['code'], 'not_found')
  assert.equal((await register(here, later(24 * 91))).body['code'], 'guest_period_invalid')
  const { body, status, text } = await register(here, later(8))
  assert.equal(status, 201, text)
  const guest = body['guest'] as unknown as { id: string }
  const expected = async (query = {}) => ((await house.call(listGuests, { cookie: rik.cookie, query })).body['guests'] as unknown as { id: string }[]).map(({ id }) => id)
  assert.deepEqual(await expected(), [guest.id])
  assert.deepEqual(await expected({ date: '2026-11-20' }), [])
  assert.equal((await house.call(setAccessUntil, { cookie: manager.cookie, params: { personId: guest.id }, body: { until: null } })).body['code'], 'guest_needs_end')
  assert.equal((await house.call(endGuest, { cookie: rik.cookie, params: { personId: guest.id } })).status, 204)
  assert.deepEqual(await expected(), [])
  // Once more, with the same address.
  assert.equal((await register(here, later(8))).status, 201)
})

test('accounts come a page at a time, by name, and can be narrowed down, more than a thousand too', async () => {
  const organisation = manager.organisation as OrganisationId
  const team = await house.seed.team(organisation, 'Dijken')
  await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, async (tx) => {
    const { addPeople } = await import('../server/rooms/people/index.ts')
    await addPeople(tx, house.kernel.keys, Array.from({ length: 1400 }, (_, n) => ({
      name: `Persoon ${String(n).padStart(4, '0')}`, email: `p${n}@${round}.example`, language: 'nl' as const, teamId: n % 7 === 0 ? team : null,
    })))
  })
  type Page = { accounts: { id: string; name: string }[]; total: number; next: string | null }
  const list = async (query: Record<string, string> = {}) => (await house.call(listAccounts, { cookie: manager.cookie, query })).body as unknown as Page
  const first = await list({ limit: '500' })
  assert.equal(first.total, 1401)
  const seen = [...first.accounts]
  for (let next = first.next; next !== null; ) {
    const page = await list({ limit: '500', after: next })
    seen.push(...page.accounts)
    next = page.next
  }
  assert.equal(new Set(seen.map(({ id }) => id)).size, 1401)
  assert.deepEqual(seen.map(({ name }) => name), seen.map(({ name }) => name).toSorted(new Intl.Collator('nl').compare))
  assert.equal((await list({ teamId: team })).total, 200)
  assert.equal((await list({ search: 'persoon 0012' })).total, 1)
  assert.equal((await list({ state: 'active' })).total, 1)
  assert.equal((await list({ role: 'organisation_manager' })).total, 1)
  assert.equal((await list({ secondFactor: 'true' })).total, 0)
  const [one, two] = seen
  const moved = await house.call(setTeamOf, { cookie: manager.cookie, body: { personIds: [one?.id, two?.id], teamId: team } })
  assert.equal(moved.status, 200)
  const stranger = await house.establish(`vreemd${round}@recht.example`)
  const foreign = await house.call(setTeamOf, { cookie: manager.cookie, body: { personIds: [one?.id, stranger.person], teamId: null } })
  assert.equal(foreign.body['code'], 'not_found')
})
