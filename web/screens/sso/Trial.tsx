import { readTrial } from '#contract/endpoints/federation.ts'
import { federationRefusals } from '#contract/refusals/federation.ts'
import { useCall } from '../../client/queries.ts'
import { useControlWords } from '../../language/language.ts'
import { Standing } from '../../ui/Standing.tsx'
import type { Provider } from './OneProvider.tsx'

/** What the provider said of whoever tried it, in the minutes after. */
export function Trial({ provider }: { readonly provider: Provider }) {
  const { t, app, language } = useControlWords()
  const { data } = useCall(readTrial, { params: { providerId: provider.id } })
  const trial = data?.trial
  if (trial === undefined || trial === null) return null
  const list = (values: readonly string[]) => (values.length === 0 ? t('sso.nothing') : values.join(', '))
  const reason = Object.entries(federationRefusals).find(([code]) => code === trial.problem)
  return (
    <section className="sso-trial" aria-label={t('sso.trial')}>
      <h4>{t('sso.trial')}</h4>
      <Standing look={trial.outcome === 'refused' ? 'broken' : 'in-force'}>{t(`sso.trialOutcome.${trial.outcome}`)}</Standing>
      {reason !== undefined && <p className="small">{reason[1].detail[language]}</p>}
      <dl className="control-facts">
        <div><dt>{t('sso.subject')}</dt><dd>{trial.subject}</dd></div>
        <div><dt>{t('sso.email')}</dt><dd>{trial.email === null ? t('sso.nothing') : `${trial.email} (${t(trial.emailVerified ? 'sso.emailVerified' : 'sso.emailUnverified')})`}</dd></div>
        <div><dt>{t('sso.name')}</dt><dd>{trial.name ?? t('sso.nothing')}</dd></div>
        <div><dt>{t('sso.groups')}</dt><dd>{list(trial.groups)}</dd></div>
        <div><dt>{t('sso.rolesGiven')}</dt><dd>{list(trial.roles.map((role) => app(`access.role.${role}`)))}</dd></div>
      </dl>
    </section>
  )
}
