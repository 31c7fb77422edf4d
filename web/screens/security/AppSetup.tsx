import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { Result } from '#contract/endpoint.ts'
import { confirmTotp, type beginTotp } from '#contract/endpoints/sign-in-ways.ts'
import { useSend } from '../../client/useSend.ts'
import { useWaysWords } from '../../language/language.ts'
import { AttemptNote, useWait } from '../../ui/Attempt.tsx'
import { Button } from '../../ui/Button.tsx'
import { cleanCode, CodeField } from '../../ui/CodeField.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { inGroups } from './groups.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import './security.css'

type Props = { readonly begun: Result<typeof beginTotp>; readonly onBack: () => void; readonly onDone: () => void | Promise<void> }

/** An authenticator app: its secret to scan or to type, the first code as a proof that it arrived, then the recovery codes. */
export function AppSetup({ begun, onBack, onDone }: Props) {
  const { t, app } = useWaysWords()
  const tell = useTell()
  const act = useSend(confirmTotp)
  const wait = useWait()
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => heading.current?.focus(), [])
  if (act.data !== undefined) return <RecoveryCodes codes={act.data.recoveryCodes} onKept={onDone} />

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const clean = cleanCode(code)
    if (clean.length < 6) {
      setWrong(app(clean === '' ? 'parts.required' : 'access.codeShort'))
      field.current?.focus()
    } else if (wait.left === 0) {
      act.send({ body: { code: clean } }, {
        refused: (error) => {
          wait.see(error)
          field.current?.select()
        },
      })
    }
  }
  return (
    <div className="app-setup stack">
      <h2 ref={heading} tabIndex={-1}>{t('secure.scan')}</h2>
      <img className="qr" src={`data:image/svg+xml,${encodeURIComponent(begun.qrSvg)}`} alt={t('secure.qr')} width="208" height="208" />
      <div>
        <p className="small soft">{t('secure.orType')}</p>
        <p className="secret">
          <code>{inGroups(begun.secret)}</code>
          <Button
            look="plain" size="small"
            onClick={() => void navigator.clipboard.writeText(begun.secret).then(() => tell(t('secure.copied')))}
          >
            {t('secure.copyKey')}
          </Button>
        </p>
      </div>
      <form onSubmit={send} noValidate className="stack">
        <CodeField
          ref={field} label={t('secure.code')} name="code" value={code} wrong={wrong}
          onChange={(typed) => {
            setCode(typed)
            setWrong(null)
          }}
        />
        {!act.isPending && <AttemptNote error={act.error} wait={wait} />}
        <Button look="fill" size="big" wide submit busy={act.isPending || wait.left > 0}>{t('secure.confirm')}</Button>
        <Button wide onClick={onBack}>{t('secure.back')}</Button>
      </form>
    </div>
  )
}
