import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { invitePerson, listAccounts } from '#contract/endpoints/people.ts'
import type { TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { Language } from '#contract/values.ts'
import { ApiProblem } from '../../client/problem.ts'
import { keyOf } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { InvitationLink } from './InvitationLink.tsx'
import { RolesAndTeam, type TeamName } from './RolesAndTeam.tsx'

/** A new account, and the link that goes with it. */
export function Invite({ teams, onDone }: { readonly teams: readonly TeamName[]; readonly onDone: () => void }) {
  const { t, language: shown } = useWords()
  const queries = useQueryClient()
  const act = useSend(invitePerson)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [teamId, setTeamId] = useState<TeamId | null>(null)
  const [roles, setRoles] = useState<Role[]>(['employee'])
  const [language, setLanguage] = useState<Language>(shown)
  const [wrong, setWrong] = useState<{ name?: string; email?: string; roles?: string }>({})
  const nameField = useRef<HTMLInputElement>(null)
  const emailField = useRef<HTMLInputElement>(null)
  useEffect(() => nameField.current?.focus(), [])

  if (act.data !== undefined) {
    const { account, invitation } = act.data
    return <InvitationLink name={account.name} url={invitation.url} expiresAt={invitation.expiresAt} onDone={onDone} />
  }
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const found = {
      ...(name.trim() === '' ? { name: t('parts.required') } : {}),
      ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: t('access.emailWrong') }),
      ...(roles.length === 0 ? { roles: t('accounts.oneRole') } : {}),
    }
    setWrong(found)
    if (found.name !== undefined) return nameField.current?.focus()
    if (found.email !== undefined) return emailField.current?.focus()
    if (found.roles !== undefined) return
    act.send({ body: { name, email, teamId, roles, language } }, {
      done: () => queries.invalidateQueries({ queryKey: keyOf(listAccounts) }),
      refused: (error) => {
        if (!(error instanceof ApiProblem) || error.code !== 'email_taken') return
        setWrong({ email: error.detail })
        emailField.current?.focus()
      },
    })
  }
  const inField = act.error instanceof ApiProblem && act.error.code === 'email_taken'
  return (
    <form onSubmit={send} noValidate className="stack">
      <h2>{t('accounts.invite')}</h2>
      <Field ref={nameField} label={t('accounts.name')} autoComplete="off" required maxLength={120} value={name} wrong={wrong.name} onChange={(event) => setName(event.target.value)} />
      <Field
        ref={emailField} label={t('accounts.email')} type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} required
        value={email} wrong={wrong.email} onChange={(event) => setEmail(event.target.value)}
      />
      <RolesAndTeam teams={teams} teamId={teamId} roles={roles} wrong={wrong.roles ?? null} onTeam={setTeamId} onRoles={setRoles} />
      <div>
        <p className="small soft">{t('accounts.language')}</p>
        <SegmentedChoice label={t('accounts.language')} value={language} wide onChange={setLanguage} options={[{ value: 'nl', label: 'Nederlands' }, { value: 'en', label: 'English' }]} />
      </div>
      {act.error !== null && !inField && <ErrorNote error={act.error} />}
      <Button look="fill" size="big" wide submit busy={act.isPending}>{t('accounts.send')}</Button>
      <Button look="plain" onClick={onDone}>{t('parts.cancel')}</Button>
    </form>
  )
}
