import { useSearch } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { discoverSignIn } from '#contract/endpoints/sign-in-ways.ts'
import { Offline, type ApiProblem } from '../../client/problem.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, Note } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { greetingAt } from './greeting.ts'
import { looksLikeEmail, passwordOrPasskey, type Discovery, type Typed } from './typed.ts'
import type { PasskeyEntry } from './usePasskey.ts'

type Props = {
  readonly typed: Typed
  readonly passkey: PasskeyEntry
  readonly entering: boolean
  /** What sent them back here, when something did. */
  readonly expired: ApiProblem | null
  readonly onType: (typed: Typed) => void
  readonly onFound: (ways: Discovery) => void
}

/** The first look: a passkey, which says by itself who one is, or an address, which tells how one signs in there. */
export function AskWho({ typed, passkey, entering, expired, onType, onFound }: Props) {
  const { t } = useWords()
  const { ended } = useSearch({ from: '/sign-in' })
  const [hour] = useState(() => new Date().getHours())
  const [wrong, setWrong] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const discovery = useSend(discoverSignIn)

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (!looksLikeEmail(typed.email)) {
      setWrong(t('access.emailWrong'))
      field.current?.focus()
      return
    }
    discovery.send({ body: { email: typed.email } }, {
      done: onFound,
      refused: (error) => {
        if (!(error instanceof Offline)) onFound(passwordOrPasskey)
      },
    })
  }
  return (
    <>
      <PageHeading title={t(`access.${greetingAt(hour)}`)}><p>{t(passkey.possible ? 'access.lead' : 'access.leadPlain')}</p></PageHeading>
      {ended === true && expired === null && passkey.error === null && <Note><p>{t('access.sessionEnded')}</p></Note>}
      {expired?.code === 'step_expired' && <ErrorNote error={expired} />}
      {passkey.possible && (
        <div className="by-passkey">
          <Button look="fill" size="big" wide busy={passkey.busy || entering} onClick={() => void passkey.sign()}><Icon name="key" size={20} />{t('access.withPasskey')}</Button>
          {passkey.error !== null && <ErrorNote error={passkey.error} />}
          <p className="or"><span>{t('access.orEmail')}</span></p>
        </div>
      )}
      <form onSubmit={send} noValidate>
        <Field
          ref={field} label={t('access.email')} type="email" name="email" autoComplete="username webauthn" inputMode="email"
          autoCapitalize="none" spellCheck={false} required value={typed.email} wrong={wrong} onFocus={passkey.renew}
          onChange={(event) => {
            onType({ ...typed, email: event.target.value })
            setWrong(null)
          }}
        />
        {/* Where a password manager puts what it knows, in the same go as the address. */}
        <input
          type="password" name="password" autoComplete="current-password" className="unseen" tabIndex={-1} aria-hidden="true" value={typed.password}
          onChange={(event) => onType({ ...typed, password: event.target.value })}
        />
        {discovery.error instanceof Offline && <ErrorNote error={discovery.error} />}
        <Button look={passkey.possible ? 'line' : 'fill'} size="big" wide submit busy={discovery.isPending}>{t('access.next')}</Button>
      </form>
    </>
  )
}
