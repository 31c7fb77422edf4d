import { Link } from '@tanstack/react-router'
import { ApiProblem, Offline } from '../../client/problem.ts'
import { formatSize } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { useSession } from '../../shell/session.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, LoadingLines, OfflineNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../me/me.css'
import './data.css'
import { Kept } from './Kept.tsx'
import { Looks } from './Looks.tsx'
import { OnThisDevice } from './OnThisDevice.tsx'
import { RequestLine } from './RequestLine.tsx'
import { States } from './States.tsx'
import { useClock } from '../../language/useClock.ts'
import { Ways } from './Ways.tsx'
import { useKept, useRequests, type Whose } from './whose.ts'

const me: Whose = { id: null, name: '' }

/** Everything that is kept about me, why, until when, who looked, and what I can do about it (G1.2, G8). */
export function MyData() {
  const { t, app } = useRightsWords()
  const { organisation } = useSession()
  const kept = useKept(me)
  const kinds = kept.data?.tables.filter(({ total }) => total > 0).length ?? 0
  return (
    <main className="screen me data" id="screen" tabIndex={-1}>
      <PageHeading title={t('data.title')} before={<div className="pad"><Link to="/me" className="back"><Icon name="back" size={18} />{app('me.title')}</Link></div>}>
        <p className="hero">{kinds === 0 ? t('data.leadLoading') : t('data.lead', { count: kinds })}</p>
      </PageHeading>
      {kept.data === undefined ? (
        <section>
          {kept.error === null && <LoadingLines lines={9} />}
          {kept.error instanceof Offline && <OfflineNote lastSeen={null} />}
          {kept.error !== null && !(kept.error instanceof Offline) && <ErrorNote error={kept.error} onRetry={() => void kept.refetch()} />}
        </section>
      ) : (
        <>
          {(kept.data.restrictedAt !== null || kept.data.hold !== null) && <section className="states"><States whose={me} kept={kept.data} /></section>}
          <section>
            <h2>{t('data.what')}</h2>
            <Kept tables={kept.data.tables} />
          </section>
          <Files whose={me} />
          <section>
            <h2>{t('data.looks')}</h2>
            <Looks whose={me} />
          </section>
        </>
      )}
      {(kept.data !== undefined || kept.error instanceof ApiProblem) && (
        <>
          <section>
            <h2>{t('data.can')}</h2>
            <Ways whose={me} frozen={kept.data !== undefined && kept.data.restrictedAt !== null} />
          </section>
          <Requests />
        </>
      )}
      <OnThisDevice />
      <section className="small soft foot">
        <p><span className="mark-id">G1.2</span> <span className="mark-id">G8</span> {t('data.inAgreement', { organisation: organisation.name })}</p>
        <p><Link to="/agreement">{t('data.readAgreement')}</Link><Link to="/agreement/annex">{t('data.readAnnex')}</Link><Link to="/me/kept">{t('data.readNotice')}</Link></p>
      </section>
    </main>
  )
}

/** Files that lie ready, with when they go. */
export function Files({ whose }: { readonly whose: Whose }) {
  const { t, language } = useRightsWords()
  const clock = useClock()
  const files = useKept(whose).data?.files ?? []
  if (files.length === 0) return null
  return (
    <section>
      <h2>{t('data.files')}</h2>
      <ul className="lines two-lines">
        {files.map(({ name, size, createdAt, expiresAt }) => (
          <li key={`${name} ${createdAt}`}>
            <strong>{name}</strong>
            <small>{t('data.fileGoes', { size: formatSize(language, size), day: clock.date(expiresAt), time: clock.time(expiresAt) })}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Requests() {
  const { t } = useRightsWords()
  const { requests } = useRequests(me, false)
  if (requests === null || requests.length === 0) return null
  return (
    <section>
      <h2>{t('data.requests')}</h2>
      <ul className="lines requests">{requests.map((request) => <li key={request.id}><RequestLine request={request} own /></li>)}</ul>
    </section>
  )
}
