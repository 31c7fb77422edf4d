import { useEffect, useState } from 'react'
import { finishDoorPairing, startDoorPairing } from '#contract/endpoints/door.ts'
import type { Result } from '#contract/endpoint.ts'
import { call } from '../../client/call.ts'
import { ApiProblem, Offline } from '../../client/problem.ts'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { ErrorNote } from '../../ui/notes.tsx'

type Pairing = Result<typeof startDoorPairing>
type State = { readonly pairing: Pairing | null; readonly error: unknown; readonly waitSeconds: number | null }

const pollMs = 2_500
const againMs = 10_000

/** A tablet that belongs to no room yet: shows a code for a manager, and waits until it was taken over. */
export function PairingScreen({ onPaired }: { readonly onPaired: () => void }) {
  const { t, language } = useWords()
  const [{ pairing, error, waitSeconds }, setState] = useState<State>({ pairing: null, error: null, waitSeconds: null })

  useEffect(() => {
    let ended = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (work: () => Promise<void>, afterMs: number) => {
      if (!ended) timer = setTimeout(() => void work(), afterMs)
    }
    const begin = async (): Promise<void> => {
      try {
        const next = await call(startDoorPairing)
        if (ended) return
        setState({ pairing: next, error: null, waitSeconds: null })
        later(() => poll(next), pollMs)
      } catch (refusal) {
        if (ended) return
        const wait = refusal instanceof ApiProblem && refusal.code === 'too_many_attempts' ? refusal.more.retryAfterSeconds ?? 60 : null
        setState({ pairing: null, error: refusal, waitSeconds: wait })
        later(begin, wait === null ? againMs : wait * 1_000)
      }
    }
    const poll = async (current: Pairing): Promise<void> => {
      try {
        const { paired } = await call(finishDoorPairing, { body: { secret: current.secret } })
        if (ended) return
        if (paired) return onPaired()
        setState((before) => (before.error === null ? before : { ...before, error: null }))
        if (Date.now() > Date.parse(current.expiresAt)) return await begin()
        later(() => poll(current), pollMs)
      } catch (refusal) {
        if (ended) return
        if (refusal instanceof ApiProblem && refusal.code === 'pairing_invalid') return await begin()
        setState((before) => ({ ...before, error: refusal }))
        later(() => poll(current), againMs)
      }
    }
    void begin()
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [onPaired])

  useEffect(() => {
    document.title = `${t('door.pairTitle')} – Vrijplek`
  }, [t])

  const clock = formats(language, Intl.DateTimeFormat().resolvedOptions().timeZone)
  return (
    <main className="door-pair" id="screen" tabIndex={-1}>
      <header><span className="brand"><Logo size={36} />Vrijplek</span><LanguageSwitch /></header>
      <div>
        <h1>{t('door.pairTitle')}</h1>
        <p className="door-lead">{t('door.pairText')}</p>
        {pairing === null
          ? <p className="door-code waiting" aria-live="polite">{error === null ? t('door.codeWaiting') : ''}</p>
          : (
            <p className="door-code" aria-live="polite">
              <span className="unseen">{t('door.codeSpoken', { code: pairing.code.split('').join(' ') })}</span>
              <span aria-hidden="true">{pairing.code}</span>
            </p>
          )}
        {pairing !== null && <p className="soft">{t('door.codeUntil', { time: clock.time(pairing.expiresAt) })}</p>}
        {waitSeconds !== null && <p>{t('door.tooMany', { seconds: waitSeconds })}</p>}
        {waitSeconds === null && error instanceof Offline && <p className="soft" role="alert">{t('door.offline')}. {t('door.offlineFirst')}</p>}
        {waitSeconds === null && error !== null && !(error instanceof Offline) && <ErrorNote error={error} />}
      </div>
    </main>
  )
}
