import { useState } from 'react'
import type { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/choices.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { Location, Period } from '../book/day-parts.ts'
import { PeriodForm } from '../workspace/PeriodForm.tsx'
import { ChoiceDialog } from './ChoiceDialog.tsx'
import type { FilterName } from './filters.ts'

type Props = {
  readonly offered: readonly FilterName[]
  readonly chosen: ReadonlySet<FilterName>
  readonly onToggle: (name: FilterName) => void
  readonly free: number
  readonly period: Period | null
  readonly onPeriod: (period: Period | null) => void
  readonly location: Location | null
  readonly nowMs: number
  readonly clock: ReturnType<typeof formats>
}

/** Now or another time, then what a place must have. */
export function Filters({ offered, chosen, onToggle, free, period, onPeriod, location, nowMs, clock }: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const words = (span: Period) => {
    const range = clock.timeRange(span.fromMs, span.toMs)
    return clock.isoDay(span.fromMs) === clock.isoDay(nowMs) ? range : `${clock.dayShort(span.fromMs)}, ${range}`
  }
  const shown = period === null ? t('map.now') : words(period)
  const choose = (next: Period | null) => {
    onPeriod(next)
    setOpen(false)
  }
  return (
    <>
      <fieldset className="chips map-chips">
        <legend className="unseen">{t('map.filters')}</legend>
        {location !== null && (
          <button type="button" className={period === null ? 'chip' : 'chip when'} aria-haspopup="dialog" aria-label={t('map.when', { period: shown })} onClick={() => setOpen(true)}>
            <span className="tab">{shown}</span><Icon name="down" size={12} />
          </button>
        )}
        {offered.map((name) => (
          <Chip key={name} pressed={chosen.has(name)} onToggle={() => onToggle(name)} {...(name === 'free' ? { count: free } : {})}>
            {t(`map.filter.${name}`)}
          </Chip>
        ))}
      </fieldset>
      {open && location !== null && (
        <ChoiceDialog title={t('map.whenTitle')} onClose={() => setOpen(false)}>
          <p>{t('map.whenText')}</p>
          <PeriodForm
            rules={location} kind="desk" nowMs={nowMs} initial={period} onSubmit={choose}
            submitLabel={(span) => t('map.showThen', { period: words(span) })}
          />
          <Button wide onClick={() => choose(null)}>{t('map.showNow')}</Button>
        </ChoiceDialog>
      )}
    </>
  )
}
