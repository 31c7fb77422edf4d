import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Result } from '#contract/endpoint.ts'
import { beginTotp, getMySignIn, removeTotp, renewRecoveryCodes } from '#contract/endpoints/sign-in-ways.ts'
import { keyOf } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWaysWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { AppSetup } from './AppSetup.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

/** The second step after a password: on or off, and the codes for when the app is lost. */
export function AuthenticatorApp({ mine }: { readonly mine: Result<typeof getMySignIn> }) {
  const { t } = useWaysWords()
  const clock = useClock()
  const tell = useTell()
  const queries = useQueryClient()
  const begin = useSend(beginTotp)
  const remove = useSend(removeTotp)
  const renew = useSend(renewRecoveryCodes)
  const [asks, setAsks] = useState<'remove' | 'renew' | null>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: keyOf(getMySignIn) })
  const { totp, recoveryCodesLeft } = mine

  if (begin.data !== undefined) {
    const done = async () => {
      begin.reset()
      tell(t('security.appOn'))
      await refresh()
    }
    return <section><AppSetup begun={begin.data} onBack={begin.reset} onDone={done} /></section>
  }
  if (renew.data !== undefined) {
    const kept = async () => {
      renew.reset()
      await refresh()
    }
    return <section><RecoveryCodes codes={renew.data.recoveryCodes} onKept={kept} /></section>
  }
  const error = begin.error ?? remove.error ?? renew.error
  return (
    <section>
      <h2>{t('security.app')}</h2>
      <p className="soft about">{totp === null ? t('security.appNone') : t('security.appSince', { day: clock.dateWithYear(totp.since) })}</p>
      {totp !== null && <p className="about">{t('security.codesLeft', { count: recoveryCodesLeft })}</p>}
      {error !== null && <ErrorNote error={error} />}
      <div className="row wrap">
        {totp === null
          ? <Button busy={begin.isPending} onClick={() => begin.send({})}>{t('security.appSetUp')}</Button>
          : (
            <>
              <Button onClick={() => setAsks('renew')}>{t('security.codesRenew')}</Button>
              <Button warn onClick={() => setAsks('remove')}>{t('security.appRemove')}</Button>
            </>
          )}
      </div>
      <ConfirmDialog
        open={asks === 'remove'} title={t('security.appRemoveTitle')} confirm={t('security.appRemove')} busy={remove.isPending} onCancel={() => setAsks(null)}
        onConfirm={() => remove.send({}, {
          done: async () => {
            tell(t('security.appRemoved'))
            await refresh()
          },
          ended: () => setAsks(null),
        })}
      >
        <p>{t('security.appRemoveText')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asks === 'renew'} title={t('security.codesRenewTitle')} confirm={t('security.codesRenew')} busy={renew.isPending} onCancel={() => setAsks(null)}
        onConfirm={() => renew.send({}, { ended: () => setAsks(null) })}
      >
        <p>{t('security.codesRenewText')}</p>
      </ConfirmDialog>
    </section>
  )
}
