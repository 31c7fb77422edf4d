import * as endpoints from '#contract/endpoints/my-data.ts'
import type { LooksPage } from '#contract/endpoints/my-data.ts'
import type { PersonId } from '#contract/ids.ts'
import type { z } from 'zod'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { partiesOf } from '../integrations/index.ts'
import * as trail from '../trail/index.ts'
import { correct, restrict } from './acts.ts'
import type { Asker } from './acts.ts'
import { erase, previewErasure } from './erase.ts'
import type { ErasureDesk } from './erasure-desk.ts'
import type { Exporter } from './exporter.ts'
import { askExport, takeExport } from './exports.ts'
import type { ReadMyData } from './my-data.ts'
import { requestsAbout } from './store.ts'

/** What does the work behind the counter. */
export type Desks = { readonly readMyData: ReadMyData; readonly exporter: Exporter; readonly desk: ErasureDesk }

const asker = ({ person }: PersonPrincipal): Asker => ({ by: 'person', id: person })

/** @throws Refusal invalid_input when `before` is no `next` of ours */
export const looksPage = async (tx: Tx, person: PersonId, before: string | undefined): Promise<z.infer<typeof LooksPage>> => {
  const { looks, next } = await trail.looksAt(tx, person, { before: before === undefined ? null : instantOf(before) })
  const parties = await partiesOf(tx, [...new Set(looks.flatMap(({ client }) => (client === null ? [] : [client])))])
  return {
    looks: looks.map(({ at, client, ...look }) => ({ ...look, at: at.toString(), party: client === null ? null : (parties.get(client) ?? null) })),
    next: next?.toString() ?? null,
  }
}

const instantOf = (text: string): Temporal.Instant => {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new Refusal('invalid_input', {}, { errors: [{ pointer: '/before', detail: 'expected what the page before gave as next' }] })
  }
}

/** What a person sees of themselves and does with it (G8). */
export const myDataRoutes = (kernel: Kernel, { readMyData, exporter, desk }: Desks): Route[] => [
  route(endpoints.getMyData, async ({ tx, principal, language }) => {
    const { name: _name, ...data } = await readMyData(tx, principal.person, language)
    return data
  }),
  route(endpoints.getMyLooks, ({ tx, principal, query }) => looksPage(tx, principal.person, query.before)),
  route(endpoints.correctMyData, ({ tx, principal, body }) => correct(kernel, tx, asker(principal), principal.person, body)),
  route(endpoints.restrictMyData, async ({ tx, principal }) => {
    const since = await restrict(kernel, tx, asker(principal), principal.person, true)
    return { restrictedAt: (since ?? tx.now).toString() }
  }),
  route(endpoints.liftMyRestriction, async ({ tx, principal }) => {
    await restrict(kernel, tx, asker(principal), principal.person, false)
  }),
  route(endpoints.askMyExport, ({ tx, principal }) => askExport(kernel, exporter, tx, asker(principal), principal.person)),
  route(endpoints.listMyRequests, async ({ tx, principal }) => ({
    requests: (await requestsAbout(tx, principal.person)).map(({ view }) => view),
  })),
  route(endpoints.getMyExportFile, ({ tx, principal, params, reply }) =>
    takeExport(kernel, tx, asker(principal), principal.person, params.requestId, reply),
  ),
  route(endpoints.previewMyErasure, ({ tx, principal }) => previewErasure(kernel, desk, tx, principal.person)),
  route(endpoints.eraseMe, ({ tx, principal }) => erase(kernel, desk, tx, asker(principal), principal.person)),
]
