import { useState, type SyntheticEvent } from 'react'
import { pairDoor, unpairDoors } from '#contract/endpoints/door.ts'
import type { WorkspaceId } from '#contract/ids.ts'
import { useAct } from '../../client/queries.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'

type Props = { readonly place: { readonly id: WorkspaceId; readonly name: string } }

/** For who manages devices: makes a tablet the display of this room, by the code it shows. */
export function PairDoor({ place }: Props) {
  const { t } = useWords()
  const tell = useTell()
  const [open, setOpen] = useState(false)
  const [asks, setAsks] = useState(false)
  const [code, setCode] = useState('')
  const pair = useAct(pairDoor)
  const unpair = useAct(unpairDoors)
  const params = { workspaceId: place.id }

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (code.trim() === '' || pair.isPending) return
    pair.mutate({ params, body: { code } }, {
      onSuccess: () => {
        setCode('')
        setOpen(false)
        tell(t('workspace.paired', { name: place.name }))
      },
    })
  }
  const unpairAll = () => unpair.mutate({ params }, {
    onSuccess: () => tell(t('workspace.unpaired', { name: place.name })),
    onSettled: () => setAsks(false),
  })

  return (
    <div className="pair">
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>{t('workspace.pairDoor')}</Button>
      {open && (
        <form onSubmit={submit} className="stack">
          <Field
            label={t('workspace.pairCode')} hint={t('workspace.pairHint', { address: `${location.host}/door` })} value={code}
            autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={20} onChange={(event) => setCode(event.target.value)}
          />
          {pair.error !== null && <ErrorNote error={pair.error} />}
          <Button submit busy={pair.isPending}>{t('workspace.pair', { name: place.name })}</Button>
          <Button look="plain" onClick={() => setAsks(true)}>{t('workspace.unpair')}</Button>
          {unpair.error !== null && <ErrorNote error={unpair.error} />}
        </form>
      )}
      <ConfirmDialog
        open={asks} title={t('workspace.unpairAsk', { name: place.name })} confirm={t('workspace.unpair')} busy={unpair.isPending}
        onConfirm={unpairAll} onCancel={() => setAsks(false)}
      >
        <p>{t('workspace.unpairText')}</p>
      </ConfirmDialog>
    </div>
  )
}
