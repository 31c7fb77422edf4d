import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { LocationId, PersonId } from '../ids.ts'
import { Day, Email, Instant, Language, Name } from '../values.ts'
import { Invitation } from './people.ts'

const desk = { purpose: 'administration', agreement: 'required', tag: 'Guests' } as const

/** Somebody from outside who may come in until a moment. */
export const Guest = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  location: z.object({ id: LocationId, name: z.string() }),
  from: Instant,
  until: Instant,
  /** Took the invitation up. */
  hasAccount: z.boolean(),
})

export const listGuests = endpoint({
  ...desk,
  id: 'listGuests',
  method: 'GET',
  path: '/guests',
  summary: 'Guests expected on a day (today when not given), at my locations; nothing of before',
  access: { permission: 'receive_guests', at: 'any' },
  query: z.object({ locationId: LocationId.optional(), date: Day.optional() }),
  success: { status: 200, body: z.object({ guests: z.array(Guest) }) },
})

export const registerGuest = endpoint({
  ...desk,
  id: 'registerGuest',
  method: 'POST',
  path: '/guests',
  summary: 'Register a guest of a location, with the moment at which their access ends by itself',
  access: { permission: 'receive_guests', at: { location: 'body.locationId' } },
  body: z.object({
    name: Name,
    email: Email,
    locationId: LocationId,
    from: Instant.nullable().default(null).meta({ description: 'null: now' }),
    until: Instant.meta({ description: 'At most 90 days ahead' }),
    language: Language.default('nl'),
  }),
  success: { status: 201, body: z.object({ guest: Guest, invitation: Invitation }) },
  errors: ['email_taken', 'guest_period_invalid'],
})

export const endGuest = endpoint({
  ...desk,
  id: 'endGuest',
  method: 'DELETE',
  path: '/guests/{personId}',
  summary: 'End the access of a guest now',
  access: { permission: 'receive_guests', at: 'any' },
  params: z.object({ personId: PersonId }),
  success: { status: 204, body: null },
})
