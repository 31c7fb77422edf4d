import * as endpoints from '#contract/endpoints/privacy-desk.ts'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as people from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { correct, restrict } from './acts.ts'
import type { Asker } from './acts.ts'
import { erase, previewErasure } from './erase.ts'
import { askExport, takeExport } from './exports.ts'
import { looksPage } from './routes-my-data.ts'
import type { Desks } from './routes-my-data.ts'
import { allRequests, openByPerson } from './store.ts'

const role = 'privacy_officer'
const asker = ({ person }: PersonPrincipal): Asker => ({ by: role, id: person })
const collator = new Intl.Collator('nl')

/** @throws Refusal not_found when there is no such person here */
const assertHere = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<void> => {
  if ((await people.dataSubjects(tx, kernel.keys, [person])).length === 0) throw new Refusal('not_found')
}

/** The customer's privacy officer does for its people what they can do themselves (G1.2): each look is recorded singly, and who is touched is told. */
export const deskRoutes = (kernel: Kernel, { readMyData, exporter, desk }: Desks): Route[] => {
  const looked = (tx: Tx, person: PersonId, view: string) => trail.lookedAt(tx, person, { role, view })
  return [
    route(endpoints.listDataSubjects, async ({ tx, query }) => {
      const [subjects, open, held] = await Promise.all([people.dataSubjects(tx, kernel.keys, 'everyone'), openByPerson(tx), desk.heldPeople(tx)])
      const isWanted = people.matching(query.search ?? '')
      const found = subjects.filter(({ name }) => isWanted(name))
      await trail.lookedAtList(tx, kernel.looks, found.map(({ id }) => id), { role, view: 'data_subjects' })
      return {
        people: found
          .map(({ id, name, restrictedAt }) => ({
            id,
            name,
            restrictedAt: restrictedAt?.toString() ?? null,
            onHold: held.everyone || held.people.has(id),
            openRequests: open.get(id) ?? 0,
          }))
          .toSorted((one, other) => collator.compare(one.name, other.name)),
      }
    }),

    route(endpoints.listDataRequests, async ({ tx }) => {
      const requests = await allRequests(tx)
      const ids = [...new Set(requests.flatMap(({ person }) => (person === null ? [] : [person])))]
      const subjects = new Map((await people.dataSubjects(tx, kernel.keys, ids)).map(({ id, name }) => [id, name]))
      await trail.lookedAtList(tx, kernel.looks, ids, { role, view: 'data_requests' })
      return {
        requests: requests.map(({ view, person }) => {
          const name = person === null ? undefined : subjects.get(person)
          return { ...view, person: person === null || name === undefined ? null : { id: person, name } }
        }),
      }
    }),

    route(endpoints.getDataOf, async ({ tx, params, language }) => {
      const data = await readMyData(tx, params.personId, language)
      await looked(tx, params.personId, 'person_data')
      return data
    }),

    route(endpoints.getLooksAt, async ({ tx, params, query }) => {
      await assertHere(kernel, tx, params.personId)
      const page = await looksPage(tx, params.personId, query.before)
      await looked(tx, params.personId, 'looks')
      return page
    }),

    route(endpoints.correctDataOf, ({ tx, principal, params, body }) => correct(kernel, tx, asker(principal), params.personId, body)),

    route(endpoints.restrictDataOf, async ({ tx, principal, params }) => {
      const since = await restrict(kernel, tx, asker(principal), params.personId, true)
      return { restrictedAt: (since ?? tx.now).toString() }
    }),

    route(endpoints.liftRestrictionOf, async ({ tx, principal, params }) => {
      await restrict(kernel, tx, asker(principal), params.personId, false)
    }),

    route(endpoints.askExportOf, ({ tx, principal, params }) => askExport(kernel, exporter, tx, asker(principal), params.personId)),

    route(endpoints.getExportFileOf, async ({ tx, principal, params, reply }) => {
      const content = await takeExport(kernel, tx, asker(principal), params.personId, params.requestId, reply)
      await looked(tx, params.personId, 'export')
      return content
    }),

    route(endpoints.previewErasureOf, async ({ tx, params }) => {
      const preview = await previewErasure(kernel, desk, tx, params.personId)
      await looked(tx, params.personId, 'erasure_preview')
      return preview
    }),

    route(endpoints.erasePerson, ({ tx, principal, params }) => erase(kernel, desk, tx, asker(principal), params.personId)),
  ]
}
