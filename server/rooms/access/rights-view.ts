import type { z } from 'zod'
import type { whoCanDoWhat } from '#contract/endpoints/rights.ts'
import type { LocationId, PersonId } from '#contract/ids.ts'
import { permissions, permissionsOf } from '#contract/permissions.ts'
import type { Permission } from '#contract/permissions.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import type { LocationNames } from './grants.ts'
import { readReaching } from './store-rights-view.ts'
import type { Reaching } from './store-rights-view.ts'

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
  const [rows, locations] = await Promise.all([readReaching(tx, location), names(tx)])
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
