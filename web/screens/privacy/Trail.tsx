import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { getCheckpoint, getEvidence, queryTrail } from '#contract/endpoints/trail.ts'
import { listDataSubjects } from '#contract/endpoints/privacy-desk.ts'
import type { PersonId } from '#contract/ids.ts'
import { call } from '../../client/call.ts'
import { useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { deviceZone, useClock } from '../../language/useClock.ts'
import { instantAt } from '../organisation/clock.ts'
import { DeskFrame } from './DeskFrame.tsx'
import { EntryLine } from './EntryLine.tsx'
import type { TrailSearch } from './trail-search.ts'
import { TrailFilters } from './TrailFilters.tsx'
import { Witnesses } from './Witnesses.tsx'

/** So many ids fit in an address without any server or proxy refusing it. */
const mostIds = 200

/** What happened, line by line, and the evidence of it (G10.1). */
export function Trail() {
  const { t } = useRightsWords()
  const search = useSearch({ from: '/app/privacy/trail' })
  const navigate = useNavigate()
  const clock = useClock()
  const may = useMay('read_trail')
  const mayName = useMay('handle_requests')
  const people = useCall(listDataSubjects, {}, { enabled: may && mayName, staleTime: 300_000 })
  const query = queryOf(search)
  const pages = useInfiniteQuery({
    queryKey: ['trail', query],
    queryFn: ({ pageParam, signal }) => call(queryTrail, { query: { ...query, ...(pageParam === null ? {} : { before: pageParam }) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: may,
  })
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? []
  const choose = (next: TrailSearch) => void navigate({ to: '/privacy/trail', search: next, replace: true, resetScroll: false })
  const days = Map.groupBy(entries, ({ at }) => clock.isoDay(at))
  return (
    <DeskFrame here="trail" lead={t('trail.lead')}>
      <section>
        <TrailFilters search={search} people={people.data?.people ?? []} onChoose={choose} />
      </section>
      <section className="trail">
        {pages.isPending && may && <LoadingLines lines={9} />}
        {pages.isError && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.data !== undefined && entries.length === 0 && (
          <EmptyState title={t('trail.noneTitle')} action={Object.keys(search).length > 0 && <Button onClick={() => choose({})}>{t('trail.clear')}</Button>}>{t('trail.noneText')}</EmptyState>
        )}
        {[...days].map(([day, ofDay]) => (
          <div key={day}>
            <h2>{clock.dateLong(ofDay[0]?.at ?? day)}</h2>
            <ul className="lines">{ofDay.map((entry) => <EntryLine key={entry.id} entry={entry} onNarrow={(more) => choose({ ...search, ...more })} />)}</ul>
          </div>
        ))}
        {pages.hasNextPage && <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('trail.older')}</Button>}
        {entries.length > 0 && !pages.hasNextPage && <p className="small faint">{t('trail.all')}</p>}
      </section>
      {entries.length > 0 && <Evidence search={search} ids={entries.filter(({ index }) => index !== null).map(({ id }) => id)} />}
      <Witnesses />
    </DeskFrame>
  )
}

function Evidence({ search, ids }: { readonly search: TrailSearch; readonly ids: readonly string[] }) {
  const { t } = useRightsWords()
  const { organisation } = useSession()
  const { from, to, ...others } = search
  const wholePeriod = Object.keys(others).length === 0 && (from !== undefined || to !== undefined)
  const query = wholePeriod ? queryOf(search) : { entries: ids.slice(0, mostIds).join(',') }
  const about = wholePeriod ? t('trail.evidencePeriod') : ids.length > mostIds ? t('trail.evidenceMost', { count: mostIds }) : t('trail.evidenceOf', { count: ids.length })
  return (
    <section className="stack evidence">
      <h2>{t('trail.evidence')}</h2>
      <p className="soft">{t('trail.evidenceText')} {about}</p>
      <div className="row wrap">
        {(wholePeriod || ids.length > 0) && <a className="btn fill" href={urlOf(getEvidence.path, {}, query)} download="vrijplek-evidence.json">{t('trail.evidenceDo')}</a>}
        <a className="btn" href={urlOf(getCheckpoint.path, { organisationId: organisation.id })} download="checkpoint.txt">{t('trail.checkpoint')}</a>
      </div>
    </section>
  )
}

/** Days of the address as instants on the clock of who reads; the last day counts whole. */
function queryOf({ from, to, purpose, action, person, actor, subject }: TrailSearch) {
  const startOf = (day: string) => {
    const atMs = instantAt(day, '00:00', deviceZone())
    return atMs === null ? undefined : new Date(atMs).toISOString()
  }
  const fromAt = from === undefined ? undefined : startOf(from)
  const toAt = to === undefined ? undefined : startOf(new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10))
  return {
    ...(fromAt === undefined ? {} : { from: fromAt }),
    ...(toAt === undefined ? {} : { to: toAt }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(action === undefined ? {} : { action }),
    ...(person === undefined ? {} : { personId: person as PersonId }),
    ...(actor === undefined ? {} : { actorId: actor }),
    ...(subject === undefined ? {} : { subjectId: subject }),
  }
}
