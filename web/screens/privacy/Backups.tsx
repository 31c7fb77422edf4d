import { getBackups } from '#contract/endpoints/keeping.ts'
import { mostBackupDays } from '#contract/keeping.ts'
import { useCall } from '../../client/queries.ts'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { Standing } from '../../ui/Standing.tsx'
import { useClock } from '../../language/useClock.ts'

/** Which copies there are, and whether they go in time; a promise that is broken is shown as broken. */
export function Backups() {
  const { t } = useRightsWords()
  const clock = useClock()
  const backups = useCall(getBackups, {}, { refetchInterval: 60_000 })
  const { data, error } = backups
  const at = (instant: string | null) => (instant === null ? t('desk.backupNone') : t('desk.runAt', { day: clock.dateWithYear(instant), time: clock.time(instant) }))
  return (
    <section className="backups">
      <h2>{t('desk.backups')}</h2>
      {data === undefined && (error === null ? <LoadingLines lines={3} /> : <ErrorNote error={error} onRetry={() => void backups.refetch()} />)}
      {data !== undefined && (
        <>
          <p className="soft">
            {t(`desk.backupKind.${data.kind}`)}{' '}
            {data.kind !== 'off' && (data.keptDays === null ? t('desk.backupKeptUnknown') : t('desk.backupKept', { count: data.keptDays }))}
          </p>
          <div className="promise">
            <span><span className="mark-id">G9</span> {t('desk.backupPromise', { most: mostBackupDays })}</span>
            <Standing look={data.promiseKept ? 'in-force' : 'broken'}>{t(data.promiseKept ? 'desk.kept' : 'desk.broken')}</Standing>
          </div>
          {!data.promiseKept && <div className="note wrong"><Icon name="warning" size={20} /><p>{t('desk.backupBroken')}</p></div>}
          {data.failure !== null && <div className="note risk"><Icon name="warning" size={20} /><p>{t('desk.backupFailure', { failure: data.failure })}</p></div>}
          {data.kind !== 'off' && (
            <dl className="counted">
              <div><dt>{t('desk.backupNewest')}</dt><dd>{at(data.newestAt)}</dd></div>
              <div><dt>{t('desk.backupOldest')}</dt><dd>{at(data.oldestAt)}</dd></div>
            </dl>
          )}
        </>
      )}
    </section>
  )
}
