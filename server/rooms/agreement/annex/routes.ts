import * as papers from '#contract/endpoints/inventory.ts'
import type { Language } from '#contract/values.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { renderPdf } from '#kernel/pdf/index.ts'
import type { Inventory } from '#kernel/purpose/stores.ts'
import { organisationOf } from '../../organisations/index.ts'
import { partiesOf } from '../parties.ts'
import { annexOf } from './annex.ts'
import type { PaperContext } from './annex.ts'
import { dpvOf } from './dpv.ts'
import { annexPaper, recordPaper } from './papers.ts'
import { recordOf } from './record.ts'

/**
 * Annex 1 and the record of processing activities, made from the running system's inventory (G1.3, GDPR art. 30(2)). Any session may read them: they say
 * what is kept of whom, and hold nothing of anybody.
 */
export const paperRoutes = (kernel: Kernel, inventory: Inventory): Route[] => {
  const contextOf = async (principal: PersonPrincipal, language: Language | undefined): Promise<PaperContext> => {
    const { name } = await kernel.inPurpose(
      { organisation: principal.organisation, actor: { kind: 'person', id: principal.person }, purpose: 'rights' },
      organisationOf,
    )
    return {
      language: language ?? principal.language,
      controller: name,
      processor: kernel.config.OPERATOR_NAME,
      countries: kernel.config.COUNTRIES,
      at: kernel.clock.now(),
    }
  }
  const recordFor = (context: PaperContext) => recordOf(inventory, context, partiesOf(kernel.config, context.controller))
  /** One line, so that it can stand in a note as it is. */
  const jsonLd = async (principal: PersonPrincipal) =>
    JSON.stringify(dpvOf(inventory, await contextOf(principal, undefined), kernel.config.OPERATOR_PRIVACY_CONTACT))

  return [
    route(papers.getAnnex, async ({ principal, query }) => annexOf(inventory, await contextOf(principal, query.language))),
    route(papers.getAnnexDpv, ({ principal }) => jsonLd(principal)),
    route(papers.getAnnexNote, async ({ principal }) => kernel.signer.sign(`vrijplek annex 1\n${await jsonLd(principal)}\n`)),
    route(papers.getAnnexPdf, async ({ principal, query }) =>
      renderPdf(annexPaper(annexOf(inventory, await contextOf(principal, query.language)))),
    ),
    route(papers.getProcessingRecord, async ({ principal, query }) => recordFor(await contextOf(principal, query.language))),
    route(papers.getProcessingRecordPdf, async ({ principal, query }) =>
      renderPdf(recordPaper(recordFor(await contextOf(principal, query.language)))),
    ),
  ]
}
