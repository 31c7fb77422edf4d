import { Link } from '@tanstack/react-router'
import { approvalKinds } from '#contract/approvals.ts'
import { dataCategories } from '#contract/data-categories.ts'
import { listApprovals, type Approval } from '#contract/endpoints/integrations.ts'
import { useCall } from '../../client/queries.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { useMay } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import { ApprovalStanding } from './ApprovalStanding.tsx'
import './integrations.css'

/** Register of third parties (G5.3): what each may see, who answers for it, until when. */
export function Register() {
  const { t } = useControlWords()
  const mayApprove = useMay('approve_integrations')
  const { data, error, refetch } = useCall(listApprovals, {}, { enabled: useMay('see_integrations') })
  const act = mayApprove && <Link to="/organisation/integrations/new" className="btn fill">{t('integrations.approve')}</Link>
  const inForce = data?.approvals.filter(({ state }) => state === 'in_force') ?? []
  const over = data?.approvals.filter(({ state }) => state !== 'in_force') ?? []
  return (
    <ControlFrame here="integrations" title={t('integrations.title')} lead={t('integrations.lead')} acts={data !== undefined && data.approvals.length > 0 && act}>
      {data === undefined && <section>{error === null ? <LoadingLines lines={6} /> : <ErrorNote error={error} onRetry={() => void refetch()} />}</section>}
      {data?.approvals.length === 0 && <EmptyState title={t('integrations.none')} action={act}>{t('integrations.noneText')}</EmptyState>}
      <Parties title={t('integrations.inForce')} approvals={inForce} />
      <Parties title={t('integrations.over')} approvals={over} />
    </ControlFrame>
  )
}

function Parties({ title, approvals }: { readonly title: string; readonly approvals: readonly Approval[] }) {
  if (approvals.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul className="lines">{approvals.map((one) => <Party key={one.id} approval={one} />)}</ul>
    </section>
  )
}

function Party({ approval }: { readonly approval: Approval }) {
  const { t, language } = useControlWords()
  const clock = useClock()
  const { party, kind, categories, acceptedBy, endsAt, revokedAt, lastUsedOn } = approval
  return (
    <li>
      <Link to="/organisation/integrations/$approvalId" params={{ approvalId: approval.id }} className="way party">
        <span>
          <strong>{party.name}</strong>
          <small>{approvalKinds[kind].name[language]}</small>
          <small>{categories.map((one) => dataCategories[one][language]).join(' · ')}</small>
          <small>
            {acceptedBy === null ? t('integrations.acceptedGone') : t('integrations.accepted', { name: acceptedBy })}
            {'. '}
            {lastUsedOn === null ? t('integrations.neverUsed') : t('integrations.lastUsed', { day: clock.dateWithYear(`${lastUsedOn}T12:00:00Z`) })}
          </small>
        </span>
        <span className="party-end">
          <ApprovalStanding state={approval.state} />
          <small>{revokedAt === null ? t('integrations.until', { day: clock.dateInTable(endsAt) }) : clock.dateInTable(revokedAt)}</small>
        </span>
        <Icon name="onward" size={16} />
      </Link>
    </li>
  )
}
