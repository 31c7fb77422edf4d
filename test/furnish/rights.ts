import { randomUUID } from 'node:crypto'
import type { Ids } from '../furnish.ts'
import type { TestHouse } from '../house.ts'

/** Adds a role at one location, and a guest who is expected there. */
export const furnishRights = async ({ query, clock, seed }: TestHouse, ids: Ids): Promise<Ids> => {
  const grantId = randomUUID()
  const now = clock.now().toString()
  const { organisationId, locationId = '' } = ids.byName
  await query(
    `INSERT INTO role_grants (organisation_id, id, person_id, role, location_id, granted_at, starts_at) VALUES ($1, $2, $3, 'receptionist', $4, $5, $5)`,
    [organisationId, grantId, ids.person.person, locationId, now],
  )
  const guest = await seed.person(ids.organisationId, { name: 'Gijs Gast' })
  await query(`UPDATE people SET kind = 'guest', access_until = $3::timestamptz + interval '8 hours' WHERE organisation_id = $1 AND id = $2`, [organisationId, guest.person, now])
  await query('INSERT INTO guest_stays VALUES ($1, $2, $3, $4, $5)', [organisationId, guest.person, locationId, now, ids.person.person])
  return { ...ids, byName: { ...ids.byName, grantId } }
}
