import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, beforeEach, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { apiPrefix } from '#contract/api.ts'
import { createBooking } from '#contract/endpoints/bookings.ts'
import * as mine from '#contract/endpoints/my-data.ts'
import { listNotices } from '#contract/endpoints/notices.ts'
import * as desk from '#contract/endpoints/privacy-desk.ts'
import type { FileId, OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { readArchive, readCsv, readSignedNote } from '../../../test/archive.ts'
import { openRightsHouse } from '../../../test/rights-house.ts'
import type { RightsHouse } from '../../../test/rights-house.ts'
import { inventory } from '../../inventory.ts'
import { ExportedData } from './export-shape.ts'
import { jobs } from './index.ts'
import { tablesAboutPeople } from './kept.ts'

const now = '2026-11-24T07:00:00Z'
let house: RightsHouse
let organisation: OrganisationId
let officer: PersonPrincipal
let sanne: PersonPrincipal
let cookie: string

before(async () => {
  house = await openRightsHouse({ now })
  organisation = await house.seed.organisation()
  officer = await house.seed.person(organisation, { name: 'Pia Prins', roles: ['employee', 'privacy_officer'] })
})
after(() => house.close())
beforeEach(async () => {
  house.clock.set(now)
  sanne = await house.seed.person(organisation, { name: '=HYPERLINK("http://kwaad.example")' })
  cookie = await house.signIn(organisation, sanne)
})

type Request = { id: string; state: string; progressPct: number; file: { size: number; expiresAt: string } | null }
const ask = async (as = sanne): Promise<Request> => {
  const answer = await house.call(mine.askMyExport, { as })
  assert.equal(answer.status, 202, answer.text)
  return answer.body as unknown as Request
}
const requestOf = async (id: string, as = sanne): Promise<Request> => {
  const { requests } = (await house.call(mine.listMyRequests, { as })).body as unknown as { requests: Request[] }
  const found = requests.find((each) => each.id === id)
  assert.ok(found)
  return found
}
/** The bytes as they come over HTTP. */
const fetchFile = async (id: string, withCookie = cookie) =>
  house.http.inject({ method: 'GET', url: `${apiPrefix}/my-data/exports/${id}/file`, headers: { cookie: withCookie } })
const exported = async (): Promise<Map<string, Buffer>> => {
  const { id } = await ask()
  await house.exporter.settled()
  const answer = await fetchFile(id)
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 500))
  return readArchive(answer.rawPayload)
}
const textOf = (files: ReadonlyMap<string, Buffer>, path: string): string => {
  const bytes = files.get(path)
  assert.ok(bytes, `${path} is in the archive`)
  return bytes.toString('utf8')
}
const dataIn = (files: ReadonlyMap<string, Buffer>) => ExportedData.parse(JSON.parse(textOf(files, 'data.json')))

test('an export has every table about people of the inventory, as JSON that its own schema describes', async () => {
  const files = await exported()
  const validate = addFormats.default(new Ajv2020({ strict: false })).compile(JSON.parse(textOf(files, 'data.schema.json')) as object)
  const json: unknown = JSON.parse(textOf(files, 'data.json'))
  assert.ok(validate(json), JSON.stringify(validate.errors))
  assert.ok(!validate({ ...(json as object), tables: [{ room: 1 }] }), 'the schema refuses what is not so')
  const data = dataIn(files)
  assert.deepEqual(data.tables.map(({ table }) => table), tablesAboutPeople(inventory).map(({ table }) => table))
  assert.equal(data.person?.name, '=HYPERLINK("http://kwaad.example")')
  assert.equal(data.tables.find(({ table }) => table === 'people')?.rows[0]?.values['name'], '=HYPERLINK("http://kwaad.example")')
})

test('the CSV files say what the JSON says, and no spreadsheet takes a value for a formula', async () => {
  const files = await exported()
  let compared = 0
  for (const { table, rows } of dataIn(files).tables) {
    const [header = [], ...lines] = readCsv(textOf(files, `csv/${table}.csv`))
    assert.equal(lines.length, rows.length, table)
    for (const [at, line] of lines.entries()) {
      for (const [column, name] of header.entries()) {
        const value = name === 'until' ? rows[at]?.until : rows[at]?.values[name]
        const expected = value === null || value === undefined ? '' : String(value)
        assert.equal(line[column], /^[=+\-@]/.test(expected) && typeof value === 'string' ? `'${expected}` : expected, `${table}.${name}`)
        compared += 1
      }
    }
  }
  assert.ok(compared > 30)
  assert.match(textOf(files, 'csv/people.csv'), /'=HYPERLINK/)
})

test('the manifest lists every other file with its hash, and is signed with the key of this instance', async () => {
  const files = await exported()
  const text = readSignedNote(textOf(files, 'manifest.json.note'), house.kernel.signer.verifierKey)
  assert.ok(text !== null, 'the signature holds')
  assert.equal(readSignedNote(textOf(files, 'manifest.json.note').replace('data.json', 'data.jsox'), house.kernel.signer.verifierKey), null)
  const [first, json = '', ...rest] = text.split('\n')
  assert.equal(first, 'vrijplek export-manifest 1')
  assert.deepEqual(rest, [''])
  const manifest = JSON.parse(json) as { person: string; files: { path: string; size: number; sha256: string }[] }
  assert.equal(manifest.person, sanne.person)
  assert.deepEqual(manifest.files.map(({ path }) => path).toSorted(), [...files.keys()].filter((path) => path !== 'manifest.json.note').toSorted())
  for (const { path, size, sha256 } of manifest.files) {
    assert.equal(createHash('sha256').update(files.get(path) ?? '').digest('hex'), sha256, path)
    assert.equal(files.get(path)?.length, size)
  }
})

test('the page reads in the person’s language, without a request to anywhere and without their text as markup', async () => {
  const location = await house.seed.location(organisation)
  const [workspaceId] = (await house.seed.floor(organisation, location, { desks: 1 })).desks
  const booked = await house.call(createBooking, {
    as: sanne,
    body: { workspaceId, from: '2026-11-24T09:00:00+01:00', to: '2026-11-24T12:00:00+01:00' },
  })
  assert.equal(booked.status, 201, booked.text)
  await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) =>
    house.kernel.keys.load(organisation, [sanne.person]).then((keys) =>
      tx.db.updateTable('people').set({ name_sealed: keys.seal(sanne.person, 'name', '<script>alert(1)</script>') }).where('organisation_id', '=', organisation).where('id', '=', sanne.person).execute(),
    ),
  )
  const page = textOf(await exported(), 'index.html')
  assert.match(page, /<html lang="nl">/)
  assert.match(page, /Alles wat Vrijplek over &lt;script&gt;alert\(1\)&lt;\/script&gt; bewaart/)
  assert.match(page, /<td>2\.01<\/td>/)
  assert.doesNotMatch(page, /<script|<img|<link|src=|https?:/)
  assert.match(page, /default-src 'none'/)
})

test('the person’s files are in it, other exports are not', async () => {
  await exported()
  const id = crypto.randomUUID() as FileId
  await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) =>
    house.kernel.files.write(
      tx,
      {
        id,
        person: sanne.person,
        room: 'people',
        kind: 'photo',
        name: '../foto van mij.png',
        mediaType: 'image/png',
        expiresAt: house.clock.now().add({ hours: 48 }),
      },
      Readable.from([Buffer.from('pixels')]),
    ),
  )
  const files = await exported()
  const [listed, ...others] = dataIn(files).files
  assert.deepEqual(others, [])
  assert.equal(listed?.name, '../foto van mij.png')
  assert.equal(listed?.path, `files/${id}-__foto_van_mij.png`)
  assert.equal(textOf(files, listed.path), 'pixels')
})

test('it is made in the background; the person is told when it is there, and a second one is refused while one is open', async () => {
  await house.query(
    `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_at, due_at, state) VALUES ($1, gen_random_uuid(), 'export', $2, 'person', $3, $3, 'working')`,
    [organisation, sanne.person, now],
  )
  assert.equal((await house.call(mine.askMyExport, { as: sanne })).body['code'], 'request_already_open')
  await house.query('DELETE FROM requests WHERE person_id = $1', [sanne.person])
  const { id, state } = await ask()
  assert.equal(state, 'waiting')
  await house.exporter.settled()
  const done = await requestOf(id)
  assert.equal(done.state, 'done')
  assert.equal(done.progressPct, 100)
  assert.equal(done.file?.expiresAt, '2026-12-01T07:00:00Z')
  const told = (await house.call(listNotices, { as: sanne })).body as unknown as { notices: { kind: string; requestId: string }[] }
  assert.deepEqual(told.notices.map(({ kind, requestId }) => [kind, requestId]), [['export_ready', id]])
})

test('nobody else fetches it; when the privacy officer does, the person is told', async () => {
  const { id } = await ask()
  await house.exporter.settled()
  const other = await house.seed.person(organisation, { name: 'Omar' })
  assert.equal((await fetchFile(id, await house.signIn(organisation, other))).statusCode, 404)
  const elsewhere = await house.seed.organisation({ name: 'Gemeente' })
  const stranger = await house.seed.person(elsewhere, { roles: ['employee', 'privacy_officer'] })
  const params = { personId: sanne.person, requestId: id }
  assert.equal((await house.call(desk.getExportFileOf, { as: stranger, params })).status, 404)
  assert.equal((await house.call(desk.getExportFileOf, { as: officer, params: { ...params, personId: other.person } })).status, 404)
  assert.equal((await house.call(desk.getExportFileOf, { as: officer, params })).status, 200)
  const told = (await house.call(listNotices, { as: sanne })).body as unknown as { notices: { kind: string }[] }
  assert.deepEqual(told.notices.map(({ kind }) => kind).toSorted(), ['data_exported', 'export_ready'])
  const taken = await house.query<{ actor_id: string }>(`SELECT actor_id FROM trail_entries WHERE action = 'requests.export_taken' AND subject_id = $1`, [id])
  assert.deepEqual(taken.map(({ actor_id }) => actor_id), [officer.person])
})

test('after a week it is closed, and then its bytes are gone', async () => {
  const { id } = await ask()
  await house.exporter.settled()
  const folder = join(house.kernel.config.DATA_DIR, 'files', organisation)
  const [row] = await house.query<{ file_id: string }>('SELECT file_id FROM requests WHERE id = $1', [id])
  assert.ok(row !== undefined && existsSync(join(folder, row.file_id)))
  house.clock.set('2026-12-01T06:59:59Z')
  const fresh = await house.signIn(organisation, sanne)
  assert.equal((await fetchFile(id, fresh)).statusCode, 200)
  house.clock.set('2026-12-01T07:00:00Z')
  assert.equal((await fetchFile(id, fresh)).statusCode, 404)
  assert.equal((await requestOf(id)).file, null)
  await jobs(house.kernel, house.exporter).find(({ name }) => name === 'requests.expire')?.run(organisation)
  assert.ok(!readdirSync(folder).includes(row.file_id))
  assert.equal((await requestOf(id)).state, 'done')
})
