import { useId, useState, type SubmitEvent } from 'react'
import { invitePerson, listTeams } from '#contract/endpoints/people.ts'
import { listGrantableRoles } from '#contract/endpoints/rights.ts'
import type { TeamId } from '#contract/ids.ts'
import { roles as allRoles, type Role } from '#contract/permissions.ts'
import { useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/notes.tsx'
import { ChoiceLine } from '../ChoiceLine.tsx'
import type { Invited } from './Invite.tsx'
import { InvitationLanguage, NameAndEmail } from './InviteeFields.tsx'
import { useInvitee } from './useInvitee.ts'
import { usePeopleChanged } from '../usePeopleChanged.ts'

/** Somebody who works here: team and roles, of which only those show that one may give. */
export function InviteColleague({ onDone }: { readonly onDone: (invited: Invited) => void }) {
  const { t, app } = useControlWords()
  const id = useId()
  const invitee = useInvitee()
  const changed = usePeopleChanged()
  const teams = useCall(listTeams, {}, { staleTime: 300_000 })
  const grantable = useCall(listGrantableRoles, {})
  const act = useSend(invitePerson)
  const [teamId, setTeamId] = useState<TeamId | null>(null)
  const [roles, setRoles] = useState<readonly Role[]>(['employee'])
  const [noRole, setNoRole] = useState(false)
  const mine = allRoles.filter((role) => grantable.data?.roles.some((one) => one.role === role && one.whole) ?? role === 'employee')
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setNoRole(roles.length === 0)
    if (!invitee.isSound() || roles.length === 0) return
    const { name, email, language } = invitee
    act.send({ body: { name, email, teamId, roles: [...roles], language } }, {
      done: ({ account, invitation }) => {
        void changed()
        onDone({ id: account.id, name: account.name, ...invitation })
      },
      refused: invitee.refused,
    })
  }
  return (
    <form onSubmit={send} noValidate className="stack">
      <NameAndEmail invitee={invitee} />
      <div className="field">
        <label htmlFor={id}>{t('invite.team')}</label>
        <select id={id} className="input" value={teamId ?? ''} onChange={(event) => setTeamId(teams.data?.teams.find((one) => one.id === event.target.value)?.id ?? null)}>
          <option value="">{t('invite.noTeam')}</option>
          {teams.data?.teams.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </div>
      <fieldset className="choices" aria-describedby={`${id}-roles`}>
        <legend>{t('invite.roles')}</legend>
        <p className="hint" id={`${id}-roles`}>{t('invite.rolesHint')}</p>
        {mine.map((role) => (
          <ChoiceLine key={role} of="many" on={roles.includes(role)} onChange={(on) => setRoles(allRoles.filter((one) => (one === role ? on : roles.includes(one))))}>
            <strong>{app(`access.role.${role}`)}</strong><small>{t(`rights.roleMeans.${role}`)}</small>
          </ChoiceLine>
        ))}
        {noRole && <p className="wrong" role="alert">{t('invite.oneRole')}</p>}
      </fieldset>
      <InvitationLanguage invitee={invitee} />
      {act.error !== null && !invitee.isTaken(act.error) && <ErrorNote error={act.error} />}
      <Button look="fill" size="big" submit busy={act.isPending}>{t('invite.send')}</Button>
    </form>
  )
}
