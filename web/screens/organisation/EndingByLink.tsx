import { useParams } from '@tanstack/react-router'
import type { Result } from '#contract/endpoint.ts'
import { getCertificatePdf, getEndingByLink } from '#contract/endpoints/keeping.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { urlOf } from '../../client/url.ts'
import { formatCount, formats } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../data/data.css'
import { download } from '../../client/download.ts'
import { PublicFrame } from '../data/PublicFrame.tsx'
import { useNames } from '../data/useNames.ts'
import '../me/me.css'
import { certificateOf } from './certificate.ts'
import { EndingState } from './EndingState.tsx'
import './organisation.css'

/** How far the deletion of an organisation is, and its certificate; for anyone who has the link (G9). */
export function EndingByLink() {
  const { t, language } = useRightsWords()
  const link = useParams({ from: '/endings/$link' }).link
  const known = useCall(getEndingByLink, { params: { link } }, { refetchInterval: 30_000 })
  const { data, error } = known
  const missing = error instanceof ApiProblem && (error.status === 404 || error.status === 400)
  if (data === undefined) {
    return (
      <PublicFrame>
        <PageHeading title={t('ending.end')} />
        {error === null && <LoadingLines lines={8} />}
        {missing && <EmptyState title={t('ending.unknown')}>{t('ending.unknownText')}</EmptyState>}
        {error !== null && !missing && <ErrorNote error={error} onRetry={() => void known.refetch()} />}
      </PublicFrame>
    )
  }
  const clock = formats(language, data.timeZone)
  const ended = data.state !== 'waiting'
  const when = { day: clock.dateWithYear(data.endsAt), time: clock.time(data.endsAt), zone: clock.zone(data.endsAt) }
  return (
    <PublicFrame>
      <PageHeading title={t('ending.pageTitle', { organisation: data.organisation })}><p>{t(ended ? 'ending.pageEnded' : 'ending.pageWaiting', when)}</p></PageHeading>
      <div className="ending"><EndingState ending={data} /></div>
      <Certificate link={link} ending={data} />
    </PublicFrame>
  )
}

function Certificate({ link, ending }: { readonly link: string; readonly ending: Result<typeof getEndingByLink> }) {
  const { t, language } = useRightsWords()
  const named = useNames()
  const note = ending.certificate
  const read = note === null ? null : certificateOf(note)
  const count = (rows: number) => ({ count: rows, rows: formatCount(language, rows) })
  return (
    <>
      <section className="stack">
        <h2>{t('ending.certificate')}</h2>
        <p className="soft">{t(note === null ? 'ending.certificateWait' : 'ending.certificateText')}</p>
        {note !== null && (
          <div className="row wrap no-print">
            <a className="btn fill" href={urlOf(getCertificatePdf.path, { link })} download>{t('ending.certificatePdf')}</a>
            <Button onClick={() => download('vrijplek-deletion-certificate.txt', 'text/plain', note)}>{t('ending.certificateNote')}</Button>
          </div>
        )}
      </section>
      {read !== null && (
        <section>
          <h2>{t('ending.tables')}</h2>
          <dl className="counted">
            <div><dt>{t('ending.erasedRows', count(read.rows))}</dt><dd /></div>
            <div><dt>{t('ending.erasedKeys', count(read.keys))}</dt><dd /></div>
            <div><dt>{t('ending.erasedFiles', count(read.files))}</dt><dd /></div>
            {read.tables.map(({ table, rows }) => <div key={table}><dt>{named('table', table)}</dt><dd>{formatCount(language, rows)}</dd></div>)}
          </dl>
        </section>
      )}
      <section>
        <h2>{t('ending.notProven')}</h2>
        <ul className="means">
          {(read !== null && read.notProven.length > 0 ? read.notProven : t('ending.notProvenText').split('\n')).map((line) => <li key={line}>{line}</li>)}
        </ul>
      </section>
    </>
  )
}
