import { useQueryClient } from '@tanstack/react-query'
import { listDataSubjects } from '#contract/endpoints/privacy-desk.ts'
import { useCall } from '../../client/queries.ts'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ActPage } from './ActPage.tsx'
import { useClock } from '../../language/useClock.ts'
import { useRun } from '../../client/useRun.ts'
import { actsOn, useKept, useWhose, type Whose } from './whose.ts'

/** Restriction of processing (GDPR art. 18): what it means, on, and off again. */
export function Freeze() {
  const { t } = useRightsWords()
  const whose = useWhose()
  const them = whose.id !== null
  const { name } = whose
  const clock = useClock()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useRun()
  const state = useFrozenSince(whose)
  const since = state.since
  const done = async (said: string) => {
    tell(said)
    // Everything in the app looks different now.
    await queries.invalidateQueries()
  }
  const freeze = () => act.run(actsOn(whose).freeze, () => done(them ? t('acts.frozenThem', { name }) : t('acts.frozen')))
  const lift = () => act.run(actsOn(whose).lift, () => done(them ? t('acts.liftedThem', { name }) : t('acts.lifted')))
  return (
    <ActPage whose={whose} title={t('acts.freeze')} lead={them ? t('acts.freezeLeadThem', { name }) : t('acts.freezeLead')}>
      <section>
        <ul className="means">
          {(them ? t('acts.freezeMeansThem', { name }) : t('acts.freezeMeans')).split('\n').map((line) => <li key={line}>{line}</li>)}
        </ul>
      </section>
      <section className="stack">
        {since === undefined && (state.error === null ? <LoadingLines lines={2} /> : <ErrorNote error={state.error} />)}
        {since !== undefined && since !== null && (
          <p className="strong">
            {them
              ? t('acts.freezeSinceThem', { name, day: clock.dateWithYear(since), time: clock.time(since) })
              : t('acts.freezeSince', { day: clock.dateWithYear(since), time: clock.time(since) })}
          </p>
        )}
        {act.error !== null && <ErrorNote error={act.error} />}
        {since === null && <Button look="fill" size="big" wide busy={act.busy} onClick={freeze}>{t(them ? 'acts.freezeDoThem' : 'acts.freezeDo')}</Button>}
        {since !== undefined && since !== null && <Button look="fill" size="big" wide busy={act.busy} onClick={lift}>{t(them ? 'acts.liftThem' : 'acts.lift')}</Button>}
      </section>
    </ActPage>
  )
}

/** Since when the data is frozen; null when it is not, undefined while it is not known. Of others without looking into their data. */
function useFrozenSince(whose: Whose): { readonly since: string | null | undefined; readonly error: unknown } {
  const mine = useKept({ ...whose, id: null })
  const people = useCall(listDataSubjects, {}, { enabled: whose.id !== null })
  if (whose.id === null) return { since: mine.data?.restrictedAt, error: mine.error }
  return { since: people.data?.people.find(({ id }) => id === whose.id)?.restrictedAt, error: people.error }
}
