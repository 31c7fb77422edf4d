import { useState } from 'react'
import { getToday, type Booking } from '#contract/endpoints/bookings.ts'
import { getFloor } from '#contract/endpoints/places.ts'
import { Offline } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { useOnline } from '../../offline/connection.ts'
import { useWaits } from '../../shell/waits.ts'
import { Logo } from '../../ui/Logo.tsx'
import { ErrorNote, OfflineNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { BookingLine } from '../book/BookingLine.tsx'
import { BookingSheet } from '../book/BookingSheet.tsx'
import { useBookingActs } from '../book/useBookingActs.ts'
import { useNow } from '../workspace/useNow.ts'
import { alsoToday, momentOf } from './moment.ts'
import { Plaque } from './Plaque.tsx'
import './today.css'
import { TodayPeople } from './TodayPeople.tsx'
import { Week } from './Week.tsx'

/** Where I sit, what I can do about it now, my week, and who of my people is in. */
export function Today() {
  const { language } = useWords()
  const today = useCall(getToday, {}, { refetchInterval: 60_000 })
  const online = useOnline()
  const { waiting } = useWaits()
  const acts = useBookingActs()
  const view = today.data
  const kept = today.seenAt !== null
  const nowMs = useNow(kept ? null : view?.now ?? null, 15_000)
  const [opened, setOpened] = useState<Booking | null>(null)

  const zone = view?.location?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const clock = formats(language, zone)
  const current = view?.current ?? null
  const floor = useCall(getFloor, { params: { floorId: current?.floorId ?? '' } }, { enabled: current !== null, staleTime: 300_000 })
  const also = view === undefined ? [] : alsoToday(view, nowMs)
  const offline = kept || (!online && view !== undefined)

  return (
    <main className="screen today" id="screen" tabIndex={-1}>
      <PageHeading title={clock.weekday(nowMs)} end={<Logo size={30} />}>
        <p>{[clock.date(nowMs), view?.location?.name].filter(Boolean).join(', ')}</p>
      </PageHeading>
      {offline && <div className="pad today-note"><OfflineNote lastSeen={clock.time(today.seenAt ?? today.dataUpdatedAt)} waiting={waiting} /></div>}
      {view === undefined ? (
        today.error === null ? <div className="plaque opening" aria-hidden="true" /> : (
          <div className="pad">
            {today.error instanceof Offline ? <OfflineNote lastSeen={null} waiting={waiting} /> : <ErrorNote error={today.error} onRetry={() => void today.refetch()} />}
          </div>
        )
      ) : (
        <>
          <Plaque view={view} moment={momentOf(view, nowMs, acts.waits)} nowMs={nowMs} acts={acts} />
          {also.length > 0 && (
            <Also bookings={also} onOpen={setOpened} />
          )}
          <Week view={view} zone={zone} onOpen={setOpened} />
          <TodayPeople people={view.people} mine={current} floor={floor.data ?? null} zone={zone} />
        </>
      )}
      <BookingSheet booking={opened} nowMs={nowMs} acts={acts} onClose={() => setOpened(null)} />
    </main>
  )
}

function Also({ bookings, onOpen }: { readonly bookings: readonly Booking[]; readonly onOpen: (booking: Booking) => void }) {
  const { t } = useWords()
  return (
    <section className="pad today-part">
      <h2>{t('today.also')}</h2>
      <ul className="lines">{bookings.map((one) => <li key={one.id}><BookingLine booking={one} onOpen={onOpen} /></li>)}</ul>
    </section>
  )
}
