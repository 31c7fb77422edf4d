import * as endpoints from '#contract/endpoints/keeping.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import * as people from '../people/index.ts'
import * as trail from '../trail/index.ts'
import type { Asker } from './acts.ts'
import type { Exporter } from './exporter.ts'
import { askExport, takeExport } from './exports.ts'
import { organisationExports } from './store.ts'

const role = 'organisation_manager'
const asker = ({ person }: PersonPrincipal): Asker => ({ by: role, id: person })

/** The customer takes everything along (G1.5): also after the agreement, as long as it is there. */
export const organisationRoutes = (kernel: Kernel, exporter: Exporter): Route[] => [
  route(endpoints.askOrganisationExport, ({ tx, principal }) => askExport(kernel, exporter, tx, asker(principal), null)),

  route(endpoints.listOrganisationExports, async ({ tx }) => ({ requests: (await organisationExports(tx)).map(({ view }) => view) })),

  route(endpoints.getOrganisationExportFile, async ({ tx, principal, params, reply }) => {
    const content = await takeExport(kernel, tx, asker(principal), null, params.requestId, reply)
    const everyone = await people.dataSubjects(tx, kernel.keys, 'everyone')
    await trail.lookedAtList(tx, kernel.looks, everyone.map(({ id }) => id), { role, view: 'organisation_export' })
    return content
  }),
]
