import { Link } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import type { Result } from '#contract/endpoint.ts'
import { linkPasskeyOptions, useSignInLink, type readSignInLink } from '#contract/endpoints/sign-in-ways.ts'
import { call } from '../../client/call.ts'
import { makePasskey, passkeysPossible } from '../../client/passkey.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useWaysWords } from '../../language/language.ts'
import { useEntrance } from '../../shell/useEntrance.ts'
import { AttemptNote, useWait } from '../../ui/Attempt.tsx'
import { Button } from '../../ui/Button.tsx'
import { cleanCode, CodeField } from '../../ui/CodeField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { NewPassword } from '../password/NewPassword.tsx'
import { passwordWords } from '../password/password-words.ts'
import { usePasskeyName } from '../security/usePasskeyName.ts'
import { DoorFrame } from '../sign-in/DoorFrame.tsx'
import './link.css'

type Props = { readonly token: string; readonly what: Result<typeof readSignInLink> }
type Way = Omit<Parameters<typeof call<typeof useSignInLink>>[1]['body'], 'token' | 'code' | 'language'>

/** Chooses how one signs in from now on, a passkey or a password, and does it at once. */
export function UseLink({ token, what }: Props) {
  const { t, app, language } = useWaysWords()
  const nameOf = usePasskeyName()
  const { entering, goIn } = useEntrance()
  const wait = useWait()
  const [possible] = useState(passkeysPossible)
  const [byPassword, setByPassword] = useState(!possible && !what.hardwareKeys)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<{ password?: string; code?: string }>({})
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const codeField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  const show = (found: typeof wrong) => {
    setWrong(found)
    if (found.code !== undefined) codeField.current?.focus()
    else if (found.password !== undefined) passwordField.current?.focus()
    return Object.keys(found).length === 0
  }
  const wrongCode = () => {
    const clean = cleanCode(code)
    return !what.secondFactor || clean.length >= 6 ? {} : { code: app(clean === '' ? 'parts.required' : 'access.codeShort') }
  }
  const comeIn = async (way: () => Promise<Way>) => {
    setBusy(true)
    setError(null)
    try {
      await call(useSignInLink, { body: { token, language, ...(what.secondFactor ? { code: cleanCode(code) } : {}), ...(await way()) } })
      await goIn()
    } catch (refused) {
      wait.see(refused)
      if (refused instanceof ApiProblem && refused.code.startsWith('password_')) show({ password: refused.detail })
      else if (refused instanceof ApiProblem && refused.code === 'code_wrong') show({ code: `${refused.title}. ${refused.detail}` })
      else setError(refused)
    }
    setBusy(false)
  }
  const makeOne = async () => {
    const answer = await makePasskey((await call(linkPasskeyOptions, { body: { token } })).options)
    return { passkey: { name: nameOf(answer), answer } }
  }
  const withPassword = (event: SubmitEvent) => {
    event.preventDefault()
    const said = passwordWords(password)
    const words = said.kind === 'short' ? app('access.short', { count: said.left }) : app(said.kind === 'empty' ? 'parts.required' : `access.${said.kind}`)
    if (show({ ...wrongCode(), ...(said.kind === 'longEnough' ? {} : { password: words }) }) && wait.left === 0) void comeIn(async () => ({ password }))
  }
  const { organisation, kind } = what
  const waits = busy || entering || wait.left > 0
  return (
    <DoorFrame low {...(kind === 'invitation' ? { footer: <p>{app('access.inviteKept')}</p> } : {})}>
      <PageHeading key="use" title={t(`link.${kind}`, { organisation })}><p>{t(`link.${kind}Lead`, { organisation })}</p></PageHeading>
      <div className="stack use-link">
        {what.secondFactor && (
          <CodeField
            ref={codeField} label={t('link.code')} name="code" hint={t('link.codeWhy')} value={code} wrong={wrong.code}
            onChange={(typed) => {
              setCode(typed)
              setWrong({})
            }}
          />
        )}
        {possible && (
          <div className="way-in">
            <Button look={byPassword ? 'line' : 'fill'} size="big" wide busy={!byPassword && waits} onClick={() => { if (show(wrongCode()) && !waits) void comeIn(makeOne) }}>
              <Icon name="key" size={20} />{t(what.hardwareKeys ? 'link.hardware' : 'link.passkey')}
            </Button>
            <p className="soft small">{t(what.hardwareKeys ? 'link.hardwareText' : 'link.passkeyText')}</p>
          </div>
        )}
        {!possible && what.hardwareKeys && <p className="soft">{app('parts.passkeyText.impossible')}</p>}
        {!busy && <AttemptNote error={error} wait={wait} />}
        {!what.hardwareKeys && !byPassword && <Button look="plain" onClick={() => setByPassword(true)}>{t('link.password')}</Button>}
        {byPassword && (
          <form onSubmit={withPassword} noValidate>
            <NewPassword
              ref={passwordField} value={password} wrong={wrong.password}
              onChange={(typed) => {
                setPassword(typed)
                setWrong({})
              }}
            />
            {!what.passwordAlone && !what.secondFactor && <p className="soft small">{t('link.passwordThen')}</p>}
            <Button look="fill" size="big" wide submit busy={waits}>{t('link.savePassword')}</Button>
          </form>
        )}
        {error instanceof ApiProblem && error.code === 'invitation_invalid' && <Link to="/sign-in" className="quiet-link">{t('link.again')}</Link>}
      </div>
    </DoorFrame>
  )
}
