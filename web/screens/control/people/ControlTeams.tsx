import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { z } from 'zod'
import { createTeam, deleteTeam, listTeams, renameTeam, type Team } from '#contract/endpoints/people.ts'
import { keyOf, useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { useMay } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import './people.css'

/** The teams of the organisation: add one, rename it, see who is in it, or remove one that has nobody left. */
export function ControlTeams() {
  const { t, app } = useControlWords()
  const queries = useQueryClient()
  const teams = useCall(listTeams, {}, { enabled: useMay('manage_people') })
  const add = useSend(createTeam)
  const [name, setName] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listTeams) })
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setWrong(name.trim() === '' ? app('parts.required') : null)
    if (name.trim() === '') return
    add.send({ body: { name } }, {
      done: async () => {
        setName('')
        await again()
      },
    })
  }
  const sorted = (teams.data?.teams ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'nl'))
  return (
    <ControlFrame here="teams" title={t('frame.section.teams')} lead={t('teams.lead')}>
      <section className="teams few">
        {teams.data === undefined && (teams.error === null ? <LoadingLines lines={5} /> : <ErrorNote error={teams.error} onRetry={() => void teams.refetch()} />)}
        {teams.data !== undefined && sorted.length === 0 && <p className="soft">{t('teams.none')}</p>}
        <ul className="lines">{sorted.map((team) => <TeamLine key={team.id} team={team} onChanged={again} />)}</ul>
        <form onSubmit={send} noValidate className="add-team">
          <Field label={t('teams.newTeam')} maxLength={120} autoComplete="off" value={name} wrong={wrong} onChange={(event) => setName(event.target.value)} />
          <Button submit busy={add.isPending}>{t('teams.add')}</Button>
        </form>
        {add.error !== null && <ErrorNote error={add.error} />}
      </section>
    </ControlFrame>
  )
}

function TeamLine({ team, onChanged }: { readonly team: z.infer<typeof Team>; readonly onChanged: () => Promise<void> }) {
  const { t } = useControlWords()
  const tell = useTell()
  const remove = useSend(deleteTeam)
  const rename = useSend(renameTeam)
  const [name, setName] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const renames = name !== null
  useEffect(() => {
    if (renames) field.current?.focus()
  }, [renames])
  const params = { teamId: team.id }
  const away = () => remove.send({ params }, {
    done: async () => {
      tell(t('teams.removed', { team: team.name }))
      await onChanged()
    },
  })
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    if (name === null || name.trim() === '') return
    rename.send({ params, body: { name } }, {
      done: async () => {
        await onChanged()
        setName(null)
      },
    })
  }
  const error = remove.error ?? rename.error
  return (
    <li>
      {name === null ? <strong>{team.name}</strong> : (
        <form onSubmit={save} noValidate className="add-team">
          <Field ref={field} label={t('teams.name')} maxLength={120} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          <Button submit busy={rename.isPending}>{t('teams.save')}</Button>
        </form>
      )}
      <span className="row wrap">
        <Link to="/control/people" search={{ team: team.id }} className="btn plain small" aria-label={t('teams.membersOf', { team: team.name })}>{t('teams.members')}</Link>
        <Button look="plain" size="small" aria-label={t('teams.renameOf', { team: team.name })} aria-expanded={name !== null} onClick={() => setName(name === null ? team.name : null)}>{t('teams.rename')}</Button>
        <Button look="plain" size="small" aria-label={t('teams.removeOf', { team: team.name })} busy={remove.isPending} onClick={away}>{t('teams.remove')}</Button>
      </span>
      {error !== null && <ErrorNote error={error} />}
    </li>
  )
}
