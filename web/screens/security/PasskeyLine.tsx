import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { z } from 'zod'
import { getMySignIn, renamePasskey, revokePasskey, type Passkey } from '#contract/endpoints/sign-in-ways.ts'
import { keyOf } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWaysWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { Standing } from '../../ui/Standing.tsx'
import { useTell } from '../../ui/Toast.tsx'

type Props = {
  readonly passkey: z.infer<typeof Passkey>
  /** Just made: its first name is proposed, to be kept or changed. */
  readonly naming: boolean
}

export function PasskeyLine({ passkey, naming }: Props) {
  const { t, app } = useWaysWords()
  const clock = useClock()
  const queries = useQueryClient()
  const tell = useTell()
  const revoke = useSend(revokePasskey)
  const [renames, setRenames] = useState(naming)
  const [asks, setAsks] = useState(false)
  const { id, name, deviceBound, attested, disabled, createdAt, lastUsedAt } = passkey
  const refresh = () => queries.invalidateQueries({ queryKey: keyOf(getMySignIn) })
  const kind = deviceBound ? (attested ? 'attested' : 'bound') : 'synced'
  const used = lastUsedAt === null ? t('security.neverUsed') : t('security.usedOn', { day: clock.dateWithYear(lastUsedAt) })
  return (
    <li className="passkey">
      <Icon name="key" size={20} />
      <div>
        {renames ? <Rename passkey={passkey} onDone={() => setRenames(false)} /> : <strong>{name}</strong>}
        <small>{t(`security.${kind}`)}</small>
        <small className="tab">{t('security.madeOn', { day: clock.dateWithYear(createdAt) })}, {used}</small>
        {disabled && <Standing look="broken">{t('security.disabled')}</Standing>}
        {revoke.error !== null && <ErrorNote error={revoke.error} />}
        <div className="row acts">
          {!renames && <Button look="plain" size="small" aria-label={t('security.renameOf', { name })} onClick={() => setRenames(true)}>{t('security.rename')}</Button>}
          <Button look="plain" size="small" warn aria-label={t('security.revokeOf', { name })} onClick={() => setAsks(true)}>{t('security.revoke')}</Button>
        </div>
      </div>
      <ConfirmDialog
        open={asks} title={t('security.revokeTitle', { name })} confirm={t('security.revoke')} cancel={app('parts.cancel')} busy={revoke.isPending} onCancel={() => setAsks(false)}
        onConfirm={() => revoke.send({ params: { passkeyId: id } }, {
          done: async () => {
            tell(t('security.revoked', { name }))
            await refresh()
          },
          ended: () => setAsks(false),
        })}
      >
        <p>{t('security.revokeText')}</p>
      </ConfirmDialog>
    </li>
  )
}

function Rename({ passkey, onDone }: { readonly passkey: z.infer<typeof Passkey>; readonly onDone: () => void }) {
  const { t } = useWaysWords()
  const queries = useQueryClient()
  const act = useSend(renamePasskey)
  const [name, setName] = useState(passkey.name)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    const given = name.trim()
    if (given === '' || given === passkey.name) return onDone()
    act.send({ params: { passkeyId: passkey.id }, body: { name: given } }, {
      done: async () => {
        await queries.invalidateQueries({ queryKey: keyOf(getMySignIn) })
        onDone()
      },
    })
  }
  return (
    <form onSubmit={save} noValidate className="rename">
      <Field ref={field} label={t('security.name')} maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      <Button submit busy={act.isPending}>{t('security.save')}</Button>
      {act.error !== null && <ErrorNote error={act.error} />}
    </form>
  )
}
