import { randomUUID } from 'node:crypto'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { inventory } from '../server/inventory.ts'
import { createRetention } from '../server/rooms/retention/index.ts'
import { median, openBenchCluster } from './harness.ts'
import type { BenchResult } from './harness.ts'
import { openBenchHouse } from './stage/house.ts'
import type { BenchHouse } from './stage/house.ts'

const few = 50_000
const many = 500_000
/** Keys of the people around: a person's key hangs in a tree, whose paths are as long for a thousand as for millions. */
const withKeys = 2_000
const rounds = 5

/** People with a role, a password, a line in the directory, two old bookings and two entries in the trail each. */
const crowd = async ({ query, kernel }: BenchHouse, organisation: OrganisationId, count: number): Promise<void> => {
  const added = await query<{ id: PersonId }>(
    `INSERT INTO people (organisation_id, id, name_sealed, email_sealed, email_index, visibility, language, opted_in_at, created_at)
     SELECT $1, gen_random_uuid(), sha256(n::text::bytea), sha256(n::text::bytea), sha256(n::text::bytea), 'nobody', 'nl', now(), now() FROM generate_series(1, $2::int) n RETURNING id`,
    [organisation, count],
  )
  await query(
    `INSERT INTO role_grants SELECT organisation_id, id, 'employee', now(), (SELECT id FROM people WHERE organisation_id = $1 LIMIT 1) FROM people WHERE organisation_id = $1 ON CONFLICT DO NOTHING`,
    [organisation],
  )
  await query(`INSERT INTO credentials SELECT organisation_id, id, 'none', now() FROM people WHERE organisation_id = $1`, [organisation])
  await query(`INSERT INTO sign_in_directory SELECT sha256(id::text::bytea), organisation_id, id FROM people WHERE organisation_id = $1`, [organisation])
  await query(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
     SELECT $1, gen_random_uuid(), (SELECT id FROM workspaces WHERE organisation_id = $1 LIMIT 1), 'desk', id,
       tstzrange(now() - n * interval '40 days', now() - n * interval '40 days' + interval '1 hour'), 'ended', now(), now()
     FROM people, generate_series(1, 2) n WHERE organisation_id = $1`,
    [organisation],
  )
  await query(
    `INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id)
     SELECT $1, now(), 'person', id, 'booking', 'bookings.created', 'booking', gen_random_uuid(), id FROM people, generate_series(1, 2) WHERE organisation_id = $1`,
    [organisation],
  )
  await kernel.keys.createAll(organisation, added.slice(0, withKeys).map(({ id }) => id))
}

/** Five years of bookings on each working day, a notice for one in ten, and an entry in the trail for each. */
const regular = async ({ query, kernel }: BenchHouse, organisation: OrganisationId): Promise<PersonId> => {
  const person = randomUUID() as PersonId
  await kernel.keys.create(organisation, person)
  await query(
    `INSERT INTO people (organisation_id, id, name_sealed, email_sealed, email_index, visibility, language, opted_in_at, created_at)
     VALUES ($1, $2, '\\x00', '\\x00', sha256($2::uuid::text::bytea), 'nobody', 'nl', now(), now())`,
    [organisation, person],
  )
  await query(`INSERT INTO role_grants VALUES ($1, $2, 'employee', now())`, [organisation, person])
  await query(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
     SELECT $1, gen_random_uuid(), (SELECT id FROM workspaces WHERE organisation_id = $1 LIMIT 1), 'desk', $2,
       tstzrange(day, day + interval '8 hours'), 'ended', day, day
     FROM generate_series(now() - interval '5 years', now() - interval '1 day', interval '1 day') day WHERE extract(isodow FROM day) < 6`,
    [organisation, person],
  )
  await query(
    `INSERT INTO notices (organisation_id, id, person_id, at, kind, booking_id)
     SELECT $1, gen_random_uuid(), $2, created_at, 'booking_released', id FROM (SELECT id, created_at, row_number() OVER () AS n FROM bookings
       WHERE organisation_id = $1 AND person_id = $2) b WHERE n % 10 = 0`,
    [organisation, person],
  )
  await query(
    `INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id)
     SELECT $1, created_at, 'person', $2, 'booking', 'bookings.created', 'booking', id, $2 FROM bookings WHERE organisation_id = $1 AND person_id = $2`,
    [organisation, person],
  )
  return person
}

export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  try {
    const house = await openBenchHouse(cluster)
    const retention = createRetention(house.kernel, inventory)
    const measure = async (count: number): Promise<number> => {
      const { organisation } = await house.scene({ people: 1, desks: 2 })
      await crowd(house, organisation, count)
      const people: PersonId[] = []
      for (let round = 0; round <= rounds; round += 1) people.push(await regular(house, organisation))
      // The log of the crowd is no part of one erasure.
      await house.query('DELETE FROM trail_entries WHERE organisation_id = $1 AND actor_id <> ALL ($2::uuid[])', [organisation, people])
      await house.query('VACUUM ANALYZE')
      const took: number[] = []
      for (const person of people) {
        const begun = performance.now()
        await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) => retention.erasures.start(tx, { person, request: null }))
        await retention.erasures.settled()
        took.push(performance.now() - begun)
      }
      const left = await house.query('SELECT FROM people WHERE organisation_id = $1 AND id = ANY ($2::uuid[])', [organisation, people])
      if (left.length > 0) throw new Error('somebody was not erased')
      // The first one warms the caches up.
      return median(took.slice(1))
    }
    const small = await measure(few)
    const big = await measure(many)
    await retention.stop()
    await house.close()
    return {
      name: 'erase-person',
      lines: [
        { what: `one person of ${few.toLocaleString('en')}`, ours: small, unit: 'ms', aim: { atMost: 1000 } },
        { what: `one person of ${many.toLocaleString('en')}`, ours: big, unit: 'ms', aim: { atMost: 1000 } },
        { what: 'the same at ten times the people', ours: big, unit: 'ms', bare: small, aim: { ratioAtMost: 1.5 } },
      ],
      notes: [
        `from the request to the signed receipt: journal and key store on the disk, some 1,300 bookings, 130 notices and 1,300 trail entries with their place in the log; median of ${rounds}`,
        `the people around have 2 bookings each, made by SQL; ${withKeys.toLocaleString('en')} of them a key; writing the tables anew is a nightly job and not in it`,
      ],
    }
  } finally {
    await cluster.stop()
  }
}
