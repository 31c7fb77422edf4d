import type { z } from 'zod'
import type { Ending } from '#contract/endpoints/keeping.ts'
import { formats } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNow } from '../workspace/useNow.ts'
import { EndingClock, EndingSteps } from './EndingClock.tsx'

export type EndingOf = Omit<z.infer<typeof Ending>, 'link'>

/** An ending as it stands: its clock, its steps, what breaks a promise, what the law demands to keep. */
export function EndingState({ ending }: { readonly ending: EndingOf }) {
  const { t, language } = useRightsWords()
  const nowMs = useNow(null, 30_000)
  const clock = formats(language, ending.timeZone)
  return (
    <>
      <EndingClock ending={ending} nowMs={nowMs} />
      {(ending.promiseBroken || ending.late) && (
        <div className="note wrong"><Icon name="warning" size={20} /><p>{t(ending.late ? 'ending.late' : 'ending.promiseBroken')}</p></div>
      )}
      <section>
        <h2>{t('ending.steps')}</h2>
        <EndingSteps ending={ending} nowMs={nowMs} />
      </section>
      {ending.holds.length > 0 && (
        <section>
          <h2>{t('ending.holds')}</h2>
          <ul className="means">
            {ending.holds.map(({ ground, statute, endsAt }) => (
              <li key={`${ground} ${endsAt}`}>
                {t('ending.holdUntil', { what: ground === statute ? statute : `${ground} (${statute})`, day: clock.dateWithYear(endsAt) })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
