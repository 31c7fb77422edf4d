import { randomUUID } from 'node:crypto'
import type { Ids } from '../furnish.ts'
import type { TestHouse } from '../house.ts'

/** Adds a group of the organisation's own directory. */
export const furnishProvisioning = async ({ query, clock }: TestHouse, ids: Ids): Promise<Ids> => {
  const scimGroupId = randomUUID()
  await query(`INSERT INTO scim_groups (organisation_id, id, name, created_at, modified_at) VALUES ($1, $2, 'Dijken', $3, $3)`, [
    ids.organisationId,
    scimGroupId,
    clock.now().toString(),
  ])
  return { ...ids, byName: { ...ids.byName, scimGroupId } }
}
