import { useRouter } from '@tanstack/react-router'
import { useEffect, useState, type SubmitEvent } from 'react'
import { staffLinkOptions, useStaffLink as enrolKey } from '#contract/endpoints/operator-sign-in.ts'
import { call } from '../../client/call.ts'
import { makePasskey } from '../../client/passkey.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { EmptyState, ErrorNote, Note } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import '../control/control.css'
import './operator.css'
import { useEnterDesk, useKeyAct } from './useStaff.ts'

/** A one-time link, `/operator/enrol#token`. The token stands behind the #, so that no server log ever holds it. */
export function Enrol() {
  const { t, language } = useOperatorWords()
  const router = useRouter()
  const enter = useEnterDesk()
  const act = useKeyAct()
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [whose, setWhose] = useState('')
  const [gone, setGone] = useState(token === '')
  const [name, setName] = useState('')
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname)
    if (token === '') return
    call(staffLinkOptions, { body: { token } }).then(
      (found) => setWhose(found.name),
      (problem: unknown) => (problem instanceof ApiProblem && problem.code === 'staff_link_invalid' ? setGone(true) : setError(problem)),
    )
  }, [token])
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    act.run(async () => {
      const { options } = await call(staffLinkOptions, { body: { token } })
      await call(enrolKey, { body: { token, name: name.trim(), language, answer: await makePasskey(options) } })
      await enter()
      await router.navigate({ to: '/operator', replace: true })
    })
  }
  return (
    <div className="desk">
      <header className="desk-bar"><p className="desk-brand">{t('desk.brand')}</p></header>
      <main className="screen control-page desk-page" id="screen" tabIndex={-1}>
        {gone ? <><PageHeading title={t('enrol.gone')} /><EmptyState title={t('enrol.gone')}>{t('enrol.goneText')}</EmptyState></> : (
          <>
            <PageHeading title={t('enrol.title')}><p>{t('enrol.lead', { name: whose })}</p></PageHeading>
            <section>
              <form className="control-form" onSubmit={send}>
                <Field label={t('enrol.name')} hint={t('enrol.hint')} value={name} maxLength={120} required onChange={(event) => setName(event.target.value)} />
                {act.trouble !== null && <Note>{act.trouble}</Note>}
                {(act.error ?? error) !== null && <ErrorNote error={act.error ?? error} />}
                <Button look="fill" size="big" submit busy={act.busy}>{t('enrol.go')}</Button>
              </form>
            </section>
          </>
        )}
      </main>
    </div>
  )
}
