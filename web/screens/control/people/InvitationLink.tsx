import { useEffect, useRef, type ReactNode } from 'react'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { Button } from '../../../ui/Button.tsx'
import { useTell } from '../../../ui/Toast.tsx'

type Props = {
  readonly name: string
  readonly url: string
  readonly expiresAt: string
  /** Whether it went by mail too; undefined when the service does not say. */
  readonly mailed?: boolean
  readonly onDone: () => void
  /** What more can be done now. */
  readonly children?: ReactNode
}

/** A link that lets somebody in: it is shown once, and can be copied. */
export function InvitationLink({ name, url, expiresAt, mailed, onDone, children }: Props) {
  const { t } = useControlWords()
  const clock = useClock()
  const tell = useTell()
  const field = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      tell(t('invite.copied'))
    } catch {
      field.current?.select()
      tell(t('invite.copyFailed'))
    }
  }
  return (
    <div className="stack invitation-link">
      <h2 ref={heading} tabIndex={-1}>{t('invite.linkTitle', { name })}</h2>
      <p className="soft">{t('invite.linkText', { name, date: `${clock.dateLong(expiresAt)}, ${clock.time(expiresAt)}` })}</p>
      {mailed !== undefined && <p className="soft">{t(mailed ? 'invite.mailed' : 'invite.notMailed')}</p>}
      <div className="field">
        <label htmlFor="invitation-url">{t('invite.link')}</label>
        <input id="invitation-url" ref={field} className="input" readOnly value={url} onFocus={(event) => event.target.select()} />
      </div>
      <div className="row wrap">
        <Button onClick={() => void copy()}>{t('invite.copy')}</Button>
        {children}
        <Button look="plain" onClick={onDone}>{t('invite.done')}</Button>
      </div>
    </div>
  )
}
