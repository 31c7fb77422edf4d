import type { findPersonInVisit, getPersonInVisit } from '#contract/endpoints/operator-visits.ts'
import type { Result } from '#contract/endpoint.ts'
import { useOperatorWords } from '../../language/language.ts'
import { useMoments } from './useMoments.ts'

type Props = {
  readonly person: NonNullable<Result<typeof findPersonInVisit>['person']>
  /** Null: not looked at yet. */
  readonly details: Result<typeof getPersonInVisit> | null
}

/** The account of one person, as support may see it. */
export function PersonFacts({ person, details }: Props) {
  const { t } = useOperatorWords()
  const { when, time } = useMoments()
  return (
    <>
      <dl className="control-facts">
        <div><dt>{t('visits.account')}</dt><dd>{person.name}<br />{person.email}</dd></div>
        <div><dt>{t('visits.roles')}</dt><dd>{person.roles.join(', ').replaceAll('_', ' ')}</dd></div>
        <div><dt>{t('visits.optedIn')}</dt><dd>{t(person.optedIn ? 'visits.yes' : 'visits.no')}</dd></div>
        {person.deactivatedAt !== null && <div><dt>{t('visits.off')}</dt><dd>{when(person.deactivatedAt)}</dd></div>}
        {person.accessUntil !== null && <div><dt>{t('visits.until')}</dt><dd>{when(person.accessUntil)}</dd></div>}
        {details !== null && (
          <>
            <div>
              <dt>{t('visits.sessions')}</dt>
              <dd>{details.sessions.length === 0 ? t('visits.sessionsNone') : details.sessions.map(({ device, seenAt }) => <p key={`${device} ${seenAt}`}>{device}, {when(seenAt)}</p>)}</dd>
            </div>
            <div>
              <dt>{t('visits.bookings')}</dt>
              <dd>{details.bookings.length === 0 ? t('visits.bookingsNone') : details.bookings.map(({ id, workspaceName, from, to }) => <p key={id}>{workspaceName}, {time(from)} – {time(to)}</p>)}</dd>
            </div>
          </>
        )}
      </dl>
    </>
  )
}
