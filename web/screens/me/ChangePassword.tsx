import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { changePassword } from '#contract/endpoints/session.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { sessionOptions, useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { PasswordField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { NewPassword } from '../password/NewPassword.tsx'
import { passwordWords } from '../password/password-words.ts'
import './me.css'

/** A new password for the old one; every other session ends with it. */
export function ChangePassword() {
  const { t } = useWords()
  const { person, organisation } = useSession()
  const router = useRouter()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useSend(changePassword)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [wrong, setWrong] = useState<{ current?: string; next?: string }>({})
  const currentField = useRef<HTMLInputElement>(null)
  const nextField = useRef<HTMLInputElement>(null)
  const own = [person.name, person.email, organisation.name]
  const show = (found: typeof wrong) => {
    setWrong(found)
    if (found.current !== undefined) currentField.current?.focus()
    else if (found.next !== undefined) nextField.current?.focus()
    return found.current === undefined && found.next === undefined
  }
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const said = passwordWords(next, own)
    const words = said.kind === 'short' ? t('access.short', { count: said.left }) : t(said.kind === 'empty' ? 'parts.required' : `access.${said.kind}`)
    const fine = show({ ...(current === '' ? { current: t('parts.required') } : {}), ...(said.kind === 'longEnough' ? {} : { next: words }) })
    if (!fine) return
    act.send({ body: { currentPassword: current, newPassword: next } }, {
      done: async () => {
        await queries.invalidateQueries({ queryKey: sessionOptions.queryKey })
        tell(t('me.passwordSaved'))
        await router.navigate({ to: '/me/security' })
      },
      refused: (error) => {
        if (!(error instanceof ApiProblem)) return
        if (error.code === 'sign_in_failed') show({ current: t('me.passwordWrong') })
        if (error.code.startsWith('password_')) show({ next: error.detail })
      },
    })
  }
  const inField = act.error instanceof ApiProblem && (act.error.code === 'sign_in_failed' || act.error.code.startsWith('password_'))
  return (
    <main className="screen me" id="screen" tabIndex={-1}>
      <PageHeading title={t('me.password')} before={<div className="pad"><Link to="/me/security" className="back"><Icon name="back" size={18} />{t('me.security')}</Link></div>}>
        <p>{t('me.passwordText')}.</p>
      </PageHeading>
      <form onSubmit={send} noValidate className="pad stack">
        <input type="text" name="username" autoComplete="username" value={person.email} readOnly hidden />
        <PasswordField
          ref={currentField} label={t('me.current')} name="current-password" autoComplete="current-password" required
          value={current} wrong={wrong.current} onChange={(event) => setCurrent(event.target.value)}
        />
        <NewPassword
          ref={nextField} label={t('me.new')} value={next} ownWords={own} wrong={wrong.next}
          onChange={(typed) => {
            setNext(typed)
            setWrong(({ next: _told, ...others }) => others)
          }}
        />
        {act.error !== null && !inField && <ErrorNote error={act.error} />}
        <Button look="fill" size="big" wide submit busy={act.isPending}>{t('me.passwordSave')}</Button>
      </form>
    </main>
  )
}
