import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { signInWithSecondFactor } from '#contract/endpoints/sign-in-ways.ts'
import type { Problem } from '#contract/errors.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { AttemptNote, useWait } from '../../ui/Attempt.tsx'
import { Button } from '../../ui/Button.tsx'
import { cleanCode, CodeField } from '../../ui/CodeField.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'

type Props = {
  readonly asked: NonNullable<Problem['secondFactor']>
  readonly entering: boolean
  readonly onIn: () => Promise<void>
  readonly onExpired: () => void
}

/** The password was right; now the code of the app, or one of the recovery codes for who has not got it at hand. */
export function SecondFactor({ asked, entering, onIn, onExpired }: Props) {
  const { t } = useWords()
  const act = useSend(signInWithSecondFactor)
  const wait = useWait()
  const [recovery, setRecovery] = useState(!asked.ways.includes('totp'))
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [recovery])

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const clean = cleanCode(code)
    if (clean.length < 6) {
      setWrong(clean === '' ? t('parts.required') : t('access.codeShort'))
      field.current?.focus()
    } else if (wait.left === 0) {
      act.send({ body: { token: asked.token, code: clean } }, {
        done: onIn,
        refused: (error) => {
          wait.see(error)
          field.current?.select()
        },
      })
    }
  }
  const expired = act.error instanceof ApiProblem && act.error.code === 'step_expired' ? act.error : null
  if (expired !== null) {
    return (
      <>
        <PageHeading key="expired" title={t('access.codeTitle')} />
        <div className="stack">
          <ErrorNote error={expired} />
          <Button look="fill" size="big" wide onClick={onExpired}>{t('access.startAnew')}</Button>
        </div>
      </>
    )
  }
  return (
    <>
      <PageHeading key="code" title={t('access.codeTitle')}><p>{t(recovery ? 'access.recoveryLead' : 'access.codeLead')}</p></PageHeading>
      <form onSubmit={send} noValidate>
        <CodeField
          key={recovery ? 'recovery' : 'app'} ref={field} label={t(recovery ? 'access.recoveryCode' : 'access.code')} name="code" recovery={recovery} value={code} wrong={wrong}
          onChange={(typed) => {
            setCode(typed)
            setWrong(null)
          }}
        />
        {!act.isPending && <AttemptNote error={act.error} wait={wait} />}
        <Button look="fill" size="big" wide submit busy={act.isPending || entering || wait.left > 0}>{t('access.signIn')}</Button>
      </form>
      <div className="row wrap after-form">
        {asked.ways.length > 1 && (
          <Button
            look="plain"
            onClick={() => {
              setRecovery(!recovery)
              setCode('')
              act.reset()
            }}
          >
            {t(recovery ? 'access.useApp' : 'access.useRecovery')}
          </Button>
        )}
        <Button look="plain" onClick={onExpired}>{t('access.startAnew')}</Button>
      </div>
    </>
  )
}
