import { useState } from 'react'
import { signOut, signOutEverywhere } from '#contract/endpoints/session.ts'
import { call } from '../../client/call.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { useLeave } from '../../shell/useLeave.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'

/** The ways out: here, or on every device. */
export function SignOuts() {
  const { t } = useWords()
  const tell = useTell()
  const leave = useLeave()
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)
  const everywhere = useSend(signOutEverywhere)
  const here = async () => {
    setBusy(true)
    const ended = await call(signOut).then(() => true, (error: unknown) => error instanceof ApiProblem && error.status === 401)
    if (!ended) tell({ text: t('me.signOutFailed'), stays: true })
    await leave()
  }
  return (
    <div className="sign-outs">
      <Button busy={busy} onClick={() => void here()}>{t('me.signOut')}</Button>
      <Button onClick={() => setAsks(true)}>{t('me.everywhere')}</Button>
      {everywhere.error !== null && <ErrorNote error={everywhere.error} />}
      <ConfirmDialog
        open={asks} title={t('me.everywhereTitle')} confirm={t('me.everywhereConfirm')} busy={everywhere.isPending} onCancel={() => setAsks(false)}
        onConfirm={() => everywhere.send({}, { done: () => leave(), ended: () => setAsks(false) })}
      >
        <p>{t('me.everywhereText')}</p>
      </ConfirmDialog>
    </div>
  )
}
