import type { LocationId, OrganisationId, PersonId } from '#contract/ids.ts'
import { permissionsOf } from '#contract/permissions.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'

type Held = { readonly role: Role; readonly locationId: LocationId | null }

/** Where somebody stands now, whatever speaks for them: a session, or a token of theirs. */
export type StandingRow = {
  person_id: PersonId
  team_id: string | null
  language: 'nl' | 'en'
  opted_in: boolean
  restricted: boolean
  access_until: Temporal.Instant | null
  grants_change_at: Temporal.Instant | null
  agreement_in_force: boolean
  held: Held[]
}

/** For a statement about persons `p` (of `person_states`) and their organisation `o` (of `organisation_states`): $1 the organisation, $3 now. */
export const standingColumns = `
    p.person_id, p.team_id, p.language, p.access_until, p.opted_in_at IS NOT NULL AS opted_in, p.restricted_at IS NOT NULL AS restricted,
    o.agreement_in_force,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'locationId', r.location_id) ORDER BY r.role), '[]') FROM role_grants r
      WHERE r.organisation_id = $1 AND r.person_id = p.person_id AND r.starts_at <= $3::timestamptz
        AND (r.ends_at IS NULL OR r.ends_at > $3::timestamptz)) AS held,
    (SELECT min(c.at) FROM role_grants r, LATERAL (VALUES (r.starts_at), (r.ends_at)) AS c (at)
      WHERE r.organisation_id = $1 AND r.person_id = p.person_id AND c.at > $3::timestamptz) AS grants_change_at`

/** They may come in at all: not switched off, not past their end, and neither is their organisation. */
export const standingHolds = `
    p.deactivated_at IS NULL AND (p.access_until IS NULL OR p.access_until > $3::timestamptz)
    AND o.access_ended_at IS NULL AND (o.formation_expires_at IS NULL OR o.formation_expires_at > $3::timestamptz)`

/** Rights for the whole organisation, and those that hold at some locations only. */
const rightsOf = (held: readonly Held[]): Pick<PersonPrincipal, 'roles' | 'permissions' | 'locally'> => {
  const permissions = permissionsOf(held.filter(({ locationId }) => locationId === null).map(({ role }) => role))
  const locally = new Map<Permission, Set<LocationId>>()
  for (const { role, locationId } of held) {
    if (locationId === null) continue
    for (const permission of permissionsOf([role])) {
      if (!permissions.has(permission)) locally.set(permission, (locally.get(permission) ?? new Set()).add(locationId))
    }
  }
  return { roles: [...new Set(held.map(({ role }) => role))], permissions, locally }
}

export type Standing = Pick<
  PersonPrincipal,
  'kind' | 'organisation' | 'person' | 'roles' | 'permissions' | 'locally' | 'teamId' | 'language' | 'optedIn' | 'restricted' | 'agreementInForce' | 'changesAt'
>

export const standingOf = (organisation: OrganisationId, row: StandingRow): Standing => ({
  kind: 'person',
  organisation,
  person: row.person_id,
  ...rightsOf(row.held),
  teamId: row.team_id,
  language: row.language,
  optedIn: row.opted_in,
  restricted: row.restricted,
  agreementInForce: row.agreement_in_force,
  changesAt: row.grants_change_at,
})

export const earliest = (...instants: readonly (Temporal.Instant | null)[]): Temporal.Instant =>
  instants.filter((each) => each !== null).reduce((one, other) => (Temporal.Instant.compare(one, other) < 0 ? one : other))
