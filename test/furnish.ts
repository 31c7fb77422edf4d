import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FileId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { TestHouse } from './house.ts'

export type Ids = {
  readonly organisationId: OrganisationId
  /** Whose booking and notice these are; holds every right. */
  readonly person: PersonPrincipal
  readonly roomId: WorkspaceId
  readonly doorId: string
  /** One existing id per name that the API uses. */
  readonly byName: Readonly<Record<string, string>>
  /** An id of that kind that exists nowhere. */
  absent(name: string): string
}

/** An organisation with one of everything that has an id. */
export const furnish = async (house: TestHouse, name: string): Promise<Ids> => {
  const { seed, query } = house
  const now = house.clock.now().toString()
  const organisationId = await seed.organisation({ name })
  const teamId = await seed.team(organisationId, 'Dijken')
  const person = await seed.person(organisationId, {
    teamId,
    roles: ['organisation_manager'],
    visibility: 'organisation',
    name: `Iemand van ${name}`,
  })
  const locationId = await seed.location(organisationId, { name: 'Vaartkade' })
  const floor = await seed.floor(organisationId, locationId, { desks: 2, rooms: 1 })
  const [workspaceId] = floor.desks
  const [roomId] = floor.rooms
  if (workspaceId === undefined || roomId === undefined) throw new Error('the seeded floor has no workspaces')
  const qrCode = `qr${organisationId.replaceAll('-', '')}`
  await query('UPDATE workspaces SET qr_code = $2 WHERE organisation_id = $1 AND id = $3', [organisationId, qrCode, workspaceId])
  const [bookingId, sourceId, deviceId, linkId, decoderId, noticeId, doorId] = Array.from({ length: 7 }, () => randomUUID())
  await query(
    `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
     VALUES ($1, $2, $3, 'desk', $4, tstzrange('2026-11-25T09:00Z', '2026-11-25T11:00Z'), 'booked', '2026-11-25T09:30Z', $5)`,
    [organisationId, bookingId, workspaceId, person.person, now],
  )
  await query(
    `INSERT INTO sources (organisation_id, id, kind, name, secret_hash, created_at) VALUES ($1, $2, 'generic', 'Netwerk', '\\x00', $3)`,
    [organisationId, sourceId, now],
  )
  await query(
    `INSERT INTO devices (organisation_id, id, dev_eui, model, kind, created_at) VALUES ($1, $2, '24e124fffef00101', 'VS340', 'desk_sensor', $3)`,
    [organisationId, deviceId, now],
  )
  await query(
    `INSERT INTO device_links (organisation_id, id, device_id, workspace_id, during) VALUES ($1, $2, $3, $4, tstzrange($5, NULL))`,
    [organisationId, linkId, deviceId, workspaceId, now],
  )
  await query(
    `INSERT INTO decoders (organisation_id, id, model, version, source, state, created_at)
     VALUES ($1, $2, 'X1', 1, 'function decodeUplink(i) { return { data: { occupancy: 1 } } }', 'draft', $3)`,
    [organisationId, decoderId, now],
  )
  await query(`INSERT INTO notices (organisation_id, id, person_id, at, kind, booking_id) VALUES ($1, $2, $3, $4, 'booking_released', $5)`, [
    organisationId,
    noticeId,
    person.person,
    now,
    bookingId,
  ])
  await query('INSERT INTO doors VALUES ($1, $2, $3, $4, $5)', [organisationId, doorId, roomId, Buffer.alloc(32), now])
  const byName = {
    organisationId,
    locationId,
    floorId: floor.floorId,
    zoneId: floor.zoneId,
    workspaceId,
    qrCode,
    bookingId,
    sourceId,
    deviceId,
    linkId,
    decoderId,
    noticeId,
    teamId,
    personId: person.person,
    actorId: person.person,
    subjectId: bookingId,
  } as Record<string, string>
  return {
    organisationId,
    person,
    roomId,
    doorId: doorId ?? '',
    byName,
    absent: (key) => (key === 'qrCode' ? `qr${randomUUID().replaceAll('-', '')}` : randomUUID()),
  }
}

/** Adds what people ask about their data: a personal export and one of the whole organisation, both ready to be fetched, and a hold that is over. */
export const furnishRequests = async ({ kernel, query, clock }: TestHouse, ids: Ids): Promise<Ids> => {
  const { organisationId: organisation, person } = ids
  const now = clock.now()
  const ready = async (kind: 'export' | 'organisation_export'): Promise<string> => {
    const id = randomUUID()
    const file = randomUUID() as FileId
    const whose = kind === 'export' ? person.person : null
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) =>
      kernel.files.write(
        tx,
        { id: file, person: whose, room: 'requests', kind, name: 'export.zip', mediaType: 'application/zip', expiresAt: now.add({ hours: 168 }) },
        Readable.from([Buffer.from('zip')]),
      ),
    )
    await query(
      `INSERT INTO requests (organisation_id, id, kind, person_id, asked_by, asked_by_id, asked_at, due_at, state, progress_pct, done_at, file_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 'done', 100, $7, $8)`,
      [organisation, id, kind, whose, kind === 'export' ? 'person' : 'organisation_manager', person.person, now.toString(), file],
    )
    return id
  }
  const holdId = randomUUID()
  await query(
    `INSERT INTO holds (organisation_id, id, person_id, ground, placed_at, ends_at, lifted_at)
     VALUES ($1, $2, $3, 'Geschil over de huur', $4::timestamptz, $4::timestamptz + interval '30 days', $4::timestamptz)`,
    [organisation, holdId, person.person, now.toString()],
  )
  const byName = { ...ids.byName, requestId: await ready('export'), organisationRequestId: await ready('organisation_export'), holdId }
  return { ...ids, byName }
}
