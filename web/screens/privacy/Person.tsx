import { Link, useParams } from '@tanstack/react-router'
import type { PersonId } from '#contract/ids.ts'
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
import { States } from '../data/States.tsx'
import { Way, Ways } from '../data/Ways.tsx'
import { useKept } from '../data/whose.ts'
import '../me/me.css'
import './privacy.css'

/** Everything that is kept about one person, as they see it themselves; that it was looked at, they see too. */
export function Person() {
  const { t } = useRightsWords()
  const { organisation } = useSession()
  const mayHold = useMay('place_holds')
  // No lists here, of persons or of requests: everybody in them would be told of a look that was not meant for them.
  const personId = useParams({ from: '/app/privacy/people/$personId' }).personId as PersonId
  const kept = useKept({ id: personId, name: '' })
  const name = kept.data !== undefined && 'name' in kept.data ? String(kept.data.name) : ''
  const whose = { id: personId, name }
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
                {mayHold && <Way to="/privacy/holds" search={{ person: personId }} title={t('desk.holdOn')} text={t('desk.holdOnText')} />}
                <Way to="/privacy/trail" search={{ person: personId }} title={t('desk.trailOf', { name })} text={t('desk.trailOfText', { name })} />
              </ul>
            </section>
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
