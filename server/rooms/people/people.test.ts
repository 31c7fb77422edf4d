import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTeam, deleteTeam, listTeams, renameTeam, updateAccount, updateMe } from '#contract/endpoints/people.ts'
import type { OrganisationId, PersonId, TeamId } from '#contract/ids.ts'
import { openAccountsHouse } from '../../../test/accounts.ts'
import type { AccountsHouse } from '../../../test/accounts.ts'
import { addPeople, personNames, visiblePeople } from './index.ts'
import { maySee } from './visibility.ts'
import type { Subject } from './visibility.ts'

let house: AccountsHouse
before(async () => {
  house = await openAccountsHouse()
})
after(() => house.close())

const looking = (
  organisation: OrganisationId,
  viewer: { person: string; teamId: string | null },
  wanted: { search?: string; teamId?: TeamId } = {},
) =>
  house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'presence' }, (tx) =>
    visiblePeople(tx, house.kernel.keys, viewer, wanted),
  )

test('a person changes language, theme, visibility and name; the rest stays', async () => {
  const { cookie } = await house.establish('zelf@mensen.example')
  const first = await house.call(updateMe, { cookie, body: { visibility: 'team', name: 'Sanne Jansen' } })
  assert.equal(first.status, 200, first.text)
  assert.deepEqual(first.body, { language: 'nl', theme: 'system', visibility: 'team', name: 'Sanne Jansen' })
  const second = await house.call(updateMe, { cookie, body: { language: 'en', theme: 'dark' } })
  assert.deepEqual(second.body, { language: 'en', theme: 'dark', visibility: 'team', name: 'Sanne Jansen' })
  assert.equal((await house.call(updateMe, { cookie, body: {} })).status, 400)
})

test('who watches a floor is told to look again when somebody changes who may see them', async () => {
  const { cookie, organisation } = await house.establish('kijk@mensen.example')
  let looks = 0
  house.kernel.live.subscribe(organisation as OrganisationId, 'people', () => (looks += 1))
  await house.call(updateMe, { cookie, body: { theme: 'dark' } })
  assert.equal(looks, 0)
  await house.call(updateMe, { cookie, body: { visibility: 'nobody' } })
  assert.equal(looks, 1)
})

test('teams are added, renamed and removed by who manages people, and each name is there once', async () => {
  const { cookie, person } = await house.establish('teams@mensen.example')
  const added = await house.call(createTeam, { cookie, body: { name: 'Dijken' } })
  const teamId = String(added.body['id'])
  assert.equal(added.status, 201)
  assert.equal((await house.call(createTeam, { cookie, body: { name: 'Dijken' } })).body['code'], 'name_taken')
  const other = String((await house.call(createTeam, { cookie, body: { name: 'Zuivering' } })).body['id'])
  assert.equal(
    (await house.call(renameTeam, { cookie, params: { teamId: other }, body: { name: 'Dijken' } })).body['code'],
    'name_taken',
  )
  assert.equal(
    (await house.call(renameTeam, { cookie, params: { teamId: other }, body: { name: 'Bedrijf' } })).status,
    200,
  )
  assert.deepEqual(
    ((await house.call(listTeams, { cookie })).body['teams'] as unknown as { name: string }[]).map(({ name }) => name),
    ['Bedrijf', 'Dijken'],
  )
  await house.call(updateAccount, { cookie, params: { personId: person }, body: { teamId } })
  assert.equal((await house.call(deleteTeam, { cookie, params: { teamId } })).body['code'], 'still_in_use')
  assert.equal((await house.call(deleteTeam, { cookie, params: { teamId: other } })).status, 204)
  const stranger = await house.establish('vreemd@mensen.example')
  for (const call of [
    house.call(deleteTeam, { cookie: stranger.cookie, params: { teamId } }),
    house.call(renameTeam, { cookie: stranger.cookie, params: { teamId }, body: { name: 'Weg' } }),
  ]) {
    assert.equal((await call).body['code'], 'not_found')
  }
})

test('who is found is exactly who may be seen, for every viewer and every choice', async () => {
  const organisation = await house.seed.organisation()
  const teams = [await house.seed.team(organisation, 'Dijken'), await house.seed.team(organisation, 'Water'), null]
  const subjects: (Subject & { person: PersonId })[] = []
  for (const visibility of ['nobody', 'team', 'organisation'] as const) {
    for (const teamId of teams) {
      const { person } = await house.seed.person(organisation, { visibility, teamId })
      subjects.push({ person, teamId, visibility })
    }
  }
  await house.seed.person(organisation, { visibility: 'organisation', optedIn: false })
  for (const { person, teamId } of subjects) {
    const viewer = { person, teamId }
    const expected = subjects.filter(
      (subject) => subject.person !== person && maySee(viewer, subject),
    ).map((subject) => subject.person)
    const { people } = await looking(organisation, viewer)
    assert.deepEqual(new Set(people.map(({ id }) => id)), new Set(expected))
  }
})

test('people are found by a part of their name, in their team, by name', async () => {
  const organisation = await house.seed.organisation()
  const dikes = await house.seed.team(organisation, 'Dijken')
  const names = ['Zoë van Dijk', 'Esra Yıldız', 'Ade Dijkstra', 'Bram Vermeulen']
  for (const [at, name] of names.entries()) {
    await house.seed.person(organisation, { name, visibility: 'organisation', teamId: at < 2 ? dikes : null })
  }
  const { person } = await house.seed.person(organisation)
  const found = async (wanted: { search?: string; teamId?: TeamId }) =>
    (await looking(organisation, { person, teamId: null }, wanted)).people.map(({ name }) => name)
  assert.deepEqual(await found({}), ['Ade Dijkstra', 'Bram Vermeulen', 'Esra Yıldız', 'Zoë van Dijk'])
  assert.deepEqual(await found({ search: 'dijk' }), ['Ade Dijkstra', 'Zoë van Dijk'])
  assert.deepEqual(await found({ search: 'yildiz' }), ['Esra Yıldız'])
  assert.deepEqual(await found({ search: 'dijk', teamId: dikes }), ['Zoë van Dijk'])
})

test('how many of my team hide is told from three on, whatever is searched', async () => {
  const organisation = await house.seed.organisation()
  const teamId = await house.seed.team(organisation, 'Dijken')
  const { person } = await house.seed.person(organisation, { teamId })
  const hidden = async () => {
    const found = await looking(organisation, { person, teamId }, { search: 'niemand heet zo' })
    return found.hiddenInMyTeam
  }
  await house.seed.person(organisation, { teamId })
  await house.seed.person(organisation, { teamId })
  await house.seed.person(organisation, { teamId, visibility: 'team' })
  await house.seed.person(organisation, { teamId: null })
  assert.equal(await hidden(), null)
  await house.seed.person(organisation, { teamId })
  assert.equal(await hidden(), 3)
})

test('names come by id, without those of other organisations and of who is erased', async () => {
  const organisation = await house.seed.organisation()
  const one = await house.seed.person(organisation, { name: 'Een' })
  const erased = await house.seed.person(organisation, { name: 'Gewist' })
  const stranger = await house.seed.person(await house.seed.organisation(), { name: 'Vreemd' })
  await house.kernel.keys.erase(organisation, [erased.person])
  const names = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'booking' }, (tx) =>
    personNames(tx, house.kernel.keys, [one.person, erased.person, stranger.person, crypto.randomUUID() as PersonId]),
  )
  assert.deepEqual([...names], [[one.person, 'Een']])
})

test('people are added all or none, and a refused address leaves no key behind that works', async () => {
  const organisation = await house.seed.organisation()
  const add = (emails: readonly string[]) =>
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, (tx) =>
      addPeople(tx, house.kernel.keys, emails.map((email) => ({ name: 'Sanne', email, language: 'nl' as const }))),
    )
  assert.equal((await add(['a@mensen.example', 'b@mensen.example'])).length, 2)
  await assert.rejects(add(['c@mensen.example', 'A@mensen.example']), { code: 'email_taken' })
  await assert.rejects(add(['d@mensen.example', 'D@mensen.example']), { code: 'email_taken' })
  assert.equal((await house.query('SELECT FROM people WHERE organisation_id = $1', [organisation])).length, 2)
})

test('a purpose without a need for names cannot read them: the database refuses the column', async () => {
  const organisation = await house.seed.organisation()
  const read = (purpose: 'telemetry' | 'booking') =>
    house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose }, (tx) =>
      tx.db.selectFrom('people').select('email_sealed').where('organisation_id', '=', organisation).execute(),
    )
  await assert.rejects(read('telemetry'), { code: '42501' })
  await assert.rejects(read('booking'), { code: '42501' })
})
