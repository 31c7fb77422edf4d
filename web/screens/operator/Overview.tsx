import { getOperatorDesk } from '#contract/endpoints/operator.ts'
import { useCall } from '../../client/queries.ts'
import { useOperatorWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useMoments } from './useMoments.ts'

/** How the instance is. */
export function Overview() {
  const { t } = useOperatorWords()
  const { when } = useMoments()
  const desk = useCall(getOperatorDesk, {})
  return (
    <>
      <PageHeading title={t('desk.tab.overview')}><p>{t('desk.overviewLead')}</p></PageHeading>
      <section>
        {desk.data === undefined && (desk.error === null ? <LoadingLines /> : <ErrorNote error={desk.error} onRetry={() => void desk.refetch()} />)}
        {desk.data !== undefined && (
          <dl className="control-facts">
            <div><dt>{t('desk.organisations')}</dt><dd>{desk.data.organisations}</dd></div>
            <div><dt>{t('desk.openStreams')}</dt><dd>{desk.data.openStreams}</dd></div>
            <div><dt>{t('desk.backup')}</dt><dd>{desk.data.backups.newestAt === null ? t('desk.backupNone') : when(desk.data.backups.newestAt)}</dd></div>
            <div><dt>{t('desk.kept')}</dt><dd>{desk.data.backups.keptDays === null ? t('desk.unknown') : t('desk.days', { count: desk.data.backups.keptDays })}</dd></div>
            <div><dt>{t('desk.proof')}</dt><dd>{t(desk.data.keysProvenByMaker ? 'desk.proofMaker' : 'desk.proofNone')}</dd></div>
          </dl>
        )}
      </section>
    </>
  )
}
