import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getAgreement } from '#contract/endpoints/agreement.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { AgreementText } from './AgreementText.tsx'
import type { StepProps } from './FirstUse.tsx'

/** For everyone else of an organisation without an agreement: what is so, who can change it, and the text. */
export function WaitForAgreement({ session, onTaken }: StepProps) {
  const { t, language } = useWords()
  const [lookedMs, setLookedMs] = useState<number | null>(null)
  const [looking, setLooking] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const [reads, setReads] = useState(false)
  const agreement = useCall(getAgreement, { query: { language } }, { enabled: reads, staleTime: Infinity })
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const look = async () => {
    setLooking(true)
    setFailed(null)
    await onTaken().catch(setFailed)
    setLooking(false)
    setLookedMs(Date.now())
  }
  return (
    <>
      <PageHeading title={t('firstUse.waitTitle')} />
      <div className="stack">
        <p>{t('firstUse.waitText', { organisation: session.organisation.name })}</p>
        <p>{t('firstUse.waitWho')}</p>
        {failed !== null && <ErrorNote error={failed} />}
        <div className="row wrap">
          <Button look="fill" size="big" busy={looking} onClick={() => void look()}>{t('firstUse.waitCheck')}</Button>
          <Link to="/agreement/annex" className="quiet-link">{t('firstUse.annex')}</Link>
          {!reads && <Button size="big" onClick={() => setReads(true)}>{t('firstUse.waitRead')}</Button>}
        </div>
        <output className="small soft">
          {lookedMs !== null && failed === null ? t('firstUse.waitStill', { time: formats(language, here).time(lookedMs) }) : ''}
        </output>
      </div>
      {reads && agreement.error !== null && <ErrorNote error={agreement.error} onRetry={() => void agreement.refetch()} />}
      {reads && agreement.error === null && (agreement.data === undefined ? <LoadingLines lines={8} /> : <AgreementText agreement={agreement.data} />)}
    </>
  )
}
