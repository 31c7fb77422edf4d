import { useInfiniteQuery } from '@tanstack/react-query'
import { listOperatorLog } from '#contract/endpoints/operator.ts'
import { call } from '../../client/call.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useMoments } from './useMoments.ts'

/** What the operator's people did, newest first. */
export function Log() {
  const { t } = useOperatorWords()
  const { when } = useMoments()
  const pages = useInfiniteQuery({
    queryKey: [listOperatorLog.id],
    queryFn: ({ pageParam }) => call(listOperatorLog, { query: pageParam === null ? {} : { before: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <>
      <PageHeading title={t('log.title')}><p>{t('log.lead')}</p></PageHeading>
      <section>
        {pages.isPending && <LoadingLines />}
        {pages.error !== null && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.data !== undefined && entries.length === 0 && <p className="soft">{t('log.none')}</p>}
        <ul className="lines">
          {entries.map(({ at, index, action, staff, about, organisation, ticket }) => (
            <li key={`${at} ${index} ${action} ${about?.id}`}>
              <p>
                <strong>{staff === null ? t('log.machine') : (staff.name ?? t('log.former'))}</strong>{' '}
                {t(`log.action.${action.replace('operator.', '')}` as 'log.action.signed_in', { defaultValue: action })}
                {about?.kind === 'staff' && about.id !== staff?.id && about.name !== null && ` (${about.name})`}
              </p>
              <small>{[when(at), organisation, ticket].filter((part) => part !== null).join(', ')}</small>
            </li>
          ))}
        </ul>
        {pages.hasNextPage && <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('log.older')}</Button>}
      </section>
    </>
  )
}
