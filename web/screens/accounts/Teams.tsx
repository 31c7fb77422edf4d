import { useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { createTeam, deleteTeam, listTeams } from '#contract/endpoints/people.ts'
import { keyOf } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import type { TeamName } from './RolesAndTeam.tsx'

/** The teams of the organisation: add one, or remove one that has no members left. */
export function Teams({ teams }: { readonly teams: readonly TeamName[] | null }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const add = useSend(createTeam)
  const remove = useSend(deleteTeam)
  const [name, setName] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listTeams) })
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setWrong(name.trim() === '' ? t('parts.required') : null)
    if (name.trim() === '') return
    add.send({ body: { name } }, {
      done: async () => {
        setName('')
        await again()
      },
    })
  }
  const error = add.error ?? remove.error
  return (
    <section>
      <h2>{t('accounts.teams')}</h2>
      {teams !== null && teams.length === 0 && <p className="soft">{t('accounts.teamsNone')}</p>}
      <ul className="lines teams">
        {teams?.map((team) => (
          <li key={team.id}>
            <span>{team.name}</span>
            <Button
              look="plain" square busy={remove.isPending} aria-label={t('accounts.removeTeam', { team: team.name })}
              onClick={() => {
                add.reset()
                remove.send({ params: { teamId: team.id } }, { done: again })
              }}
            >
              <Icon name="close" size={18} />
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={send} noValidate className="add-team">
        <Field label={t('accounts.newTeam')} maxLength={120} autoComplete="off" value={name} wrong={wrong} onChange={(event) => setName(event.target.value)} />
        <Button submit busy={add.isPending}>{t('accounts.addTeam')}</Button>
      </form>
      {error !== null && <ErrorNote error={error} />}
    </section>
  )
}
