import type { z } from 'zod'
import type { Guest } from '#contract/endpoints/guests.ts'
import type { GrantId, LocationId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { addPerson, endsOf, personOfEmail, setAccessUntil } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import type { LocationNames } from './grants.ts'
import { invite } from './invitations.ts'
import type { Invitation } from './invitations.ts'
import { endSessions } from './sessions.ts'
import { insertGrant } from './store-grants.ts'
import { readStays, setStay } from './store-guests.ts'
import type { StayRow } from './store-guests.ts'

/** Longer than this nobody is a guest. */
const longestDays = 90

export type GuestView = z.output<typeof Guest>

const viewsOf = async (kernel: Kernel, tx: Tx, names: LocationNames, rows: readonly StayRow[]): Promise<GuestView[]> => {
  const [locations, own] = await Promise.all([names(tx), kernel.keys.load(tx.organisation, rows.map(({ person }) => person))])
  return rows.map((row) => ({
    id: row.person,
    name: own.open(row.person, 'name', row.name) ?? '',
    email: own.open(row.person, 'email', row.email) ?? '',
    location: { id: row.locationId, name: locations.get(row.locationId) ?? '' },
    from: row.startsAt.toString(),
    until: row.until.toString(),
    hasAccount: row.hasAccount,
  }))
}

/** Where the caller receives guests: null is everywhere. */
export const receivesAt = (caller: PersonPrincipal): readonly LocationId[] | null =>
  caller.permissions.has('receive_guests') ? null : [...(caller.locally.get('receive_guests') ?? [])]

/**
 * Guests expected on a day, from this moment on when it is today: who has left is no longer shown, and days gone by hold nothing. Purpose `administration`.
 */
export const expectedGuests = async (
  kernel: Kernel,
  tx: Tx,
  names: LocationNames,
  { locations, date }: { readonly locations: readonly LocationId[] | null; readonly date: Temporal.PlainDate | null },
): Promise<GuestView[]> => {
  // The day of whoever asks is not known here: a date is taken with half a day on either side, which the reader's own clock narrows down.
  const day = date?.toZonedDateTime('UTC')
  const from = day === undefined ? tx.now : day.subtract({ hours: 12 }).toInstant()
  const to = day === undefined ? tx.now.add({ hours: 24 }) : day.add({ hours: 36 }).toInstant()
  const start = Temporal.Instant.compare(from, tx.now) < 0 ? tx.now : from
  if (Temporal.Instant.compare(to, start) <= 0) return []
  return viewsOf(kernel, tx, names, await readStays(tx, { locations, from: start, to }))
}

/** A guest who was here before and comes again, or a new one. @throws Refusal email_taken when the address is that of anybody else */
const guestOf = async (kernel: Kernel, tx: Tx, wanted: { readonly name: string; readonly email: string; readonly language: 'nl' | 'en' }, until: Temporal.Instant) => {
  const known = await personOfEmail(tx, kernel.keys, wanted.email)
  const ends = known === null ? null : await endsOf(tx, known)
  if (known === null || ends?.kind !== 'guest' || !ends.over || ends.deactivatedAt !== null) return addPerson(tx, kernel.keys, { ...wanted, guestUntil: until })
  await setAccessUntil(tx, known, until)
  return known
}

/**
 * Registers a guest: an account that begins and ends by itself. Purpose `administration`.
 * @throws Refusal not_found (location), guest_period_invalid, email_taken
 */
export const registerGuest = async (
  kernel: Kernel,
  tx: Tx,
  caller: PersonPrincipal,
  names: LocationNames,
  wanted: {
    readonly name: string
    readonly email: string
    readonly locationId: LocationId
    readonly from: Temporal.Instant | null
    readonly until: Temporal.Instant
    readonly language: 'nl' | 'en'
  },
): Promise<{ guest: GuestView; invitation: Invitation }> => {
  const { locationId, until } = wanted
  if (!(await names(tx)).has(locationId)) throw new Refusal('not_found')
  const from = wanted.from !== null && Temporal.Instant.compare(wanted.from, tx.now) > 0 ? wanted.from : tx.now
  const fits = Temporal.Instant.compare(until, from) > 0 && tx.now.until(until).total('hours') <= longestDays * 24
  if (!fits) throw new Refusal('guest_period_invalid')
  const { name, email, language } = wanted
  const person = await guestOf(kernel, tx, { name, email, language }, until)
  await setStay(tx, { person, locationId, from, by: caller.person })
  const grant = { id: crypto.randomUUID() as GrantId, person, role: 'employee', locationId: null, by: caller.person, why: null, startsAt: from, endsAt: null } as const
  await insertGrant(tx, grant)
  const invitation = await invite(kernel, tx, person)
  await trail.record(tx, {
    action: 'access.guest_registered',
    subject: { kind: 'person', id: person },
    person,
    detail: { locationId, from: from.toString(), until: until.toString() },
  })
  const [guest] = await viewsOf(kernel, tx, names, await readStays(tx, { locations: null, from: tx.now, to: null, person }))
  if (guest === undefined) throw new Error('the guest that was just registered cannot be read')
  return { guest, invitation }
}

/** Ends a guest's access now: sessions and streams with it. Purpose `administration`. @throws Refusal not_found when there is no such guest at these locations */
export const endGuest = async (kernel: Kernel, tx: Tx, locations: readonly LocationId[] | null, person: PersonId): Promise<void> => {
  const [stay] = await readStays(tx, { locations, from: tx.now, to: null, person })
  if (stay === undefined) throw new Refusal('not_found')
  await setAccessUntil(tx, person, tx.now)
  await endSessions(kernel, tx, person)
  await trail.record(tx, { action: 'access.guest_ended', subject: { kind: 'person', id: person }, person })
}
