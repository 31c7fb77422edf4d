import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'
import { apiPrefix } from '#contract/api.ts'
import * as keeping from '#contract/endpoints/keeping.ts'
import * as mine from '#contract/endpoints/my-data.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { loginRole } from '#kernel/database/logins.ts'
import { readArchive, readCsv } from '../../../test/archive.ts'
import { furnish } from '../../../test/furnish.ts'
import { openRightsHouse } from '../../../test/rights-house.ts'
import type { RightsHouse } from '../../../test/rights-house.ts'
import { inventory } from '../../inventory.ts'
import { ExportedData } from './export-shape.ts'
import { jobs } from './index.ts'
import { tablesOfOrganisation } from './kept.ts'

let house: RightsHouse
let organisation: OrganisationId
let manager: PersonPrincipal
let sanne: PersonPrincipal

before(async () => {
  house = await openRightsHouse()
  const furnished = await furnish(house, 'Waterschap')
  organisation = furnished.organisationId
  manager = furnished.person
  sanne = await house.seed.person(organisation, { name: 'Sanne de Wit' })
})
after(() => house.close())

const held = new Set<() => Promise<void>>()
afterEach(async () => {
  for (const release of held) await release()
})

type Request = { id: string; state: string; progressPct: number; file: { size: number } | null }
const stateOf = async (id: string) =>
  (await house.query<{ state: string; file_id: string | null; progress_pct: number }>('SELECT state, file_id, progress_pct FROM requests WHERE id = $1', [id]))[0]
const filesNow = () => house.query<{ id: string }>('SELECT id FROM files WHERE organisation_id = $1', [organisation])

/** Nobody reads bookings until it is released: an export that is under way stops there. */
const holdBookings = async (): Promise<{ readonly waiting: () => Promise<number>; readonly release: () => Promise<void> }> => {
  const client = new pg.Client(house.database.superuser)
  await client.connect()
  await client.query('BEGIN')
  await client.query('LOCK TABLE bookings IN ACCESS EXCLUSIVE MODE')
  const release = async () => {
    if (!held.delete(release)) return
    await client.query('ROLLBACK')
    await client.end()
  }
  held.add(release)
  return {
    /** The process in PostgreSQL that waits there, as soon as one does. */
    waiting: async () => {
      for (;;) {
        const [row] = await house.query<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = $1 AND wait_event_type = 'Lock'`,
          [loginRole('rights')],
        )
        if (row !== undefined) return row.pid
      }
    },
    release,
  }
}

test('an export that was cut off midway is made anew by whoever starts next, and leaves no half file', async () => {
  const bookings = await holdBookings()
  const asked = await house.call(mine.askMyExport, { as: sanne })
  assert.equal(asked.status, 202, asked.text)
  const { id } = asked.body as unknown as Request
  const pid = await bookings.waiting()
  assert.equal((await stateOf(id))?.state, 'working')
  assert.ok(((await stateOf(id))?.progress_pct ?? 0) > 0, 'its progress shows while it is made')
  await house.query('SELECT pg_terminate_backend($1)', [pid])
  await house.exporter.settled()
  await bookings.release()
  const cut = await stateOf(id)
  assert.equal(cut?.state, 'working')
  assert.deepEqual(await filesNow(), [])
  const next = house.anotherExporter()
  await jobs(house.kernel, next).find(({ name }) => name === 'requests.exports')?.run(organisation)
  await next.settled()
  assert.equal((await stateOf(id))?.state, 'done')
  assert.equal((await filesNow()).length, 1)
})

test('two programs on one database make an export once', async () => {
  const bookings = await holdBookings()
  const { id } = (await house.call(mine.askMyExport, { as: sanne })).body as unknown as Request
  await bookings.waiting()
  const file = (await stateOf(id))?.file_id
  const other = house.anotherExporter()
  other.takeUp(organisation)
  await other.settled()
  assert.deepEqual([(await stateOf(id))?.state, (await stateOf(id))?.file_id], ['working', file])
  await bookings.release()
  await house.exporter.settled()
  assert.deepEqual([(await stateOf(id))?.state, (await stateOf(id))?.file_id], ['done', file])
})

test('stopping leaves an export for the next start', async () => {
  const bookings = await holdBookings()
  const going = house.anotherExporter()
  const { id } = (await house.call(mine.askMyExport, { as: manager })).body as unknown as Request
  await bookings.waiting()
  going.takeUp(organisation)
  await going.stop()
  await bookings.release()
  await house.exporter.settled()
  assert.equal((await stateOf(id))?.state, 'done')
  going.takeUp(organisation)
  await going.settled()
})

const organisationExport = async (as: PersonPrincipal): Promise<{ readonly id: string; readonly bytes: Buffer }> => {
  const asked = await house.call(keeping.askOrganisationExport, { as })
  assert.equal(asked.status, 202, asked.text)
  const { id } = asked.body as unknown as Request
  await house.exporter.settled()
  const cookie = await house.signIn(as.organisation, as)
  const answer = await house.http.inject({ method: 'GET', url: `${apiPrefix}/organisation/exports/${id}/file`, headers: { cookie } })
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 500))
  return { id, bytes: answer.rawPayload }
}

test('the organisation takes everything along: every table of the inventory, each row, names opened, secrets left out', async () => {
  const files = await readArchive((await organisationExport(manager)).bytes)
  const data = ExportedData.parse(JSON.parse(files.get('data.json')?.toString('utf8') ?? ''))
  assert.deepEqual(data.tables.map(({ table }) => table), tablesOfOrganisation(inventory).map(({ table }) => table))
  assert.equal(data.person, null)
  for (const table of ['workspaces', 'devices', 'device_links', 'bookings', 'trail_entries', 'people']) {
    const rows = data.tables.find((each) => each.table === table)?.rows ?? []
    const [kept] = await house.query<{ count: string }>(`SELECT count(*) FROM ${table} WHERE organisation_id = $1`, [organisation])
    assert.ok(rows.length > 0, table)
    // What the export itself and its fetching wrote to the trail came later.
    if (table !== 'trail_entries') assert.equal(rows.length, Number(kept?.count), table)
    const [, ...lines] = readCsv(files.get(`csv/${table}.csv`)?.toString('utf8') ?? '')
    assert.equal(lines.length, rows.length, table)
  }
  const names = data.tables.find(({ table }) => table === 'people')?.rows.map(({ values }) => values['name'])
  assert.deepEqual(names?.toSorted(), ['Iemand van Waterschap', 'Sanne de Wit'])
  assert.equal(data.tables.find(({ table }) => table === 'sources')?.rows[0]?.values['secret_hash'], 'bewaard als hash')
  assert.match(files.get('index.html')?.toString('utf8') ?? '', /Alles wat Vrijplek voor Waterschap bewaart/)
})

test('whoever is in the organisation’s export sees that it was taken', async () => {
  const { looks } = (await house.call(mine.getMyLooks, { as: sanne })).body as unknown as { looks: { view: string; role: string }[] }
  assert.ok(looks.some(({ view, role }) => view === 'organisation_export' && role === 'organisation_manager'))
})

test('only the organisation manager asks for it, and nobody of another organisation gets it', async () => {
  const officer = await house.seed.person(organisation, { roles: ['employee', 'privacy_officer'] })
  assert.equal((await house.call(keeping.askOrganisationExport, { as: officer })).body['code'], 'not_allowed')
  const { id } = await organisationExport(manager)
  const elsewhere = await house.seed.person(await house.seed.organisation({ name: 'Gemeente' }), { roles: ['organisation_manager'] })
  assert.equal((await house.call(keeping.getOrganisationExportFile, { as: elsewhere, params: { requestId: id } })).status, 404)
  const personal = (await house.query<{ id: string }>(`SELECT id FROM requests WHERE kind = 'export' AND organisation_id = $1`, [organisation]))[0]
  assert.ok(personal)
  assert.equal((await house.call(keeping.getOrganisationExportFile, { as: manager, params: { requestId: personal.id } })).status, 404)
})

test('when somebody is erased, exports of the organisation that they stand in are gone, and one under way is made anew without them', async () => {
  const leaving = await house.seed.person(organisation, { name: 'Gaat Weg' })
  const { id: old } = await organisationExport(manager)
  // What an erasure goes by is read at its first use, and then from every table that is held below.
  assert.equal((await house.call(mine.previewMyErasure, { as: leaving })).status, 200)
  const bookings = await holdBookings()
  const asked = (await house.call(keeping.askOrganisationExport, { as: manager })).body as unknown as Request
  await bookings.waiting()
  const erased = await house.call(mine.eraseMe, { as: leaving, body: { erase: true } })
  assert.equal(erased.status, 202, erased.text)
  assert.equal((await house.call(keeping.getOrganisationExportFile, { as: manager, params: { requestId: old } })).status, 404)
  await bookings.release()
  await Promise.all([house.exporter.settled(), house.retention.erasures.settled()])
  assert.equal((await stateOf(asked.id))?.state, 'working')
  house.exporter.takeUp(organisation)
  await house.exporter.settled()
  assert.equal((await stateOf(asked.id))?.state, 'done')
  const cookie = await house.signIn(organisation, manager)
  const answer = await house.http.inject({ method: 'GET', url: `${apiPrefix}/organisation/exports/${asked.id}/file`, headers: { cookie } })
  const text = (await readArchive(answer.rawPayload)).get('data.json')?.toString('utf8') ?? ''
  assert.match(text, /Sanne de Wit/)
  assert.doesNotMatch(text, new RegExp(leaving.person))
})

test('an export of very much takes no more memory than one of little', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const big = await house.seed.organisation({ name: 'Rijk' })
  const boss = await house.seed.person(big, { roles: ['employee', 'organisation_manager'] })
  await house.query(
    `INSERT INTO trail_entries (organisation_id, id, at, actor_kind, purpose, action, detail)
     SELECT $1, gen_random_uuid(), timestamptz '2026-01-01Z' + n * interval '1 second', 'system', 'telemetry', 'occupancy.word',
       jsonb_build_object('text', repeat(md5(n::text), 32)) FROM generate_series(1, 40000) n`,
    [big],
  )
  const liveBytes = (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = liveBytes()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, liveBytes())
  }, 1000)
  const asked = await house.call(keeping.askOrganisationExport, { as: boss })
  await house.exporter.settled()
  clearInterval(watch)
  const [request] = (await house.call(keeping.listOrganisationExports, { as: boss })).body['requests'] as unknown as Request[]
  assert.equal(request?.state, 'done', asked.text)
  // Twice 50 MB went through, as JSON and as CSV.
  assert.ok(most - before < 32_000_000, `${Math.round((most - before) / 1e6)} MB more while it was made`)
})
