import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addBreakGlassAccount, getSingleSignOn, removeBreakGlassAccount, requireSingleSignOn } from '#contract/endpoints/federation.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { Standing } from '../../ui/Standing.tsx'

/** Steps 3 and 4: who comes in when the provider is out of order, and whether it is the only way in. */
export function Requirement() {
  const { t } = useControlWords()
  const clock = useClock()
  const queries = useQueryClient()
  const { person } = useSession()
  const state = useCall(getSingleSignOn, {})
  const add = useSend(addBreakGlassAccount)
  const remove = useSend(removeBreakGlassAccount)
  const require = useSend(requireSingleSignOn)
  const [asking, setAsking] = useState(false)
  const again = { done: () => queries.invalidateQueries({ queryKey: keyOf(getSingleSignOn) }) }
  if (state.data === undefined) {
    return <section className="sso">{state.error === null ? <LoadingLines lines={4} /> : <ErrorNote error={state.error} onRetry={() => void state.refetch()} />}</section>
  }
  const { required, missing, breakGlass } = state.data
  return (
    <>
      <section className="sso">
        <h2>{t('sso.breakGlass')}</h2>
        <p className="soft about">{t('sso.breakGlassText')}</p>
        {breakGlass.length === 0 ? <p className="about">{t('sso.breakGlassNone')}</p> : (
          <ul className="lines">
            {breakGlass.map((one) => (
              <li key={one.personId} className="sso-account">
                <span><strong>{one.name}</strong><small>{one.hasPasskey ? t('sso.breakGlassSince', { day: clock.dateWithYear(one.since) }) : t('sso.breakGlassNoPasskey')}</small></span>
                <Button look="plain" aria-label={t('sso.breakGlassRemove', { name: one.name })} onClick={() => remove.send({ params: { personId: one.personId } }, again)}>{t('sso.remove')}</Button>
              </li>
            ))}
          </ul>
        )}
        {(add.error ?? remove.error) !== null && <ErrorNote error={add.error ?? remove.error} />}
        {!breakGlass.some(({ personId }) => personId === person.id) && (
          <Button busy={add.isPending} onClick={() => add.send({ params: { personId: person.id } }, again)}>{t('sso.breakGlassMe')}</Button>
        )}
      </section>
      <section className="sso">
        <h2>{t('sso.require')}</h2>
        <p><Standing look={required ? 'in-force' : 'off'}>{t(required ? 'sso.requireOn' : 'sso.requireOff')}</Standing></p>
        {!required && missing.map((one) => <p key={one} className="about"><Standing look="waits">{t(`sso.requireMissing.${one}`)}</Standing></p>)}
        {!required && <p className="soft about">{t('sso.requireText')}</p>}
        {require.error !== null && <ErrorNote error={require.error} />}
        {required
          ? <Button busy={require.isPending} onClick={() => require.send({ body: { required: false } }, again)}>{t('sso.requireLift')}</Button>
          : <Button disabled={missing.length > 0} onClick={() => setAsking(true)}>{t('sso.requireAct')}</Button>}
        <ConfirmDialog
          open={asking} title={t('sso.requireAct')} confirm={t('sso.requireAct')} busy={require.isPending}
          onCancel={() => setAsking(false)} onConfirm={() => require.send({ body: { required: true } }, { ...again, ended: () => setAsking(false) })}
        >
          <p>{t('sso.requireText')} {t('sso.requireConfirm')}</p>
        </ConfirmDialog>
      </section>
    </>
  )
}
