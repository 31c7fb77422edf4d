import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import type { OrganisationId, PersonId, StaffId, WorkspaceId } from '#contract/ids.ts'
import { openTestHouse } from '../../test/house.ts'
import type { TestHouse } from '../../test/house.ts'
import { createCuts, matcherOf } from './cuts.ts'
import type { Cuts, Matches } from './cuts.ts'
import { loginRole } from './database/index.ts'
import type { DoorPrincipal, PersonPrincipal, StaffPrincipal } from './http/index.ts'

let house: TestHouse
let organisation: OrganisationId
let person: PersonPrincipal

before(async () => {
  house = await openTestHouse({ routes: () => [] })
  organisation = await house.seed.organisation()
  person = await house.seed.person(organisation)
})
after(() => house.close())

/** As another process of the same house would hear them. */
const otherProcess = async (): Promise<{ cuts: Cuts; next: () => Promise<Matches> }> => {
  const { database } = house
  const cuts = createCuts(() => ({ ...database.server, user: loginRole('jobs'), password: database.password() }), house.kernel.log)
  const heard = new EventTarget()
  cuts.on((matches) => heard.dispatchEvent(Object.assign(new Event('cut'), { matches })))
  await cuts.listen()
  return { cuts, next: async () => ((await once(heard, 'cut')) as [{ matches: Matches }])[0].matches }
}

const cutPerson = (fail = false) =>
  house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    house.kernel.cuts.afterCommit(tx, { organisation, person: person.person })
    if (fail) throw new Error('changed our mind')
  })

describe('whom a cut concerns', () => {
  const door: DoorPrincipal = { kind: 'door', organisation: 'o' as OrganisationId, door: 'd', workspace: 'w' as WorkspaceId, agreementInForce: true }

  it('is who fits everything that it names, and nobody of another organisation', () => {
    const other = crypto.randomUUID() as OrganisationId
    const all = [person, { ...person, organisation: other }]
    const hit = (cut: Parameters<typeof matcherOf>[0]) => all.filter(matcherOf(cut)).length
    assert.equal(hit({ organisation }), 1)
    assert.equal(hit({ organisation, person: person.person, sessionKey: person.sessionKey }), 1)
    assert.equal(hit({ organisation, person: crypto.randomUUID() as PersonId }), 0)
    assert.equal(hit({ organisation, sessionKey: 'another' }), 0)
    assert.equal(hit({ organisation, token: 'any' }), 0, 'a session is no token')
    assert.equal(hit({ organisation, kind: 'door' }), 0)
  })

  it('is a door by its room, and staff only by its own id', () => {
    const o = door.organisation
    assert.equal(matcherOf({ organisation: o, workspace: 'w' })(door), true)
    assert.equal(matcherOf({ organisation: o, workspace: 'x' })(door), false)
    const staff = { kind: 'staff', staff: 's' as StaffId, sessionKey: 'k' } as StaffPrincipal
    assert.equal(matcherOf({ organisation: o })(staff), false)
    assert.equal(matcherOf({ staff: 's' as StaffId })(staff), true)
    assert.equal(matcherOf({ staff: 's' as StaffId, sessionKey: 'other' })(staff), false)
  })
})

describe('another process', () => {
  it('hears of a cut with the commit, and never of one that was rolled back', async () => {
    const { cuts, next } = await otherProcess()
    const first = next()
    await assert.rejects(cutPerson(true))
    await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) =>
      house.kernel.cuts.afterCommit(tx, { organisation, person: person.person, sessionKey: person.sessionKey }),
    )
    const matches = await first
    assert.equal(matches(person), true)
    assert.equal(matches({ ...person, sessionKey: 'other' }), false, 'the first word that came is that of the commit')
    await cuts.stop()
  })

  it('that lost its connection forgets everybody once it hears again, since it cannot know what was said meanwhile', async () => {
    const { cuts, next } = await otherProcess()
    const again = next()
    await house.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vrijplek cuts' AND datname = current_database()`)
    const matches = await again
    assert.equal(matches({ ...person, organisation: crypto.randomUUID() as OrganisationId }), true)
    const next2 = next()
    await cutPerson()
    assert.equal((await next2)(person), true)
    await cuts.stop()
  })
})
