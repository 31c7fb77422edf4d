import { sql } from 'kysely'
import type { z } from 'zod'
import type { whoCanDoWhat, whyCan } from '#contract/endpoints/rights.ts'
import type { GrantId, LocationId, PersonId } from '#contract/ids.ts'
import { permissions, permissionsOf } from '#contract/permissions.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { LocationNames } from './grants.ts'
import { inForce } from './store-grants.ts'

type Reaching = { readonly id: GrantId; readonly person: PersonId; readonly role: Role; readonly locationId: LocationId | null; readonly endsAt: Temporal.Instant | null; readonly nameSealed: Buffer }

/**
 * What people hold now, of those who can use it: they may come in, have opted in and their data is not frozen. At a location also what is held for the
 * whole organisation. Purpose `administration`.
 */
const reaching = async (tx: Tx, location: LocationId | null): Promise<Reaching[]> => {
  const { rows } = await sql<Reaching>`
    SELECT r.id, r.person_id AS person, r.role, r.location_id AS "locationId", r.ends_at AS "endsAt", p.name_sealed AS "nameSealed"
    FROM role_grants r JOIN people p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${tx.organisation} AND ${inForce(tx)}
      AND (${location}::uuid IS NULL OR r.location_id IS NULL OR r.location_id = ${location}::uuid)
      AND p.deactivated_at IS NULL AND (p.access_until IS NULL OR p.access_until > ${tx.now.toString()}::timestamptz)
      AND p.opted_in_at IS NOT NULL AND p.restricted_at IS NULL
    ORDER BY r.location_id NULLS FIRST, r.ends_at DESC NULLS FIRST, r.role`.execute(tx.db)
  return rows
}

/** What every employee has says nothing about anybody. */
const everyonesPermissions = permissionsOf(['employee'])

export type Overview = Omit<z.output<typeof whoCanDoWhat.success.body>, 'at' | 'location'>

/** Each permission with those who have it and what gives it to them. @returns also whose names are in it */
export const rightsHere = async (
  kernel: Kernel,
  tx: Tx,
  names: LocationNames,
  { location, permission: only }: { readonly location: LocationId | null; readonly permission: Permission | null },
): Promise<Overview & { readonly shown: PersonId[] }> => {
  const [rows, locations] = await Promise.all([reaching(tx, location), names(tx)])
  const wanted = only === null ? permissions : [only]
  const listed = new Map<Permission, Map<PersonId, Reaching[]>>(wanted.map((permission) => [permission, new Map()]))
  for (const row of rows) {
    for (const permission of permissionsOf([row.role])) {
      const holders = listed.get(permission)
      if (holders !== undefined) holders.set(row.person, [...(holders.get(row.person) ?? []), row])
    }
  }
  const tells = (permission: Permission) => only !== null || !everyonesPermissions.has(permission)
  const shown = [...new Set([...listed].flatMap(([permission, holders]) => (tells(permission) ? [...holders.keys()] : [])))]
  const own = await kernel.keys.load(tx.organisation, shown)
  const sealed = new Map(rows.map((row) => [row.person, row.nameSealed]))
  const nameOf = (id: PersonId) => own.open(id, 'name', sealed.get(id) ?? Buffer.alloc(0)) ?? ''
  const opened = new Map(shown.map((id) => [id, nameOf(id)]))
  const collator = new Intl.Collator('nl')
  return {
    shown,
    permissions: [...listed].map(([permission, holders]) => ({
      permission,
      count: holders.size,
      everyone: !tells(permission),
      holders: tells(permission)
        ? [...holders]
            .map(([id, through]) => ({
              person: { id, name: opened.get(id) ?? '' },
              through: through.map(({ id: grantId, role, locationId, endsAt }) => ({
                grantId,
                role,
                location: locationId === null ? null : { id: locationId, name: locations.get(locationId) ?? '' },
                until: endsAt?.toString() ?? null,
              })),
            }))
            .toSorted((one, other) => collator.compare(one.person.name, other.person.name))
        : [],
    })),
  }
}

export type Barred = z.output<typeof whyCan.success.body>['barred']

/** Why somebody can do nothing at all now, if so; undefined when there is no such person. Purpose `administration`. */
export const barredBy = async (tx: Tx, person: PersonId): Promise<Barred | undefined> => {
  const { rows } = await sql<{ barred: Barred }>`
    SELECT CASE WHEN deactivated_at IS NOT NULL THEN 'deactivated' WHEN access_until <= ${tx.now.toString()}::timestamptz THEN 'access_over'
      WHEN restricted_at IS NOT NULL THEN 'data_restricted' WHEN opted_in_at IS NULL THEN 'not_opted_in' END AS barred
    FROM people WHERE organisation_id = ${tx.organisation} AND id = ${person}`.execute(tx.db)
  return rows[0]?.barred
}
