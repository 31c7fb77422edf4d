import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { Result } from '#contract/endpoint.ts'
import { stepUp, stepUpWays } from '#contract/endpoints/sign-in-ways.ts'
import { call } from '../../client/call.ts'
import { askPasskey, passkeysPossible } from '../../client/passkey.ts'
import { ApiProblem } from '../../client/problem.ts'
import { thereAndBack } from '../../client/url.ts'
import { useWaysWords } from '../../language/language.ts'
import { AttemptNote, useWait } from '../../ui/Attempt.tsx'
import { Button } from '../../ui/Button.tsx'
import { cleanCode, CodeField } from '../../ui/CodeField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PasswordField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import './step-up.css'

type Ways = Result<typeof stepUpWays>

/** What comes first takes the focus once it is there. */
const shown = (button: HTMLButtonElement | null) => button?.focus()

/** Before a dangerous act: show again that it is you, with what the account has. Passkey first; going back leaves the act undone. */
export function StepUpDialog({ onDone }: { readonly onDone: (proven: boolean) => void }) {
  const { t, app } = useWaysWords()
  const [ways, setWays] = useState<Ways | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [byPassword, setByPassword] = useState(false)
  const wait = useWait()

  /** A question to a passkey can be answered once: after a refusal there has to be another. */
  const look = async () => {
    try {
      setWays(await call(stepUpWays))
    } catch (refused) {
      if (isSignedOut(refused)) onDone(false)
      else setError(refused)
    }
  }
  const first = useRef(look)
  useEffect(() => void first.current(), [])

  const prove = async (body: () => Promise<Parameters<typeof sendProof>[0]>) => {
    setBusy(true)
    setError(null)
    try {
      await sendProof(await body())
      onDone(true)
    } catch (refused) {
      if (isSignedOut(refused)) return onDone(false)
      setError(refused)
      wait.see(refused)
      setBusy(false)
      await look()
    }
  }

  const passkey = passkeysPossible() ? ways?.passkey ?? null : null
  const password = ways !== null && (ways.password || ways.code)
  const showsPassword = password && (passkey === null || byPassword)
  const provider = ways?.providerUrl ?? null
  return (
    <Dialog open title={t('proof.title')} onCancel={() => onDone(false)}>
      <p>{t('proof.text')}</p>
      <div className="proof">
        {ways === null && error === null && <LoadingLines lines={2} />}
        {passkey !== null && !byPassword && (
          <Button look="fill" size="big" wide ref={shown} busy={busy || wait.left > 0} onClick={() => void prove(async () => ({ way: 'passkey', answer: await askPasskey(passkey) }))}>
            <Icon name="key" size={20} />{t('proof.passkey')}
          </Button>
        )}
        {ways !== null && showsPassword && <PasswordProof ways={ways} busy={busy || wait.left > 0} onProof={(body) => void prove(async () => body)} />}
        {!busy && <AttemptNote error={error} wait={wait} />}
        {passkey !== null && password && (
          <Button look="plain" onClick={() => { setByPassword(!byPassword); setError(null) }}>{t(byPassword ? 'proof.passkey' : 'proof.withPassword')}</Button>
        )}
        {provider !== null && (
          <>
            <Button look={passkey === null && !password ? 'fill' : 'line'} size="big" wide onClick={() => location.assign(thereAndBack(provider, location.pathname + location.search))}>{t('proof.provider')}</Button>
            <p className="small">{t('proof.providerText')}</p>
          </>
        )}
        {ways !== null && passkey === null && !password && provider === null && <ErrorNote error={new ApiProblem(403, {}, { title: t('proof.none'), detail: t('proof.noneText') })} />}
        <Button wide onClick={() => onDone(false)}>{app('parts.cancel')}</Button>
      </div>
    </Dialog>
  )
}

const sendProof = (body: Parameters<typeof call<typeof stepUp>>[1]['body']) => call(stepUp, { body })

const isSignedOut = (error: unknown) => error instanceof ApiProblem && error.code === 'not_signed_in'

type PasswordProofProps = { readonly ways: Ways; readonly busy: boolean; readonly onProof: (body: { way: 'password'; password: string; code?: string }) => void }

function PasswordProof({ ways, busy, onProof }: PasswordProofProps) {
  const { t, app } = useWaysWords()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<{ password?: string; code?: string }>({})
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const clean = cleanCode(code)
    const found = {
      ...(ways.password && password === '' ? { password: app('parts.required') } : {}),
      ...(ways.code && clean.length < 6 ? { code: app(clean === '' ? 'parts.required' : 'access.codeShort') } : {}),
    }
    setWrong(found)
    if (Object.keys(found).length === 0 && !busy) onProof({ way: 'password', password, ...(ways.code ? { code: clean } : {}) })
  }
  return (
    <form onSubmit={send} noValidate className="stack">
      {ways.password && (
        <PasswordField
          ref={field} label={app('access.password')} name="password" autoComplete="current-password" required value={password} wrong={wrong.password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      {ways.code && <CodeField {...(ways.password ? {} : { ref: field })} label={t('proof.code')} name="code" value={code} wrong={wrong.code} onChange={setCode} />}
      <Button look="fill" size="big" wide submit busy={busy}>{t('proof.confirm')}</Button>
    </form>
  )
}
