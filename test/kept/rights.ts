type Own = (text: string, ...values: unknown[]) => Promise<unknown>

/** A stay as a guest, and one of another whom the person registered. @param own a statement about them: $1 organisation, $2 person */
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
}
