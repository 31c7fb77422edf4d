import { randomBytes, randomUUID } from 'node:crypto'
import type { FileId, LocationId, OrganisationId, PersonId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { TestHouse } from './house.ts'
import { keepFederation } from './kept/federation.ts'
import { keepIntegrations } from './kept/integrations.ts'
import { keepProvisioning } from './kept/provisioning.ts'
import { keepRights } from './kept/rights.ts'

export type Place = { readonly location: LocationId; readonly desks: readonly WorkspaceId[] }

/** An organisation with one floor. */
export const placeOf = async (house: TestHouse, organisation: OrganisationId, desks = 3): Promise<Place> => {
  const location = await house.seed.location(organisation)
  const floor = await house.seed.floor(organisation, location, { desks })
  return { location, desks: floor.desks }
}

/** Puts the person into every column that can hold one, as owner of rows and as a name in rows of another. @returns id of the person's file */
export const keepEverywhere = async (
  house: TestHouse,
  { organisation, person }: Pick<PersonPrincipal, 'organisation' | 'person'>,
  other: PersonId,
  desk: WorkspaceId,
  day = '2026-06-01',
): Promise<FileId> => {
  const { query } = house
  const now = house.clock.now().toString()
  const own = (text: string, ...values: unknown[]) => query(text, [organisation, person, ...values])
  const [past, future, request] = [randomUUID(), randomUUID(), randomUUID()]
  await own('INSERT INTO credentials VALUES ($1, $2, $3, $4)', '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA', now)
  await own('INSERT INTO invitations VALUES ($1, $2, $3, $4)', randomBytes(32), now)
  await own(
    `INSERT INTO sessions (organisation_id, person_id, token_hash, device, created_at, seen_at, verified_at, idle_until, absolute_until)
     VALUES ($1, $2, $3, 'Firefox on Android', $4, $4, $4, $4::timestamptz + interval '12 hours', $4::timestamptz + interval '14 days')`,
    randomBytes(32),
    now,
  )
  await own(
    `INSERT INTO role_grants (organisation_id, person_id, role, granted_at, starts_at, granted_by) VALUES ($1, $3, 'location_manager', $4, $4, $2)
     ON CONFLICT DO NOTHING`,
    other,
    now,
  )
  await own('UPDATE role_grants SET reason_sealed = $3 WHERE organisation_id = $1 AND person_id = $2', randomBytes(40))
  await own('UPDATE role_grants SET granted_by = $2 WHERE organisation_id = $1 AND person_id = $3', other)
  await own('INSERT INTO break_glass_accounts VALUES ($1, $2, $3)', now)
  await own(
    `INSERT INTO passkeys (organisation_id, id, person_id, name_sealed, credential_id, public_key, counter, transports, device_bound, backed_up, aaguid, created_at)
     VALUES ($1, gen_random_uuid(), $2, $3, $3, $3, 1, '{usb}', true, false, gen_random_uuid(), $4)`,
    randomBytes(40),
    now,
  )
  await own('INSERT INTO totp_secrets (organisation_id, person_id, secret_sealed, created_at) VALUES ($1, $2, $3, $4)', randomBytes(40), now)
  await own('INSERT INTO recovery_codes VALUES ($1, $2, $3, $4)', randomBytes(32), now)
  await own(`INSERT INTO sign_in_steps VALUES ($1, $3, $2, 'second_factor', 0, $4)`, randomBytes(32), now)
  await own(
    `INSERT INTO mails (organisation_id, id, person_id, kind, content_sealed, created_at, next_attempt_at, expires_at)
     VALUES ($1, gen_random_uuid(), $2, 'recovery', $3, $4, $4, $4::timestamptz + interval '1 hour')`,
    randomBytes(40),
    now,
  )
  await keepProvisioning(own, now)
  await keepIntegrations(own, now)
  await keepRights(own, now, other)
  await keepFederation(own, now)
  await own(`INSERT INTO sign_in_directory (tenant_id, person_id, email_index) VALUES ($1, $2, $3)`, randomBytes(32))
  await own(
    `INSERT INTO privacy_notice_acceptances (organisation_id, person_id, version, language, text_hash, accepted_at)
     VALUES ($1, $2, '2026-11-1', 'nl', repeat('0', 64), $3)`,
    now,
  )
  await own(
    `INSERT INTO agreements (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful, ended_at)
     VALUES ($1, gen_random_uuid(), '2025-1', 'nl', repeat('1', 64), '{}', 'opt_in', $2, $3::timestamptz - interval '1 year', true, $3)`,
    now,
  )
  await own(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, ended_at, created_at)
     VALUES ($1, $3, $4, 'desk', $2, tstzrange($5::date + interval '9 hours', $5::date + interval '11 hours'), 'ended',
       $5::date + interval '9 hours', $5::date + interval '9 hours', $5::date + interval '11 hours', $5::date)`,
    past,
    desk,
    day,
  )
  await own(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
     VALUES ($1, $3, $4, 'desk', $2, tstzrange('2027-03-01T09:00Z', '2027-03-01T11:00Z'), 'booked', '2027-03-01T09:30Z', $5)`,
    future,
    desk,
    now,
  )
  for (const booking of [past, future]) {
    await own(`INSERT INTO notices (organisation_id, id, person_id, at, kind, booking_id) VALUES ($1, gen_random_uuid(), $2, $3, 'booking_released', $4)`, now, booking)
  }
  await own(`INSERT INTO idempotency_keys (organisation_id, person_id, key, request_hash, answer, created_at) VALUES ($1, $2, 'k', '\\x00', '{}', $3)`, now)
  await own(
    `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, done_at)
     VALUES ($1, $3, 'correct', $2, 'person', $2, $4, $4::timestamptz + interval '30 days', 'done', $4)`,
    request,
    now,
  )
  await own(
    `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state)
     VALUES ($1, gen_random_uuid(), 'export', $2, 'person', $2, $3, $3::timestamptz + interval '30 days', 'waiting')`,
    now,
  )
  await own(
    `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, done_at)
     VALUES ($1, gen_random_uuid(), 'restrict', $3, 'privacy_officer', $2, $4, $4::timestamptz + interval '30 days', 'done', $4)`,
    other,
    now,
  )
  await own(
    `INSERT INTO holds (organisation_id, id, person_id, ground, placed_by, placed_at, ends_at)
     VALUES ($1, gen_random_uuid(), $2, 'a complaint, since settled', $3, $4::timestamptz - interval '3 days', $4::timestamptz - interval '2 days')`,
    other,
    now,
  )
  await own(
    `INSERT INTO holds (organisation_id, id, person_id, ground, placed_by, placed_at, ends_at)
     VALUES ($1, gen_random_uuid(), $3, 'a complaint, since settled', $2, $4::timestamptz - interval '3 days', $4::timestamptz - interval '2 days')`,
    other,
    now,
  )
  await own(
    `INSERT INTO keeping_periods (organisation_id, rule, days, set_by, set_at)
     SELECT $1, rule, 700, $2, $3 FROM unnest(ARRAY['intervals', 'requests', 'trail', 'holds']) rule
     WHERE NOT EXISTS (SELECT FROM keeping_periods p WHERE p.organisation_id = $1 AND p.rule = rule.rule)
     ORDER BY array_position(ARRAY['intervals', 'requests', 'trail', 'holds'], rule) LIMIT 1`,
    now,
  )
  await own(
    `INSERT INTO trail_entries (organisation_id, at, actor_kind, actor_id, purpose, action, subject_kind, subject_id, person_id)
     VALUES ($1, $3, 'person', $2, 'booking', 'bookings.created', 'booking', $4, $2),
       ($1, $3, 'person', $5, 'administration', 'access.invited', 'person', $2, $2),
       ($1, $3, 'person', $5, 'administration', 'access.invited', 'person', $5, $5)`,
    now,
    future,
    other,
  )
  await own(
    `INSERT INTO trail_looks (organisation_id, subject_id, hour, viewer_kind, viewer_id, viewer_role, purpose, view, times, salt)
     VALUES ($1, $2, date_trunc('hour', $3::timestamptz), 'person', $4, 'employee', 'presence', 'floor', 1, $5),
       ($1, $4, date_trunc('hour', $3::timestamptz), 'person', $2, 'employee', 'presence', 'floor', 1, $6) ON CONFLICT DO NOTHING`,
    now,
    other,
    randomBytes(16),
    randomBytes(16),
  )
  const file = randomUUID() as FileId
  await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) =>
    house.kernel.files.write(
      tx,
      { id: file, person, room: 'requests', kind: 'export', name: 'export.zip', mediaType: 'application/zip', expiresAt: tx.now.add({ hours: 24 }) },
      (async function* () {
        yield Buffer.from('everything about me')
      })(),
    ),
  )
  return file
}

/** Every table there is, partitions and the queue's own among them. */
const everyTable = async (house: TestHouse): Promise<string[]> =>
  (
    await house.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'jobs') AND c.relkind = 'r' ORDER BY 1`,
    )
  ).map(({ name }) => name)

/** Rows in which this text stands, in any column of any table: ids, keys of JSON, bytes as hex. */
export const findEverywhere = async (house: TestHouse, text: string): Promise<{ table: string; row: string }[]> => {
  const found = []
  for (const table of await everyTable(house)) {
    const rows = await house.query<{ row: string }>(
      `SELECT t::text AS row FROM ${table} t WHERE position($1 IN t::text) > 0 OR position(replace($1, '-', '') IN t::text) > 0`,
      [text],
    )
    found.push(...rows.map(({ row }) => ({ table, row })))
  }
  return found
}

/** Every row of every table, as text. */
export const snapshot = async (house: TestHouse): Promise<Map<string, string[]>> => {
  const tables = new Map<string, string[]>()
  for (const table of await everyTable(house)) {
    const rows = await house.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)
    tables.set(table, rows.map(({ row }) => row))
  }
  return tables
}
