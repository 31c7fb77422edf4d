import { getAgreement } from '#contract/endpoints/agreement.ts'
import { getProcessingRecordPdf } from '#contract/endpoints/inventory.ts'
import { useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'
import { useRightsWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useClock } from '../../language/useClock.ts'
import { Way } from '../data/Ways.tsx'
import { AgreementText } from '../first-use/AgreementText.tsx'
import { PaperFrame } from './PaperFrame.tsx'

/** The agreement as it stands, with what hangs on it. */
export function AgreementPage() {
  const { t, language } = useRightsWords()
  const clock = useClock()
  const agreement = useCall(getAgreement, { query: { language } }, { staleTime: 300_000 })
  const { data, error } = agreement
  return (
    <PaperFrame back="/me/data">
      <PageHeading title={data?.title ?? t('papers.agreement')}>
        {data !== undefined && (
          <p>{data.inForce === null ? t('papers.notInForce') : t('papers.inForce', { day: clock.dateWithYear(data.inForce.since), version: data.inForce.version })}</p>
        )}
      </PageHeading>
      <section>
        <ul className="lines">
          <Way to="/agreement/annex" title={t('papers.annex')} text={t('papers.annexText')} />
        </ul>
        <p className="downloads"><a href={urlOf(getProcessingRecordPdf.path, {}, { language })} download>{t('papers.record')}</a></p>
      </section>
      <div className="pad">
        {data !== undefined ? <AgreementText agreement={data} />
          : error === null ? <LoadingLines lines={12} /> : <ErrorNote error={error} onRetry={() => void agreement.refetch()} />}
      </div>
    </PaperFrame>
  )
}
