import { useId } from 'react'
import type { TeamId } from '#contract/ids.ts'
import { roles as allRoles, type Role } from '#contract/permissions.ts'
import { useWords } from '../../language/language.ts'
import { OptIn } from '../first-use/OptIn.tsx'

export type TeamName = { readonly id: TeamId; readonly name: string }
type Props = {
  readonly teams: readonly TeamName[]
  readonly teamId: TeamId | null
  readonly roles: readonly Role[]
  readonly wrong: string | null
  readonly onTeam: (id: TeamId | null) => void
  readonly onRoles: (roles: Role[]) => void
}

/** Team and roles of an account, each role with what it may. */
export function RolesAndTeam({ teams, teamId, roles, wrong, onTeam, onRoles }: Props) {
  const { t } = useWords()
  const id = useId()
  const toggle = (role: Role, on: boolean) => onRoles(allRoles.filter((one) => (one === role ? on : roles.includes(one))))
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('accounts.team')}</label>
        <select id={id} className="input" value={teamId ?? ''} onChange={(event) => onTeam(teams.find((one) => one.id === event.target.value)?.id ?? null)}>
          <option value="">{t('accounts.noTeam')}</option>
          {teams.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </div>
      <fieldset className="roles" aria-describedby={wrong === null ? undefined : `${id}-wrong`}>
        <legend>{t('accounts.roles')}</legend>
        {allRoles.map((role) => (
          <OptIn key={role} on={roles.includes(role)} onChange={(on) => toggle(role, on)}>
            <strong>{t(`access.role.${role}`)}</strong><small>{t(`accounts.roleMeans.${role}`)}</small>
          </OptIn>
        ))}
        {wrong !== null && <p className="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
      </fieldset>
    </>
  )
}
