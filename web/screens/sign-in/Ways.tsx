import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { requestSignInLink } from '#contract/endpoints/sign-in-ways.ts'
import { ApiProblem } from '../../client/problem.ts'
import { thereAndBack } from '../../client/url.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { AttemptNote, useWait } from '../../ui/Attempt.tsx'
import { Button } from '../../ui/Button.tsx'
import { PasswordField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import type { Discovery, Typed } from './typed.ts'
import type { PasskeyEntry } from './usePasskey.ts'
import type { PasswordEntry } from './usePassword.ts'

type Props = {
  readonly typed: Typed
  readonly ways: Discovery
  readonly password: PasswordEntry
  readonly passkey: PasskeyEntry
  readonly entering: boolean
  readonly onType: (typed: Typed) => void
  readonly onMailed: () => void
  readonly onBack: () => void
}

/** How this address can sign in: through its organisation first, then with a password, a link, a passkey. */
export function Ways({ typed, ways, password, passkey, entering, onType, onMailed, onBack }: Props) {
  const { t, language } = useWords()
  const { back } = useSearch({ from: '/sign-in' })
  const link = useSend(requestSignInLink)
  const linkWait = useWait()
  // Where the organisation has its own sign-in, its emergency accounts still come in by themselves.
  const [emergency, setEmergency] = useState(false)
  const only = ways.providers.length > 0 && !ways.password
  const showsPassword = ways.password || emergency || ways.providers.length === 0
  const mail = () => link.send({ body: { email: typed.email, language } }, { done: onMailed, refused: linkWait.see })
  const own = ways.providers[0]
  return (
    <>
      <PageHeading key="ways" title={t('access.hello')}>
        <p className="who"><span>{typed.email}</span><Button look="plain" size="small" onClick={onBack}>{t('access.otherAddress')}</Button></p>
      </PageHeading>
      {own !== undefined && (
        <div className="by-provider">
          {only && <p className="soft">{t('access.onlyThrough')}</p>}
          {ways.providers.map((one) => (
            <Button key={one.id} look={one === own ? 'fill' : 'line'} size="big" wide onClick={() => location.assign(thereAndBack(one.url, back))}>{t('access.through', { provider: one.name })}</Button>
          ))}
        </div>
      )}
      {showsPassword && <PasswordForm typed={typed} password={password} entering={entering} second={own !== undefined} asks={!ways.link} emergency={emergency} onType={onType} />}
      {passkey.error !== null && <ErrorNote error={passkey.error} />}
      <AttemptNote error={link.error} wait={linkWait} />
      <ul className="choices">
        {only && !emergency && <Choice onChoose={() => setEmergency(true)} text={t('access.emergencyText')}>{t('access.emergency')}</Choice>}
        {ways.link && <Choice busy={link.isPending || linkWait.left > 0} onChoose={mail} text={t('access.mailLinkText')}>{t('access.mailLink')}</Choice>}
        {passkey.possible && (emergency || (ways.passkey && !only)) && <Choice busy={passkey.busy || entering} onChoose={() => void passkey.sign()}>{t('access.withPasskey')}</Choice>}
      </ul>
    </>
  )
}

type ChoiceProps = { readonly onChoose: () => void; readonly busy?: boolean; readonly text?: string; readonly children: string }

function Choice({ onChoose, busy = false, text, children }: ChoiceProps) {
  return (
    <li>
      <button type="button" aria-busy={busy || undefined} onClick={() => !busy && onChoose()}>
        <span>{children}{text !== undefined && <small>{text}</small>}</span>
        <Icon name="onward" size={16} />
      </button>
    </li>
  )
}

type FormProps = Pick<Props, 'typed' | 'password' | 'entering' | 'onType'> & {
  /** Something else is the next act here. */
  readonly second: boolean
  /** No link can be mailed: the manager has to give one. */
  readonly asks: boolean
  readonly emergency: boolean
}

function PasswordForm({ typed, password, entering, second, asks, emergency, onType }: FormProps) {
  const { t } = useWords()
  const [wrong, setWrong] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const submit = useRef<HTMLButtonElement>(null)
  const filled = typed.password !== ''
  // Filled in already, by a password manager or the demo: only the button is left. Where another way comes first the focus stays with the heading.
  const first = useRef(!second || emergency)
  useEffect(() => {
    if (!first.current) return
    first.current = false
    if (filled) submit.current?.focus()
    else field.current?.focus()
  }, [filled])
  const { refusals } = password
  useEffect(() => {
    if (refusals > 0) field.current?.select()
  }, [refusals])

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    setWrong(filled ? null : t('parts.required'))
    if (!filled) field.current?.focus()
    else if (password.wait.left === 0) password.send()
  }
  const told = password.error instanceof ApiProblem && password.error.code === 'step_expired' ? null : password.error
  return (
    <form onSubmit={send} noValidate>
      <input type="email" name="email" autoComplete="username" value={typed.email} readOnly hidden />
      <PasswordField
        ref={field} label={t('access.password')} name="password" autoComplete="current-password" required value={typed.password} wrong={wrong}
        {...(asks ? { hint: t('access.forgot') } : {})}
        onChange={(event) => {
          onType({ ...typed, password: event.target.value })
          setWrong(null)
        }}
      />
      {!password.busy && <AttemptNote error={told} wait={password.wait} />}
      <Button ref={submit} look={second && !emergency ? 'line' : 'fill'} size="big" wide submit busy={password.busy || entering || password.wait.left > 0}>{t('access.signIn')}</Button>
    </form>
  )
}
