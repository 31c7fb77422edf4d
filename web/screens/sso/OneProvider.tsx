import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { z } from 'zod'
import { changeIdentityProvider, getSingleSignOn, listIdentityProviders, removeIdentityProvider, tryIdentityProvider, type IdentityProvider } from '#contract/endpoints/federation.ts'
import { listApprovals } from '#contract/endpoints/integrations.ts'
import type { Input } from '../../client/call.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Switch } from '../../ui/choices.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { Standing } from '../../ui/Standing.tsx'
import { Copyable } from './Copyable.tsx'
import { Mapping } from './Mapping.tsx'
import { Trial } from './Trial.tsx'

export type Provider = z.infer<typeof IdentityProvider>
type Change = NonNullable<Input<typeof changeIdentityProvider>['body']>

/** One provider: how it stands, what to enter there, what it is trusted for, what its groups give. */
export function OneProvider({ provider }: { readonly provider: Provider }) {
  const { t } = useControlWords()
  const clock = useClock()
  const queries = useQueryClient()
  const change = useSend(changeIdentityProvider)
  const remove = useSend(removeIdentityProvider)
  const trial = useSend(tryIdentityProvider)
  const [asking, setAsking] = useState(false)
  const params = { providerId: provider.id }
  const again = async () => {
    await queries.invalidateQueries({ queryKey: keyOf(listIdentityProviders) })
    await queries.invalidateQueries({ queryKey: keyOf(getSingleSignOn) })
  }
  const set = (body: Change) => change.send({ params, body }, { done: again })
  const error = change.error ?? remove.error ?? trial.error
  const { redirectUri, logoutUri, entityId, acsUrl } = provider.ours
  return (
    <li>
      <div className="sso-head">
        <h3>{provider.name} <small>{t(`sso.kinds.${provider.kind}`)}</small></h3>
        {!provider.approved ? <Standing look="at-risk">{t('sso.notApproved')}</Standing>
          : provider.enabled ? <Standing look="in-force">{t('sso.on')}</Standing> : <Standing look="off">{t('sso.off')}</Standing>}
      </div>
      <p className="small soft">{provider.oidc?.issuer ?? provider.saml?.entityId}</p>
      <p className="small soft">{provider.triedAt === null ? t('sso.notTried') : t('sso.tried', { day: clock.dateWithYear(provider.triedAt) })}</p>
      <details className="sso-more" open={provider.triedAt === null}>
        <summary>{t('sso.ours')}</summary>
        {redirectUri !== null && <Copyable label={t('sso.redirectUri')} value={redirectUri} />}
        {logoutUri !== null && <Copyable label={t('sso.logoutUri')} value={logoutUri} />}
        {entityId !== null && <Copyable label={t('sso.entityId')} value={entityId} />}
        {acsUrl !== null && <Copyable label={t('sso.acsUrl')} value={acsUrl} />}
        {provider.saml !== null && (
          <>
            <h4>{t('sso.certificates')}</h4>
            <ul>{provider.saml.certificates.map((one) => <li key={one.fingerprint} className="small sso-print">{one.fingerprint.slice(0, 16)}… {t('sso.certificateUntil', { day: clock.dateWithYear(one.expiresAt) })}</li>)}</ul>
          </>
        )}
      </details>
      <Approval provider={provider} onChoose={(approvalId) => set({ approvalId })} />
      <Switch on={provider.emailTrusted} hint={t('sso.emailTrustedText')} onChange={(emailTrusted) => set({ emailTrusted })}>{t('sso.emailTrusted')}</Switch>
      <Switch on={provider.createsPeople} hint={t('sso.createsPeopleText')} onChange={(createsPeople) => set({ createsPeople })}>{t('sso.createsPeople')}</Switch>
      <Switch on={provider.enabled} disabled={!provider.approved && !provider.enabled} onChange={(enabled) => set({ enabled })}>{t('sso.enabled')}</Switch>
      {error !== null && <ErrorNote error={error} />}
      <Trial provider={provider} />
      <Mapping provider={provider} onSaved={again} />
      <p className="small soft">{t('sso.tryText')}</p>
      <div className="acts">
        <Button busy={trial.isPending} onClick={() => trial.send({ params }, { done: ({ url }) => location.assign(url) })}>{t('sso.try')}</Button>
        <Button look="plain" onClick={() => setAsking(true)}>{t('sso.providerRemove', { name: provider.name })}</Button>
      </div>
      <ConfirmDialog
        open={asking} title={t('sso.providerRemove', { name: provider.name })} confirm={t('sso.providerRemove', { name: provider.name })} busy={remove.isPending}
        onCancel={() => setAsking(false)} onConfirm={() => remove.send({ params }, { done: again, ended: () => setAsking(false) })}
      >
        <p>{t('sso.providerRemoveText')}</p>
      </ConfirmDialog>
    </li>
  )
}

type ApprovalProps = { readonly provider: Provider; readonly onChoose: (approval: NonNullable<Provider['approvalId']>) => void }

/** Which signed approval this third party stands under (G5.3). */
function Approval({ provider, onChoose }: ApprovalProps) {
  const { t } = useControlWords()
  const id = useId()
  const approvals = useCall(listApprovals, {}, { enabled: useMay('see_integrations') })
  const fitting = (approvals.data?.approvals ?? []).filter((one) => one.kind === 'sso' && one.state === 'in_force')
  return (
    <div className="field">
      <label htmlFor={id}>{t('sso.approval')}</label>
      {fitting.length > 0 && (
        <select id={id} className="input" value={provider.approved ? provider.approvalId ?? '' : ''} onChange={(event) => {
          const chosen = fitting.find((one) => one.id === event.target.value)
          if (chosen !== undefined) onChoose(chosen.id)
        }}>
          <option value="" disabled>{t('sso.approvalNone')}</option>
          {fitting.map((one) => <option key={one.id} value={one.id}>{one.party.name}</option>)}
        </select>
      )}
      {fitting.length === 0 && <p className="hint" id={id}>{t('sso.approvalText')} <Link to="/organisation/integrations">{t('sso.approvalTo')}</Link></p>}
    </div>
  )
}
