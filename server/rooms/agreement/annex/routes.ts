import * as papers from '#contract/endpoints/inventory.ts'
import type { Language } from '#contract/values.ts'
import { route } from '#kernel/http/index.ts'
import type { PersonPrincipal, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { createMadeOnce } from '#kernel/made-once.ts'
import { renderPdf } from '#kernel/pdf/index.ts'
import type { PdfDocument } from '#kernel/pdf/index.ts'
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

  /** Drawing one takes the processor a third of a second, in which nobody else is served: for everybody of an organisation once a minute. */
  const drawn = createMadeOnce<Buffer>(kernel.clock, { seconds: 60, most: 40 })
  const draw = async (principal: PersonPrincipal, what: string, language: Language | undefined, paperOf: (context: PaperContext) => PdfDocument) => {
    const context = await contextOf(principal, language)
    return await drawn(`${principal.organisation} ${context.language} ${what}`, () => renderPdf(paperOf(context)))
  }

  return [
    route(papers.getAnnex, async ({ principal, query }) => annexOf(inventory, await contextOf(principal, query.language))),
    route(papers.getAnnexDpv, ({ principal }) => jsonLd(principal)),
    route(papers.getAnnexNote, async ({ principal }) => kernel.signer.sign(`vrijplek annex 1\n${await jsonLd(principal)}\n`)),
    route(papers.getAnnexPdf, ({ principal, query }) =>
      draw(principal, 'annex', query.language, (context) => annexPaper(annexOf(inventory, context))),
    ),
    route(papers.getProcessingRecord, async ({ principal, query }) => recordFor(await contextOf(principal, query.language))),
    route(papers.getProcessingRecordPdf, ({ principal, query }) =>
      draw(principal, 'record', query.language, (context) => recordPaper(recordFor(context))),
    ),
  ]
}
