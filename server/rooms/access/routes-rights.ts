import * as rights from '#contract/endpoints/rights.ts'
import type { Grant } from '#contract/endpoints/rights.ts'
import type { LocationId, PersonId } from '#contract/ids.ts'
import { localRoles, permissions, permissionsOf } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { personNames, personOfEmail } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { grantable } from './grantable.ts'
import { changeGrant, giveGrant, grantViews, takeGrantAway } from './grants.ts'
import type { LocationNames } from './grants.ts'
import { rightsHere } from './rights-view.ts'
import { heldBy, isHeldByAnyone, readGrants } from './store-grants.ts'
import type { GrantRow } from './store-grants.ts'
import { barredBy } from './store-rights-view.ts'

const collator = new Intl.Collator('nl')
const byName = (one: Grant, other: Grant): number =>
  collator.compare(one.person.name, other.person.name) || collator.compare(one.role, other.role) || (one.id < other.id ? -1 : 1)

/** Where the caller sees rights: null is everywhere. */
const seesAt = (caller: PersonPrincipal): readonly LocationId[] | null =>
  caller.permissions.has('see_rights') ? null : [...(caller.locally.get('see_rights') ?? [])]

/** By which office somebody looks at the rights of others. */
const officeOf = (caller: PersonPrincipal): Role => caller.roles.find((role) => permissionsOf([role]).has('see_rights')) ?? 'employee'

/** Who may do what, why, and until when. */
export const rightsRoutes = (kernel: Kernel, locations: LocationNames): Route[] => {
  const looked = (tx: Tx, caller: PersonPrincipal, people: readonly PersonId[]) =>
    trail.lookedAtList(tx, kernel.looks, [...new Set(people)], { role: officeOf(caller), view: 'rights' })

  const viewOf = async (tx: Tx, caller: PersonPrincipal, row: GrantRow): Promise<Grant> => {
    const [view] = await grantViews(kernel, tx, locations, [row], await heldBy(tx, caller.person))
    if (view === undefined) throw new Error('a grant without a view')
    return view
  }

  return [
    route(rights.listGrants, async ({ tx, principal, query }) => {
      const mine = seesAt(principal)
      const { locationId, personId, role, over, after, limit } = query
      const at = locationId === undefined ? mine : (mine?.includes(locationId) ?? true) ? [locationId] : []
      const [rows, held] = await Promise.all([
        readGrants(tx, { person: personId, role, employees: role === 'employee' || personId !== undefined, locations: at ?? undefined, over }),
        heldBy(tx, principal.person),
      ])
      const grants = (await grantViews(kernel, tx, locations, rows, held)).toSorted(byName)
      const start = after === undefined ? 0 : grants.findIndex(({ id }) => id === after) + 1
      const page = after !== undefined && start === 0 ? [] : grants.slice(start, start + limit)
      await looked(tx, principal, page.map(({ person }) => person.id))
      const last = page.at(-1)
      return { grants: page, total: grants.length, next: last === undefined || last === grants.at(-1) ? null : last.id }
    }),

    route(rights.listGrantableRoles, async ({ tx, principal }) => {
      const [held, hasOfficer, names] = await Promise.all([heldBy(tx, principal.person), isHeldByAnyone(tx, 'privacy_officer'), locations(tx)])
      const places = [...names].map(([id, name]) => ({ id, name })).toSorted((one, other) => collator.compare(one.name, other.name))
      return {
        roles: grantable(held, hasOfficer).map(({ role, at }) => ({
          role,
          whole: at === null,
          locations: localRoles.has(role) ? places.filter(({ id }) => at?.includes(id) ?? true) : [],
        })),
      }
    }),

    route(rights.giveGrant, async ({ tx, principal, body }) => {
      const { role, locationId, why } = body
      const person = body.personId ?? (await personOfEmail(tx, kernel.keys, body.email ?? ''))
      if (person === null) throw new Refusal('not_found')
      const from = body.from === null ? null : Temporal.Instant.from(body.from)
      const until = body.until === null ? null : Temporal.Instant.from(body.until)
      return viewOf(tx, principal, await giveGrant(kernel, tx, principal, { person, role, locationId, why, from, until }, locations))
    }),

    route(rights.changeGrant, async ({ tx, principal, params, body }) => {
      const { until, why } = body
      const end = until === undefined ? {} : { until: until === null ? null : Temporal.Instant.from(until) }
      return viewOf(tx, principal, await changeGrant(kernel, tx, principal, params.grantId, { ...end, ...(why === undefined ? {} : { why }) }))
    }),

    route(rights.takeGrantAway, async ({ tx, principal, params }) => takeGrantAway(kernel, tx, principal, params.grantId)),

    route(rights.whoCanDoWhat, async ({ tx, principal, query }) => {
      const names = await locations(tx)
      const { locationId, permission } = query
      const name = locationId === undefined ? null : names.get(locationId)
      if (name === undefined) throw new Refusal('not_found')
      const { shown, permissions: held } = await rightsHere(kernel, tx, locations, { location: locationId ?? null, permission: permission ?? null })
      await looked(tx, principal, shown)
      const location = locationId === undefined || name === null ? null : { id: locationId, name }
      return { at: tx.now.toString(), location, permissions: held }
    }),

    route(rights.whyCan, async ({ tx, principal, params }) => {
      const mine = seesAt(principal)
      const [barred, rows, held] = await Promise.all([
        barredBy(tx, params.personId),
        readGrants(tx, { person: params.personId, employees: true }),
        heldBy(tx, principal.person),
      ])
      const reaching = rows.filter(({ locationId }) => mine === null || locationId === null || mine.includes(locationId))
      if (barred === undefined || (mine !== null && reaching.every(({ role }) => role === 'employee'))) throw new Refusal('not_found')
      const [grants, names] = await Promise.all([
        grantViews(kernel, tx, locations, reaching, held),
        personNames(tx, kernel.keys, [params.personId]),
        looked(tx, principal, [params.personId]),
      ])
      const inForce = grants.filter(({ state }) => state === 'in_force').toSorted(byName)
      return {
        person: { id: params.personId, name: names.get(params.personId) ?? '' },
        barred,
        permissions: permissions.flatMap((permission) => {
          const through = inForce.filter(({ role }) => permissionsOf([role]).has(permission)).map(({ id }) => id)
          return through.length === 0 ? [] : [{ permission, grantIds: through }]
        }),
        grants: grants.toSorted(byName),
      }
    }),
  ]
}
