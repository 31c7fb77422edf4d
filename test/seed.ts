import { randomUUID } from 'node:crypto'
import type { FloorId, LocationId, OrganisationId, PersonId, TeamId, WorkspaceId, ZoneId } from '#contract/ids.ts'
import { permissionsOf } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'

type Query = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>

const everyDay = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
    day,
    [{ from: '07:00', to: '22:00' }],
  ]),
)

/** Rows put there as superuser, past rooms and purposes, so that a room's tests need no other room. */
export const createSeed = (kernel: Kernel, query: Query) => {
  const now = () => kernel.clock.now().toString()

  const organisation = async ({ name = 'Waterschap', inForce = true } = {}): Promise<OrganisationId> => {
    const id = randomUUID() as OrganisationId
    await query('INSERT INTO tenants VALUES ($1, $2)', [id, now()])
    await query(`INSERT INTO organisations (organisation_id, name, language, created_at) VALUES ($1, $2, 'nl', $3)`, [id, name, now()])
    await query('INSERT INTO sign_in_policies (organisation_id, password_alone, changed_at) VALUES ($1, true, $2)', [id, now()])
    if (inForce) await agreement(id)
    return id
  }

  const agreement = async (id: OrganisationId): Promise<void> => {
    const agreementId = randomUUID()
    await query(
      `INSERT INTO agreements (organisation_id, id, version, language, text_hash, parameters, formed_by, accepted_by, accepted_at, warranted_lawful)
       VALUES ($1, $2, '2026-11-1', 'nl', repeat('0', 64), '{}', 'opt_in', $3, $4, true)`,
      [id, agreementId, randomUUID(), now()],
    )
    await query('UPDATE organisations SET agreement_in_force_id = $2, formation_expires_at = NULL WHERE organisation_id = $1', [id, agreementId])
  }

  const team = async (organisationId: OrganisationId, name: string): Promise<TeamId> => {
    const id = randomUUID() as TeamId
    await query('INSERT INTO teams VALUES ($1, $2, $3)', [organisationId, id, name])
    return id
  }

  const person = async (
    organisationId: OrganisationId,
    options: {
      name?: string
      email?: string
      roles?: readonly Role[]
      teamId?: TeamId | null
      visibility?: 'nobody' | 'team' | 'organisation'
      optedIn?: boolean
      agreementInForce?: boolean
    } = {},
  ): Promise<PersonPrincipal> => {
    const id = randomUUID() as PersonId
    const { name = 'Sanne de Wit', roles = ['employee'], teamId = null, optedIn = true } = options
    const email = options.email ?? `${id}@vrijplek.example`
    const keys = await kernel.keys.create(organisationId, id)
    await query(
      `INSERT INTO people (organisation_id, id, name_sealed, email_sealed, email_index, team_id, visibility, language, opted_in_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'nl', $8, $9)`,
      [
        organisationId,
        id,
        keys.seal(id, 'name', name),
        keys.seal(id, 'email', email),
        await kernel.keys.blindIndex(organisationId, 'email', email),
        teamId,
        options.visibility ?? 'nobody',
        optedIn ? now() : null,
        now(),
      ],
    )
    await query('INSERT INTO role_grants (organisation_id, person_id, role, granted_at, starts_at) SELECT $1, $2, unnest($3::text[]), $4, $4', [
      organisationId,
      id,
      roles,
      now(),
    ])
    return {
      kind: 'person',
      organisation: organisationId,
      person: id,
      roles,
      permissions: permissionsOf(roles),
      locally: new Map(),
      teamId,
      language: 'en',
      optedIn,
      restricted: false,
      agreementInForce: options.agreementInForce ?? true,
      secured: true,
      method: 'password',
      verifiedAt: kernel.clock.now(),
      sessionKey: `session-${id}`,
      expiresAt: kernel.clock.now().add({ hours: 24 }),
      changesAt: null,
      token: null,
    }
  }

  const location = async (
    organisationId: OrganisationId,
    rules: {
      name?: string
      timeZone?: string
      openingHours?: object
      deskWindowDays?: number
      roomWindowDays?: number
      graceMinutes?: number
      sensorChecksIn?: boolean
    } = {},
  ): Promise<LocationId> => {
    const id = randomUUID() as LocationId
    await query(
      `INSERT INTO locations (organisation_id, id, name, address, time_zone, opening_hours, desk_window_days, room_window_days,
         check_in_grace_minutes, sensor_checks_in) VALUES ($1, $2, $3, 'Vaartkade 12', $4, $5, $6, $7, $8, $9)`,
      [
        organisationId,
        id,
        rules.name ?? `Vaartkade ${id.slice(0, 4)}`,
        rules.timeZone ?? 'Europe/Amsterdam',
        JSON.stringify(rules.openingHours ?? everyDay),
        rules.deskWindowDays ?? 14,
        rules.roomWindowDays ?? 60,
        rules.graceMinutes ?? 30,
        rules.sensorChecksIn ?? true,
      ],
    )
    return id
  }

  /** A floor with a zone "Kade", `desks` desks named 2.01, 2.02 … in a row, and `rooms` rooms. */
  const floor = async (
    organisationId: OrganisationId,
    locationId: LocationId,
    { desks = 4, rooms = 0, name = '2e verdieping', bookable = true } = {},
  ): Promise<{ floorId: FloorId; zoneId: ZoneId; desks: WorkspaceId[]; rooms: WorkspaceId[] }> => {
    const floorId = randomUUID() as FloorId
    const zoneId = randomUUID() as ZoneId
    await query('INSERT INTO floors (organisation_id, id, location_id, name, level) VALUES ($1, $2, $3, $4, 2)', [organisationId, floorId, locationId, name])
    await query(`INSERT INTO zones (organisation_id, id, floor_id, name, polygon) VALUES ($1, $2, $3, 'Kade', '[]')`, [organisationId, zoneId, floorId])
    const make = async (kind: 'desk' | 'room', count: number): Promise<WorkspaceId[]> => {
      const ids = Array.from({ length: count }, () => randomUUID() as WorkspaceId)
      await query(
        `INSERT INTO workspaces (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats, equipment, bookable,
           x, y, turn, width, depth)
         SELECT $1, id, $2, $3::uuid, $4, $5, 'standard', format('%s.%s', $6::text, lpad(n::text, 2, '0')), format('%s.%s%s', left($3::uuid::text, 8), $6::text, n),
           translate(id::text, '-', ''), 1, '{}', $7, n * 20, 40, 0, 16, 8
         FROM unnest($8::uuid[]) WITH ORDINALITY AS w (id, n)`,
        [organisationId, locationId, floorId, zoneId, kind, kind === 'desk' ? '2' : 'R', bookable, ids],
      )
      return ids
    }
    return { floorId, zoneId, desks: await make('desk', desks), rooms: await make('room', rooms) }
  }

  return { organisation, agreement, team, person, location, floor }
}

export type Seed = ReturnType<typeof createSeed>
