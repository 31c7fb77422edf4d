import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listMyBookings, type Booking } from '#contract/endpoints/bookings.ts'
import { Offline } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { controlPermissions } from '../../shell/control.ts'
import { mayAnywhere, useSession } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { LoadingLines, OfflineNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { BookingLine } from '../book/BookingLine.tsx'
import { BookingSheet } from '../book/BookingSheet.tsx'
import { useBookingActs } from '../book/useBookingActs.ts'
import { isAlive } from '../today/moment.ts'
import { useNow } from '../workspace/useNow.ts'
import './me.css'
import { Notices } from './Notices.tsx'
import { Settings } from './Settings.tsx'
import { SignOuts } from './SignOuts.tsx'
import { VisibilityChoice } from './VisibilityChoice.tsx'

/** What is mine: who sees me, what I booked, how the app looks, what is kept, and the way out. */
export function Me() {
  const { t } = useWords()
  const session = useSession()
  const { person, organisation } = session
  const manages = controlPermissions.some((one) => mayAnywhere(session, one))
  return (
    <main className="screen me" id="screen" tabIndex={-1}>
      <PageHeading title={person.name}>
        <p>{person.email}</p>
        <p>{[person.team?.name, organisation.name].filter(Boolean).join(', ')}</p>
      </PageHeading>
      <VisibilityChoice />
      <Upcoming />
      <Notices />
      <Settings />
      <section>
        <h2>{t('me.data')}</h2>
        <ul className="lines"><Way to="/me/data" title={t('me.dataSee')} text={t('me.dataText')} /></ul>
      </section>
      {manages && (
        <section>
          <h2>{t('me.manage')}</h2>
          <ul className="lines"><Way to="/control" title={t('shell.control')} text={t('me.manageText', { organisation: organisation.name })} /></ul>
        </section>
      )}
      <section>
        <h2>{t('me.account')}</h2>
        <ul className="lines">
          <Way to="/me/security" title={t('me.security')} text={t('me.securityText')} />
          <Way to="/me/tokens" title={t('me.tokens')} text={t('me.tokensText')} />
        </ul>
        <SignOuts />
      </section>
    </main>
  )
}

function Way({ to, title, text }: { readonly to: '/control' | '/me/data' | '/me/security' | '/me/tokens'; readonly title: string; readonly text: string }) {
  return <li><Link to={to} className="way"><span><strong>{title}</strong><small>{text}</small></span><Icon name="onward" size={16} /></Link></li>
}

const few = 3

function Upcoming() {
  const { t, language } = useWords()
  const nowMs = useNow(null, 30_000)
  const acts = useBookingActs()
  const [opened, setOpened] = useState<Booking | null>(null)
  const mine = useCall(listMyBookings, {})
  const coming = mine.data?.bookings.filter((one) => isAlive(one, nowMs)).toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)) ?? []
  return (
    <section>
      <h2>{t('me.bookings')}</h2>
      {mine.data === undefined && mine.error === null && <LoadingLines lines={3} />}
      {mine.error instanceof Offline && mine.data === undefined && <OfflineNote lastSeen={null} />}
      {mine.seenAt !== null && <OfflineNote lastSeen={formats(language, coming[0]?.timeZone ?? 'UTC').time(mine.seenAt)} />}
      {mine.data !== undefined && (coming.length === 0
        ? <p className="soft">{t('me.bookingsNone')} <Link to="/book">{t('me.bookingsBook')}</Link></p>
        : <ul className="lines">{coming.slice(0, few).map((one) => <li key={one.id}><BookingLine booking={one} withDay onOpen={setOpened} /></li>)}</ul>)}
      <p><Link to="/me/bookings" className="quiet-link">{t('me.bookingsAll')}</Link></p>
      <BookingSheet booking={opened} nowMs={nowMs} acts={acts} onClose={() => setOpened(null)} />
    </section>
  )
}
