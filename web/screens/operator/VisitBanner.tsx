import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { listVisits, watchVisit, type StaffVisit } from '#contract/endpoints/operator-visits.ts'
import { subscribe } from '../../client/live.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Countdown } from '../../ui/Countdown.tsx'

const isOpen = ({ mine, state }: StaffVisit) => mine && (state === 'asked' || state === 'allowed' || state === 'running')

/** Over every page of the desk while a visit runs: at whom, and how long still. It goes by itself, and at once when the customer says so. */
export function VisitBanner() {
  const { t } = useOperatorWords()
  const queries = useQueryClient()
  const listed = useCall(listVisits, {}, { staleTime: 60_000 })
  const open = listed.data?.visits.filter(isOpen) ?? []
  const followed = open.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (followed === '') return
    const again = () => void queries.invalidateQueries({ queryKey: keyOf(listVisits) })
    // The line is cut whenever anybody decides about the visit, and closes when it ends.
    const ends = followed.split(' ').map((visitId) => subscribe(urlOf(watchVisit.path, { visitId }, undefined), {
      onEvent: () => undefined,
      onStatus: (status) => {
        if (status !== 'open') again()
      },
      ofDoor: true,
    }))
    return () => ends.forEach((end) => end())
  }, [followed, queries])
  return open.filter(({ state }) => state === 'running').map((visit) => (
    <aside key={visit.id} className="desk-banner" aria-label={t('desk.tab.visits')}>
      <span>{t('visits.running', { organisation: visit.organisation.name })}, {visit.endsAt !== null && <Countdown until={visit.endsAt} say={(time) => t('visits.left', { time })} />}</span>
      <Link to="/operator/visits/$visitId" params={{ visitId: visit.id }}>{t('visits.open')}</Link>
    </aside>
  ))
}
