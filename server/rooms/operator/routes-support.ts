import * as endpoints from '#contract/endpoints/support.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { personNames } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { allow, endByCustomer, refuse } from './decisions.ts'
import { readVisit, readVisits } from './store-visits.ts'
import type { Visit } from './visit.ts'
import { shownVisit, shownVisits } from './visits.ts'

const mostListed = 100
const mostActs = 500

/** What was looked at and done in a visit, out of the customer's own trail. Purpose `audit`. */
const actsOf = async (tx: Tx, visit: Visit) => {
  if (visit.startedAt === null) return []
  const entries = await trail.findEntries(tx, { actorId: visit.staff, from: visit.startedAt.toString(), action: 'trail.looked_at', after: null }, mostActs)
  return entries
    .map(({ at, person_id, detail }) => ({ at, person: person_id as PersonId | null, detail: detail as Record<string, unknown> }))
    .filter(({ detail }) => detail['visit'] === visit.id)
}

/** What the customer sees of support visits, and decides. */
export const supportRoutes = (kernel: Kernel): Route[] => [
  route(endpoints.listSupportVisits, async ({ tx }) => ({ visits: await shownVisits(kernel, tx, await readVisits(tx, mostListed)) })),

  route(endpoints.getSupportVisit, async ({ tx, principal, params }) => {
    const visit = await readVisit(tx, params.visitId)
    if (visit === null) throw new Refusal('not_found')
    const acts = await actsOf(tx, visit)
    const people = [...new Set(acts.flatMap(({ person }) => person ?? []))]
    const names = await personNames(tx, kernel.keys, people)
    await trail.lookedAtListInAudit(tx, people, { role: principal.roles.join(' '), view: 'support_visit' })
    return {
      visit: await shownVisit(kernel, tx, visit),
      acts: acts.map(({ at, person, detail }) => ({
        at: at.toString(),
        what: String(detail['view']),
        person: person === null ? null : { id: person, name: names.get(person) ?? null },
      })),
    }
  }),

  route(endpoints.allowSupportVisit, ({ principal, params, body }) => allow(kernel, principal, params.visitId, body)),
  route(endpoints.refuseSupportVisit, ({ principal, params }) => refuse(kernel, principal, params.visitId)),
  route(endpoints.endSupportVisit, ({ principal, params }) => endByCustomer(kernel, principal, params.visitId)),
]
