import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../furnish.ts'
import type { TestHouse } from '../house.ts'

/** Adds a third party that was let in: an approval, a program of it, and a token of the person. */
export const furnishIntegrations = async ({ query, clock }: TestHouse, ids: Ids): Promise<Ids> => {
  const now = clock.now().toString()
  const [approvalId, personal, clientId, tokenId] = Array.from({ length: 4 }, () => randomUUID())
  for (const [id, kind] of [
    [approvalId, 'api_client'],
    [personal, 'personal_tokens'],
  ]) {
    await query(
      `INSERT INTO approvals (organisation_id, id, kind, party_name, party_contact, party_country, purposes, categories, addresses, approved_at, ends_at,
         text_version, text_language, text_hash, note)
       VALUES ($1, $2, $3, 'Ruimtewijzer BV', 'privacy@ruimtewijzer.example', 'NL', '{booking,presence}', '{places,occupancy,bookings}', '{}', $4,
         $4::timestamptz + interval '300 days', '2026-11-1', 'nl', repeat('0', 64), 'signed')`,
      [ids.organisationId, id, kind, now],
    )
  }
  await query(
    `INSERT INTO api_clients (organisation_id, id, approval_id, approval_kind, name, created_at) VALUES ($1, $2, $3, 'api_client', 'Wandbord', $4)`,
    [ids.organisationId, clientId, approvalId, now],
  )
  await query(
    `INSERT INTO access_tokens (organisation_id, id, kind, token_hash, approval_id, approval_kind, person_id, name_sealed, purposes, categories, addresses,
       created_at, ends_at)
     VALUES ($1, $2, 'personal', $3, $4, 'personal_tokens', $5, $6, '{presence}', '{places}', '{}', $7, $7::timestamptz + interval '60 days')`,
    [ids.organisationId, tokenId, randomBytes(32), personal, ids.person.person, randomBytes(40), now],
  )
  return { ...ids, byName: { ...ids.byName, approvalId: String(approvalId), clientId: String(clientId), tokenId: String(tokenId) } }
}
