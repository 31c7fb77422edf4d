import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { acceptPrivacyNotice, getPrivacyNotice, leave } from '#contract/endpoints/agreement.ts'
import { ApiProblem } from '../../client/problem.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ActBar } from './ActBar.tsx'
import type { StepProps } from './FirstUse.tsx'
import { NoticeText } from './NoticeText.tsx'
import { OptIn } from './OptIn.tsx'

/** For everyone: what is kept of them, and whether they take part. */
export function AcceptNotice({ session, onTaken, onLeft }: StepProps) {
  const { t, language } = useWords()
  const tell = useTell()
  const queries = useQueryClient()
  const notice = useCall(getPrivacyNotice, { query: { language } }, { staleTime: Infinity })
  const accept = useSend(acceptPrivacyNotice)
  const refuse = useSend(leave)
  const [yes, setYes] = useState('')
  const [changed, setChanged] = useState(false)
  const text = notice.data

  if (text === undefined) {
    return (
      <>
        <PageHeading title={session.organisation.name} />
        {notice.error === null ? <LoadingLines lines={9} /> : <ErrorNote error={notice.error} onRetry={() => void notice.refetch()} />}
      </>
    )
  }
  const send = () => {
    const { version, textHash } = text
    accept.send({ body: { version, language: text.language, textHash, accepted: true } }, {
      done: onTaken,
      refused: async (error) => {
        if (!(error instanceof ApiProblem) || error.code !== 'document_changed') return
        setChanged(true)
        await queries.invalidateQueries({ queryKey: keyOf(getPrivacyNotice) })
        window.scrollTo(0, 0)
      },
    })
  }
  const isChange = accept.error instanceof ApiProblem && accept.error.code === 'document_changed'
  return (
    <>
      <PageHeading title={text.title}>
        <p>{t('firstUse.noticeLead')}</p>
        <p className="small">{t('firstUse.version', { version: text.version })}</p>
      </PageHeading>
      {changed && <p className="note risk" role="alert"><span />{t('firstUse.changed')}</p>}
      <NoticeText notice={text} />
      <ActBar
        title={t('firstUse.yourChoice')} accept={t('firstUse.join')} refuse={t('firstUse.leave')} ready={yes === text.textHash}
        notReady={t('firstUse.tickOne')} busy={accept.isPending} refusing={refuse.isPending} onAccept={send}
        onRefuse={() => refuse.send({}, {
          done: async () => {
            await onLeft()
            tell(t('firstUse.left'))
          },
        })}
        refuseTitle={t('firstUse.refuseTitle')} refuseText={t('firstUse.refusePerson')} confirm={t('firstUse.refuseConfirm')}
        error={refuse.error ?? (isChange ? null : accept.error)}
      >
        <OptIn on={yes === text.textHash} onChange={(on) => setYes(on ? text.textHash : '')}>{t('firstUse.noticeBox')}</OptIn>
      </ActBar>
    </>
  )
}
