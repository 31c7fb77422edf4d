import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { ApiProblem } from '../../client/problem.ts'
import { useRightsWords } from '../../language/language.ts'
import { sessionOptions, useSession } from '../../shell/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'
import { ActPage } from './ActPage.tsx'
import { useRun } from '../../client/useRun.ts'
import { actsOn, baseOf, changedBy, useWhose } from './whose.ts'

/** Another name or e-mail address. */
export function Correct() {
  const { t, app } = useRightsWords()
  const { person } = useSession()
  const whose = useWhose()
  const them = whose.id !== null
  const router = useRouter()
  const queries = useQueryClient()
  const tell = useTell()
  const act = useRun()
  // Of another only the name is known here: the address is shown where their data is, not in every form.
  const known = them ? { name: whose.name, email: '' } : { name: person.name, email: person.email }
  const [name, setName] = useState<string | null>(null)
  const [email, setEmail] = useState<string | null>(null)
  const [wrong, setWrong] = useState<{ name?: string; email?: string }>({})
  const nameField = useRef<HTMLInputElement>(null)
  const emailField = useRef<HTMLInputElement>(null)
  const show = (found: typeof wrong) => {
    setWrong(found)
    if (found.name !== undefined) nameField.current?.focus()
    else if (found.email !== undefined) emailField.current?.focus()
    return found.name === undefined && found.email === undefined
  }
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const wanted = { name: (name ?? known.name).trim(), email: (email ?? known.email).trim() }
    const emailFine = /^\S+@\S+\.\S+$/.test(wanted.email) || (them && wanted.email === '')
    if (!show({ ...(wanted.name === '' ? { name: app('parts.required') } : {}), ...(emailFine ? {} : { email: app('access.emailWrong') }) })) return
    const change = {
      ...(wanted.name === known.name ? {} : { name: wanted.name }),
      ...(wanted.email === known.email ? {} : { email: wanted.email }),
    }
    if (Object.keys(change).length === 0) return tell(t('acts.correctNothing'))
    act.run(() => actsOn(whose).correct(change), async () => {
      tell(t('acts.corrected'))
      await Promise.all([...changedBy, sessionOptions.queryKey].map((queryKey) => queries.invalidateQueries({ queryKey })))
      await router.navigate({ to: baseOf(whose) as '/me/data' })
    }, (error) => {
      if (error instanceof ApiProblem && error.code === 'email_taken') show({ email: error.detail })
    })
  }
  const inField = act.error instanceof ApiProblem && act.error.code === 'email_taken'
  return (
    <ActPage whose={whose} title={t('acts.correct')} lead={them ? t('acts.correctLeadThem', { name: whose.name }) : t('acts.correctLead')}>
      <form onSubmit={send} noValidate className="pad stack">
        <Field
          ref={nameField} label={t('acts.name')} autoComplete={them ? 'off' : 'name'} required maxLength={120} value={name ?? known.name} wrong={wrong.name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          ref={emailField} label={t('acts.email')} type="email" autoComplete={them ? 'off' : 'email'} autoCapitalize="none" spellCheck={false} maxLength={254}
          value={email ?? known.email} wrong={wrong.email} {...(them ? { hint: t('acts.emailNow') } : {})} onChange={(event) => setEmail(event.target.value)}
        />
        {act.error !== null && !inField && <ErrorNote error={act.error} />}
        <Button look="fill" size="big" wide submit busy={act.busy}>{t('acts.correctSave')}</Button>
        {!them && <p className="small soft">{t('acts.correctElse')}</p>}
      </form>
    </ActPage>
  )
}
