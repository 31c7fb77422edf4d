import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Offline } from '../../client/problem.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines, OfflineNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import './book.css'
import { BookBar } from './BookBar.tsx'
import { BookFailure } from './BookFailure.tsx'
import { FreeList } from './FreeList.tsx'
import { useBook } from './useBook.ts'
import { useBookingChoices } from './useBookingChoices.ts'
import { useFreePlaces } from './useFreePlaces.ts'
import { WhenAndWhere } from './WhenAndWhere.tsx'

/** Day, part of the day, floor, place, book. Everything is filled in with what fits best: often one tap is left. */
export function Book() {
  const { t, language } = useWords()
  const search = useSearch({ from: '/app/book' })
  const router = useRouter()
  const { plan, change, bookings, choose, nowMs, locations, history, settled } = useBookingChoices(search)
  const free = useFreePlaces(plan, bookings, change)
  const [picked, setPicked] = useState<string | null>(search.workspace ?? null)
  const act = useBook(() => void router.navigate({ to: '/' }))

  // What was picked may be gone by the next look: then the best of what is left stands ready.
  const kept = change !== null && picked === null ? change.workspaceId : picked
  const chosen = free.places.find(({ id }) => id === kept) ?? free.places[0] ?? null
  const zone = plan?.location.timeZone ?? 'UTC'
  const clock = formats(language, zone)
  const back = <div className="pad"><Link to="/" className="back"><Icon name="back" size={18} />{t('shell.today')}</Link></div>
  const gone = search.change !== undefined && settled && history.data !== undefined && (change === null || !['booked', 'checked_in'].includes(change.status))

  return (
    <main className="screen book" id="screen" tabIndex={-1}>
      <PageHeading title={t(search.change === undefined ? 'book.title' : 'book.changeTitle')} before={back}>
        {change !== null && !gone && (
          <p>{t('book.changeLead', { place: change.workspaceName, day: clock.dateLong(change.from), range: clock.timeRange(change.from, change.to) })}</p>
        )}
      </PageHeading>
      <div className="pad stack">
        {locations.error !== null && (locations.error instanceof Offline ? <OfflineNote lastSeen={null} /> : <ErrorNote error={locations.error} onRetry={() => void locations.refetch()} />)}
        {!settled && locations.error === null && <LoadingLines lines={8} />}
        {gone && <EmptyState title={t('book.gone')} action={<Link to="/" className="btn">{t('shell.toToday')}</Link>} />}
        {settled && plan === null && !gone && <EmptyState title={t('book.noPlacesTitle')}>{t('book.noPlacesText')}</EmptyState>}
        {plan !== null && !gone && (
          <>
            <WhenAndWhere plan={plan} fixedKind={change !== null} nowMs={nowMs} onChoose={choose} />
            <BookFailure act={act} />
            <FreeList plan={plan} free={free} chosenId={chosen?.id ?? null} onPick={setPicked} />
          </>
        )}
      </div>
      {plan?.period != null && chosen !== null && !gone && (
        <BookBar plan={plan} period={plan.period} place={chosen} moves={change ?? free.clash} isChange={change !== null} act={act} />
      )}
    </main>
  )
}
