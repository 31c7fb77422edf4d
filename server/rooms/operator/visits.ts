import type { OrganisationId, PersonId, StaffId, VisitId } from '#contract/ids.ts'
import type { SupportVisit } from '#contract/endpoints/support.ts'
import type { VisitEnder, VisitGround, VisitReason, VisitScope } from '#contract/support-visits.ts'
import { Refusal } from '#kernel/errors.ts'
import type { StaffPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { findOrganisation } from '../organisations/index.ts'
import * as trail from '../trail/index.ts'
import { actorOf, amongStaff } from './own.ts'
import { endOf, isOver, stateOf } from './visit.ts'
import type { Visit } from './visit.ts'
import * as store from './store-visits.ts'
import type { Listed } from './store-visits.ts'

/** Events for the outbox, payload `VisitAsked`: a customer's managers are told. */
export const visitAsked = 'operator.visitAsked'
export type VisitAsked = { readonly visitId: VisitId; readonly ground: VisitGround }

/** The words of a visit lie under a key of its own, below the customer's: they go with the customer. */
const wordsOwner = (visit: VisitId): PersonId => visit as string as PersonId

export const shownVisits = async ({ keys }: Pick<Kernel, 'keys'>, tx: Pick<Tx, 'organisation' | 'now'>, visits: readonly Visit[]): Promise<SupportVisit[]> => {
  const own = await keys.load(tx.organisation, visits.map(({ id }) => wordsOwner(id)))
  return visits.map((visit) => {
    const end = endOf(visit, tx.now)
    return {
      id: visit.id,
      state: stateOf(visit, tx.now),
      ground: visit.ground,
      reason: visit.reason,
      words: own.open(wordsOwner(visit.id), 'words', visit.wordsSealed),
      ticket: visit.ticket,
      scope: visit.scope,
      askedMinutes: visit.askedMinutes,
      allowedMinutes: visit.allowedMinutes,
      extensionMinutes: visit.extensionMinutes,
      askedAt: visit.askedAt.toString(),
      allowedAt: visit.allowedAt?.toString() ?? null,
      startedAt: visit.startedAt?.toString() ?? null,
      endsAt: end.at?.toString() ?? null,
      endedBy: end.by,
    }
  })
}

export const shownVisit = async (kernel: Pick<Kernel, 'keys'>, tx: Pick<Tx, 'organisation' | 'now'>, visit: Visit): Promise<SupportVisit> => {
  const [shown] = await shownVisits(kernel, tx, [visit])
  if (shown === undefined) throw new Error('a visit that is not shown')
  return shown
}

/** Codes of a visit, for both trails: the customer's, and the operator's own. */
const noted = (visit: Visit, more: Readonly<Record<string, string | number | null>> = {}) => ({
  subject: { kind: 'visit', id: visit.id },
  detail: { ticket: visit.ticket, reason: visit.reason, ground: visit.ground, ...more },
})

/** At the customer, as one of the staff: never more than the visit itself and whether the customer is there. */
export const atCustomer = <T>(kernel: Kernel, organisation: OrganisationId, staff: StaffId | null, work: (tx: Tx) => Promise<T>): Promise<T> =>
  kernel.inPurpose({ organisation, actor: actorOf(staff), purpose: 'security' }, work)

/** What the operator's people did is in the operator's own log too. */
const noteOwn = (kernel: Kernel, staff: StaffId | null, organisation: OrganisationId, action: string, visit: Pick<Visit, 'id' | 'ticket'>): Promise<void> =>
  amongStaff(kernel, staff, (tx) =>
    trail.record(tx, { action, subject: { kind: 'visit', id: visit.id }, detail: { organisation, ticket: visit.ticket } }),
  )

export type AskedVisit = {
  readonly organisationId: OrganisationId
  readonly reason: VisitReason
  readonly words: string
  readonly ticket: string
  readonly ground: VisitGround
  readonly minutes: number
  readonly scope: VisitScope
}

/** @throws Refusal necessity_reads_only, not_found, agreement_not_in_force */
export const ask = async (kernel: Kernel, staff: StaffId, asked: AskedVisit): Promise<Listed> => {
  const { organisationId: organisation, ground, scope } = asked
  if (ground === 'necessity' && scope !== 'read') throw new Refusal('necessity_reads_only')
  await atCustomer(kernel, organisation, staff, async (tx) => {
    const customer = await findOrganisation(tx)
    if (customer === null || customer.accessEndedAt !== null) throw new Refusal('not_found')
    if (customer.agreementInForceId === null) throw new Refusal('agreement_not_in_force')
  })
  const id = crypto.randomUUID() as VisitId
  const keys = await kernel.keys.create(organisation, wordsOwner(id))
  const { reason, ticket, minutes, words } = asked
  const visit = { id, staff, reason, ticket, ground, scope, askedMinutes: minutes, wordsSealed: keys.seal(wordsOwner(id), 'words', words) }
  await atCustomer(kernel, organisation, staff, async (tx) => {
    await store.addVisit(tx, visit)
    await trail.record(tx, {
      action: 'operator.visit_asked',
      subject: { kind: 'visit', id },
      detail: { ticket, reason, ground, minutes, scope },
    })
    await kernel.outbox.emit(tx, [{ kind: visitAsked, payload: { visitId: id, ground } satisfies VisitAsked }])
  })
  await noteOwn(kernel, staff, organisation, 'operator.visit_asked', visit)
  return { visit: id, staff, organisation }
}

/** Where this visit is. @throws Refusal not_found when there is none, or it is not one's own and one is no lead */
export const findVisit = async (kernel: Kernel, { staff, roles }: StaffPrincipal, id: VisitId, ownOnly: boolean): Promise<Listed> => {
  const found = await amongStaff(kernel, staff, (tx) => store.whereIs(tx, id))
  if (found === null || (found.staff !== staff && (ownOnly || !roles.includes('lead')))) throw new Refusal('not_found')
  return found
}

/** Holds the visit while it is decided about. @throws Refusal not_found */
const held = async (tx: Tx, id: VisitId): Promise<Visit> => {
  const visit = await store.holdVisit(tx, id)
  if (visit === null) throw new Refusal('not_found')
  return visit
}

/** Whatever staff see of it changes: their streams end, and come back to what is so then. */
const tellStaff = (kernel: Kernel, tx: Tx, visit: Visit): void => {
  kernel.cuts.afterCommit(tx, { staff: visit.staff })
}

/** Four eyes. @throws Refusal own_visit, visit_settled */
export const approve = async (kernel: Kernel, { staff }: StaffPrincipal, where: Listed): Promise<void> => {
  const visit = await atCustomer(kernel, where.organisation, staff, async (tx) => {
    const asked = await held(tx, where.visit)
    if (asked.staff === staff) throw new Refusal('own_visit')
    if (asked.ground !== 'necessity' || stateOf(asked, tx.now) !== 'asked') throw new Refusal('visit_settled')
    await store.markAllowed(tx, asked.id, { minutes: asked.askedMinutes, scope: 'read', second: staff })
    await trail.record(tx, { action: 'operator.visit_signed', ...noted(asked, { minutes: asked.askedMinutes }) })
    tellStaff(kernel, tx, asked)
    return asked
  })
  await noteOwn(kernel, staff, where.organisation, 'operator.visit_signed', visit)
}

/** @throws Refusal visit_not_open, agreement_not_in_force */
export const begin = async (kernel: Kernel, staff: StaffId, where: Listed): Promise<void> => {
  const visit = await atCustomer(kernel, where.organisation, staff, async (tx) => {
    const [allowed, customer] = [await held(tx, where.visit), await findOrganisation(tx)]
    if (stateOf(allowed, tx.now) !== 'allowed') throw new Refusal('visit_not_open')
    if (customer?.agreementInForceId == null) throw new Refusal('agreement_not_in_force')
    await store.markStarted(tx, allowed.id)
    await trail.record(tx, { action: 'operator.visit_begun', ...noted(allowed, { minutes: allowed.allowedMinutes, scope: allowed.scope }) })
    tellStaff(kernel, tx, allowed)
    return allowed
  })
  await noteOwn(kernel, staff, where.organisation, 'operator.visit_begun', visit)
}

/** @throws Refusal visit_not_open */
export const askMore = async (kernel: Kernel, staff: StaffId, where: Listed, minutes: number): Promise<void> => {
  const visit = await atCustomer(kernel, where.organisation, staff, async (tx) => {
    const running = await held(tx, where.visit)
    if (stateOf(running, tx.now) !== 'running') throw new Refusal('visit_not_open')
    await store.setExtension(tx, running.id, minutes)
    await trail.record(tx, { action: 'operator.visit_extension_asked', ...noted(running, { minutes }) })
    await kernel.outbox.emit(tx, [{ kind: visitAsked, payload: { visitId: running.id, ground: running.ground } satisfies VisitAsked }])
    return running
  })
  await noteOwn(kernel, staff, where.organisation, 'operator.visit_extension_asked', visit)
}

/** Ends it at once, or takes it back before it began. @throws Refusal visit_settled */
export const end = async (kernel: Kernel, tx: Tx, id: VisitId, by: VisitEnder): Promise<Visit> => {
  const open = await held(tx, id)
  if (isOver(stateOf(open, tx.now))) throw new Refusal('visit_settled')
  await store.markEnded(tx, id, by)
  await trail.record(tx, { action: 'operator.visit_ended', ...noted(open, { by }) })
  tellStaff(kernel, tx, open)
  return open
}

/** @throws Refusal visit_settled */
export const endByStaff = async (kernel: Kernel, staff: StaffId | null, where: Listed): Promise<void> => {
  const by = staff === where.staff ? 'staff' : 'operator'
  const visit = await atCustomer(kernel, where.organisation, staff, (tx) => end(kernel, tx, where.visit, by))
  await noteOwn(kernel, staff, where.organisation, 'operator.visit_ended', visit)
}

/** Of somebody who leaves: none of their visits stays open. */
export const endVisitsOf = async (kernel: Kernel, by: StaffId, staff: StaffId): Promise<void> => {
  const open = await amongStaff(kernel, by, (tx) => store.openVisits(tx, staff))
  for (const where of open) {
    await endByStaff(kernel, by, where).catch((error: unknown) => {
      // Over by itself meanwhile.
      if (!(error instanceof Refusal)) throw error
    })
  }
}

/** What the clock ended is written down, in both trails; what nobody answered leaves the list. */
export const closeWhatIsOver = async (kernel: Kernel): Promise<void> => {
  const open = await amongStaff(kernel, null, (tx) => store.openVisits(tx, null))
  for (const where of open) {
    const { organisation } = where
    const ended = await atCustomer(kernel, organisation, null, async (tx) => {
      const visit = await store.holdVisit(tx, where.visit)
      if (visit !== null && !isOver(stateOf(visit, tx.now))) return null
      // The customer is gone, and its visits with it.
      if (visit === null) {
        await store.closeLapsed(tx, where.visit)
        return null
      }
      const { at, by } = endOf(visit, tx.now)
      if (by !== 'clock' || at === null || visit.endedAt !== null) {
        await store.closeLapsed(tx, visit.id)
        return null
      }
      await store.markEnded(tx, visit.id, 'clock', at)
      await trail.record(tx, { action: 'operator.visit_ended', ...noted(visit, { by: 'clock' }) })
      tellStaff(kernel, tx, visit)
      return visit
    })
    if (ended !== null) await noteOwn(kernel, null, organisation, 'operator.visit_ended', ended)
  }
}

