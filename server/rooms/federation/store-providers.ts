import { sql } from 'kysely'
import { z } from 'zod'
import type { ApprovalId, LocationId, PersonId, ProviderId, TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** By which names a provider gives what is asked of it. */
const Claims = z.object({ email: z.string(), name: z.string(), groups: z.string() })
const Oidc = z.object({ claims: Claims, issuer: z.string(), clientId: z.string(), scopes: z.string() })
/** `certificates`: DER in base64, as metadata has them; several while one takes over from another. */
const Saml = z.object({ claims: Claims, entityId: z.string(), signInUrl: z.string(), certificates: z.array(z.string()) })
export type OidcSettings = z.infer<typeof Oidc>
export type SamlSettings = z.infer<typeof Saml>
export type ProviderSettings = { readonly kind: 'oidc'; readonly settings: OidcSettings } | { readonly kind: 'saml'; readonly settings: SamlSettings }

export type Provider = ProviderSettings & {
  readonly id: ProviderId
  readonly name: string
  readonly enabled: boolean
  readonly approvalId: ApprovalId | null
  readonly secretSealed: Buffer | null
  readonly emailTrusted: boolean
  readonly createsPeople: boolean
  readonly changedAt: Temporal.Instant
  readonly triedAt: Temporal.Instant | null
}
export type OidcProvider = Extract<Provider, { kind: 'oidc' }>
export type SamlProvider = Extract<Provider, { kind: 'saml' }>

type Row = {
  id: ProviderId
  kind: string
  name: string
  enabled: boolean
  approval_id: ApprovalId | null
  settings: unknown
  secret_sealed: Buffer | null
  email_trusted: boolean
  creates_people: boolean
  changed_at: Temporal.Instant
  tried_at: Temporal.Instant | null
}
const columns = sql`id, kind, name, enabled, approval_id, settings, secret_sealed, email_trusted, creates_people, changed_at, tried_at`

const providerOf = (row: Row): Provider => {
  const settings: ProviderSettings =
    row.kind === 'oidc' ? { kind: 'oidc', settings: Oidc.parse(row.settings) } : { kind: 'saml', settings: Saml.parse(row.settings) }
  return {
    ...settings,
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    approvalId: row.approval_id,
    secretSealed: row.secret_sealed,
    emailTrusted: row.email_trusted,
    createsPeople: row.creates_people,
    changedAt: row.changed_at,
    triedAt: row.tried_at,
  }
}

/** By name. Purposes `sign_in`, `administration`. */
export const readProviders = async (tx: Tx): Promise<Provider[]> => {
  const { rows } = await sql<Row>`SELECT ${columns} FROM identity_providers WHERE organisation_id = ${tx.organisation} ORDER BY name, id`.execute(tx.db)
  return rows.map(providerOf)
}

/** Purposes `sign_in`, `administration`. */
export const findProvider = async (tx: Tx, id: ProviderId): Promise<Provider | null> => {
  const { rows } = await sql<Row>`
    SELECT ${columns} FROM identity_providers WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
  return rows[0] === undefined ? null : providerOf(rows[0])
}

/** @throws Refusal not_found */
export const providerOfId = async (tx: Tx, id: ProviderId): Promise<Provider> => {
  const found = await findProvider(tx, id)
  if (found === null) throw new Refusal('not_found')
  return found
}

/** Switched off until it is approved, tried and switched on. Purpose `administration`. */
export const addProvider = async (tx: Tx, id: ProviderId, name: string, { kind, settings }: ProviderSettings, secretSealed: Buffer | null): Promise<void> => {
  await sql`
    INSERT INTO identity_providers (organisation_id, id, kind, name, settings, secret_sealed, added_at, changed_at)
    VALUES (${tx.organisation}, ${id}, ${kind}, ${name}, ${JSON.stringify(settings)}::jsonb, ${secretSealed}, ${tx.now.toString()}::timestamptz,
      ${tx.now.toString()}::timestamptz)`.execute(tx.db)
}

/** Writes it as it is now. Purpose `administration`. @param tried whether trials before still count: false when it is trusted for something else now */
export const replaceProvider = async (tx: Tx, provider: Provider, tried: boolean): Promise<void> => {
  const { id, name, enabled, approvalId, settings, secretSealed, emailTrusted, createsPeople } = provider
  await sql`
    UPDATE identity_providers SET name = ${name}, enabled = ${enabled}, approval_id = ${approvalId}::uuid, settings = ${JSON.stringify(settings)}::jsonb,
      secret_sealed = ${secretSealed}, email_trusted = ${emailTrusted}, creates_people = ${createsPeople}, changed_at = ${tx.now.toString()}::timestamptz,
      tried_at = CASE WHEN ${tried} THEN tried_at END
    WHERE organisation_id = ${tx.organisation} AND id = ${id}`.execute(tx.db)
}

/** A trial went well with the settings that it had when it began. Purpose `administration`. */
export const markTried = async (tx: Tx, { id, changedAt }: Provider): Promise<void> => {
  await sql`
    UPDATE identity_providers SET tried_at = ${tx.now.toString()}::timestamptz
    WHERE organisation_id = ${tx.organisation} AND id = ${id} AND changed_at = ${changedAt.toString()}::timestamptz`.execute(tx.db)
}

/** Providers under one approval go on under the one that renews it. Purpose `administration`. */
export const handOverApproval = async (tx: Tx, from: ApprovalId, to: ApprovalId): Promise<void> => {
  await sql`UPDATE identity_providers SET approval_id = ${to} WHERE organisation_id = ${tx.organisation} AND approval_id = ${from}`.execute(tx.db)
}

/** With what it vouched for. Purpose `administration`. */
export const deleteProvider = async (tx: Tx, id: ProviderId): Promise<void> => {
  await tx.db.deleteFrom('identity_providers').where('organisation_id', '=', tx.organisation).where('id', '=', id).execute()
}

export type MappingRow = { readonly group: string; readonly role: Role | null; readonly locationId: LocationId | null; readonly teamId: TeamId | null }
export type KeptMapping = MappingRow & { readonly providerId: ProviderId; readonly by: PersonId | null }

/** Which groups give what, in their order; of one provider or all. Purpose `administration`. */
export const readMapping = async (tx: Tx, provider: ProviderId | null): Promise<KeptMapping[]> => {
  const { rows } = await sql<KeptMapping>`
    SELECT provider_id AS "providerId", group_name AS "group", role, location_id AS "locationId", team_id AS "teamId", set_by AS by FROM provider_groups
    WHERE organisation_id = ${tx.organisation} AND (${provider}::uuid IS NULL OR provider_id = ${provider}::uuid) ORDER BY provider_id, place`.execute(tx.db)
  return rows
}

const sqlState = (error: unknown): string | undefined => (error as { code?: string }).code

/** Purpose `administration`. @throws Refusal not_found when a location or team is none of this organisation's */
export const replaceMapping = async (tx: Tx, provider: ProviderId, mapping: readonly MappingRow[], by: PersonId): Promise<void> => {
  await sql`DELETE FROM provider_groups WHERE organisation_id = ${tx.organisation} AND provider_id = ${provider}`.execute(tx.db)
  const column = <Key extends keyof MappingRow>(key: Key) => mapping.map((row) => row[key])
  try {
    await sql`
      INSERT INTO provider_groups (organisation_id, provider_id, place, group_name, role, location_id, team_id, set_by)
      SELECT ${tx.organisation}::uuid, ${provider}::uuid, place, group_name, role, location_id, team_id, ${by}::uuid
      FROM unnest(${column('group')}::text[], ${column('role')}::text[], ${column('locationId')}::uuid[], ${column('teamId')}::uuid[]) WITH ORDINALITY
        AS m (group_name, role, location_id, team_id, place)`.execute(tx.db)
  } catch (error) {
    if (sqlState(error) === '23503') throw new Refusal('not_found')
    throw error
  }
}
