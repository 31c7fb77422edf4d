import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { deactivateAccount, getAccount, listAccounts, listTeams, setTeamOf } from '#contract/endpoints/people.ts'
import type { PersonId, TeamId } from '#contract/ids.ts'
import { call } from '../../../client/call.ts'
import { keyOf, useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { ErrorNote } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { useRun } from '../../../client/useRun.ts'

/** What can be done with several people at once. */
export function BulkBar({ chosen, onDone }: { readonly chosen: ReadonlySet<PersonId>; readonly onDone: () => void }) {
  const { t } = useControlWords()
  const queries = useQueryClient()
  const tell = useTell()
  const teams = useCall(listTeams, {}, { staleTime: 300_000 })
  const [teamId, setTeamId] = useState<TeamId | ''>('')
  const [asks, setAsks] = useState(false)
  const act = useRun()
  const count = chosen.size
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: keyOf(listAccounts) }), queries.invalidateQueries({ queryKey: keyOf(getAccount) })])
  const move = () => act.run(
    () => call(setTeamOf, { body: { personIds: [...chosen], teamId: teamId === '' ? null : teamId } }),
    async ({ changed }) => {
      tell(t('people.toTeamDone', { count: changed, team: teams.data?.teams.find(({ id }) => id === teamId)?.name ?? t('people.noTeam') }))
      await again()
      onDone()
    },
  )
  const switchOff = () => {
    setAsks(false)
    act.run(
      async () => {
        // One after the other: what was done before a refusal stays done, and the list shows it.
        try {
          for (const personId of chosen) await call(deactivateAccount, { params: { personId } })
        } finally {
          await again()
        }
      },
      () => {
        tell(t('people.offDone', { count }))
        onDone()
      },
    )
  }
  return (
    <section className="bulk" aria-label={t('people.chosen', { count })}>
      {act.error !== null && <ErrorNote error={act.error} />}
      <div className="row wrap">
        <strong className="tab">{t('people.chosen', { count })}</strong>
        <Button look="plain" size="small" onClick={onDone}>{t('people.letGo')}</Button>
        <span className="room" />
        <select className="input" aria-label={t('people.toTeam')} value={teamId} onChange={(event) => setTeamId(teams.data?.teams.find(({ id }) => id === event.target.value)?.id ?? '')}>
          <option value="">{t('people.noTeam')}</option>
          {teams.data?.teams.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
        <Button busy={act.busy} onClick={move}>{t('people.toTeamDo')}</Button>
        <Button warn busy={act.busy} onClick={() => setAsks(true)}>{t('people.off')}</Button>
      </div>
      <ConfirmDialog open={asks} title={t('people.offTitle', { count })} confirm={t('people.off')} onCancel={() => setAsks(false)} onConfirm={switchOff}>
        <p>{t('people.offText')}</p>
      </ConfirmDialog>
    </section>
  )
}
