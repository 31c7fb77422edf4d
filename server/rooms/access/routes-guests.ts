import * as guests from '#contract/endpoints/guests.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as trail from '../trail/index.ts'
import type { LocationNames } from './grants.ts'
import { endGuest, expectedGuests, receivesAt, registerGuest } from './guests.ts'

/** The reception desk: who is expected, never who was. */
export const guestRoutes = (kernel: Kernel, locations: LocationNames): Route[] => [
  route(guests.listGuests, async ({ tx, principal, query }) => {
    const mine = receivesAt(principal)
    const { locationId } = query
    if (locationId !== undefined && !(mine?.includes(locationId) ?? (await locations(tx)).has(locationId))) throw new Refusal('not_found')
    const date = query.date === undefined ? null : Temporal.PlainDate.from(query.date)
    const expected = await expectedGuests(kernel, tx, locations, { locations: locationId === undefined ? mine : [locationId], date })
    await trail.lookedAtList(tx, kernel.looks, expected.map(({ id }) => id), { role: 'receptionist', view: 'guests' })
    return { guests: expected }
  }),

  route(guests.registerGuest, async ({ tx, principal, body }) => {
    const { from, until } = body
    const period = { from: from === null ? null : Temporal.Instant.from(from), until: Temporal.Instant.from(until) }
    return registerGuest(kernel, tx, principal, locations, { ...body, ...period })
  }),

  route(guests.endGuest, async ({ tx, principal, params }) => endGuest(kernel, tx, receivesAt(principal), params.personId)),
]
