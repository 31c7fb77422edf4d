import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useContext, useMemo, type ReactNode } from 'react'
import { useWords, withRightsWords } from '../language/language.ts'
import { useWaiting } from '../offline/useWaiting.ts'
import { ErrorNote, LoadingLines } from '../ui/notes.tsx'
import { SessionContext, sessionOptions } from './session.ts'
import { Tabs } from './Tabs.tsx'
import { WaitsContext } from './waits.ts'

/** Only for who may know of an end of the agreement: for everyone else it is not even loaded. */
const EndingBanner = lazy(async () => ({ default: (await withRightsWords(import('../screens/organisation/EndingBanner.tsx'))).EndingBanner }))

/** The app around its screens: a way past the menu, the menu, the screen, and who is signed in. */
export function Shell() {
  const { data } = useQuery(sessionOptions)
  const session = data?.data ?? null
  const { waiting, look } = useWaiting(session?.person.id ?? null)
  const waits = useMemo(() => ({ waiting, look }), [waiting, look])
  // Signed out a moment ago: the guard is on its way to the sign-in.
  if (session === null) return null
  return (
    <SessionContext value={session}>
      <WaitsContext value={waits}>
        <Frame><Outlet /></Frame>
      </WaitsContext>
    </SessionContext>
  )
}

function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const knows = useContext(SessionContext)?.permissions.includes('see_keeping') === true
  return (
    <div className="shell">
      <a className="skip" href="#screen">{t('shell.skip')}</a>
      <Tabs />
      <div>
        {knows && <Suspense><EndingBanner /></Suspense>}
        {children}
      </div>
    </div>
  )
}

/** While it is not known yet who is signed in. */
export function ShellOpening() {
  return (
    <Frame>
      <main className="screen pad" id="screen" tabIndex={-1}><LoadingLines lines={6} /></main>
    </Frame>
  )
}

/** It could not be found out who is signed in, or a screen broke. */
export function ShellBroken({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return (
    <main className="screen pad" id="screen" tabIndex={-1}>
      <h1 className="unseen">Vrijplek</h1>
      <ErrorNote error={error} onRetry={reset} />
    </main>
  )
}
