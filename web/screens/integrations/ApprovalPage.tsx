import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { approvalKinds, approvalPurposes, transferGrounds } from '#contract/approvals.ts'
import { dataCategories } from '#contract/data-categories.ts'
import { getApproval, getApprovalNote, listApprovals, revokeApproval, revokeToken } from '#contract/endpoints/integrations.ts'
import type { ApprovalId } from '#contract/ids.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import { ApprovalStanding } from './ApprovalStanding.tsx'
import { countryName } from './countries.ts'
import type { Detail } from './detail.ts'
import './integrations.css'
import { Programs } from './Programs.tsx'

/** One third party: what it may see and until when, what it holds, and the way to end it. */
export function ApprovalPage() {
  const { t } = useControlWords()
  const { approvalId } = useParams({ strict: false })
  const queries = useQueryClient()
  const params = { approvalId: (approvalId ?? '') as ApprovalId }
  const { data, error, refetch } = useCall(getApproval, { params }, { enabled: useMay('see_integrations') })
  const mayApprove = useMay('approve_integrations')
  const changed = async () => {
    await Promise.all([queries.invalidateQueries({ queryKey: keyOf(getApproval) }), queries.invalidateQueries({ queryKey: keyOf(listApprovals) })])
  }
  const open = data !== undefined && mayApprove && data.state === 'in_force'
  return (
    <ControlFrame
      here="integrations" title={data?.party.name ?? t('integrations.title')} lead={data !== undefined && <ApprovalStanding state={data.state} />}
      back={{ to: '/organisation/integrations', label: t('integrations.title') }} acts={open && <Revoke approval={data} onDone={changed} />}
    >
      {data === undefined ? <section>{error === null ? <LoadingLines lines={8} /> : <ErrorNote error={error} onRetry={() => void refetch()} />}</section> : (
        <>
          <Facts approval={data} />
          {(data.kind === 'api_client' || data.kind === 'scim') && <Programs approval={data} open={open} onChange={changed} />}
          {data.kind === 'personal_tokens' && <PeoplesTokens approval={data} open={open} onChange={changed} />}
        </>
      )}
    </ControlFrame>
  )
}

function Facts({ approval }: { readonly approval: Detail }) {
  const { t, language } = useControlWords()
  const clock = useClock()
  const { party } = approval
  const facts = [
    ['kind', approvalKinds[approval.kind].name[language]],
    ['purposes', approval.purposes.map((one) => approvalPurposes[one][language]).join(', ')],
    ['categories', approval.categories.map((one) => dataCategories[one][language]).join(', ')],
    ['contact', party.contact],
    ['country', countryName(language, party.country)],
    ...(party.transferGround === null ? [] : [['ground', transferGrounds[party.transferGround][language]] as const]),
    ['addresses', approval.addresses.join(', ') || t('integrations.facts.anywhere')],
    ['approved', clock.dateWithYear(approval.approvedAt)],
    ['responsible', approval.acceptedBy ?? t('integrations.acceptedGone')],
    ['until', clock.dateWithYear(approval.endsAt)],
    ...(approval.revokedAt === null ? [] : [['revoked', clock.dateWithYear(approval.revokedAt)] as const]),
    ['used', approval.lastUsedOn === null ? t('integrations.neverUsed') : clock.dateWithYear(`${approval.lastUsedOn}T12:00:00Z`)],
  ] as const
  return (
    <section>
      <dl className="control-facts facts-of-party">{facts.map(([name, value]) => <div key={name}><dt>{t(`integrations.facts.${name}`)}</dt><dd>{value}</dd></div>)}</dl>
      <p>
        <a className="quiet-link" href={urlOf(getApprovalNote.path, { approvalId: approval.id })} download={`approval-${approval.id}.note`}>{t('integrations.note')}</a>
        <small>{t('integrations.noteText')}</small>
      </p>
    </section>
  )
}

function Revoke({ approval, onDone }: { readonly approval: Detail; readonly onDone: () => Promise<void> }) {
  const { t } = useControlWords()
  const tell = useTell()
  const navigate = useNavigate()
  const [asked, setAsked] = useState(false)
  const act = useSend(revokeApproval)
  const party = approval.party.name
  const revoke = () =>
    act.send({ params: { approvalId: approval.id } }, {
      done: async () => {
        tell(t('integrations.revoked', { party }))
        await onDone()
        await navigate({ to: '/organisation/integrations' })
      },
    })
  return (
    <>
      <Button warn onClick={() => setAsked(true)}>{t('integrations.revoke')}</Button>
      <ConfirmDialog
        open={asked} title={t('integrations.revokeTitle', { party })} confirm={t('integrations.revokeDo', { party })} busy={act.isPending}
        onConfirm={revoke} onCancel={() => setAsked(false)}
      >
        <p>{t('integrations.revokeText')}</p>
        {act.error !== null && <ErrorNote error={act.error} />}
      </ConfirmDialog>
    </>
  )
}

function PeoplesTokens({ approval, open, onChange }: { readonly approval: Detail; readonly open: boolean; readonly onChange: () => Promise<void> }) {
  const { t } = useControlWords()
  const clock = useClock()
  const tell = useTell()
  const act = useSend(revokeToken)
  const revoke = (tokenId: Detail['tokens'][number]['id']) =>
    act.send({ params: { tokenId } }, {
      done: async () => {
        tell(t('integrations.tokenGone'))
        await onChange()
      },
    })
  return (
    <section>
      <h2>{t('integrations.tokens')}</h2>
      {approval.tokens.length === 0 && <p className="soft">{t('integrations.tokensNone')}</p>}
      <ul className="lines">
        {approval.tokens.map((one) => (
          <li key={one.id} className="held">
            <span>
              <strong>{t('integrations.tokenOf', { name: one.owner ?? '–' })}</strong>
              <small>
                {t('integrations.until', { day: clock.dateInTable(one.endsAt) })}
                {'. '}
                {one.lastUsedOn === null ? t('integrations.neverUsed') : t('integrations.lastUsed', { day: clock.dateWithYear(`${one.lastUsedOn}T12:00:00Z`) })}
              </small>
            </span>
            {open && <Button size="small" busy={act.isPending} onClick={() => revoke(one.id)} aria-label={`${t('integrations.revokeToken')}: ${one.owner ?? ''}`}>{t('integrations.revokeToken')}</Button>}
          </li>
        ))}
      </ul>
      {act.error !== null && <ErrorNote error={act.error} />}
    </section>
  )
}
