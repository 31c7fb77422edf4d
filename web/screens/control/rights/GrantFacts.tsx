import type { Grant } from '#contract/endpoints/rights.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { Standing } from '../../../ui/Standing.tsx'
import { lastDay } from '../days.ts'

/** Why, since when, by whom, until when, and when a review confirmed it. */
export function GrantFacts({ grant }: { readonly grant: Grant }) {
  const { t } = useControlWords()
  const clock = useClock()
  const when = [
    t(grant.state === 'coming' ? 'person.from' : 'person.since', { date: clock.dateInTable(grant.from) }),
    grant.until === null ? null : t('person.until', { date: clock.dateInTable(lastDay(grant.until)) }),
    grant.by === null ? t(`people.sources.${grant.source}`).toLowerCase() : t('person.by', { name: grant.by.name }),
    grant.confirmedAt === null ? null : t('person.confirmed', { date: clock.dateInTable(grant.confirmedAt) }),
  ]
  return (
    <>
      {grant.state !== 'in_force' && <Standing look={grant.state === 'coming' ? 'waits' : 'off'}>{t(grant.state === 'coming' ? 'person.coming' : 'person.over')}</Standing>}
      {grant.why !== null && <p className="why">{grant.why}</p>}
      <small>{when.filter(Boolean).join(', ')}</small>
    </>
  )
}
