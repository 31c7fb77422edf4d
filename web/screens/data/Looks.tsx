import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { LooksPage } from '#contract/endpoints/my-data.ts'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useClock } from '../../language/useClock.ts'
import { useNames } from './useNames.ts'
import { looksPage, type Whose } from './whose.ts'

type Look = z.infer<typeof LooksPage>['looks'][number]
const hourMs = 3_600_000

/** Who looked, day by day, the newest first; older ones on demand. */
export function Looks({ whose }: { readonly whose: Whose }) {
  const { t } = useRightsWords()
  const clock = useClock()
  const pages = useInfiniteQuery({
    queryKey: ['looks', whose.id],
    queryFn: ({ pageParam }) => looksPage(whose, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: 60_000,
  })
  if (pages.isPending) return <LoadingLines lines={4} />
  if (pages.data === undefined) return <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
  const looks = pages.data.pages.flatMap((page) => page.looks)
  if (looks.length === 0) return <p className="soft">{t('data.looksNone')}</p>
  const days = Map.groupBy(looks, ({ at }) => clock.isoDay(at))
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <div key={day} className="looks">
          <h3>{clock.dateLong(ofDay[0]?.at ?? day)}</h3>
          <ul className="lines">
            {ofDay.map((look) => <LookLine key={`${look.at} ${look.role} ${look.purpose} ${look.view} ${look.operator}`} look={look} />)}
          </ul>
        </div>
      ))}
      {pages.isFetchNextPageError && <ErrorNote error={pages.error} />}
      {pages.hasNextPage
        ? <Button look="plain" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('data.looksOlder')}</Button>
        : <p className="small faint">{t('data.looksAll')}</p>}
    </>
  )
}

/** Who holds several roles looks as the one that sees most. */
function highest(held: string): string {
  const roles = held.split(' ')
  return ['privacy_officer', 'organisation_manager', 'location_manager'].find((role) => roles.includes(role)) ?? roles[0] ?? held
}

function LookLine({ look }: { readonly look: Look }) {
  const { t } = useRightsWords()
  const named = useNames()
  const clock = useClock()
  const hour = new Date(look.at).getTime()
  return (
    <li>
      {/* On the clock a look of an hour is its hour; the exact ones tell the minute. */}
      <time dateTime={look.at}>
        {clock.time(hour)}
        {!look.exact && <><span aria-hidden="true"> –<br /></span><span className="unseen"> – </span>{clock.time(hour + hourMs)}</>}
      </time>
      <div>
        <strong>{look.party ?? named('role', highest(look.role))}</strong>
        {look.party !== null && <span className="mark-id">{named('role', 'third_party')}</span>}
        {look.operator && <span className="mark-id operator">{t('data.operator')}</span>}
        <small>
          {t('data.looksLine', { view: named('view', look.view), purpose: named('purpose', look.purpose) })}
          {look.support !== null && `, ${t('data.looksSupport', { reason: t(`data.looksReason.${look.support.reason}`), ticket: look.support.ticket })}`}
          {look.times > 1 && `, ${t('data.looksTimes', { count: look.times })}`}
        </small>
      </div>
    </li>
  )
}
