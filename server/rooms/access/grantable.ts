import type { LocationId } from '#contract/ids.ts'
import { localRoles, mayGrant, roles } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'

/** A role somebody holds: in the whole organisation (null) or at one location. */
export type Held = { readonly role: Role; readonly locationId: LocationId | null }

/**
 * Whether who holds these may give, change and take away a role there. Nobody grants what they do not hold: what a role may hand on is part of it
 * (`mayGrant`), and a role held for one location reaches that location only.
 */
export const mayGive = (held: readonly Held[], { role, locationId }: Held): boolean =>
  held.some((own) => mayGrant[own.role].includes(role) && (own.locationId === null || own.locationId === locationId))

/**
 * The one role that is given by who does not hold it: an organisation without a privacy officer gets its first one from its manager, as the law wants it
 * (GDPR art. 37: the controller designates them). From then on officers give it.
 */
export const mayAppoint = (held: readonly Held[], { role, locationId }: Held, hasOfficer: boolean): boolean =>
  !hasOfficer && role === 'privacy_officer' && locationId === null && held.some((own) => own.role === 'organisation_manager' && own.locationId === null)

/** Every role that may be given, with the locations to which that is limited; null: anywhere. */
export const grantable = (held: readonly Held[], hasOfficer: boolean): { readonly role: Role; readonly at: readonly LocationId[] | null }[] =>
  roles.flatMap((role): { readonly role: Role; readonly at: readonly LocationId[] | null }[] => {
    const whole = { role, locationId: null }
    if (mayGive(held, whole) || mayAppoint(held, whole, hasOfficer)) return [{ role, at: null }]
    if (!localRoles.has(role)) return []
    const at = held.flatMap(({ locationId }) => (locationId !== null && mayGive(held, { role, locationId }) ? [locationId] : []))
    return at.length === 0 ? [] : [{ role, at: [...new Set(at)] }]
  })
