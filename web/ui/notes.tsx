import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PasskeyFailed } from '../client/passkey.ts'
import { ApiProblem, Offline } from '../client/problem.ts'
import { useWords } from '../language/language.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

/** What happened, and what to do. Takes anything that was thrown; a refusal of the service speaks for itself. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useWords()
  const offline = error instanceof Offline
  const { title, detail } = error instanceof ApiProblem ? error
    : error instanceof PasskeyFailed ? { title: t(`parts.passkey.${error.trouble}`), detail: t(`parts.passkeyText.${error.trouble}`) }
    : { title: t(offline ? 'offline.title' : 'parts.failedTitle'), detail: t(offline ? 'offline.needsConnection' : 'parts.failedText') }
  // No fault: the person asked for it themselves, and can lift it.
  const frozen = error instanceof ApiProblem && error.code === 'data_restricted'
  if (frozen) {
    return (
      <output className="note info">
        <span />
        <span><strong className="strong">{title}</strong><br />{detail}</span>
        <Link to="/me/data/freeze" className="btn plain">{t('parts.toFreeze')}</Link>
      </output>
    )
  }
  return (
    <div className={offline ? 'note' : 'note wrong'} role="alert">
      <Icon name={offline ? 'offline' : 'warning'} size={20} />
      <div>
        <strong className="strong">{title}</strong>
        <p>{detail}</p>
      </div>
      {onRetry !== undefined && <Button look="plain" onClick={onRetry}>{t('parts.tryAgain')}</Button>}
    </div>
  )
}

type OfflineProps = {
  /** When what is on the screen was last known, as the clock at the location says it; null when nothing is kept. */
  readonly lastSeen: string | null
  /** How many actions wait to be sent. */
  readonly waiting?: number
}

/** There is no connection: from when the screen is, and what still waits. */
export function OfflineNote({ lastSeen, waiting = 0 }: OfflineProps) {
  const { t } = useWords()
  return (
    <div className="note" aria-live="polite">
      <Icon name="offline" size={20} />
      <div>
        <p>{lastSeen === null ? t('offline.nothingKept') : t('offline.lastSeen', { time: lastSeen })}</p>
        {waiting > 0 && <p className="strong">{t('offline.waiting', { count: waiting })}</p>}
      </div>
    </div>
  )
}

/** A calm remark with a blue edge: how something is set, and where to change it. */
export function Note({ children }: { readonly children: ReactNode }) {
  return <div className="note info"><span /><div>{children}</div></div>
}

type EmptyProps = { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }

/** Nothing here yet: says so, says why, and gives the next step. */
export function EmptyState({ title, children, action }: EmptyProps) {
  return (
    <div className="empty">
      <svg className="drawing" viewBox="0 0 88 60" fill="none" stroke="var(--plan-fine)" aria-hidden="true">
        <path d="M1 8V1h30M57 1h30v7M87 52v7H57M31 59H1v-7" strokeWidth="2" stroke="var(--plan-wall)" />
        <rect x="28" y="17" width="32" height="16" rx="2" strokeDasharray="3 2.5" strokeWidth="1.4" />
        <rect x="39.4" y="38" width="9.2" height="8.6" rx="3" strokeWidth="1.2" />
        <path d="M39.4 49.500Q44 52 48.6 49.5" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  )
}

/** Lines where words will stand. They do not move, and show only when waiting takes long enough to be noticed. */
export function LoadingLines({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useWords()
  return (
    <output className="loading">
      {Array.from({ length: lines }, (_, index) => <i key={index} />)}
      <span className="unseen">{t('parts.loading')}</span>
    </output>
  )
}
