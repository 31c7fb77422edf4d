import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Booking } from '#contract/endpoints/bookings.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { momentOfBooking } from '../today/moment.ts'
import './booking.css'
import type { BookingActs } from './useBookingActs.ts'

type Props = { readonly booking: Booking | null; readonly nowMs: number; readonly acts: BookingActs; readonly onClose: () => void }

/** One booking of mine, and what can be done with it. */
export function BookingSheet({ booking, nowMs, acts, onClose }: Props) {
  const { t, language } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (booking !== null && element?.open === false) element.showModal()
    if (booking === null && element?.open === true) element.close()
  }, [booking])

  const clock = formats(language, booking?.timeZone ?? 'UTC')
  const moment = booking === null ? null : momentOfBooking(booking, nowMs, acts.waits.get(booking.id))
  const then = (act: (booking: Booking) => Promise<void>) => {
    if (booking === null) return
    void act(booking)
    onClose()
  }
  const alive = booking !== null && (booking.status === 'booked' || booking.status === 'checked_in') && Date.parse(booking.to) > nowMs
  const begun = booking !== null && Date.parse(booking.from) <= nowMs
  return (
    <dialog
      ref={dialog} className="ask booking-sheet" aria-labelledby="booking-sheet-title"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {booking !== null && (
        <>
          <div className="row between">
            <h2 id="booking-sheet-title">{t('book.sheet', { place: booking.workspaceName, day: clock.dateLong(booking.from) })}</h2>
            <Button look="plain" square aria-label={t('parts.close')} onClick={onClose}><Icon name="close" size={20} /></Button>
          </div>
          <p><time>{clock.timeRange(booking.from, booking.to)}</time>, {t(`book.status.${booking.status}`)}</p>
          <p>{[booking.zoneName, booking.floorName, booking.locationName].filter(Boolean).join(', ')}</p>
          {moment?.kind === 'waits' && <p>{t(`today.waits.${moment.what}`, { name: booking.workspaceName })}</p>}
          {moment?.kind === 'held' && (
            <p>{t('today.notYet', { from: clock.time(moment.checkInFromMs), name: booking.workspaceName, until: clock.time(booking.heldUntil) })}</p>
          )}
          <div className="list-acts">
            {alive && moment?.kind === 'check_in' && <Button look="fill" size="big" onClick={() => then(acts.checkIn)}>{t('today.checkIn')}</Button>}
            {alive && moment?.kind === 'here' && <Button look="fill" size="big" onClick={() => then(acts.leave)}>{t('today.leave')}</Button>}
            <Link to="/map/$floorId" params={{ floorId: booking.floorId }} search={{ select: booking.workspaceId }} className="btn big">
              {t('book.onMap')}
            </Link>
            {alive && booking.status === 'booked' && (
              <>
                <Link to="/book" search={{ change: booking.id }} className="btn big">{t('today.change')}</Link>
                {moment?.kind !== 'waits' && (
                  <Button size="big" onClick={() => then(acts.release)}>{t(begun ? 'today.release' : 'today.cancel')}</Button>
                )}
              </>
            )}
          </div>
        </>
      )}
    </dialog>
  )
}
