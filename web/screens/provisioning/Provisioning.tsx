import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Result } from '#contract/endpoint.ts'
import { getProvisioningState } from '#contract/endpoints/provisioning.ts'
import { useCall } from '../../client/queries.ts'
import { useControlWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { useMay } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { Standing } from '../../ui/Standing.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import { GroupMapping } from './GroupMapping.tsx'
import './provisioning.css'

type State = Result<typeof getProvisioningState>

/** The organisation's own directory: where it speaks, what it did lately, what its groups mean here, what went wrong. */
export function Provisioning() {
  const { t } = useControlWords()
  const state = useCall(getProvisioningState, {}, { enabled: useMay('manage_people') })
  const { data } = state
  return (
    <ControlFrame here="provisioning" title={t('frame.section.provisioning')} lead={t('provisioning.directory.lead')}>
      {data === undefined && <section>{state.error === null ? <LoadingLines lines={8} /> : <ErrorNote error={state.error} onRetry={() => void state.refetch()} />}</section>}
      {data !== undefined && (
        <>
          <Address url={data.scimUrl} />
          <Clients state={data} />
          <section className="few">
            <h2>{t('provisioning.directory.groups')}</h2>
            <p className="soft">{data.groups.length === 0 ? t('provisioning.directory.noGroups') : t('provisioning.directory.groupsText')}</p>
            {data.groups.map((group) => <GroupMapping key={group.id} group={group} />)}
          </section>
          <Errors errors={data.errors} />
        </>
      )}
    </ControlFrame>
  )
}

function Address({ url }: { readonly url: string }) {
  const { t } = useControlWords()
  const tell = useTell()
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      tell(t('provisioning.directory.copied'))
    } catch {
      field.current?.select()
      tell(t('provisioning.directory.copyFailed'))
    }
  }
  return (
    <section className="few stack">
      <div className="field">
        <label htmlFor="scim-url">{t('provisioning.directory.address')}</label>
        <input id="scim-url" ref={field} className="input" readOnly value={url} onFocus={(event) => event.target.select()} />
        <small>{t('provisioning.directory.addressHint')}</small>
      </div>
      <div className="row wrap">
        <Button onClick={() => void copy()}>{t('provisioning.directory.copy')}</Button>
        <Link to="/organisation/integrations" className="btn plain">{t('provisioning.directory.toIntegrations')}</Link>
      </div>
    </section>
  )
}

function Clients({ state: { clients, people } }: { readonly state: State }) {
  const { t } = useControlWords()
  const clock = useClock()
  return (
    <section className="few">
      <h2>{t('provisioning.directory.clients')}</h2>
      {clients.length === 0 && <p className="soft">{t('provisioning.directory.noClients')}</p>}
      <ul className="lines">
        {clients.map(({ clientId, name, lastAt, reads, writes, refusals }) => (
          <li key={clientId} className="way">
            <span>
              <strong>{name ?? t('provisioning.directory.gone')}</strong>
              <small>{t('provisioning.directory.lastAt', { date: clock.dateLong(lastAt), time: clock.time(lastAt) })}</small>
              <small>{t('provisioning.directory.calls', { reads, writes, refusals })}</small>
            </span>
          </li>
        ))}
      </ul>
      {people.provisioned > 0 && <p className="soft">{t('provisioning.directory.people', { count: people.provisioned, off: people.deactivated })}</p>}
    </section>
  )
}

function Errors({ errors }: { readonly errors: State['errors'] }) {
  const { t } = useControlWords()
  const clock = useClock()
  return (
    <section className="few">
      <h2>{t('provisioning.directory.errors')}</h2>
      {errors.length === 0 && <p className="soft">{t('provisioning.directory.noErrors')}</p>}
      <ul className="lines">
        {errors.map(({ id, at, resource, act, code, reason }) => (
          <li key={id} className="way">
            <span>
              <Standing look="broken">{reason}</Standing>
              <small>{t('provisioning.directory.errorLine', { resource: t(`provisioning.directory.resource.${resource}`), act: t(`provisioning.directory.act.${act}`) })} · {code}</small>
            </span>
            <small>{clock.dateInTable(at)}, {clock.time(at)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
