import type { PersonId, VisitId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { StaffPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { signOutVisited, visitedRoles, visitedSessions } from '../access/index.ts'
import { visitedBookings } from '../bookings/index.ts'
import { visitedDevices } from '../devices/index.ts'
import * as notices from '../notices/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { visitedPerson } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { amongStaff } from './own.ts'
import { readVisit } from './store-visits.ts'
import { stateOf } from './visit.ts'
import type { Visit } from './visit.ts'
import { findVisit } from './visits.ts'

/** The role that a person sees as the one that looked. */
const role = 'support'

type InVisit = { readonly tx: Tx; readonly visit: Visit; readonly seen: (person: PersonId | null, view: string) => Promise<void> }

/**
 * Work within a running visit, one's own, in purpose `support`: PostgreSQL shows that login nothing of a customer without a visit in force. What is looked
 * at stands in the customer's trail in the same transaction; whom it was about is told before the answer goes out.
 * @throws Refusal not_found, visit_not_open, visit_reads_only
 */
const inVisit = async <T>(kernel: Kernel, principal: StaffPrincipal, id: VisitId, scope: 'read' | 'write', work: (within: InVisit) => Promise<T>): Promise<T> => {
  const { staff } = principal
  const { organisation } = await findVisit(kernel, principal, id, true)
  const people = new Set<PersonId>()
  const acts: { view: string; ticket: string }[] = []
  const result = await kernel.inPurpose({ organisation, actor: { kind: 'staff', id: staff }, purpose: 'support' }, async (tx) => {
    const visit = await readVisit(tx, id)
    if (visit === null || stateOf(visit, tx.now) !== 'running') throw new Refusal('visit_not_open')
    if (scope === 'write' && visit.scope !== 'write') throw new Refusal('visit_reads_only')
    // Without a row: the customer's clock and ours say it runs, and the database's own says it is over.
    const customer = await findOrganisation(tx)
    if (customer?.agreementInForceId == null) throw new Refusal('visit_not_open')
    const seen: InVisit['seen'] = async (person, view) => {
      acts.push({ view, ticket: visit.ticket })
      const during = { visit: visit.id, reason: visit.reason, ticket: visit.ticket }
      if (person === null) return trail.record(tx, { action: 'trail.looked_at', detail: { role, view, ...during } })
      people.add(person)
      return trail.lookedAt(tx, person, { role, view }, during)
    }
    return work({ tx, visit, seen })
  })
  if (people.size > 0) {
    await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) =>
      notices.tellVisited(kernel, tx, [...people], 'support_looked', id),
    )
  }
  await amongStaff(kernel, staff, (tx) =>
    trail.record(tx, acts.map(({ view, ticket }) => ({ action: 'operator.looked', subject: { kind: 'visit', id }, detail: { organisation, ticket, view } }))),
  )
  return result
}

type Person = NonNullable<Awaited<ReturnType<typeof visitedPerson>>>

const shownPerson = async (tx: Tx, { deactivatedAt, accessUntil, ...person }: Person) => ({
  ...person,
  roles: await visitedRoles(tx, person.id),
  deactivatedAt: deactivatedAt?.toString() ?? null,
  accessUntil: accessUntil?.toString() ?? null,
})

export const findPerson = (kernel: Kernel, principal: StaffPrincipal, id: VisitId, email: string) =>
  inVisit(kernel, principal, id, 'read', async ({ tx, seen }) => {
    const person = await visitedPerson(tx, kernel.keys, { email })
    await seen(person?.id ?? null, 'support_found')
    return { person: person === null ? null : await shownPerson(tx, person) }
  })

/** @throws Refusal not_found */
const personIn = async (kernel: Kernel, tx: Tx, id: PersonId): Promise<Person> => {
  const person = await visitedPerson(tx, kernel.keys, { id })
  if (person === null) throw new Refusal('not_found')
  return person
}

export const lookAtPerson = (kernel: Kernel, principal: StaffPrincipal, id: VisitId, personId: PersonId) =>
  inVisit(kernel, principal, id, 'read', async ({ tx, seen }) => {
    const person = await personIn(kernel, tx, personId)
    const [shown, sessions, bookings] = await Promise.all([shownPerson(tx, person), visitedSessions(tx, personId), visitedBookings(tx, personId)])
    await seen(personId, 'support_account')
    return {
      person: shown,
      sessions: sessions.map(({ device, method, created_at, seen_at, ends_at }) => ({
        device, method, createdAt: created_at.toString(), seenAt: seen_at.toString(), endsAt: ends_at.toString(),
      })),
      bookings: bookings.map(({ id: booking, workspace_name, from_at, to_at, status }) => ({
        id: booking, workspaceName: workspace_name, from: from_at.toString(), to: to_at.toString(), status,
      })),
    }
  })

export const lookAtDevices = (kernel: Kernel, principal: StaffPrincipal, id: VisitId) =>
  inVisit(kernel, principal, id, 'read', async ({ tx, seen }) => {
    const devices = await visitedDevices(tx)
    await seen(null, 'support_devices')
    return {
      devices: devices.map(({ id: device, name, model, last_seen_at, battery_pct, stuck }) => ({
        id: device, name, model, lastSeenAt: last_seen_at?.toString() ?? null, batteryPct: battery_pct, stuck,
      })),
    }
  })

export const signOutPerson = (kernel: Kernel, principal: StaffPrincipal, id: VisitId, personId: PersonId): Promise<void> =>
  inVisit(kernel, principal, id, 'write', async ({ tx, seen }) => {
    await personIn(kernel, tx, personId)
    await signOutVisited(kernel, tx, personId)
    await seen(personId, 'support_signed_out')
  })
