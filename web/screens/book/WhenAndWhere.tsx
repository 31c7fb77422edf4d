import { useEffect, useId, useRef } from 'react'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { Field } from '../../ui/Field.tsx'
import { instantAt, wallClockAt } from '../workspace/wall-clock.ts'
import { closedReason } from './day-parts.ts'
import type { BookingPlan, PartChoice, Wanted } from './plan-of.ts'

type Props = {
  readonly plan: BookingPlan
  /** A booking that is moved stays what it is, a desk or a room. */
  readonly fixedKind: boolean
  readonly nowMs: number
  readonly onChoose: (chosen: Partial<Wanted>) => void
}

/** The choices of a booking, with the location's rules said beforehand. */
export function WhenAndWhere({ plan, fixedKind, nowMs, onChoose }: Props) {
  const { t, language } = useWords()
  const { location, kind, day, days, openings, parts, part } = plan
  const clock = formats(language, location.timeZone)
  const noon = (date: string) => instantAt(date, '12:00', location.timeZone)
  const last = days.at(-1)?.day ?? day
  const isToday = day === wallClockAt(nowMs, location.timeZone).day
  const begun = openings.some(({ fromMs }) => fromMs < nowMs)
  const options: { value: PartChoice; label: string }[] = [
    ...parts.map((one) => ({ value: one.part, label: t(one.part === 'day' && isToday && begun ? 'book.parts.rest' : `book.parts.${one.part}`) })),
    { value: 'hours', label: t('book.parts.hours') },
  ]
  const reason = closedReason(location, day)
  const [first, second] = openings.map(({ fromMs, toMs }) => clock.timeRange(fromMs, toMs))
  return (
    <div className="stack">
      {!fixedKind && (
        <SegmentedChoice
          label={t('book.kind')} value={kind} wide onChange={(chosen) => onChoose({ kind: chosen })}
          options={[{ value: 'desk', label: t('book.desk') }, { value: 'room', label: t('book.room') }]}
        />
      )}
      <Days plan={plan} nowMs={nowMs} onChoose={(chosen) => onChoose({ day: chosen })} />
      {kind === 'desk' && parts.length > 0 && (
        <SegmentedChoice label={t('book.part')} value={part} wide onChange={(chosen) => onChoose({ part: chosen })} options={options} />
      )}
      {part === 'hours' && <Hours plan={plan} nowMs={nowMs} onChoose={onChoose} />}
      <p className="small soft rules">
        {reason !== null ? t('book.closedReason', { reason })
          : second !== undefined ? t('book.openTwice', { first: first ?? '', second })
            : first !== undefined ? t('book.open', { range: first }) : t('day.closed')}{' '}
        {t('book.window', { day: clock.dateLong(noon(last)) })}
      </p>
      <FloorChoice plan={plan} onChoose={(floorId) => onChoose({ floorId })} />
    </div>
  )
}

function Days({ plan: { days, day, location }, nowMs, onChoose }: Pick<Props, 'plan' | 'nowMs'> & { readonly onChoose: (day: string) => void }) {
  const { t, language } = useWords()
  const name = useId()
  const strip = useRef<HTMLDivElement>(null)
  const clock = formats(language, location.timeZone)
  const today = wallClockAt(nowMs, location.timeZone).day
  useEffect(() => {
    const chosen = strip.current?.querySelector<HTMLElement>('label:has(:checked)')
    if (strip.current !== null && chosen != null) strip.current.scrollLeft = chosen.offsetLeft - strip.current.clientWidth / 2 + chosen.offsetWidth / 2
  }, [day])
  return (
    <div className="days" role="radiogroup" aria-label={t('book.day')} ref={strip}>
      {days.map((one) => {
        const noon = instantAt(one.day, '12:00', location.timeZone)
        return (
          <label key={one.day} title={one.reason ?? undefined}>
            <input
              type="radio" name={name} checked={one.day === day} disabled={!one.open} aria-label={`${clock.dateLong(noon)}${one.open ? '' : `, ${t('book.closed')}`}`}
              onChange={() => onChoose(one.day)}
            />
            <span aria-hidden="true">{clock.dayShort(noon)}</span>
            <small aria-hidden="true">{!one.open ? t('book.closed') : one.day === today ? t('book.today') : ''}</small>
          </label>
        )
      })}
    </div>
  )
}

function Hours({ plan: { from, to, period }, onChoose }: Pick<Props, 'plan' | 'nowMs' | 'onChoose'>) {
  const { t } = useWords()
  const wrong = period !== null ? null : to > from ? t('book.inThePast') : t('book.endBeforeStart')
  return (
    <div className="times">
      <Field label={t('book.from')} type="time" required value={from} onChange={(event) => onChoose({ part: 'hours', from: event.target.value, to })} />
      <Field label={t('book.to')} type="time" required value={to} wrong={wrong} onChange={(event) => onChoose({ part: 'hours', from, to: event.target.value })} />
    </div>
  )
}

function FloorChoice({ plan: { locations, floorId }, onChoose }: Pick<Props, 'plan'> & { readonly onChoose: (floorId: string) => void }) {
  const { t } = useWords()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('book.floor')}</label>
      <select id={id} className="input" value={floorId} onChange={(event) => onChoose(event.target.value)}>
        {locations.map(({ id: locationId, name, floors }) => (
          <optgroup key={locationId} label={name}>
            {floors.map((floor) => (
              <option key={floor.id} value={floor.id}>{`${name}, ${floor.name}`}</option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}
