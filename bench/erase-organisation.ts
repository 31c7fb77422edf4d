import { setTimeout as rest } from 'node:timers/promises'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { inventory } from '../server/inventory.ts'
import { createRetention } from '../server/rooms/retention/index.ts'
import { openBenchCluster, percentile } from './harness.ts'
import type { BenchResult } from './harness.ts'
import { openBenchHouse } from './stage/house.ts'
import type { BenchHouse, Scene } from './stage/house.ts'

/** A part of what a big customer keeps after years: what a machine of two cores makes and deletes within minutes. */
const bookings = 50_000
const readings = 100_000
const intervals = 100_000
const people = 1_000
const desks = 200
const clients = 4
const beforeMs = 10_000

const fill = async ({ query, kernel }: BenchHouse, organisation: OrganisationId): Promise<void> => {
  const added = await query<{ id: PersonId }>(
    `INSERT INTO people (organisation_id, id, name_sealed, email_sealed, email_index, visibility, language, opted_in_at, created_at)
     SELECT $1, gen_random_uuid(), sha256(n::text::bytea), sha256(n::text::bytea), sha256(n::text::bytea), 'nobody', 'nl', now(), now() FROM generate_series(1, $2::int) n RETURNING id`,
    [organisation, people],
  )
  await kernel.keys.createAll(organisation, added.map(({ id }) => id))
  await query(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
     SELECT $1, gen_random_uuid(), w.ids[1 + n % cardinality(w.ids)], 'desk', p.ids[1 + n % cardinality(p.ids)],
       tstzrange(now() - n * interval '5 minutes', now() - n * interval '5 minutes' + interval '1 hour'), 'ended', now(), now()
     FROM generate_series(1, $2::int) n, (SELECT array_agg(id) AS ids FROM workspaces WHERE organisation_id = $1) w,
       (SELECT array_agg(id) AS ids FROM people WHERE organisation_id = $1) p`,
    [organisation, bookings],
  )
  await query(
    `INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id)
     SELECT $1, created_at, 'person', person_id, 'booking', 'bookings.created', 'booking', id, person_id FROM bookings WHERE organisation_id = $1 LIMIT 20000`,
    [organisation],
  )
  await query(
    `INSERT INTO readings (organisation_id, device_id, at, f_cnt, received_at, measurement)
     SELECT $1, md5((n % 500)::text)::uuid, now() - n * interval '1 second', n, now(), '{"occupied": true}' FROM generate_series(1, $2::int) n`,
    [organisation, readings],
  )
  await query(
    `INSERT INTO occupied_intervals (organisation_id, device_id, region, from_at, to_at, what, stuck, link_id)
     SELECT $1, md5((n % 500)::text)::uuid, 0, now() - n * interval '10 minutes', now() - n * interval '10 minutes' + interval '5 minutes', 'occupied', false, gen_random_uuid()
     FROM generate_series(1, $2::int) n`,
    [organisation, intervals],
  )
}

/** People of another customer look and book, at a quiet pace, until told to stop. */
const neighbours = (url: string, scene: Scene) => {
  const took: number[] = []
  let stopped = false
  const timed = async (cookie: string, method: string, path: string, body?: object): Promise<Response> => {
    const begun = performance.now()
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie: `vrijplek=${cookie}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    took.push(performance.now() - begun)
    return new Response(answer.status === 204 ? null : text, { status: answer.status })
  }
  const tomorrow = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 1 })
  const one = async (client: number): Promise<void> => {
    const { cookie } = scene.people[client] ?? { cookie: '' }
    for (let turn = 0; !stopped; turn += 1) {
      await timed(cookie, 'GET', '/today')
      const hour = 17 + (turn % 4)
      const at = (clock: number) => tomorrow.toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: { hour: clock } }).toString({ timeZoneName: 'never' })
      const made = await timed(cookie, 'POST', '/bookings', { workspaceId: scene.desks[client], from: at(hour), to: at(hour + 1) })
      if (made.status === 201) await timed(cookie, 'DELETE', `/bookings/${((await made.json()) as { id: string }).id}`)
      await rest(20)
    }
  }
  const running = Promise.all(Array.from({ length: clients }, (_, client) => one(client)))
  return {
    stop: async (): Promise<number[]> => {
      stopped = true
      await running
      return took
    },
  }
}

export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  try {
    const house = await openBenchHouse(cluster)
    const retention = createRetention(house.kernel, inventory)
    const going = await house.scene({ people: 1, desks })
    const staying = await house.scene({ people: clients, desks: 20 })
    await fill(house, going.organisation)
    await house.query('VACUUM ANALYZE')

    const warm = neighbours(house.url, staying)
    await rest(3_000)
    await warm.stop()
    const quiet = neighbours(house.url, staying)
    await rest(beforeMs)
    const before = await quiet.stop()

    const busy = neighbours(house.url, staying)
    const begun = performance.now()
    await house.kernel.inPurpose({ organisation: going.organisation, actor: { kind: 'system' }, purpose: 'administration' }, (tx) =>
      retention.endings.tell(tx, { endsAt: null, timeZone: 'UTC' }),
    )
    await retention.endings.settled()
    const seconds = (performance.now() - begun) / 1000
    const during = await busy.stop()
    const [left] = await house.query<{ rows: number }>('SELECT count(*)::int AS rows FROM bookings WHERE organisation_id = $1', [going.organisation])
    if (left?.rows !== 0) throw new Error('not everything was deleted')
    await retention.stop()
    await house.close()
    const rows = bookings + readings + intervals + people
    const line = (what: string, share: number) => ({
      what: `${what} of others' requests while it runs`,
      ours: percentile(during, share),
      unit: 'ms',
      bare: percentile(before, share),
      aim: { ratioAtMost: 2 },
    })
    return {
      name: 'erase-organisation',
      lines: [line('median', 0.5), line('p95', 0.95), line('p99', 0.99), { what: 'rows deleted a second', ours: rows / seconds, unit: 'rows/s' }],
      notes: [
        `${bookings.toLocaleString('en')} bookings, ${readings.toLocaleString('en')} readings, ${intervals.toLocaleString('en')} intervals, ${people.toLocaleString('en')} people with keys: smaller than a big customer, stated as it is`,
        `${clients} clients of another customer look at today, book and cancel over HTTP; bare: the same for ${beforeMs / 1000} seconds before; the longest request while it ran took ${Math.round(Math.max(...during))} ms`,
      ],
    }
  } finally {
    await cluster.stop()
  }
}
