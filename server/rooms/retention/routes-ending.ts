import * as endpoints from '#contract/endpoints/keeping.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { createMadeOnce } from '#kernel/made-once.ts'
import { renderPdf } from '#kernel/pdf/index.ts'
import { tellEveryone } from '../notices/index.ts'
import { certificatePaper, readCertificate } from './certificate.ts'
import { linkHash } from './endings.ts'
import { endingView } from './endings-view.ts'
import type { Retention } from './retention.ts'
import { findEnding, findEndingByLink } from './store-endings.ts'
import type { EndingRow } from './store-endings.ts'
import { holdsInForce } from './store-holds.ts'

/** The end of the agreement, with its clock, and what remains of it for whoever has the link (G9). */
export const endingRoutes = (kernel: Kernel, retention: Retention, fewAtOnce: <T>(work: () => Promise<T>) => Promise<T>): Route[] => {
  // A certificate changes no more, and drawing one takes the processor for a while.
  const drawn = createMadeOnce<Buffer>(kernel.clock, { seconds: 600, most: 20 })
  const byLink = async (link: string): Promise<EndingRow> => {
    const found = await fewAtOnce(() => findEndingByLink(kernel.pools, linkHash(link)))
    if (found === null) throw new Refusal('not_found')
    return found
  }

  const tellOfEnd = (organisation: OrganisationId, ending: string): Promise<void> =>
    kernel
      .inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'rights' }, (tx) => tellEveryone(tx, 'agreement_ends'))
      .catch((error: unknown) => kernel.log.error({ err: error, ending }, 'people could not be told in the app that the agreement ends'))

  return [
    route(endpoints.getEnding, async ({ tx }) => {
      const [ending, holds, backups] = await Promise.all([findEnding(tx), holdsInForce(tx), kernel.backups.state()])
      return { ending: ending === null ? null : endingView(ending, tx.now, { backups, holds, withGrounds: true }) }
    }),

    route(endpoints.endAgreement, async ({ tx, body }) => {
      const endsAt = body.endsAt === null ? null : Temporal.Instant.from(body.endsAt)
      const { ending, link } = await retention.endings.tell(tx, { endsAt, timeZone: body.timeZone })
      // Who has until then to take along what is theirs. When it ends now nobody can read it any more.
      if (endsAt !== null) tx.afterCommit(() => void tellOfEnd(tx.organisation, ending.id))
      const [holds, backups] = await Promise.all([holdsInForce(tx), kernel.backups.state()])
      return endingView(ending, tx.now, { backups, holds, withGrounds: true, link })
    }),

    route(endpoints.withdrawEnding, ({ tx }) => retention.endings.withdraw(tx)),

    route(endpoints.getEndingByLink, async ({ params }) => {
      const ending = await byLink(params.link)
      const { organisation } = ending
      const [holds, backups] = await Promise.all([
        kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'retention' }, (tx) => holdsInForce(tx)),
        kernel.backups.state(),
      ])
      return {
        ...endingView(ending, kernel.clock.now(), { backups, holds, withGrounds: false }),
        organisation: ending.name,
        certificate: ending.certificate,
      }
    }),

    route(endpoints.getCertificatePdf, async ({ params, reply }) => {
      const { id, certificate, language } = await byLink(params.link)
      if (certificate === null) throw new Refusal('not_found')
      void reply.header('content-disposition', 'attachment; filename="vrijplek-certificate.pdf"')
      return await drawn(id, () => renderPdf(certificatePaper(readCertificate(certificate), certificate, language, kernel.config.OPERATOR_NAME)))
    }),
  ]
}
