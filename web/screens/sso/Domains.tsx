import { useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import type { z } from 'zod'
import { changeEmailDomain, checkEmailDomain, claimEmailDomain, listEmailDomains, removeEmailDomain, type EmailDomain } from '#contract/endpoints/email-domains.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Switch } from '../../ui/choices.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote, LoadingLines, Note } from '../../ui/notes.tsx'
import { Standing, type StandingLook } from '../../ui/Standing.tsx'
import { Copyable } from './Copyable.tsx'

type Claimed = z.infer<typeof EmailDomain>
const looks: Record<Claimed['state'], StandingLook> = { waiting: 'waits', proven: 'in-force', missing: 'at-risk' }

/** What certainly is none is not sent; the rest the service judges. */
const looksLikeDomain = /^[^\s@:/]+\.[^\s@:/]+$/

/** Step 1: which e-mail domains are the organisation's own, as DNS proves. */
export function Domains() {
  const { t } = useControlWords()
  const domains = useCall(listEmailDomains, {})
  return (
    <section className="sso">
      <h2>{t('sso.domains')}</h2>
      <p className="soft about">{t('sso.domainsText')}</p>
      {domains.data === undefined
        ? domains.error === null ? <LoadingLines lines={3} /> : <ErrorNote error={domains.error} onRetry={() => void domains.refetch()} />
        : domains.data.domains.length === 0 ? <p className="about">{t('sso.domainsNone')}</p>
        : <ul className="sso-cards">{domains.data.domains.map((one) => <OneDomain key={one.id} domain={one} />)}</ul>}
      <AddDomain />
    </section>
  )
}

function AddDomain() {
  const { t } = useControlWords()
  const queries = useQueryClient()
  const act = useSend(claimEmailDomain)
  const [domain, setDomain] = useState('')
  const [wrong, setWrong] = useState(false)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const fits = looksLikeDomain.test(domain.trim())
    setWrong(!fits)
    if (!fits) return
    act.send({ body: { domain: domain.trim() } }, {
      done: async () => {
        setDomain('')
        await queries.invalidateQueries({ queryKey: keyOf(listEmailDomains) })
      },
    })
  }
  return (
    <form onSubmit={send} noValidate className="sso-line">
      <Field label={t('sso.domain')} hint={t('sso.domainHint')} value={domain} maxLength={253} spellCheck={false} autoCapitalize="none" wrong={wrong ? t('sso.domainWrong') : null} onChange={(event) => setDomain(event.target.value)} />
      <Button submit busy={act.isPending}>{t('sso.domainAdd')}</Button>
      {act.error !== null && <ErrorNote error={act.error} />}
    </form>
  )
}

function OneDomain({ domain }: { readonly domain: Claimed }) {
  const { t } = useControlWords()
  const clock = useClock()
  const queries = useQueryClient()
  const check = useSend(checkEmailDomain)
  const change = useSend(changeEmailDomain)
  const remove = useSend(removeEmailDomain)
  const [asking, setAsking] = useState(false)
  const params = { emailDomainId: domain.id }
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listEmailDomains) })
  const about = domain.state === 'waiting' ? t('sso.domainWaiting', { domain: domain.domain })
    : domain.state === 'proven' ? t('sso.domainProven', { day: clock.dateWithYear(domain.provenAt ?? '') }) : t('sso.domainMissing', { day: clock.dateWithYear(domain.lapsesAt ?? '') })
  const error = check.error ?? change.error ?? remove.error
  return (
    <li>
      <div className="sso-head"><h3>{domain.domain}</h3><Standing look={looks[domain.state]}>{t(`sso.domainState.${domain.state}`)}</Standing></div>
      <p className="small soft">{about}</p>
      {domain.state !== 'proven' && (
        <>
          <Copyable label={t('sso.recordName')} value={domain.record.name} />
          <Copyable label={t('sso.recordValue')} value={domain.record.value} />
        </>
      )}
      {domain.state === 'proven' && (
        <Switch on={domain.selfJoin} hint={t('sso.selfJoinText')} onChange={(selfJoin) => change.send({ params, body: { selfJoin } }, { done: again })}>{t('sso.selfJoin')}</Switch>
      )}
      {check.data?.state === 'waiting' && !check.isPending && <Note><p>{t('sso.checkedNothing')}</p></Note>}
      {error !== null && <ErrorNote error={error} />}
      <div className="acts">
        {domain.state !== 'proven' && <Button busy={check.isPending} onClick={() => check.send({ params }, { done: again })}>{t('sso.check')}</Button>}
        <Button look="plain" onClick={() => setAsking(true)}>{t('sso.domainRemove', { domain: domain.domain })}</Button>
      </div>
      <ConfirmDialog
        open={asking} title={t('sso.domainRemove', { domain: domain.domain })} confirm={t('sso.domainRemove', { domain: domain.domain })} busy={remove.isPending}
        onCancel={() => setAsking(false)} onConfirm={() => remove.send({ params }, { done: again, ended: () => setAsking(false) })}
      >
        <p>{t('sso.domainRemoveText')}</p>
      </ConfirmDialog>
    </li>
  )
}
