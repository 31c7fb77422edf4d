import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listMyBookings, type Booking } from '#contract/endpoints/bookings.ts'
import { Offline } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { useWaits } from '../../shell/waits.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines, OfflineNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { BookingLine } from '../book/BookingLine.tsx'
import { BookingSheet } from '../book/BookingSheet.tsx'
import { useBookingActs } from '../book/useBookingActs.ts'
import { isAlive } from '../today/moment.ts'
import { useNow } from '../workspace/useNow.ts'
import './me.css'

const pastDays = 30
const comingDays = 400

/** All my bookings: what comes, then what was. */
export function MyBookings() {
  const { t, language } = useWords()
  const nowMs = useNow(null, 30_000)
  const acts = useBookingActs()
  const { waiting } = useWaits()
  const [opened, setOpened] = useState<Booking | null>(null)
  // Whole days, so that the address stays the same and what was kept of it is found again.
  const [period] = useState(() => {
    const day = (ahead: number) => new Date((Math.floor(Date.now() / 86_400_000) + ahead) * 86_400_000).toISOString()
    return { from: day(-pastDays), to: day(comingDays) }
  })
  const mine = useCall(listMyBookings, { query: period })
  const byTime = (a: Booking, b: Booking) => Date.parse(a.from) - Date.parse(b.from)
  const bookings = mine.data?.bookings ?? []
  const coming = bookings.filter((one) => isAlive(one, nowMs)).toSorted(byTime)
  const past = bookings.filter((one) => !isAlive(one, nowMs)).toSorted(byTime).toReversed()
  const here = formats(language, bookings[0]?.timeZone ?? 'UTC')
  return (
    <main className="screen me" id="screen" tabIndex={-1}>
      <PageHeading title={t('me.bookings')} before={<div className="pad"><Link to="/me" className="back"><Icon name="back" size={18} />{t('me.title')}</Link></div>} />
      {mine.seenAt !== null && <div className="pad today-note"><OfflineNote lastSeen={here.time(mine.seenAt)} waiting={waiting} /></div>}
      {mine.data === undefined && (
        <div className="pad">
          {mine.error === null ? <LoadingLines lines={6} /> : mine.error instanceof Offline ? <OfflineNote lastSeen={null} /> : <ErrorNote error={mine.error} onRetry={() => void mine.refetch()} />}
        </div>
      )}
      {mine.data !== undefined && (
        <>
          <section>
            <h2>{t('me.upcoming')}</h2>
            {coming.length === 0
              ? <EmptyState title={t('me.bookingsNone')} action={<Link to="/book" className="btn">{t('me.bookingsBook')}</Link>} />
              : <ul className="lines">{coming.map((one) => <li key={one.id}><BookingLine booking={one} withDay onOpen={setOpened} /></li>)}</ul>}
          </section>
          <section>
            <h2>{t('me.past')}</h2>
            {past.length === 0 ? <p className="soft">{t('me.pastNone')}</p> : <ul className="lines">{past.map((one) => <li key={one.id}><BookingLine booking={one} withDay /></li>)}</ul>}
            <p className="small soft">{t('me.pastKept')}</p>
          </section>
        </>
      )}
      <BookingSheet booking={opened} nowMs={nowMs} acts={acts} onClose={() => setOpened(null)} />
    </main>
  )
}
