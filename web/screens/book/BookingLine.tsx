import type { Booking } from '#contract/endpoints/bookings.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import './booking.css'

type Props = {
  readonly booking: Booking
  /** Say the day as well, where lines of more days stand together. */
  readonly withDay?: boolean
  readonly onOpen?: (booking: Booking) => void
}

/** A booking in a list: place and time, then where. */
export function BookingLine({ booking, withDay = false, onOpen }: Props) {
  const { t, language } = useWords()
  const clock = formats(language, booking.timeZone)
  const inside = (
    <>
      <span>
        <strong>{booking.workspaceName}</strong>
        {withDay && <>, {clock.dateLong(booking.from)}</>}
        <small>
          <time>{clock.timeRange(booking.from, booking.to)}</time>
          {booking.status === 'booked' || booking.status === 'ended' ? `, ${booking.floorName}, ${booking.locationName}` : `, ${t(`book.status.${booking.status}`)}`}
        </small>
      </span>
      {onOpen !== undefined && <Icon name="onward" size={16} />}
    </>
  )
  if (onOpen === undefined) return <div className="booking-line">{inside}</div>
  return <button type="button" className="booking-line" onClick={() => onOpen(booking)}>{inside}</button>
}
