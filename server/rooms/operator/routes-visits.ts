import * as endpoints from '#contract/endpoints/operator-visits.ts'
import type { StaffVisit } from '#contract/endpoints/operator-visits.ts'
import { Refusal } from '#kernel/errors.ts'
import { route, selfOpeningRoute } from '#kernel/http/index.ts'
import type { Route, StaffPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { findOrganisation } from '../organisations/index.ts'
import { findPerson, lookAtDevices, lookAtPerson, signOutPerson } from './in-visit.ts'
import { staffNames } from './log.ts'
import { amongStaff } from './own.ts'
import * as store from './store-visits.ts'
import type { Listed } from './store-visits.ts'
import { endsByItself } from './visit.ts'
import * as visits from './visits.ts'
import { watch } from './watch.ts'

const mostListed = 50

type Seen = { readonly shown: StaffVisit; readonly until: Temporal.Instant | null }

/** A visit as this one of the staff sees it; null: the customer is gone, and its visits with it. */
const seen = async (kernel: Kernel, { staff, roles }: StaffPrincipal, where: Listed, names: ReadonlyMap<string, string>): Promise<Seen | null> => {
  const { organisation } = where
  const found = await visits.atCustomer(kernel, organisation, staff, async (tx) => {
    const [visit, customer] = [await store.readVisit(tx, where.visit), await findOrganisation(tx)]
    return visit === null || customer === null ? null : { visit, name: customer.name, now: tx.now }
  })
  if (found === null) return null
  const { visit, name, now } = found
  const base = await visits.shownVisit(kernel, { organisation, now }, visit)
  const mine = visit.staff === staff
  const canApprove = !mine && roles.includes('lead') && base.state === 'asked' && base.ground === 'necessity'
  const shown = { ...base, organisation: { id: organisation, name }, staff: { id: visit.staff, name: names.get(visit.staff) ?? null }, mine, canApprove }
  return { shown, until: endsByItself(visit, now) }
}

/** @throws Refusal not_found */
const one = async (kernel: Kernel, principal: StaffPrincipal, where: Listed): Promise<Seen> => {
  const found = await seen(kernel, principal, where, await staffNames(kernel))
  if (found === null) throw new Refusal('not_found')
  return found
}

/** Support visits, from asking to ending. */
export const visitRoutes = (kernel: Kernel): Route[] => {
  const after = async (principal: StaffPrincipal, where: Listed, work: Promise<void>): Promise<StaffVisit> => {
    await work
    return (await one(kernel, principal, where)).shown
  }
  return [
    route(endpoints.listVisits, async ({ principal }) => {
      const { staff, roles } = principal
      const listed = await amongStaff(kernel, staff, (tx) => store.listed(tx, staff, roles.includes('lead'), mostListed))
      const names = await staffNames(kernel)
      const shown: StaffVisit[] = []
      for (const where of listed) {
        const found = await seen(kernel, principal, where, names)
        if (found !== null) shown.push(found.shown)
      }
      return { visits: shown }
    }),

    route(endpoints.askVisit, async ({ principal, body }) => (await one(kernel, principal, await visits.ask(kernel, principal.staff, body))).shown),

    route(endpoints.approveVisit, async ({ principal, params }) => {
      const where = await visits.findVisit(kernel, principal, params.visitId, false)
      return after(principal, where, visits.approve(kernel, principal, where))
    }),

    route(endpoints.beginVisit, async ({ principal, params }) => {
      const where = await visits.findVisit(kernel, principal, params.visitId, true)
      return after(principal, where, visits.begin(kernel, principal.staff, where))
    }),

    route(endpoints.extendVisit, async ({ principal, params, body }) => {
      const where = await visits.findVisit(kernel, principal, params.visitId, true)
      return after(principal, where, visits.askMore(kernel, principal.staff, where, body.minutes))
    }),

    route(endpoints.endVisit, async ({ principal, params }) => {
      const where = await visits.findVisit(kernel, principal, params.visitId, false)
      return after(principal, where, visits.endByStaff(kernel, principal.staff, where))
    }),

    selfOpeningRoute(endpoints.watchVisit, async ({ principal, params, request, reply }) => {
      const { shown, until } = await one(kernel, principal, await visits.findVisit(kernel, principal, params.visitId, true))
      if (until === null) throw new Refusal('visit_not_open')
      watch(kernel, principal, kernel.streams.open(request, reply, principal), shown, until)
      return ''
    }),

    route(endpoints.findPersonInVisit, ({ principal, params, body }) => findPerson(kernel, principal, params.visitId, body.email)),
    route(endpoints.getPersonInVisit, ({ principal, params }) => lookAtPerson(kernel, principal, params.visitId, params.personId)),
    route(endpoints.listDevicesInVisit, ({ principal, params }) => lookAtDevices(kernel, principal, params.visitId)),
    route(endpoints.signOutInVisit, ({ principal, params }) => signOutPerson(kernel, principal, params.visitId, params.personId)),
  ]
}
