import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { signOut, type Session } from '#contract/endpoints/session.ts'
import { call } from '../../client/call.ts'
import { useWords, withWaysWords } from '../../language/language.ts'
import { enter, sessionOptions } from '../../shell/session.ts'
import { useLeave } from '../../shell/useLeave.ts'
import { Button } from '../../ui/Button.tsx'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { LoadingLines } from '../../ui/notes.tsx'
import { AcceptAgreement } from './AcceptAgreement.tsx'
import { AcceptNotice } from './AcceptNotice.tsx'
import './first-use.css'
import { WaitForAgreement } from './WaitForAgreement.tsx'

/** Only for who has nothing but a password where that is not enough. */
const SecureAccount = lazy(async () => ({ default: (await withWaysWords(import('../security/screens.ts'))).SecureAccount }))

export type StepProps = {
  readonly session: Session
  /** The step is taken: on to the next, or into the app. */
  readonly onTaken: () => Promise<void>
  /** Refused: the account is gone. */
  readonly onLeft: () => Promise<void>
}

/** What comes before everything else: proof enough of who one is (G6.2a), the organisation's agreement, each person's own yes or no (G13.1). */
export function FirstUse() {
  const { t } = useWords()
  const router = useRouter()
  const queries = useQueryClient()
  const leave = useLeave()
  const { data } = useQuery(sessionOptions)
  const session = data?.data ?? null
  const next = session?.next ?? null

  useEffect(() => {
    if (session !== null && next === null) void router.navigate({ to: '/', replace: true })
  }, [session, next, router])
  // In braces: scrollTo gives a promise in newer browsers, and what an effect returns React calls.
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [next])

  if (session === null || next === null) return null
  const step: StepProps = {
    session,
    onTaken: async () => void (await enter(queries)),
    onLeft: () => leave(),
  }
  const later = async () => {
    await call(signOut).catch(() => undefined)
    await leave()
  }
  return (
    <div className="first-use">
      <header>
        <p className="brand"><Logo />Vrijplek</p>
        <LanguageSwitch />
      </header>
      <main id="screen" tabIndex={-1} key={next}>
        {next === 'secure_account' && <Suspense fallback={<LoadingLines lines={5} />}><SecureAccount {...step} /></Suspense>}
        {next === 'accept_agreement' && <AcceptAgreement {...step} />}
        {next === 'wait_for_agreement' && <WaitForAgreement {...step} />}
        {next === 'accept_privacy_notice' && <AcceptNotice {...step} />}
        <p className="later"><Button look="plain" onClick={() => void later()}>{t('firstUse.signOut')}</Button></p>
      </main>
    </div>
  )
}
