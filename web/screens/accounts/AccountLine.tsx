import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { listAccounts, renewInvitation, updateAccount, type Account } from '#contract/endpoints/people.ts'
import type { TeamId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { keyOf } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { InvitationLink } from './InvitationLink.tsx'
import { RolesAndTeam, type TeamName } from './RolesAndTeam.tsx'

type Props = { readonly account: z.infer<typeof Account>; readonly teams: readonly TeamName[] }

/** An account: who, in which team, with which roles; opens to change them or to hand out a new link. */
export function AccountLine({ account, teams }: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [mailbox, host] = account.email.split('@')
  const about = [account.team?.name, ...account.roles.map((role) => t(`access.role.${role}`)), t(`accounts.state.${account.state}`)]
  return (
    <li className="account">
      <div>
        <span><strong>{account.name}</strong><small>{mailbox}@<wbr />{host}</small><small>{about.filter(Boolean).join(', ')}</small></span>
        <Button look="plain" size="small" aria-expanded={open} aria-label={t('accounts.edit', { name: account.name })} onClick={() => setOpen(!open)}>
          {t(open ? 'parts.close' : 'accounts.editWord')}
        </Button>
      </div>
      {open && <Edit account={account} teams={teams} onDone={() => setOpen(false)} />}
    </li>
  )
}

function Edit({ account, teams, onDone }: Props & { readonly onDone: () => void }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const tell = useTell()
  const save = useSend(updateAccount)
  const renew = useSend(renewInvitation)
  const [teamId, setTeamId] = useState<TeamId | null>(account.team?.id ?? null)
  const [roles, setRoles] = useState<Role[]>(account.roles)
  const params = { personId: account.id }
  if (renew.data !== undefined) {
    return <InvitationLink name={account.name} url={renew.data.url} expiresAt={renew.data.expiresAt} onDone={onDone} />
  }
  const send = () => {
    if (roles.length === 0) return
    save.send({ params, body: { teamId, roles } }, {
      done: async () => {
        tell(t('accounts.saved', { name: account.name }))
        await queries.invalidateQueries({ queryKey: keyOf(listAccounts) })
        onDone()
      },
    })
  }
  const error = save.error ?? renew.error
  return (
    <div className="stack edit">
      <RolesAndTeam teams={teams} teamId={teamId} roles={roles} wrong={roles.length === 0 ? t('accounts.oneRole') : null} onTeam={setTeamId} onRoles={setRoles} />
      {error !== null && <ErrorNote error={error} />}
      <Button wide busy={save.isPending} onClick={send}>{t('accounts.save')}</Button>
      <p className="small soft">{t('accounts.newLinkText')}</p>
      <Button wide busy={renew.isPending} onClick={() => renew.send({ params })}>{t('accounts.newLink')}</Button>
    </div>
  )
}
