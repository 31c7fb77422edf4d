import type { Booking } from '#contract/endpoints/bookings.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import type { Period } from './day-parts.ts'
import type { BookingPlan } from './plan-of.ts'
import type { Booked } from './useBook.ts'
import type { FreePlace } from './useFreePlaces.ts'

type Props = {
  readonly plan: BookingPlan
  readonly period: Period
  readonly place: FreePlace
  readonly moves: Booking | null
  readonly isChange: boolean
  readonly act: Booked
}

/** What will be booked, and the button that does it; always in reach of the thumb. */
export function BookBar({ plan, period, place, moves, isChange, act }: Props) {
  const { t, language } = useWords()
  const clock = formats(language, plan.location.timeZone)
  const stays = isChange && moves?.workspaceId === place.id
  return (
    <div className="book-bar">
      <p>
        {moves !== null && !isChange && <>{t('book.already', { place: moves.workspaceName, range: clock.timeRange(moves.from, moves.to) })}<br /></>}
        {t('book.when', { day: clock.dateLong(period.fromMs), range: clock.timeRange(period.fromMs, period.toMs) })}
      </p>
      <Button look="fill" size="big" wide busy={act.busy} onClick={() => void act.run({ workspaceId: place.id, period, moves })}>
        {stays ? t('book.save') : t(moves === null ? 'book.act' : 'book.move', { place: place.name })}
      </Button>
    </div>
  )
}
