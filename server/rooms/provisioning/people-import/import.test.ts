import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { importPeople, previewPeopleImport } from '#contract/endpoints/provisioning.ts'
import type { ImportLine } from '#contract/endpoints/provisioning.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openTestHouse } from '../../../../test/house.ts'
import type { TestHouse } from '../../../../test/house.ts'
import { routes } from '../index.ts'

let house: TestHouse
let organisation: OrganisationId
let manager: PersonPrincipal

before(async () => {
  house = await openTestHouse({ routes, settings: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'vrijplek@voorbeeld.example', LOG_LEVEL: 'silent' } })
})
after(async () => {
  await house.kernel.mail.stop()
  await house.close()
})
beforeEach(async () => {
  organisation = await house.seed.organisation()
  manager = await house.seed.person(organisation, { roles: ['organisation_manager'] })
})

const look = async (text: string, as = manager) => {
  const { status, body, text: whole } = await house.call(previewPeopleImport, { as, body: { text } })
  assert.equal(status, 200, whole)
  return body as unknown as { hash: string; counts: Record<string, number>; lines: ImportLine[]; errorList: string | null; ignoredColumns: string[]; mail: boolean }
}
const confirm = (text: string, hash: string, as = manager, invite = false) => house.call(importPeople, { as, body: { text, hash, invite } })
const outcomes = (lines: readonly ImportLine[]) => lines.map(({ line, outcome, changes, faults }) => [line, outcome, [...changes, ...faults.map(({ code }) => code)].join(' ')])
const countPeople = async () => (await house.query('SELECT FROM people WHERE organisation_id = $1', [organisation])).length

test('a preview says of each line what would happen and does nothing; confirmed it happens, and a second time there is nothing to do', async () => {
  const teamId = await house.seed.team(organisation, 'Dijken')
  const omar = await house.seed.person(organisation, { email: 'omar@voorbeeld.example', name: 'Omar Haddad', roles: ['employee'] })
  const same = await house.seed.person(organisation, { email: 'bram@voorbeeld.example', name: 'Bram Bos' })
  const text = [
    '\uFEFFNaam;E-mail;Team;Rol;Soort;Tot en met;Personeelsnummer',
    'Sanne de Wit;SANNE@voorbeeld.example;dijken;Medewerker, Receptionist;;;1',
    'Omar H.;omar@voorbeeld.example;Dijken;locatiebeheerder;;;2',
    'Bram Bos;bram@voorbeeld.example;;;;;3',
    'Gast Gerrit;gerrit@elders.example;;;gast;2026-12-31;4',
  ].join('\r\n')
  const seen = await look(text)
  assert.deepEqual(outcomes(seen.lines), [[2, 'added', ''], [3, 'changed', 'name team roles'], [4, 'unchanged', ''], [5, 'added', '']])
  assert.deepEqual([seen.counts, seen.ignoredColumns, seen.errorList, seen.mail], [{ added: 2, changed: 1, unchanged: 1, wrong: 0 }, ['Personeelsnummer'], null, true])
  assert.equal(await countPeople(), 3)

  const done = await confirm(text, seen.hash)
  assert.deepEqual([done.status, done.body], [200, { added: 2, changed: 1, unchanged: 1, wrong: 0, invited: 0 }])
  assert.equal(await countPeople(), 5)
  const roles = await house.query<{ role: string; source: string; granted_by: string }>('SELECT role, source, granted_by FROM role_grants WHERE person_id = $1 ORDER BY role', [omar.person])
  assert.deepEqual(roles.map(({ role, source }) => [role, source]), [['employee', 'manual'], ['location_manager', 'import']])
  assert.equal(roles[1]?.granted_by, manager.person)
  const [guest] = await house.query<{ kind: string; access_until: Temporal.Instant }>(`SELECT kind, access_until::text AS access_until FROM people WHERE organisation_id = $1 AND kind = 'guest'`, [organisation])
  assert.match(String(guest?.access_until), /^2026-12-31 23:00/, 'until the end of that day, in winter time')
  assert.equal((await house.query('SELECT FROM people WHERE organisation_id = $1 AND team_id = $2', [organisation, teamId])).length, 2)
  assert.deepEqual((await look(text)).counts, { added: 0, changed: 0, unchanged: 4, wrong: 0 })
  const trail = await house.query<{ action: string; person_id: string | null }>(`SELECT action, person_id FROM trail_entries WHERE organisation_id = $1 AND action LIKE 'provisioning%'`, [organisation])
  assert.equal(trail.length, 4)
  assert.equal(trail.some(({ person_id }) => person_id === same.person), false, 'nothing is said of whom nothing was done to')
})

test('each wrong line says in words what is wrong, and the others can still be brought in', async () => {
  await house.seed.person(organisation, { email: 'stil@voorbeeld.example' }).then(({ person }) => house.query('UPDATE people SET restricted_at = now() WHERE id = $1', [person]))
  const text = [
    'naam,e-mail,team,rol,soort,tot,taal',
    ',leeg@voorbeeld.example,,,,,', 'Geen adres,,,,,,', 'Fout,geen-adres,,,,,', 'Goed,goed@voorbeeld.example,,,,,', 'Dubbel,GOED@voorbeeld.example,,,,,',
    'Team,t@voorbeeld.example,Bestaat niet,,,,', 'Rol,r@voorbeeld.example,,keizer,,,', 'Auditor,a@voorbeeld.example,,auditor,,,',
    'Gast,g@voorbeeld.example,,,gast,,', 'Datum,d@voorbeeld.example,,,,31-12-2026,', 'Voorbij,v@voorbeeld.example,,,,2026-11-01,',
    'Soort,s@voorbeeld.example,,,robot,,', 'Taal,l@voorbeeld.example,,,,,fr', 'Stil,stil@voorbeeld.example,,,,,', 'Te veel,x@voorbeeld.example,,,,,,,meer',
  ].join('\n')
  const seen = await look(text)
  assert.deepEqual(outcomes(seen.lines).map(([, , why]) => why), [
    'name_missing', 'email_missing', 'email_invalid', '', 'email_twice', 'team_unknown', 'role_unknown', 'role_not_yours', 'until_missing', 'until_invalid', 'until_past',
    'kind_unknown', 'language_unknown', 'frozen', 'too_many_columns',
  ].map((why, at) => (at === 13 ? `name ${why}` : why)))
  assert.equal(seen.lines[4]?.faults[0]?.reason, 'This e-mail address also stands in line 5.')
  assert.deepEqual((await confirm(text, seen.hash)).body, { added: 1, changed: 0, unchanged: 0, wrong: 14, invited: 0 })
})

test('what changed since the preview is seen: nothing is done, and the list is looked at again', async () => {
  const text = 'naam,e-mail\nSanne,sanne@voorbeeld.example'
  const { hash } = await look(text)
  assert.equal((await confirm(`${text}\nOmar,omar@voorbeeld.example`, hash)).body['code'], 'import_changed', 'another list')
  await house.seed.person(organisation, { email: 'sanne@voorbeeld.example', name: 'Sanne' })
  assert.equal((await confirm(text, hash)).body['code'], 'import_changed', 'she is here by now')
  assert.equal(await countPeople(), 2)
})

test('of the same list confirmed twice at once one is brought in', async () => {
  const text = 'naam,e-mail\nSanne,sanne@voorbeeld.example'
  const { hash } = await look(text)
  const answers = await Promise.all([confirm(text, hash), confirm(text, hash)])
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['200', '409'])
  assert.equal(await countPeople(), 2)
})

test('nobody brings in roles that they could not give, and the confirmation asks who one is', async () => {
  const text = 'naam,e-mail,rol\nSanne,sanne@voorbeeld.example,privacy_officer'
  assert.deepEqual(outcomes((await look(text)).lines), [[2, 'wrong', 'role_not_yours']])
  const both = await house.seed.person(organisation, { roles: ['organisation_manager', 'privacy_officer'] })
  const seen = await look(text, both)
  assert.deepEqual(outcomes(seen.lines), [[2, 'added', '']])
  assert.equal((await confirm(text, seen.hash)).body['code'], 'import_changed', 'whoever may less judges it otherwise')
  const stale = { ...both, verifiedAt: house.clock.now().subtract({ minutes: 11 }) }
  assert.equal((await confirm(text, seen.hash, stale)).body['code'], 'step_up_needed')
  const employee = await house.seed.person(organisation)
  assert.equal((await house.call(previewPeopleImport, { as: employee, body: { text } })).status, 403)
})

test('the last organisation manager gets no end by a list', async () => {
  await house.query(`INSERT INTO credentials VALUES ($1, $2, 'x', $3)`, [organisation, manager.person, house.clock.now().toString()])
  await house.query('UPDATE people SET email_index = $2 WHERE id = $1', [manager.person, await house.kernel.keys.blindIndex(organisation, 'email', 'baas@voorbeeld.example')])
  const text = 'naam,e-mail,tot\nSanne de Wit,baas@voorbeeld.example,2026-12-31'
  assert.equal((await confirm(text, (await look(text)).hash)).body['code'], 'last_organisation_manager')
})

test('the list of errors holds nothing that a spreadsheet would run', async () => {
  const { errorList } = await look('naam,e-mail\n"=HYPERLINK(""http://x"";""klik"")",geen\n@SUM(1),+49\n-2+3,\ttab')
  const cells = (errorList ?? '').split('\r\n').slice(1).flatMap((line) => line.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [])
  assert.ok(cells.length > 6)
  assert.deepEqual(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell)), [])
})

test('a list without a heading, or too long, is refused with what to do', async () => {
  const refusal = async (text: string) => (await house.call(previewPeopleImport, { as: manager, body: { text } })).body['code']
  assert.equal(await refusal('Sanne,sanne@voorbeeld.example'), 'import_unreadable')
  assert.equal(await refusal('naam,naam,e-mail\nx,y,z'), 'import_unreadable')
  assert.equal(await refusal('naam,e-mail\n"Sanne,x'), 'import_unreadable')
  assert.equal(await refusal(`naam,e-mail\n${'a,a@b.nl\n'.repeat(2001)}`), 'import_too_long')
})

test('four hundred lines take as many statements as four, and each new person an invitation by mail', async () => {
  const list = (count: number, from: string) => ['naam,e-mail', ...Array.from({ length: count }, (_, at) => `Persoon ${at},${from}${at}@voorbeeld.example`)].join('\n')
  const statements = async (text: string) => {
    const { hash } = await look(text)
    let asked = 0
    const pool = house.kernel.pools.pool('administration')
    const count = (client: { query: (...args: never[]) => unknown }) => {
      const { query } = client
      client.query = (...args) => {
        asked += 1
        return query.apply(client, args)
      }
    }
    pool.on('acquire', count)
    const { status, body } = await confirm(text, hash, manager, true)
    pool.off('acquire', count as never)
    assert.equal(status, 200)
    return { asked, invited: body['invited'] as unknown }
  }
  const few = await statements(list(4, 'a'))
  const many = await statements(list(400, 'b'))
  assert.deepEqual([few.invited, many.invited], [4, 400])
  assert.ok(few.asked > 5 && many.asked <= few.asked * 2 + 2, `${few.asked} statements for four lines, ${many.asked} for four hundred`)
  assert.equal((await house.query('SELECT FROM mails WHERE organisation_id = $1', [organisation])).length, 404)
})
