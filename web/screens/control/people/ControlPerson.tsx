import { useParams } from '@tanstack/react-router'
import { getAccount } from '#contract/endpoints/people.ts'
import type { PersonId } from '#contract/ids.ts'
import { ApiProblem } from '../../../client/problem.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { useMay } from '../../../shell/session.ts'
import { EmptyState, ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import './people.css'
import { PersonParts } from './PersonParts.tsx'

/** Somebody on a page of their own: where there is no room for a panel, and for a link. */
export function ControlPerson() {
  const { t } = useControlWords()
  const { personId } = useParams({ strict: false }) as { personId: PersonId }
  const person = useCall(getAccount, { params: { personId } }, { enabled: useMay('manage_people') })
  const gone = person.error instanceof ApiProblem && person.error.status === 404
  return (
    <ControlFrame
      here="people" title={person.data?.name ?? (gone ? t('person.gone') : t('frame.section.people'))} lead={person.data?.email}
      back={{ to: '/control/people', label: t('frame.section.people') }}
    >
      {gone && <EmptyState title={t('person.gone')}>{t('person.goneText')}</EmptyState>}
      {!gone && person.error !== null && person.data === undefined && <section><ErrorNote error={person.error} onRetry={() => void person.refetch()} /></section>}
      {person.data === undefined && person.error === null && <section><LoadingLines lines={10} /></section>}
      {person.data !== undefined && <div className="person-page"><PersonParts person={person.data} /></div>}
    </ControlFrame>
  )
}
