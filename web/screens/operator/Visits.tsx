import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { approveVisit, beginVisit, endVisit, listVisits, type StaffVisit } from '#contract/endpoints/operator-visits.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { AskVisit } from './AskVisit.tsx'
import { useMoments } from './useMoments.ts'

/** One's own visits, and for a lead those that wait for a second signature or run. */
export function Visits() {
  const { t } = useOperatorWords()
  const queries = useQueryClient()
  const listed = useCall(listVisits, {})
  const again = () => queries.invalidateQueries({ queryKey: keyOf(listVisits) })
  return (
    <>
      <PageHeading title={t('visits.title')}><p>{t('visits.lead')}</p></PageHeading>
      <section>
        {listed.data === undefined && (listed.error === null ? <LoadingLines /> : <ErrorNote error={listed.error} onRetry={() => void listed.refetch()} />)}
        {listed.data?.visits.length === 0 && <EmptyState title={t('visits.none')}>{t('visits.noneText')}</EmptyState>}
        <ul className="lines visits">{listed.data?.visits.map((visit) => <Line key={visit.id} visit={visit} onChange={again} />)}</ul>
      </section>
      <AskVisit onChange={again} />
    </>
  )
}

function Line({ visit, onChange }: { readonly visit: StaffVisit; readonly onChange: () => Promise<void> }) {
  const { t } = useOperatorWords()
  const { when } = useMoments()
  const router = useRouter()
  const tell = useTell()
  const approve = useSend(approveVisit)
  const begin = useSend(beginVisit)
  const end = useSend(endVisit)
  const { id, state, ground, mine } = visit
  const params = { visitId: id }
  const error = approve.error ?? begin.error ?? end.error
  const open = state === 'asked' || state === 'allowed' || state === 'running'
  const facts = [visit.ticket, t(`visits.reasons.${visit.reason}`), t('visits.minutesOf', { count: visit.allowedMinutes ?? visit.askedMinutes }), when(visit.askedAt)]
  return (
    <li className={`visit ${state}`}>
      <h2>{visit.organisation.name}</h2>
      <p className="visit-state">
        <strong>{t(state === 'asked' && ground === 'necessity' ? 'visits.waitsSecond' : `visits.state.${state}`)}</strong>
        {state === 'running' && visit.endsAt !== null && <Countdown until={visit.endsAt} say={(time) => t('visits.left', { time })} />}
        {!mine && <span>{t('visits.by', { name: visit.staff.name ?? t('visits.someone') })}</span>}
      </p>
      {visit.words !== null && <p>{visit.words}</p>}
      <small>{facts.join(', ')}</small>
      {error !== null && <ErrorNote error={error} />}
      <div className="visit-acts">
        {visit.canApprove && (
          <Button busy={approve.isPending} onClick={() => approve.send({ params }, { done: async () => {
            tell(t('visits.approved'))
            await onChange()
          } })}>{t('visits.approve')}</Button>
        )}
        {mine && state === 'allowed' && (
          <Button look="fill" busy={begin.isPending} onClick={() => begin.send({ params }, { done: async () => {
            await onChange()
            await router.navigate({ to: '/operator/visits/$visitId', params: { visitId: id } })
          } })}>{t('visits.begin')}</Button>
        )}
        {mine && state === 'running' && <Link className="btn" to="/operator/visits/$visitId" params={{ visitId: id }}>{t('visits.open')}</Link>}
        {open && (
          <Button busy={end.isPending} onClick={() => end.send({ params }, { done: async () => {
            tell(t('visits.ended'))
            await onChange()
          }, refused: onChange })}>{t('visits.end')}</Button>
        )}
      </div>
    </li>
  )
}
