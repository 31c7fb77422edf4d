import { Link } from '@tanstack/react-router'
import type { Booking } from '#contract/endpoints/bookings.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { instantAt } from '../workspace/wall-clock.ts'
import type { TodayView } from './moment.ts'
import { weekStrip, type WeekDay } from './week.ts'

type Props = { readonly view: TodayView; readonly zone: string; readonly onOpen: (booking: Booking) => void }

/** The week in a strip: what is booked opens, what is open can be booked. */
export function Week({ view, zone, onOpen }: Props) {
  const { t } = useWords()
  const days = weekStrip(view)
  if (days.length === 0) return null
  return (
    <nav className="week" aria-label={t('today.week')}>
      <ul>{days.map((day) => <li key={day.date} className={day.isToday ? 'now' : undefined}><Day day={day} zone={zone} onOpen={onOpen} /></li>)}</ul>
    </nav>
  )
}

function Day({ day: { date, kind, booking, isToday }, zone, onOpen }: { readonly day: WeekDay } & Pick<Props, 'zone' | 'onOpen'>) {
  const { t, language } = useWords()
  const clock = formats(language, zone)
  const noon = instantAt(date, '12:00', zone)
  const current = isToday ? { 'aria-current': 'date' as const } : {}
  const name = <span className="d">{clock.dayShort(noon)}</span>
  if (kind === 'booked' && booking !== null) {
    const over = booking.status === 'ended' || Date.parse(booking.to) < Date.parse(date)
    return <button type="button" className={over ? 'quiet' : 'mine'} {...current} onClick={() => onOpen(booking)}>{name}<span className="p">{booking.workspaceName}</span></button>
  }
  if (kind === 'open') {
    return (
      <Link to="/book" search={{ date }} className="open" {...current}>
        {name}<span className="p">{t('today.weekBook')}</span>
      </Link>
    )
  }
  return <span className="quiet" {...current}>{name}<span className="p">{t(kind === 'closed' ? 'today.weekClosed' : 'today.weekNone')}</span></span>
}
