import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../furnish.ts'
import type { TestHouse } from '../house.ts'

/** Adds an e-mail domain, proven, and an identity provider under an approval, through which the person came once. */
export const furnishFederation = async ({ query, clock }: TestHouse, ids: Ids): Promise<Ids> => {
  const now = clock.now().toString()
  const [emailDomainId, providerId] = [randomUUID(), randomUUID()]
  const { organisationId } = ids
  await query(
    `INSERT INTO email_domains (organisation_id, id, domain, token, claimed_at, proven_at) VALUES ($1, $2, $3, 'token', $4, $4)`,
    [organisationId, emailDomainId, `${organisationId.slice(0, 8)}.example`, now],
  )
  await query('INSERT INTO domain_directory VALUES ($1, $2)', [randomBytes(32), organisationId])
  await query(
    `INSERT INTO identity_providers (organisation_id, id, kind, name, enabled, settings, secret_sealed, added_at, changed_at)
     VALUES ($1, $2, 'oidc', 'Aanmelddienst', true, $3, $4, $5, $5)`,
    [
      organisationId,
      providerId,
      JSON.stringify({ claims: { email: 'email', name: 'name', groups: 'groups' }, issuer: 'https://nowhere.example', clientId: 'x', scopes: 'openid' }),
      randomBytes(40),
      now,
    ],
  )
  await query(`INSERT INTO federated_identities VALUES ($1, $2, $3, $4, $5, $5)`, [organisationId, providerId, randomBytes(32), ids.person.person, now])
  return { ...ids, byName: { ...ids.byName, emailDomainId, providerId } }
}
