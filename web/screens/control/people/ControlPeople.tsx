import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { listAccounts } from '#contract/endpoints/people.ts'
import type { PersonId } from '#contract/ids.ts'
import { call } from '../../../client/call.ts'
import { formatCount } from '../../../language/format.ts'
import { useControlWords } from '../../../language/language.ts'
import { useMay, useSession } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { useLate } from '../../people/useLate.ts'
import { BulkBar } from './BulkBar.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import { accountsQuery, type PeopleSearch } from './people-search.ts'
import { PeopleFilters } from './PeopleFilters.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import './people.css'
import { PersonPanel } from './PersonPanel.tsx'
import { useWide } from '../useWide.ts'

const pageSize = 100

/** Who may sign in, a page at a time: search, narrow, choose several, open one. */
export function ControlPeople() {
  const { t, language } = useControlWords()
  const { organisation } = useSession()
  const may = useMay('manage_people')
  const wide = useWide()
  const navigate = useNavigate()
  const search = useSearch({ from: '/app/control/people' })
  const [typed, setTyped] = useState(search.q ?? '')
  const [chosen, setChosen] = useState<ReadonlySet<PersonId>>(new Set())
  const wanted = useLate(typed.trim(), 250)
  const { q: _q, person, ...narrowed } = search
  const query = accountsQuery(wanted === '' ? narrowed : { ...narrowed, q: wanted })
  const pages = useInfiniteQuery({
    queryKey: [listAccounts.id, query],
    queryFn: ({ pageParam, signal }) =>
      call(listAccounts, { query: { ...query, limit: pageSize, ...(pageParam === null ? {} : { after: pageParam }) } }, { signal }),
    initialPageParam: null as PersonId | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled: may,
  })
  const people = pages.data?.pages.flatMap((page) => page.accounts) ?? []
  const total = pages.data?.pages[0]?.total ?? 0
  const go = (next: PeopleSearch) => void navigate({ to: '/control/people', search: next, replace: true, resetScroll: false })
  useEffect(() => {
    if (wanted === (search.q ?? '')) return
    const { q: _before, ...others } = search
    go(wanted === '' ? others : { ...others, q: wanted })
    // Only what was typed changes the address here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted])
  const { person: _open, ...closed } = search
  const close = () => go(closed)
  return (
    <ControlFrame
      here="people" title={t('frame.section.people')} lead={t('people.lead', { organisation: organisation.name })}
      acts={<><Link to="/people-import" className="btn">{t('people.import')}</Link><Link to="/control/people/invite" className="btn fill">{t('people.invite')}</Link></>}
      panel={wide && person !== undefined ? <PersonPanel key={person} id={person} onClose={close} /> : undefined}
    >
      <section className="people-list">
        <PeopleFilters typed={typed} search={search} onType={setTyped} onChoose={go} />
        {pages.isError && pages.data === undefined && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.isPending && may && <LoadingLines lines={12} />}
        {pages.data !== undefined && (
          <output className="small soft count">
            {t('people.count', { count: total, number: formatCount(language, total) })}
            {people.length < total && <span className="shown"> · {t('people.shownOf', { shown: formatCount(language, people.length), number: formatCount(language, total) })}</span>}
          </output>
        )}
        {pages.data !== undefined && people.length === 0 && <EmptyState title={t('people.noneTitle')}>{t('people.noneText')}</EmptyState>}
        {people.length > 0 && (
          <PeopleTable
            people={people} chosen={chosen} open={person ?? null} onChoose={setChosen}
            to={(id) => (wide ? { to: '/control/people', search: { ...search, person: id } } : { to: '/control/people/$personId', params: { personId: id } })}
          />
        )}
        {pages.isError && pages.data !== undefined && <ErrorNote error={pages.error} onRetry={() => void pages.fetchNextPage()} />}
        {pages.hasNextPage && !pages.isError && <More busy={pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} />}
      </section>
      {chosen.size > 0 && <BulkBar chosen={chosen} onDone={() => setChosen(new Set())} />}
    </ControlFrame>
  )
}

/** The next page comes when its end comes into view; the button is for who goes there otherwise. */
function More({ busy, onMore }: { readonly busy: boolean; readonly onMore: () => void }) {
  const { t } = useControlWords()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = end.current
    if (element === null || busy) return
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && onMore(), { rootMargin: '600px' })
    seen.observe(element)
    return () => seen.disconnect()
  }, [busy, onMore])
  return <div ref={end} className="more"><Button look="plain" busy={busy} onClick={onMore}>{t('people.more')}</Button></div>
}
