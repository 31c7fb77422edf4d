import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Result } from '#contract/endpoint.ts'
import { listTeams } from '#contract/endpoints/people.ts'
import { getProvisioningState, setGroupMapping } from '#contract/endpoints/provisioning.ts'
import { mayGrant, roles } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { usePeopleChanged } from '../control/usePeopleChanged.ts'
import { useRoleWords } from '../control/useRoleWords.ts'

type Group = Result<typeof getProvisioningState>['groups'][number]

/** What the members of one group of the directory are here. */
export function GroupMapping({ group: { id, name, members, team, roles: held } }: { readonly group: Group }) {
  const { t } = useControlWords()
  const { role } = useRoleWords()
  const mine = useSession().person.roles
  const field = useId()
  const tell = useTell()
  const queries = useQueryClient()
  const changed = usePeopleChanged()
  const teams = useCall(listTeams, {}, { staleTime: 300_000 })
  const save = useSend(setGroupMapping)
  const [teamId, setTeamId] = useState(team?.id ?? null)
  const [chosen, setChosen] = useState<ReadonlySet<Role>>(new Set(held))
  const grantable = new Set(mine.flatMap((own) => mayGrant[own]))
  const isSame = teamId === (team?.id ?? null) && chosen.size === held.length && held.every((one) => chosen.has(one))
  const toggle = (one: Role) => setChosen(new Set(chosen.has(one) ? [...chosen].filter((each) => each !== one) : [...chosen, one]))
  const put = () => save.send({ params: { scimGroupId: id }, body: { teamId, roles: [...chosen] } }, {
    done: async () => {
      tell(t('provisioning.directory.saved', { name }))
      await Promise.all([queries.invalidateQueries({ queryKey: keyOf(getProvisioningState) }), changed()])
    },
  })
  return (
    <form
      className="scim-group" aria-label={name}
      onSubmit={(event) => {
        event.preventDefault()
        put()
      }}
    >
      <h3>{name}<small>{t('provisioning.directory.members', { count: members })}</small></h3>
      <div className="field">
        <label htmlFor={field}>{t('provisioning.directory.team')}</label>
        <select id={field} className="input" value={teamId ?? ''} onChange={(event) => setTeamId(teams.data?.teams.find((one) => one.id === event.target.value)?.id ?? null)}>
          <option value="">{t('provisioning.directory.noTeam')}</option>
          {team !== null && teams.data === undefined && <option value={team.id}>{team.name}</option>}
          {teams.data?.teams.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </div>
      <fieldset>
        <legend>{t('provisioning.directory.roles')}</legend>
        {roles.filter((one) => one !== 'employee' && (grantable.has(one) || held.includes(one))).map((one) => (
          <label key={one} className="each"><input type="checkbox" checked={chosen.has(one)} onChange={() => toggle(one)} />{role(one)}</label>
        ))}
      </fieldset>
      {save.error !== null && <ErrorNote error={save.error} />}
      {!isSame && <div className="row"><Button look="fill" submit busy={save.isPending}>{t('provisioning.directory.save')}</Button></div>}
    </form>
  )
}
