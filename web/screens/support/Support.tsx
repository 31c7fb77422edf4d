import { useQueryClient } from '@tanstack/react-query'
import { listSupportVisits, type SupportVisit } from '#contract/endpoints/support.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useControlWords } from '../../language/language.ts'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { ControlFrame } from '../control/ControlFrame.tsx'
import './support.css'
import { VisitCard } from './VisitCard.tsx'

const isOpen = ({ state }: SupportVisit) => state === 'asked' || state === 'allowed' || state === 'running'
const openEveryMs = 15_000

/** Support visits of the operator: what it asks, what runs, what was. */
export function Support() {
  const { t } = useControlWords()
  const queries = useQueryClient()
  const listed = useCall(listSupportVisits, {}, { refetchInterval: openEveryMs })
  const visits = listed.data?.visits ?? []
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listSupportVisits) })
  const groups = [['open', visits.filter(isOpen)], ['past', visits.filter((visit) => !isOpen(visit))]] as const
  return (
    <ControlFrame here="support" title={t('support.title')} lead={t('support.lead')}>
      {listed.data === undefined && (listed.error === null ? <LoadingLines /> : <ErrorNote error={listed.error} onRetry={() => void listed.refetch()} />)}
      {listed.data !== undefined && visits.length === 0 && <EmptyState title={t('support.none')}>{t('support.noneText')}</EmptyState>}
      {groups.filter(([, some]) => some.length > 0).map(([name, some]) => (
        <section key={name}>
          <h2>{t(`support.${name}`)}</h2>
          <ul className="lines visits">{some.map((visit) => <VisitCard key={visit.id} visit={visit} onChange={again} />)}</ul>
        </section>
      ))}
    </ControlFrame>
  )
}
