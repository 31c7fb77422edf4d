import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { acceptInvitation } from '#contract/endpoints/session.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { enter } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { DoorFrame } from '../sign-in/DoorFrame.tsx'
import { NewPassword } from './NewPassword.tsx'
import { passwordWords } from './password-words.ts'

/** A link of a manager, `/invitation#token`. The token stands behind the #, so that no server log ever holds it. */
export function Invitation() {
  const { t, language } = useWords()
  const router = useRouter()
  const queries = useQueryClient()
  const act = useSend(acceptInvitation)
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [entering, setEntering] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  // Out of the address bar and the history: whoever looks over a shoulder or takes the phone next does not get it.
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname)
  }, [])

  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const said = passwordWords(password)
    if (said.kind !== 'longEnough') {
      setWrong(said.kind === 'short' ? t('access.short', { count: said.left }) : t(said.kind === 'empty' ? 'parts.required' : `access.${said.kind}`))
      field.current?.focus()
      return
    }
    setWrong(null)
    act.send({ body: { token, password, language } }, {
      done: async () => {
        setEntering(true)
        const session = await enter(queries).catch(() => null)
        await router.navigate({ to: session === null ? '/sign-in' : session.next === null ? '/' : '/first-use', replace: true })
      },
      refused: (error) => {
        if (error instanceof ApiProblem && error.code.startsWith('password_')) {
          setWrong(error.detail)
          field.current?.focus()
        }
      },
    })
  }

  const gone = act.error instanceof ApiProblem && act.error.code === 'invitation_invalid' ? act.error : null
  if (token === '' || gone !== null) {
    return (
      <DoorFrame low>
        <PageHeading title={gone?.title ?? t('access.inviteTitle')} />
        <p className="soft">{gone?.detail ?? t('access.inviteNoToken')}</p>
        <Link to="/sign-in" className="quiet-link">{t('access.toSignIn')}</Link>
      </DoorFrame>
    )
  }
  const isPasswordProblem = act.error instanceof ApiProblem && act.error.code.startsWith('password_')
  return (
    <DoorFrame low footer={<p>{t('access.inviteKept')}</p>}>
      <PageHeading title={t('access.inviteTitle')}><p>{t('access.inviteLead')}</p></PageHeading>
      <form onSubmit={send} noValidate>
        <NewPassword
          ref={field} value={password} wrong={wrong}
          onChange={(typed) => {
            setPassword(typed)
            setWrong(null)
          }}
        />
        {act.error !== null && !isPasswordProblem && <ErrorNote error={act.error} />}
        <Button look="fill" size="big" wide submit busy={act.isPending || entering}>{t('access.inviteSubmit')}</Button>
      </form>
    </DoorFrame>
  )
}
