import { Link, useParams } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { getErasureReceipt } from '#contract/endpoints/my-data.ts'
import { mostBackupDays } from '#contract/keeping.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { useRightsWords } from '../../language/language.ts'
import { sessionOptions } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../me/me.css'
import './data.css'
import { download } from '../../client/download.ts'
import { LinkToKeep } from './LinkToKeep.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import { useClock } from '../../language/useClock.ts'

/** How far an erasure is, then its receipt; for anyone who has the link. It outlives the session and the account. */
export function Receipt() {
  const { t } = useRightsWords()
  const clock = useClock()
  const receiptId = useParams({ from: '/receipts/$receiptId' }).receiptId
  const known = useCall(getErasureReceipt, { params: { receiptId } }, { staleTime: 5_000 })
  const working = known.data !== undefined && known.data.state !== 'done'
  useCall(getErasureReceipt, { params: { receiptId } }, working ? { refetchInterval: known.data?.state === 'working' ? 1_500 : 60_000 } : {})
  // Not asked for: this page is for who is no longer known here.
  const session = useQuery({ ...sessionOptions, enabled: false }).data ?? null
  const { data, error } = known
  const missing = error instanceof ApiProblem && (error.status === 404 || error.status === 400)
  return (
    <PublicFrame>
      {data === undefined && error === null && <><PageHeading title={t('acts.receiptTitle')} /><LoadingLines lines={5} /></>}
      {data === undefined && error !== null && (
        <>
          <PageHeading title={t('acts.receiptTitle')} />
          {missing ? <EmptyState title={t('acts.receiptUnknown')}>{t('acts.receiptUnknownText')}</EmptyState> : <ErrorNote error={error} onRetry={() => void known.refetch()} />}
        </>
      )}
      {data !== undefined && (
        <>
          <div aria-live="polite">
            <PageHeading title={t({ working: 'acts.receiptWorking', postponed: 'acts.receiptPostponed', done: 'acts.receiptDone' }[data.state] as 'acts.receiptDone')}>
              <p>
                {data.state === 'working' && t('acts.receiptWorkingText')}
                {data.state === 'postponed' && t('acts.receiptPostponedText')}
                {data.state === 'done' && data.doneAt !== null && t('acts.receiptDoneText', { day: clock.dateWithYear(data.doneAt), time: clock.time(data.doneAt), days: mostBackupDays })}
              </p>
            </PageHeading>
          </div>
          <section className="stack keep-it">
            <h2>{t('acts.receiptKeep')}</h2>
            <p className="soft">{t('acts.receiptKeepText')}</p>
            <LinkToKeep label={t('acts.receiptLink')} value={`${location.origin}/receipts/${receiptId}`} copy={t('acts.receiptCopy')} />
            <div className="row wrap no-print">
              {data.receipt !== null && <ReceiptFile receipt={data.receipt} />}
              <Button onClick={() => print()}>{t('acts.receiptPrint')}</Button>
            </div>
          </section>
          {data.receipt !== null && (
            <section>
              <h2>{t('acts.receiptSigned')}</h2>
              <p className="small soft">{t('acts.receiptSignedText')}</p>
              {/* Scrolls sideways, so it takes the keyboard too. */}
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <pre className="signed" tabIndex={0}>{data.receipt}</pre>
            </section>
          )}
          {session !== null && <p className="no-print"><Link to="/me/data" className="quiet-link">{t('acts.receiptBack')}</Link></p>}
        </>
      )}
    </PublicFrame>
  )
}

function ReceiptFile({ receipt }: { readonly receipt: string }) {
  const { t } = useRightsWords()
  return <Button onClick={() => download('vrijplek-erasure-receipt.txt', 'text/plain', receipt)}>{t('acts.receiptFile')}</Button>
}
