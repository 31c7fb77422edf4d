import { Link } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { getInstance } from '#contract/endpoints/instance.ts'
import { signUpOrganisation } from '#contract/endpoints/session.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { useEntrance } from '../../shell/useEntrance.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/choices.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { NewPassword } from '../password/NewPassword.tsx'
import { passwordWords } from '../password/password-words.ts'
import { DoorFrame } from '../sign-in/DoorFrame.tsx'

type Values = { readonly organisationName: string; readonly name: string; readonly email: string; readonly password: string }
const names = ['organisationName', 'name', 'email', 'password'] as const

/** An organisation begins: its name, and the one who will read and accept the agreement. */
export function SignUp() {
  const { t, language } = useWords()
  const instance = useCall(getInstance, {}, { staleTime: Infinity })
  const act = useSend(signUpOrganisation)
  const [values, setValues] = useState<Values>({ organisationName: '', name: '', email: '', password: '' })
  const [passwordAlone, setPasswordAlone] = useState(false)
  const [wrong, setWrong] = useState<Partial<Record<keyof Values, string>>>({})
  const { entering, goIn } = useEntrance()
  const fields = useRef<Partial<Record<keyof Values, HTMLInputElement | null>>>({})
  const set = (name: keyof Values) => (value: string) => {
    setValues((before) => ({ ...before, [name]: value }))
    setWrong(({ [name]: _told, ...others }) => others)
  }
  const own = [values.organisationName, values.name, values.email]

  const show = (found: Partial<Record<keyof Values, string>>) => {
    setWrong(found)
    const first = names.find((name) => found[name] !== undefined)
    if (first !== undefined) fields.current[first]?.focus()
    return first === undefined
  }

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const said = passwordWords(values.password, own)
    const password = said.kind === 'longEnough' ? undefined
      : said.kind === 'short' ? t('access.short', { count: said.left }) : t(said.kind === 'empty' ? 'parts.required' : `access.${said.kind}`)
    const fine = show({
      ...(values.organisationName.trim() === '' ? { organisationName: t('parts.required') } : {}),
      ...(values.name.trim() === '' ? { name: t('parts.required') } : {}),
      ...(/^\S+@\S+\.\S+$/.test(values.email.trim()) ? {} : { email: t('access.emailWrong') }),
      ...(password === undefined ? {} : { password }),
    })
    if (!fine) return
    act.send({ body: { ...values, language, passwordAlone } }, {
      done: goIn,
      refused: (error) => {
        if (error instanceof ApiProblem && error.code.startsWith('password_')) show({ password: error.detail })
      },
    })
  }

  const closed = instance.data?.signUp === 'closed' ? instance.data.operator : null
  if (instance.data === undefined && instance.error === null) return <DoorFrame low><h1 className="unseen">{t('access.upTitle')}</h1><LoadingLines /></DoorFrame>
  if (closed !== null) {
    return (
      <DoorFrame low>
        <PageHeading title={t('access.upClosedTitle')} />
        <p className="soft">{t('access.upClosedText', { operator: closed.name, contact: closed.contact })}</p>
        <Link to="/sign-in" className="quiet-link">{t('access.haveAccount')}</Link>
      </DoorFrame>
    )
  }
  const isPasswordProblem = act.error instanceof ApiProblem && act.error.code.startsWith('password_')
  return (
    <DoorFrame low footer={<p>{t('access.upKept')}</p>}>
      <PageHeading title={t('access.upTitle')}><p>{t('access.upLead')}</p></PageHeading>
      <form onSubmit={send} noValidate>
        <Field
          ref={(field) => { fields.current.organisationName = field }} label={t('access.upOrganisation')} name="organization" autoComplete="organization"
          required maxLength={120} value={values.organisationName} wrong={wrong.organisationName} onChange={(event) => set('organisationName')(event.target.value)}
        />
        <Field
          ref={(field) => { fields.current.name = field }} label={t('access.upName')} name="name" autoComplete="name" required maxLength={120}
          value={values.name} wrong={wrong.name} onChange={(event) => set('name')(event.target.value)}
        />
        <Field
          ref={(field) => { fields.current.email = field }} label={t('access.email')} type="email" name="email" autoComplete="username" inputMode="email"
          autoCapitalize="none" spellCheck={false} required value={values.email} wrong={wrong.email} onChange={(event) => set('email')(event.target.value)}
        />
        <NewPassword ref={(field) => { fields.current.password = field }} value={values.password} ownWords={own} wrong={wrong.password} onChange={set('password')} />
        <Switch on={passwordAlone} onChange={setPasswordAlone} hint={t('access.upPasswordAloneText')}>{t('access.upPasswordAlone')}</Switch>
        {act.error !== null && !isPasswordProblem && <ErrorNote error={act.error} />}
        <Button look="fill" size="big" wide submit busy={act.isPending || entering}>{t('access.upSubmit')}</Button>
      </form>
      <Link to="/sign-in" className="quiet-link">{t('access.haveAccount')}</Link>
    </DoorFrame>
  )
}
