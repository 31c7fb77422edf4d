import { useState } from 'react'
import { ApiProblem } from '../client/problem.ts'
import { useWords } from '../language/language.ts'
import { ErrorNote } from './notes.tsx'
import { useCountdown } from './useCountdown.ts'

export type Wait = {
  /** Seconds until one may try again. */
  readonly left: number
  readonly over: boolean
  readonly see: (error: unknown) => void
}

/** How long one has to wait after too many attempts; `see` is told each refusal. */
export function useWait(): Wait {
  const [untilMs, setUntilMs] = useState<number | null>(null)
  const left = useCountdown(untilMs)
  return {
    left,
    over: untilMs !== null && left === 0,
    see: (error) => {
      const seconds = error instanceof ApiProblem ? error.more.retryAfterSeconds : undefined
      setUntilMs(seconds === undefined ? null : Date.now() + seconds * 1000)
    },
  }
}

/** Why an attempt was refused, and the seconds that are left to wait, as they go by. */
export function AttemptNote({ error, wait }: { readonly error: unknown; readonly wait: Wait }) {
  const { t } = useWords()
  const waits = error instanceof ApiProblem && error.code === 'too_many_attempts'
  return (
    <>
      {error !== null && error !== undefined && !(waits && wait.over) && <ErrorNote error={waits ? withoutSeconds(error) : error} />}
      <p className="soft small wait-left" aria-live="polite">
        {wait.left > 0 ? t('parts.tryIn', { count: wait.left }) : wait.over && waits ? t('parts.tryAgainNow') : ''}
      </p>
    </>
  )
}

/** They tick below; a sentence with the first number in it would soon be wrong. */
const withoutSeconds = ({ status, code, title, detail }: ApiProblem): ApiProblem =>
  new ApiProblem(status, code === 'unexpected' ? {} : { code }, { title, detail: detail.split('. ')[0] + '.' })
