import { useId } from 'react'
import { listTeams, updateAccount } from '#contract/endpoints/people.ts'
import { useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { ErrorNote } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import type { Person } from './PersonParts.tsx'
import { usePeopleChanged } from '../usePeopleChanged.ts'

/** Somebody's team: chosen is saved, and can be taken back. */
export function PersonTeam({ person: { id, name, team } }: { readonly person: Person }) {
  const { t } = useControlWords()
  const field = useId()
  const tell = useTell()
  const changed = usePeopleChanged()
  const teams = useCall(listTeams, {}, { staleTime: 300_000 })
  const save = useSend(updateAccount)
  const put = (teamId: NonNullable<Person['team']>['id'] | null, undoes: boolean) => save.send({ params: { personId: id }, body: { teamId } }, {
    done: async () => {
      tell({ text: t('person.teamSaved', { name }), ...(undoes ? {} : { undo: () => put(team?.id ?? null, true) }) })
      await changed()
    },
  })
  return (
    <section>
      <div className="field">
        <label htmlFor={field}>{t('person.team')}</label>
        <select
          id={field} className="input" value={team?.id ?? ''} aria-busy={save.isPending || undefined}
          onChange={(event) => put(teams.data?.teams.find((one) => one.id === event.target.value)?.id ?? null, false)}
        >
          <option value="">{t('people.noTeam')}</option>
          {team !== null && teams.data === undefined && <option value={team.id}>{team.name}</option>}
          {teams.data?.teams.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </div>
      {save.error !== null && <ErrorNote error={save.error} />}
    </section>
  )
}
