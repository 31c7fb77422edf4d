import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { listDataSubjects } from '#contract/endpoints/privacy-desk.ts'
import { useCall } from '../../client/queries.ts'
import { useRightsWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { useLate } from '../people/useLate.ts'
import { DeskFrame } from './DeskFrame.tsx'

/** The people about whom something is kept. */
export function DataSubjects() {
  const { t } = useRightsWords()
  const { organisation, permissions } = useSession()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(useLate(typed.trim(), 250))
  const may = permissions.includes('handle_requests')
  const found = useCall(listDataSubjects, search === '' ? {} : { query: { search } }, { keepLast: true, enabled: may })
  const people = found.data?.people ?? []
  return (
    <DeskFrame here="people" lead={t('desk.peopleLead', { organisation: organisation.name })}>
      <section>
        <Field label={t('desk.search')} type="search" autoComplete="off" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
        {found.data === undefined && (found.error === null ? <LoadingLines lines={8} /> : <ErrorNote error={found.error} onRetry={() => void found.refetch()} />)}
        {found.data !== undefined && <output className="small soft count">{t('desk.count', { count: people.length })}</output>}
        {found.data !== undefined && people.length === 0 && <EmptyState title={t('desk.noneTitle')}>{t('desk.noneText')}</EmptyState>}
        <ul className="lines subjects">
          {people.map(({ id, name, restrictedAt, onHold, openRequests }) => (
            <li key={id}>
              <Link to="/privacy/people/$personId" params={{ personId: id }} className="way">
                <strong>{name}</strong>
                <small>
                  {[restrictedAt === null ? null : t('desk.frozen'), onHold ? t('desk.held') : null, openRequests === 0 ? null : t('desk.open', { count: openRequests })]
                    .filter(Boolean).join(', ')}
                </small>
                <Icon name="onward" size={16} />
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </DeskFrame>
  )
}
