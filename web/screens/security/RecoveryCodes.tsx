import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { download } from '../../client/download.ts'
import { useWaysWords } from '../../language/language.ts'
import { useClock } from '../../language/useClock.ts'
import { sessionOptions } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { useTell } from '../../ui/Toast.tsx'
import './security.css'

/** Shown once. They can be copied, printed or saved before one goes on. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void | Promise<void> }) {
  const { t } = useWaysWords()
  const clock = useClock()
  const tell = useTell()
  // First use stands outside the shell, which else says who one is.
  const session = useQuery(sessionOptions).data?.data
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const [now] = useState(() => Date.now())
  const said = t('secure.codesFile', { email: session?.person.email ?? '', organisation: session?.organisation.name ?? '', day: clock.dateWithYear(now) })
  const text = `${said}\n\n${codes.join('\n')}\n`
  return (
    <div className="recovery-codes stack">
      <h2 ref={heading} tabIndex={-1}>{t('secure.codesTitle')}</h2>
      <p>{t('secure.codesText')}</p>
      <p className="on-paper">{said}</p>
      <ol className="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ol>
      <div className="row wrap keep">
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => tell(t('secure.copied')))}>{t('secure.copy')}</Button>
        <Button onClick={() => window.print()}>{t('secure.print')}</Button>
        <Button onClick={() => download('vrijplek.txt', 'text/plain', text)}>{t('secure.download')}</Button>
      </div>
      <Button look="fill" size="big" wide onClick={() => void onKept()}>{t('secure.kept')}</Button>
    </div>
  )
}
