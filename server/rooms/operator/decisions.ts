import type { OrganisationId, PersonId, VisitId } from '#contract/ids.ts'
import type { SupportVisit } from '#contract/endpoints/support.ts'
import { longestVisitMinutes } from '#contract/support-visits.ts'
import type { VisitScope } from '#contract/support-visits.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { managersNow } from '../access/index.ts'
import * as notices from '../notices/index.ts'
import * as trail from '../trail/index.ts'
import { stateOf } from './visit.ts'
import type { Visit } from './visit.ts'
import * as store from './store-visits.ts'
import { end, shownVisit } from './visits.ts'
import type { VisitAsked } from './visits.ts'

/** What the customer decides about a visit. Yes and no are each one step. */
const decide = (
  kernel: Kernel,
  { organisation, person }: PersonPrincipal,
  id: VisitId,
  work: (tx: Tx, visit: Visit) => Promise<void>,
): Promise<SupportVisit> =>
  kernel.inPurpose({ organisation, actor: { kind: 'person', id: person }, purpose: 'administration' }, async (tx) => {
    const visit = await store.holdVisit(tx, id)
    if (visit === null) throw new Refusal('not_found')
    await work(tx, visit)
    kernel.cuts.afterCommit(tx, { staff: visit.staff })
    const now = await store.readVisit(tx, id)
    if (now === null) throw new Refusal('not_found')
    return shownVisit(kernel, tx, now)
  })

const record = (tx: Tx, action: string, visit: Visit, detail: Readonly<Record<string, string | number>> = {}): Promise<void> =>
  trail.record(tx, { action, subject: { kind: 'visit', id: visit.id }, detail: { ticket: visit.ticket, ...detail } })

/** Which question waits for the customer: none, the visit itself, or more minutes of it. */
const openQuestion = (visit: Visit, now: Temporal.Instant): 'visit' | 'extension' | null => {
  const state = stateOf(visit, now)
  if (state === 'running' && visit.extensionMinutes !== null) return 'extension'
  return state === 'asked' && visit.ground === 'consent' ? 'visit' : null
}

/** @throws Refusal not_found, visit_settled */
export const allow = (kernel: Kernel, principal: PersonPrincipal, id: VisitId, { minutes, scope }: { minutes: number; scope: VisitScope }) =>
  decide(kernel, principal, id, async (tx, visit) => {
    const question = openQuestion(visit, tx.now)
    if (question === null) throw new Refusal('visit_settled')
    if (question === 'extension') {
      await store.extend(tx, id, Math.min(minutes, longestVisitMinutes))
      return record(tx, 'operator.visit_extended', visit, { minutes })
    }
    await store.markAllowed(tx, id, { minutes, scope })
    return record(tx, 'operator.visit_allowed', visit, { minutes, scope })
  })

/** @throws Refusal not_found, visit_settled */
export const refuse = (kernel: Kernel, principal: PersonPrincipal, id: VisitId) =>
  decide(kernel, principal, id, async (tx, visit) => {
    const question = openQuestion(visit, tx.now)
    if (question === null) throw new Refusal('visit_settled')
    if (question === 'extension') {
      await store.setExtension(tx, id, null)
      return record(tx, 'operator.visit_extension_refused', visit)
    }
    await store.markRefused(tx, id)
    return record(tx, 'operator.visit_refused', visit)
  })

/** Whatever its ground: the customer can always show support the door. @throws Refusal not_found, visit_settled */
export const endByCustomer = (kernel: Kernel, principal: PersonPrincipal, id: VisitId) =>
  decide(kernel, principal, id, async (tx) => void (await end(kernel, tx, id, 'customer')))

/** For the outbox: who decides hears that support asks, or (G10) that it is necessary. Meeting an event twice tells nobody twice. */
export const onVisitAsked =
  (kernel: Kernel) =>
  (organisation: OrganisationId, payload: unknown): Promise<void> =>
    kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, async (tx) => {
      const { visitId, ground } = payload as VisitAsked
      const managers: PersonId[] = await managersNow(tx)
      await notices.tellVisited(kernel, tx, managers, ground === 'necessity' ? 'support_necessary' : 'support_asked', visitId)
    })
