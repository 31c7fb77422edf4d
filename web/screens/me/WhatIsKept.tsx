import { Link } from '@tanstack/react-router'
import { getPrivacyNotice } from '#contract/endpoints/agreement.ts'
import { useCall } from '../../client/queries.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../first-use/first-use.css'
import { NoticeText } from '../first-use/NoticeText.tsx'
import './me.css'

/** The notice that I said yes to, to read again at any time. */
export function WhatIsKept() {
  const { t, language } = useWords()
  const notice = useCall(getPrivacyNotice, { query: { language } }, { staleTime: 300_000 })
  const clock = formats(language, Intl.DateTimeFormat().resolvedOptions().timeZone)
  const text = notice.data
  const accepted = text?.acceptedAt ?? null
  return (
    <main className="screen me" id="screen" tabIndex={-1}>
      <PageHeading title={text?.title ?? t('me.kept')} before={<div className="pad"><Link to="/me" className="back"><Icon name="back" size={18} />{t('me.title')}</Link></div>}>
        {accepted !== null && <p>{t('me.keptAccepted', { day: clock.dateLong(accepted) })}</p>}
      </PageHeading>
      <div className="pad">
        {text !== undefined ? <NoticeText notice={text} />
          : notice.error === null ? <LoadingLines lines={9} /> : <ErrorNote error={notice.error} onRetry={() => void notice.refetch()} />}
      </div>
    </main>
  )
}
