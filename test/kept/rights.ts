type Own = (text: string, ...values: unknown[]) => Promise<unknown>

/** A stay as a guest, one of another whom the person registered, and reviews of rights with the person in every part. @param own a statement about them: $1 organisation, $2 person */
export const keepRights = async (own: Own, now: string, other: string): Promise<void> => {
  for (const [guest, by] of [['$2', '$3'], ['$3', '$2']]) {
    await own(
      `INSERT INTO guest_stays (organisation_id, person_id, location_id, starts_at, registered_by)
       SELECT $1, ${guest}::uuid, (SELECT id FROM locations WHERE organisation_id = $1 LIMIT 1), $4, ${by}::uuid
       ON CONFLICT (organisation_id, person_id) DO UPDATE SET registered_by = excluded.registered_by`,
      other,
      now,
    )
  }
  await own(
    `WITH review AS (
       INSERT INTO access_reviews (organisation_id, id, started_at, due_at, closed_at, started_by) VALUES ($1, gen_random_uuid(), $4, $4, $4, $2) RETURNING id
     )
     INSERT INTO review_items (organisation_id, id, review_id, kind, right_id, person_id, role, since, granted_by, reviewer, state, answered_by, answered_at)
     SELECT $1, gen_random_uuid(), review.id, 'role', gen_random_uuid(), whose, 'employee', $4, giver, 'organisation_manager', 'confirmed', answerer, $4
     FROM review, (VALUES ($2::uuid, $3::uuid, $3::uuid), ($3, $2, $3), ($3, $3, $2)) AS w (whose, giver, answerer)`,
    other,
    now,
  )
}
