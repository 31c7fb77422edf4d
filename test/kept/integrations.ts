import { randomBytes, randomUUID } from 'node:crypto'

type Own = (text: string, ...values: unknown[]) => Promise<unknown>

/** An approval that the person accepted and one that they revoked, and a token of theirs. @param own a statement about them: $1 organisation, $2 person */
export const keepIntegrations = async (own: Own, now: string): Promise<void> => {
  const approve = `INSERT INTO approvals (organisation_id, id, kind, party_name, party_contact, party_country, purposes, categories, addresses, approved_at,
    ends_at, text_version, text_language, text_hash, note, accepted_by, revoked_at, revoked_by)
    VALUES ($1, $3, 'personal_tokens', 'Ruimtewijzer BV', 'privacy@ruimtewijzer.example', 'NL', '{presence}', '{places}', '{}', $4,
      $4::timestamptz + interval '300 days', '2026-11-1', 'nl', repeat('0', 64), 'signed', `
  const approval = randomUUID()
  await own(`${approve} $2, NULL, NULL)`, approval, now)
  await own(`${approve} NULL, $4, $2)`, randomUUID(), now)
  await own(
    `INSERT INTO access_tokens (organisation_id, id, kind, token_hash, approval_id, approval_kind, person_id, name_sealed, purposes, categories, addresses,
       created_at, ends_at, last_used_on)
     VALUES ($1, gen_random_uuid(), 'personal', $3, $4, 'personal_tokens', $2, $5, '{presence}', '{places}', '{192.0.2.0/24}', $6,
       $6::timestamptz + interval '60 days', $6::date)`,
    randomBytes(32),
    approval,
    randomBytes(40),
    now,
  )
}
