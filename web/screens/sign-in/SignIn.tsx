import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { getInstance } from '#contract/endpoints/instance.ts'
import { signIn } from '#contract/endpoints/session.ts'
import type { Problem } from '#contract/errors.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useWords } from '../../language/language.ts'
import { enter } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, PasswordField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import { DoorFrame } from './DoorFrame.tsx'
import { greetingAt } from './greeting.ts'
import { useCountdown } from './useCountdown.ts'

/** What any mail system takes for an address, roughly; the server judges it in earnest. */
const looksLikeEmail = /^\S+@\S+\.\S+$/

export function SignIn() {
  const { t } = useWords()
  const { back } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const queries = useQueryClient()
  const instance = useCall(getInstance, {}, { staleTime: Infinity })
  const act = useSend(signIn)
  const [hour] = useState(() => new Date().getHours())
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState<{ email?: string; password?: string }>({})
  const [entering, setEntering] = useState(false)
  const [waitUntilMs, setWaitUntilMs] = useState<number | null>(null)
  const emailField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const submit = useRef<HTMLButtonElement>(null)
  const left = useCountdown(waitUntilMs)

  const [organisations, setOrganisations] = useState<Problem['organisations']>(undefined)
  const problem = act.error instanceof ApiProblem ? act.error : null

  const go = (organisationId?: OrganisationId) => {
    act.send({ body: { email, password, ...(organisationId === undefined ? {} : { organisationId }) } }, {
      done: async () => {
        setEntering(true)
        const session = await enter(queries).catch(() => null)
        if (session === null) return setEntering(false)
        if (session.next === null && back !== undefined) router.history.replace(back)
        else await router.navigate({ to: session.next === null ? '/' : '/first-use', replace: true })
      },
      refused: (error) => {
        const seconds = error instanceof ApiProblem ? error.more.retryAfterSeconds : undefined
        setWaitUntilMs(seconds === undefined ? null : Date.now() + seconds * 1000)
        if (!(error instanceof ApiProblem)) return
        if (error.code === 'organisation_choice_needed') setOrganisations(error.more.organisations)
        if (error.code === 'sign_in_failed') passwordField.current?.select()
      },
    })
  }

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const found = {
      ...(looksLikeEmail.test(email.trim()) ? {} : { email: t('access.emailWrong') }),
      ...(password === '' ? { password: t('parts.required') } : {}),
    }
    setWrong(found)
    if (found.email !== undefined) emailField.current?.focus()
    else if (found.password !== undefined) passwordField.current?.focus()
    else if (left === 0) go()
  }

  const fill = (account: { readonly email: string; readonly password: string }) => {
    setEmail(account.email)
    setPassword(account.password)
    setWrong({})
    act.reset()
    submit.current?.focus()
  }

  const operator = instance.data?.operator.name
  return (
    <DoorFrame
      footer={(
        <>
          {instance.data?.signUp === 'open' && <p>{t('access.noOrganisation')} <Link to="/sign-up">{t('access.signUp')}</Link></p>}
          <p>{t('access.kept')}</p>
          {operator !== undefined && <p>{t('access.operator', { name: operator })}</p>}
        </>
      )}
    >
      {organisations === undefined ? (
        <>
          <PageHeading title={t(`access.${greetingAt(hour)}`)}><p>{t('access.lead')}</p></PageHeading>
          <form onSubmit={send} noValidate>
            <Field
              ref={emailField} label={t('access.email')} type="email" name="email" autoComplete="username" inputMode="email"
              autoCapitalize="none" spellCheck={false} required value={email} wrong={wrong.email}
              onChange={(event) => setEmail(event.target.value)}
            />
            <PasswordField
              ref={passwordField} label={t('access.password')} name="password" autoComplete="current-password" required
              value={password} wrong={wrong.password} hint={t('access.forgot')} onChange={(event) => setPassword(event.target.value)}
            />
            {act.error !== null && !act.isPending && (left > 0 || problem?.code !== 'too_many_attempts') && <ErrorNote error={withoutSeconds(act.error)} />}
            <Button ref={submit} look="fill" size="big" wide submit busy={act.isPending || entering || left > 0}>{t('access.signIn')}</Button>
            <p className="soft small" aria-live="polite">
              {left > 0 ? t('access.tryIn', { count: left }) : waitUntilMs !== null && problem?.code === 'too_many_attempts' ? t('access.tryAgainNow') : ''}
            </p>
          </form>
        </>
      ) : (
        <>
          <PageHeading key="which" title={t('access.whichTitle')}><p>{t('access.whichText')}</p></PageHeading>
          <ul className="choices">
            {organisations.map(({ id, name }) => (
              <li key={id}>
                <button type="button" disabled={act.isPending || entering} onClick={() => go(id as OrganisationId)}>{name}<Icon name="onward" size={16} /></button>
              </li>
            ))}
          </ul>
          {problem !== null && problem.code !== 'organisation_choice_needed' && <ErrorNote error={problem} />}
          <Button
            look="plain"
            onClick={() => {
              setOrganisations(undefined)
              act.reset()
            }}
          >
            {t('access.otherAddress')}
          </Button>
        </>
      )}
      {instance.data?.demo != null && organisations === undefined && <DemoAccounts demo={instance.data.demo} onChoose={fill} />}
    </DoorFrame>
  )
}

/** The seconds of a wait tick below; a sentence with the first number in it would soon be wrong. */
function withoutSeconds(error: Error): Error {
  if (!(error instanceof ApiProblem) || error.code !== 'too_many_attempts') return error
  return new ApiProblem(error.status, { code: error.code, title: error.title, detail: error.detail.split('. ')[0] + '.' }, { title: '', detail: '' })
}
