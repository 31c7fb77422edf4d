import { useState } from 'react'
import type { DoorView } from '#contract/endpoints/door.ts'
import type { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { offers } from './dial.ts'

type Props = {
  readonly view: DoorView
  readonly nowMs: number
  readonly clock: ReturnType<typeof formats>
  /** Which act is under way. */
  readonly busy: string | null
  readonly onBook: (minutes: number) => void
  readonly onCheckIn: () => void
  readonly onEnd: () => void
}

/** What fits the moment at the door: check in, end, or use the room now. */
export function DoorActs({ view, nowMs, clock, busy, onBook, onCheckIn, onEnd }: Props) {
  const { t } = useWords()
  const [asks, setAsks] = useState(false)
  const { canCheckIn, current, next } = view
  const buttons = offers(view, nowMs)
  const due = current !== null && !current.checkedIn ? current : next
  return (
    <div className="door-acts">
      {canCheckIn && (
        <div className="door-one">
          <p>{current !== null ? t('door.checkInText') : due === null ? '' : t('door.checkInNext', { time: clock.time(due.from) })}</p>
          <Button look="fill" size="big" busy={busy === 'checkIn'} onClick={onCheckIn}>{t('door.checkIn')}</Button>
        </div>
      )}
      {current !== null && <Button size="big" busy={busy === 'end'} onClick={() => setAsks(true)}>{t('door.end')}</Button>}
      {current === null && buttons.length > 0 && (
        <fieldset className="door-now">
          <legend>{t('door.useNow')}</legend>
          {buttons.map(({ minutes, untilMs }) => (
            <Button key={minutes} size="big" busy={busy === `book ${minutes}`} onClick={() => onBook(minutes)}>
              {untilMs === null ? t('door.forMinutes', { count: minutes }) : t('door.untilTime', { time: clock.time(untilMs) })}
            </Button>
          ))}
        </fieldset>
      )}
      <ConfirmDialog
        open={asks} title={t('door.endAsk')} confirm={t('door.endConfirm')} busy={busy === 'end'} onCancel={() => setAsks(false)}
        onConfirm={() => {
          setAsks(false)
          onEnd()
        }}
      >
        <p>{t('door.endText')}</p>
      </ConfirmDialog>
    </div>
  )
}
