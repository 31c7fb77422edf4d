import { randomBytes } from 'node:crypto'

type Own = (text: string, ...values: unknown[]) => Promise<unknown>

/** What a directory of the organisation said of the person, and a group whose meaning they set. @param own a statement about them: $1 organisation, $2 person */
export const keepProvisioning = async (own: Own, now: string): Promise<void> => {
  await own(
    `INSERT INTO scim_users (organisation_id, person_id, user_name_index, external_id_index, attributes_sealed, active, client_id, created_at, modified_at, deleted_at)
     VALUES ($1, $2, $3, $3, $4, true, gen_random_uuid(), $5, $5, NULL)`,
    randomBytes(32),
    randomBytes(60),
    now,
  )
  await own(
    `WITH added AS (
       INSERT INTO scim_groups (organisation_id, id, name, mapped_by, created_at, modified_at)
       VALUES ($1, gen_random_uuid(), 'Groep ' || gen_random_uuid(), $2, $3, $3) RETURNING id
     )
     INSERT INTO scim_members (organisation_id, group_id, person_id) SELECT $1, id, $2 FROM added`,
    now,
  )
}
