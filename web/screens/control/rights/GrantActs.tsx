import { useState, type SubmitEvent } from 'react'
import { changeGrant, listGrants, takeGrantAway, type Grant } from '#contract/endpoints/rights.ts'
import { useCall } from '../../../client/queries.ts'
import { useSend } from '../../../client/useSend.ts'
import { useControlWords } from '../../../language/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { ErrorNote } from '../../../ui/notes.tsx'
import { useTell } from '../../../ui/Toast.tsx'
import { asField, endOf, lastDay } from '../days.ts'
import { usePeopleChanged } from '../usePeopleChanged.ts'
import { useRoleWords } from '../useRoleWords.ts'
import { useToday } from '../useToday.ts'

/** Taking a role away, or giving it another end; for whom it is theirs to do. Of the last organisation manager it says why not. */
export function GrantActs({ grant }: { readonly grant: Grant }) {
  const { t } = useControlWords()
  const { roleAt } = useRoleWords()
  const tell = useTell()
  const changed = usePeopleChanged()
  const take = useSend(takeGrantAway)
  const [asks, setAsks] = useState(false)
  const [ends, setEnds] = useState(false)
  const isManager = grant.role === 'organisation_manager' && grant.mine
  const managers = useCall(listGrants, { query: { role: 'organisation_manager' } }, { enabled: isManager })
  const isLast = isManager && managers.data?.grants.filter(({ state }) => state === 'in_force').length === 1
  const role = roleAt(grant.role, grant.location)
  const { name } = grant.person
  if (!grant.mine) return null
  if (isLast) return <p className="small soft">{t('person.lastManager')}</p>
  const away = () => {
    setAsks(false)
    take.send({ params: { grantId: grant.id } }, {
      done: async () => {
        tell(t('person.takenAway', { role, name }))
        await changed()
      },
    })
  }
  return (
    <>
      <div className="row grant-acts">
        <Button look="plain" size="small" aria-label={t('person.takeAwayOf', { role })} busy={take.isPending} onClick={() => setAsks(true)}>{t('person.takeAway')}</Button>
        <Button look="plain" size="small" aria-label={t('person.changeEndOf', { role })} aria-expanded={ends} onClick={() => setEnds(!ends)}>{t('person.changeEnd')}</Button>
      </div>
      {take.error !== null && <ErrorNote error={take.error} />}
      {ends && <End grant={grant} onDone={() => setEnds(false)} />}
      <ConfirmDialog open={asks} title={t('person.takeAwayTitle', { role, name })} confirm={t('person.takeAway')} onCancel={() => setAsks(false)} onConfirm={away}>
        <p>{t('person.takeAwayText', { name })}</p>
      </ConfirmDialog>
    </>
  )
}

function End({ grant, onDone }: { readonly grant: Grant; readonly onDone: () => void }) {
  const { t } = useControlWords()
  const tell = useTell()
  const changed = usePeopleChanged()
  const save = useSend(changeGrant)
  const today = useToday()
  const [day, setDay] = useState(grant.until === null ? '' : asField(lastDay(grant.until)))
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    save.send({ params: { grantId: grant.id }, body: { until: endOf(day) } }, {
      done: async () => {
        tell(t('person.endSaved'))
        await changed()
        onDone()
      },
    })
  }
  return (
    <form className="stack" onSubmit={send} noValidate>
      <Field label={t('person.endField')} hint={t('person.endHint')} type="date" value={day} min={today} onChange={(event) => setDay(event.target.value)} />
      {save.error !== null && <ErrorNote error={save.error} />}
      <Button submit busy={save.isPending}>{t('person.endSave')}</Button>
    </form>
  )
}
