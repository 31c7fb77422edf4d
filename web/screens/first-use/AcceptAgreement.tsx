import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { acceptAgreement, getAgreement, leave } from '#contract/endpoints/agreement.ts'
import { ApiProblem } from '../../client/problem.ts'
import { keyOf, useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { ActBar } from './ActBar.tsx'
import { AgreementText } from './AgreementText.tsx'
import { OptIn } from './OptIn.tsx'
import type { StepProps } from './FirstUse.tsx'

/** For an organisation manager: the agreement, and a yes or no to exactly the text that is on the screen. */
export function AcceptAgreement({ session, onTaken, onLeft }: StepProps) {
  const { t, language } = useWords()
  const queries = useQueryClient()
  const agreement = useCall(getAgreement, { query: { language } }, { staleTime: Infinity })
  const accept = useSend(acceptAgreement)
  const refuse = useSend(leave)
  // A yes belongs to one text: another language or version begins unticked.
  const [yes, setYes] = useState({ hash: '', accepted: false, lawful: false })
  const [changed, setChanged] = useState(false)
  const text = agreement.data
  const organisation = session.organisation.name

  if (text === undefined) {
    return (
      <>
        <PageHeading title={organisation} />
        {agreement.error === null ? <LoadingLines lines={9} /> : <ErrorNote error={agreement.error} onRetry={() => void agreement.refetch()} />}
      </>
    )
  }
  const given = yes.hash === text.textHash ? yes : { hash: text.textHash, accepted: false, lawful: false }
  const send = () => {
    const { version, textHash } = text
    accept.send({ body: { version, language: text.language, textHash, accepted: true, lawful: true } }, {
      done: onTaken,
      refused: async (error) => {
        if (!(error instanceof ApiProblem)) return
        if (error.code === 'agreement_already_in_force') await onTaken()
        if (error.code !== 'document_changed') return
        setChanged(true)
        await queries.invalidateQueries({ queryKey: keyOf(getAgreement) })
        window.scrollTo(0, 0)
      },
    })
  }
  return (
    <>
      <PageHeading title={text.title}>
        <p>{t('firstUse.agreementLead', { organisation })}</p>
        <p className="small">{t('firstUse.version', { version: text.version })}</p>
        <p className="row wrap"><a href="#choice" className="quiet-link">{t('firstUse.toChoice')}</a><Link to="/agreement/annex" className="quiet-link">{t('firstUse.annex')}</Link></p>
      </PageHeading>
      {changed && <p className="note risk" role="alert"><span />{t('firstUse.changed')}</p>}
      <AgreementText agreement={text} />
      <ActBar
        title={t('firstUse.yourChoice')} accept={t('firstUse.accept')} refuse={t('firstUse.refuse')} ready={given.accepted && given.lawful}
        notReady={t('firstUse.tickBoth')} busy={accept.isPending} refusing={refuse.isPending} onAccept={send}
        onRefuse={() => refuse.send({}, { done: onLeft })}
        refuseTitle={t('firstUse.refuseTitle')} refuseText={t('firstUse.refuseManager')} confirm={t('firstUse.refuseConfirm')}
        error={refuse.error ?? (isChange(accept.error) ? null : accept.error)}
        record={t('firstUse.record', { hash: text.textHash })}
      >
        <OptIn on={given.accepted} onChange={(accepted) => setYes({ ...given, accepted })}>{t('firstUse.acceptBox', { organisation })}</OptIn>
        <OptIn on={given.lawful} onChange={(lawful) => setYes({ ...given, lawful })}>
          {t('firstUse.lawfulBox', { organisation })} <span className="mark-id">G4.3</span>
        </OptIn>
      </ActBar>
    </>
  )
}

const isChange = (error: unknown) => error instanceof ApiProblem && error.code === 'document_changed'
