import { useEffect, useRef } from 'react'
import { formats } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useTell } from '../../ui/Toast.tsx'

type Props = { readonly name: string; readonly url: string; readonly expiresAt: string; readonly onDone: () => void }

/** A link that somebody has to be given by hand: it is shown once, and can be copied. */
export function InvitationLink({ name, url, expiresAt, onDone }: Props) {
  const { t, language } = useWords()
  const tell = useTell()
  const field = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const clock = formats(language, Intl.DateTimeFormat().resolvedOptions().timeZone)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      tell(t('accounts.copied'))
    } catch {
      field.current?.select()
      tell(t('accounts.copyFailed'))
    }
  }
  return (
    <div className="stack invitation-link">
      <h2 ref={heading} tabIndex={-1}>{t('accounts.linkTitle', { name })}</h2>
      <p className="soft">{t('accounts.linkText', { date: `${clock.dateLong(expiresAt)}, ${clock.time(expiresAt)}` })}</p>
      <div className="field">
        <label htmlFor="invitation-url">{t('accounts.link')}</label>
        <input id="invitation-url" ref={field} className="input" readOnly value={url} onFocus={(event) => event.target.select()} />
      </div>
      <div className="row wrap">
        <Button onClick={() => void copy()}>{t('accounts.copy')}</Button>
        <Button look="plain" onClick={onDone}>{t('accounts.done')}</Button>
      </div>
    </div>
  )
}
