import { Link } from '@tanstack/react-router'
import { ApiProblem } from '../../client/problem.ts'
import { useRightsWords } from '../../language/language.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../data/data.css'
import { Kept } from '../data/Kept.tsx'
import { Looks } from '../data/Looks.tsx'
import { Files } from '../data/MyData.tsx'
import { RequestLine } from '../data/RequestLine.tsx'
import { States } from '../data/States.tsx'
import { Way, Ways } from '../data/Ways.tsx'
import { useKept, useRequests, useWhose } from '../data/whose.ts'
import '../me/me.css'
import './privacy.css'

/** Everything that is kept about one person, as they see it themselves; that it was looked at, they see too. */
export function Person() {
  const { t } = useRightsWords()
  const { organisation } = useSession()
  const mayHold = useMay('place_holds')
  const listed = useWhose()
  const kept = useKept(listed)
  const name = kept.data !== undefined && 'name' in kept.data ? String(kept.data.name) : listed.name
  const whose = { id: listed.id, name }
  const { requests } = useRequests(whose, false)
  const missing = kept.error instanceof ApiProblem && kept.error.status === 404
  return (
    <main className="screen me data desk wide" id="screen" tabIndex={-1}>
      <PageHeading title={missing ? t('desk.personUnknown') : name} before={<div className="pad"><Link to="/privacy" className="back"><Icon name="back" size={18} />{t('desk.people')}</Link></div>}>
        {!missing && name !== '' && <p>{t('desk.personLead', { organisation: organisation.name, name })} {t('data.toldRead', { name })}</p>}
      </PageHeading>
      {kept.data === undefined ? (
        <section>
          {kept.error === null ? <LoadingLines lines={9} />
            : missing ? <EmptyState title={t('desk.personUnknown')}>{t('desk.personUnknownText')}</EmptyState> : <ErrorNote error={kept.error} onRetry={() => void kept.refetch()} />}
        </section>
      ) : (
        <div className="two-columns">
          <div>
            {(kept.data.restrictedAt !== null || kept.data.hold !== null) && <section className="states"><States whose={whose} kept={kept.data} /></section>}
            <section>
              <h2>{t('data.what')}</h2>
              <Kept tables={kept.data.tables} />
            </section>
            <Files whose={whose} />
          </div>
          <div>
            <section>
              <h2>{t('data.canThem', { name })}</h2>
              <Ways whose={whose} frozen={kept.data.restrictedAt !== null} />
              <ul className="lines">
                {mayHold && <Way to="/privacy/holds" search={{ person: whose.id ?? '' }} title={t('desk.holdOn')} text={t('desk.holdOnText')} />}
                <Way to="/privacy/trail" search={{ person: whose.id ?? '' }} title={t('desk.trailOf', { name })} text={t('desk.trailOfText', { name })} />
              </ul>
            </section>
            {requests !== null && requests.length > 0 && (
              <section>
                <h2>{t('data.requests')}</h2>
                <ul className="lines requests">{requests.map((request) => <li key={request.id}><RequestLine request={request} own={false} /></li>)}</ul>
              </section>
            )}
            <section>
              <h2>{t('data.looksThem', { name })}</h2>
              <Looks whose={whose} />
            </section>
          </div>
        </div>
      )}
    </main>
  )
}
