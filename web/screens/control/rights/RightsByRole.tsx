import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { listGrants, type Grant } from '#contract/endpoints/rights.ts'
import type { GrantId, LocationId } from '#contract/ids.ts'
import { roles } from '#contract/permissions.ts'
import { call } from '../../../client/call.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/choices.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { lastDay } from '../days.ts'
import { GrantActs } from './GrantActs.tsx'
import type { RightsSearch } from './rights-search.ts'
import type { ToPerson } from './RightsByAct.tsx'
import { useRoleWords } from '../useRoleWords.ts'

type Props = {
  readonly location: LocationId | undefined
  readonly search: RightsSearch
  readonly onChoose: (search: RightsSearch) => void
  readonly to: ToPerson
}

/** The roles that were given, each with why, from, until and the last review. */
export function RightsByRole({ location, search, onChoose, to }: Props) {
  const { t, app } = useControlWords()
  const field = useId()
  const query = {
    ...(search.role === undefined ? {} : { role: search.role }),
    ...(location === undefined ? {} : { locationId: location }),
    ...(search.over === true ? { over: 'true' as const } : {}),
  }
  const pages = useInfiniteQuery({
    queryKey: [listGrants.id, query],
    queryFn: ({ pageParam, signal }) => call(listGrants, { query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as GrantId | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
  const grants = pages.data?.pages.flatMap((page) => page.grants) ?? []
  const total = pages.data?.pages[0]?.total ?? 0
  const without = <Key extends 'role' | 'over'>(key: Key) => {
    const { [key]: _dropped, ...others } = search
    return others
  }
  return (
    <section>
      <div className="row wrap rights-filters">
        <div className="field">
          <label htmlFor={field}>{t('rights.role')}</label>
          <select
            id={field} className="input" value={search.role ?? ''}
            onChange={(event) => {
              const role = roles.find((one) => one === event.target.value)
              onChoose(role === undefined ? without('role') : { ...search, role })
            }}
          >
            <option value="">{t('rights.anyRole')}</option>
            {roles.map((role) => <option key={role} value={role}>{app(`access.role.${role}`)}</option>)}
          </select>
        </div>
        <Chip pressed={search.over === true} onToggle={() => onChoose(search.over === true ? without('over') : { ...search, over: true })}>{t('rights.over')}</Chip>
      </div>
      {pages.data === undefined && (pages.isError ? <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} /> : <LoadingLines lines={8} />)}
      {pages.data !== undefined && grants.length === 0 && <EmptyState title={t('rights.nobody')}>{t('rights.grantsNone')}</EmptyState>}
      {grants.length > 0 && (
        <>
          <output className="small soft count">{t('rights.count', { count: total })}</output>
          <table className="control-table grants-table">
            <thead>
              <tr>
                <th scope="col">{t('rights.holder')}</th>
                <th scope="col">{t('rights.why')}</th>
                <th scope="col">{t('rights.since')}</th>
                <th scope="col">{t('rights.until')}</th>
                <th scope="col">{t('rights.confirmed')}</th>
              </tr>
            </thead>
            <tbody>{grants.map((grant) => <Row key={grant.id} grant={grant} to={to} />)}</tbody>
          </table>
        </>
      )}
      {pages.hasNextPage && <Button look="plain" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('rights.more')}</Button>}
    </section>
  )
}

function Row({ grant, to }: { readonly grant: Grant; readonly to: ToPerson }) {
  const { t } = useControlWords()
  const { roleAt } = useRoleWords()
  const clock = useClock()
  return (
    <tr className={grant.state === 'over' ? 'is-over' : undefined}>
      <th scope="row">
        <Link {...to(grant.person.id)} replace resetScroll={false} activeProps={{}}>{grant.person.name}</Link>
        <small>{roleAt(grant.role, grant.location)}</small>
        {grant.state !== 'over' && <GrantActs grant={grant} />}
      </th>
      <td data-label={t('rights.why')}>{grant.why ?? <span className="soft">{t('rights.noWhy')}</span>}</td>
      <td data-label={t('rights.since')} className="tab">{clock.dateInTable(grant.from)}<small>{grant.by === null ? t(`people.sources.${grant.source}`) : t('person.by', { name: grant.by.name })}</small></td>
      <td data-label={t('rights.until')} className="tab">{grant.until === null ? <span className="soft">{t('rights.noEnd')}</span> : clock.dateInTable(lastDay(grant.until))}</td>
      <td data-label={t('rights.confirmed')} className="tab">{grant.confirmedAt === null ? <span className="soft">{t('rights.never')}</span> : clock.dateInTable(grant.confirmedAt)}</td>
    </tr>
  )
}
