import { useId } from 'react'
import { useRightsWords } from '../../language/language.ts'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { Field } from '../../ui/Field.tsx'

export type EndChoice = { readonly now: boolean; readonly day: string; readonly time: string; readonly timeZone: string }
type Props = { readonly choice: EndChoice; readonly wrong: boolean; readonly onChoose: (choice: EndChoice) => void }

/** Now, or a day and time on the clock of a zone: an end moment is an instant, and its zone is part of what was told. */
export function WhenItEnds({ choice, wrong, onChoose }: Props) {
  const { t } = useRightsWords()
  const id = useId()
  return (
    <>
      <SegmentedChoice
        label={t('ending.when')} wide value={choice.now ? 'now' : 'later'} onChange={(value) => onChoose({ ...choice, now: value === 'now' })}
        options={[{ value: 'later', label: t('ending.whenLater') }, { value: 'now', label: t('ending.whenNow') }]}
      />
      {!choice.now && (
        <div className="moment">
          <Field
            label={t('ending.day')} type="date" required value={choice.day} wrong={wrong ? t('ending.whenWrong') : null}
            onChange={(event) => onChoose({ ...choice, day: event.target.value })}
          />
          <Field label={t('ending.time')} type="time" required value={choice.time} onChange={(event) => onChoose({ ...choice, time: event.target.value })} />
          <div className="field">
            <label htmlFor={id}>{t('ending.zone')}</label>
            <select id={id} className="input" value={choice.timeZone} onChange={(event) => onChoose({ ...choice, timeZone: event.target.value })}>
              {zones(choice.timeZone).map((zone) => <option key={zone} value={zone}>{zone.replaceAll('_', ' ')}</option>)}
            </select>
          </div>
        </div>
      )}
    </>
  )
}

const zones = (chosen: string): string[] => [...new Set([chosen, 'Europe/Amsterdam', 'UTC', ...Intl.supportedValuesOf('timeZone')])]
