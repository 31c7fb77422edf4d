import { randomBytes, randomUUID } from 'node:crypto'

type Own = (text: string, ...values: unknown[]) => Promise<unknown>

/** A provider through which the person comes in, a mapping that they set, and a trial of theirs on its way. @param own $1 organisation, $2 person */
export const keepFederation = async (own: Own, now: string): Promise<void> => {
  const provider = randomUUID()
  const subject = randomBytes(32)
  await own(
    `INSERT INTO identity_providers (organisation_id, id, kind, name, settings, added_at, changed_at)
     SELECT $1, $3, 'saml', 'Aanmelddienst', $5::jsonb, $4, $4 FROM people WHERE organisation_id = $1 AND id = $2`,
    provider,
    now,
    JSON.stringify({ claims: { email: 'email', name: 'name', groups: 'groups' }, entityId: 'https://nowhere.example', signInUrl: 'https://nowhere.example', certificates: [] }),
  )
  await own(`INSERT INTO provider_groups (organisation_id, provider_id, place, group_name, role, set_by) VALUES ($1, $3, 1, 'beheer', 'employee', $2)`, provider)
  await own(`INSERT INTO federated_identities VALUES ($1, $3, $4, $2, $5, $5)`, provider, subject, now)
  await own(
    `INSERT INTO federated_sessions (organisation_id, session_id, provider_id, person_id, subject_index, sid_index)
     SELECT $1, id, $3, $2, $4, $4 FROM sessions WHERE organisation_id = $1 AND person_id = $2 LIMIT 1`,
    provider,
    subject,
  )
  await own(
    `INSERT INTO sign_in_flows (organisation_id, state_hash, provider_id, browser_hash, aim, started_at, expires_at, answered_at, person_id, outcome_sealed)
     VALUES ($1, $3, $4, $3, 'trial', $5, $5::timestamptz + interval '10 minutes', $5, $2, $3)`,
    randomBytes(32),
    provider,
    now,
  )
}
