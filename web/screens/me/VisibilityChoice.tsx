import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Session } from '#contract/endpoints/session.ts'
import { updateMe } from '#contract/endpoints/people.ts'
import type { Visibility } from '#contract/values.ts'
import type { Answer } from '../../client/call.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { sessionOptions, useSession } from '../../shell/session.ts'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'

const choices = ['nobody', 'team', 'organisation'] as const

/** Who may see where I sit, with what each choice means. It holds at once. */
export function VisibilityChoice() {
  const { t } = useWords()
  const { person } = useSession()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useSend(updateMe)
  const name = useId()
  const [wanted, setWanted] = useState<Visibility | null>(null)
  const shown = wanted ?? person.visibility
  const means = (choice: Visibility) =>
    choice !== 'team' ? t(`me.visibilityMeans.${choice}`)
      : person.team === null ? t('me.visibilityMeans.teamNone') : t('me.visibilityMeans.team', { team: person.team.name })

  const choose = (visibility: Visibility) => {
    setWanted(visibility)
    act.send({ body: { visibility } }, {
      done: async () => {
        queries.setQueryData(sessionOptions.queryKey, (before: Answer<Session> | null | undefined) =>
          before == null ? before : { ...before, data: { ...before.data, person: { ...before.data.person, visibility } } })
        tell(t('me.visibilitySaved'))
        await queries.invalidateQueries()
      },
      ended: () => setWanted(null),
    })
  }
  return (
    <section id="visibility">
      <fieldset className="visibility">
        <legend><h2>{t('me.visibility')}</h2></legend>
        <div className="lines">
          {choices.map((choice) => (
            <label key={choice}>
              <input type="radio" name={name} checked={shown === choice} aria-describedby={`${name}-${choice}`} onChange={() => choose(choice)} />
              <span>{t(`me.visibilityChoice.${choice}`)}<small id={`${name}-${choice}`}>{means(choice)}</small></span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="small soft">{t('me.visibilityNever')}</p>
      {act.error !== null && <ErrorNote error={act.error} />}
    </section>
  )
}
