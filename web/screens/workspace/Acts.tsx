import type { BookingId, WorkspaceId } from '#contract/ids.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import type { Location, Period } from '../book/day-parts.ts'
import { PeriodForm } from './PeriodForm.tsx'
import { startsNow, type Act, type OwnBooking, type Situation } from './situation.ts'
import type { Refused, useBookingActs } from './useBookingActs.ts'

type Props = {
  readonly fits: Situation
  readonly place: { readonly id: WorkspaceId; readonly name: string; readonly kind: 'desk' | 'room' }
  readonly location: Location
  readonly own: (OwnBooking & { readonly id: BookingId; readonly heldUntilMs: number }) | null
  readonly open: readonly Period[]
  readonly chosen: Period | null
  readonly nowMs: number
  readonly acts: ReturnType<typeof useBookingActs>
  readonly choosing: boolean
  readonly onChoosing: (choosing: boolean) => void
}

/** The one blue button, what else can be done, what has to be said, and a way out when it was refused. */
export function Acts({ fits, place, location, own, open, chosen, nowMs, acts, choosing, onChoosing }: Props) {
  const { t, language } = useWords()
  const clock = formats(language, location.timeZone)
  const sameDay = (span: Period) => clock.isoDay(span.fromMs) === clock.isoDay(nowMs)
  const bookWord = (span: Period) => {
    if (startsNow(span, nowMs)) return t('workspace.bookUntil', { time: clock.time(span.toMs) })
    const range = clock.timeRange(span.fromMs, span.toMs)
    return sameDay(span) ? t('workspace.bookRange', { range }) : t('workspace.bookDay', { day: clock.dayShort(span.fromMs), range })
  }
  const word = (act: Act) => (act.do === 'book' ? bookWord(act.span) : act.do === 'chooseTime' ? t('workspace.otherTime') : t(`workspace.${act.do}`))
  const run = (act: Act) => {
    if (act.do === 'book') void acts.book(act.span)
    else if (act.do === 'chooseTime') onChoosing(!choosing)
    else if (own === null) return
    else if (act.do === 'checkIn') void acts.checkIn(own.id, new Date(own.toMs).toISOString())
    else if (act.do === 'leave') void acts.leave(own.id)
    else void acts.cancel(own.id, own)
  }
  const busyName = { book: 'book', checkIn: 'checkIn', leave: 'leave', cancel: 'cancel', giveBack: 'cancel', chooseTime: '' } as const

  const remark = () => {
    const { remark: what } = fits
    if (own !== null && own.status === 'booked' && own.fromMs <= nowMs && own.heldUntilMs > nowMs)
      return t('workspace.held', { name: place.name, time: clock.time(own.heldUntilMs) })
    if (what === null) return null
    if (typeof what === 'object' && own !== null)
      return t('workspace.checkInFrom', { range: clock.timeRange(own.fromMs, own.toMs), time: clock.time(what.checkInFromMs) })
    if (what === 'closedNow') {
      const opens = open.find((span) => span.fromMs > nowMs)
      return opens === undefined
        ? t('workspace.closedNow', { location: location.name })
        : t('workspace.opensAt', { location: location.name, time: clock.time(opens.fromMs) })
    }
    return typeof what === 'string' ? t(`workspace.${what}`) : null
  }
  const said = remark()
  // What was refused is not offered again: what one can do instead takes its place.
  const next = acts.refused !== null && (acts.refused.movable !== null || acts.refused.alternatives.length > 0) ? null : fits.next
  const other = fits.others.find((act) => act.do === 'chooseTime')
  const rest = fits.others.filter((act) => act !== other)
  const bookChosen = (span: Period) => {
    void acts.book(span)
    onChoosing(false)
  }

  return (
    <div className="acts-of-place">
      {said !== null && <p className="said">{said}</p>}
      {acts.refused !== null && <Refusal refused={acts.refused} acts={acts} />}
      {!choosing && (next !== null || other !== undefined) && (
        <div className="pair-of-acts">
          {next !== null && <Button look="fill" size="big" busy={acts.busy === busyName[next.do]} onClick={() => run(next)}>{word(next)}</Button>}
          {other !== undefined && next !== null && (
            <Button size="big" aria-label={t('workspace.otherTimeLong')} aria-expanded={choosing} onClick={() => run(other)}>
              <span className="wide-only">{t('workspace.otherTime')}</span>
              <span className="narrow-only"><Icon name="clock" size={22} /></span>
            </Button>
          )}
          {other !== undefined && next === null && <Button size="big" onClick={() => run(other)}>{t('workspace.otherTime')}</Button>}
        </div>
      )}
      {!choosing && rest.map((act) => (
        <Button key={act.do} wide busy={acts.busy === busyName[act.do]} onClick={() => run(act)}>{word(act)}</Button>
      ))}
      {choosing && (
        <>
          <PeriodForm rules={location} kind={place.kind} nowMs={nowMs} initial={chosen} submitLabel={bookWord} onSubmit={bookChosen} busy={acts.busy === 'book'} />
          <Button look="plain" onClick={() => onChoosing(false)}>{t('parts.cancel')}</Button>
        </>
      )}
    </div>
  )
}

/** Why not, and the places or the move that one tap would do instead. */
function Refusal({ refused, acts }: { readonly refused: Refused; readonly acts: Props['acts'] }) {
  const { t } = useWords()
  const { error, alternatives, span, movable } = refused
  return (
    <div className="refusal">
      <ErrorNote error={error} />
      {alternatives.length > 0 && span !== null && (
        <div className="instead">
          <p className="small soft">{t('workspace.alternatives')}</p>
          <div className="row wrap">
            {alternatives.map((one) => (
              <Button key={one.id} busy={acts.busy === one.id} onClick={() => void acts.bookInstead(one, span)}>{t('workspace.take', { name: one.name })}</Button>
            ))}
          </div>
        </div>
      )}
      {movable !== null && (
        <Button look="fill" size="big" wide busy={acts.busy === 'move'} onClick={() => void acts.moveHere(movable)}>{t('workspace.moveHere', { name: movable.workspaceName })}</Button>
      )}
    </div>
  )
}
