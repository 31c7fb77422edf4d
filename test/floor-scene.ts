import { randomUUID } from 'node:crypto'
import type { OrganisationId, PersonId, WorkspaceId } from '#contract/ids.ts'
import type { TestHouse } from './house.ts'

export type Sight = {
  readonly occupied: boolean | null
  readonly since?: string
  readonly holdsUntil?: string
  readonly stuck?: boolean
}

/** Puts sensors' words, climate and bookings straight where rooms occupancy and bookings keep them. */
export const floorScene = ({ query }: Pick<TestHouse, 'query'>, organisationId: OrganisationId) => {
  const links = new Map<WorkspaceId, { device: string; link: string }>()

  const linkedDevice = async (workspace: WorkspaceId, kind: string): Promise<{ device: string; link: string }> => {
    const known = links.get(workspace)
    if (known !== undefined) return known
    const made = { device: randomUUID(), link: randomUUID() }
    await query(
      `INSERT INTO devices (organisation_id, id, dev_eui, model, kind, created_at) VALUES ($1, $2, $3, 'VS340', $4, '2026-01-01T00:00Z')`,
      [organisationId, made.device, made.device.replaceAll('-', '').slice(0, 16), kind],
    )
    await query(
      `INSERT INTO device_links (organisation_id, id, device_id, workspace_id, during) VALUES ($1, $2, $3, $4, tstzrange('2026-01-01T00:00Z', NULL))`,
      [organisationId, made.link, made.device, workspace],
    )
    links.set(workspace, made)
    return made
  }

  /** What the workspace's sensor says now; `null`: a sensor that was never heard. */
  const sensor = async (workspace: WorkspaceId, sight: Sight | null): Promise<void> => {
    const { device, link } = await linkedDevice(workspace, 'desk_sensor')
    if (sight === null) return
    const { occupied, since = '2026-11-24T00:00Z', holdsUntil = '2026-12-31T00:00Z', stuck = false } = sight
    await query(
      `INSERT INTO presence (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, state)
       VALUES ($1, $2, 0, $3, $4, $5, $6, $6, $7, '{}')
       ON CONFLICT (organisation_id, device_id, region) DO UPDATE
       SET occupied = excluded.occupied, since_at = excluded.since_at, holds_until = excluded.holds_until,
         unknown_from = excluded.unknown_from, stuck = excluded.stuck`,
      [organisationId, device, link, occupied, since, holdsUntil, stuck],
    )
  }

  /** People counted in a room, and its air. */
  const room = async (
    workspace: WorkspaceId,
    { people, until = '2026-12-31T00:00Z', temperatureC }: { people: number; until?: string; temperatureC: number },
  ): Promise<void> => {
    const { device, link } = await linkedDevice(workspace, 'people_counter')
    await query(
      `INSERT INTO presence (organisation_id, device_id, region, link_id, occupied, since_at, holds_until, unknown_from, stuck, people, people_until, state)
       VALUES ($1, $2, 0, $3, $4 > 0, '2026-11-24T00:00Z', $5, $5, false, $4, $5, '{}')`,
      [organisationId, device, link, people, until],
    )
    await query(
      `INSERT INTO climate_now (organisation_id, device_id, link_id, at, temperature_c, humidity_pct, co2_ppm, state)
       VALUES ($1, $2, $3, '2026-11-24T08:00Z', $4, 45, 612, '{}')`,
      [organisationId, device, link, temperatureC],
    )
  }

  /** A booking in force. Person null: taken at a door display. */
  const booking = async (
    workspace: WorkspaceId,
    person: PersonId | null,
    from: string,
    to: string,
    checkedInAt: string | null = null,
  ): Promise<string> => {
    const id = randomUUID()
    await query(
      `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, checked_in_at, checked_in_by, created_at)
       SELECT $1, $2, w.id, w.kind, $4, tstzrange($5, $6), $7, $6, $8, CASE WHEN $8::timestamptz IS NULL THEN NULL ELSE 'person' END, $5
       FROM workspaces w WHERE w.organisation_id = $1 AND w.id = $3`,
      [organisationId, id, workspace, person, from, to, checkedInAt === null ? 'booked' : 'checked_in', checkedInAt],
    )
    return id
  }

  const cancel = async (booking: string): Promise<void> => {
    await query(`UPDATE bookings SET status = 'cancelled' WHERE organisation_id = $1 AND id = $2`, [organisationId, booking])
  }

  return { sensor, room, booking, cancel }
}
