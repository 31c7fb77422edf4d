import { useParams } from '@tanstack/react-router'
import { whyCan } from '#contract/endpoints/rights.ts'
import type { PersonId } from '#contract/ids.ts'
import { ApiProblem } from '../../../client/problem.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { mayAnywhere, useSession } from '../../../shell/session.ts'
import { EmptyState, ErrorNote } from '../../../ui/notes.tsx'
import { ControlFrame } from '../ControlFrame.tsx'
import '../people/people.css'
import './rights.css'
import { RightsOf } from './RightsPanel.tsx'

/** Why somebody can do what they can, on a page of its own. */
export function ControlRightsOf() {
  const { t } = useControlWords()
  const { personId } = useParams({ strict: false }) as { personId: PersonId }
  const why = useCall(whyCan, { params: { personId } }, { enabled: mayAnywhere(useSession(), 'see_rights') })
  const gone = why.error instanceof ApiProblem && why.error.status === 404
  const name = why.data?.person.name
  return (
    <ControlFrame here="rights" title={name ?? (gone ? t('person.gone') : t('frame.section.rights'))} back={{ to: '/control/rights', label: t('frame.section.rights') }}>
      {gone && <EmptyState title={t('person.gone')}>{t('person.goneText')}</EmptyState>}
      {!gone && why.error !== null && <section><ErrorNote error={why.error} onRetry={() => void why.refetch()} /></section>}
      {name !== undefined && <div className="person-page"><RightsOf id={personId} name={name} /></div>}
    </ControlFrame>
  )
}
