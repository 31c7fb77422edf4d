import { Link } from '@tanstack/react-router'
import type { Result } from '#contract/endpoint.ts'
import { listDataRequests } from '#contract/endpoints/privacy-desk.ts'
import { useCall } from '../../client/queries.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay } from '../../shell/session.ts'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { RequestLine } from '../data/RequestLine.tsx'
import { DeskFrame } from './DeskFrame.tsx'

type Request = Result<typeof listDataRequests>['requests'][number]

/** All requests with their deadlines: what is open first, the most urgent on top. */
export function Requests() {
  const { t } = useRightsWords()
  const may = useMay('handle_requests')
  const asked = useCall(listDataRequests, {}, { enabled: may, refetchInterval: 30_000 })
  const requests = asked.data?.requests ?? []
  const open = requests.filter(({ doneAt }) => doneAt === null).toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
  const done = requests.filter(({ doneAt }) => doneAt !== null)
  return (
    <DeskFrame here="requests" lead={t('desk.requestsLead')}>
      {asked.data === undefined && <section>{asked.error === null ? <LoadingLines lines={6} /> : <ErrorNote error={asked.error} onRetry={() => void asked.refetch()} />}</section>}
      {asked.data !== undefined && requests.length === 0 && <EmptyState title={t('desk.requestsNoneTitle')}>{t('desk.requestsNoneText')}</EmptyState>}
      {requests.length > 0 && (
        <>
          <section>
            <h2>{t('desk.requestsOpen')}</h2>
            {open.length === 0 ? <p className="soft">{t('desk.requestsNoneOpen')}</p> : <Lines requests={open} />}
          </section>
          {done.length > 0 && (
            <section>
              <h2>{t('desk.requestsDone')}</h2>
              <Lines requests={done} />
            </section>
          )}
        </>
      )}
    </DeskFrame>
  )
}

function Lines({ requests }: { readonly requests: readonly Request[] }) {
  const { t } = useRightsWords()
  return (
    <ul className="lines requests">
      {requests.map((request) => {
        const name = request.kind === 'organisation_export' ? t('desk.wholeOrganisation') : request.person?.name ?? t('desk.someone')
        const line = <RequestLine request={request} name={name} own={false} />
        return (
          <li key={request.id}>
            {request.person === null ? line : <Link to="/privacy/people/$personId" params={{ personId: request.person.id }} className="request-link">{line}</Link>}
          </li>
        )
      })}
    </ul>
  )
}
