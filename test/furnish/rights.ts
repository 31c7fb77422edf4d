import { randomUUID } from 'node:crypto'
import type { Ids } from '../furnish.ts'
import type { TestHouse } from '../house.ts'

/** Adds a role at one location, a guest who is expected there, and a review that puts a role before its manager. */
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
  const [reviewId, itemId] = [randomUUID(), randomUUID()]
  await query(`INSERT INTO access_reviews (organisation_id, id, started_at, due_at) VALUES ($1, $2, $3, $3::timestamptz + interval '28 days')`, [organisationId, reviewId, now])
  await query(
    `INSERT INTO review_items (organisation_id, id, review_id, kind, right_id, person_id, role, location_id, since, reviewer)
     VALUES ($1, $2, $3, 'role', $4, $5, 'receptionist', $6, $7, 'location_manager')`,
    [organisationId, itemId, reviewId, grantId, guest.person, locationId, now],
  )
  return { ...ids, byName: { ...ids.byName, grantId, reviewId, itemId } }
}
