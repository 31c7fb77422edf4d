import { useId, useState, type SubmitEvent } from 'react'
import { listCustomers } from '#contract/endpoints/operator.ts'
import { askVisit } from '#contract/endpoints/operator-visits.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { usualVisitMinutes, visitReasons, type VisitGround, type VisitReason, type VisitScope } from '#contract/support-visits.ts'
import { useCall } from '../../client/queries.ts'
import { useSend } from '../../client/useSend.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { useTell } from '../../ui/Toast.tsx'

const choices = ['15', '30', '60'] as const

/** Asks for a visit: at whom, why, for how long. */
export function AskVisit({ onChange }: { readonly onChange: () => Promise<void> }) {
  const { t } = useOperatorWords()
  const id = useId()
  const tell = useTell()
  const customers = useCall(listCustomers, { query: {} })
  const act = useSend(askVisit)
  const [organisationId, setOrganisation] = useState('')
  const [reason, setReason] = useState<VisitReason>('sign_in')
  const [words, setWords] = useState('')
  const [ticket, setTicket] = useState('')
  const [ground, setGround] = useState<VisitGround>('consent')
  const [minutes, setMinutes] = useState<(typeof choices)[number]>(`${usualVisitMinutes}`)
  const [scope, setScope] = useState<VisitScope>('read')
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const body = { organisationId: organisationId as OrganisationId, reason, words, ticket: ticket.trim().toUpperCase(), ground, minutes: Number(minutes), scope: ground === 'necessity' ? 'read' as const : scope }
    act.send({ body }, {
      done: async () => {
        tell(t('visits.asked'))
        setWords('')
        setTicket('')
        await onChange()
      },
    })
  }
  return (
    <section>
      <h2>{t('visits.ask')}</h2>
      <form className="control-form" onSubmit={send}>
        <div className="field">
          <label htmlFor={`${id}-customer`}>{t('visits.customer')}</label>
          <select id={`${id}-customer`} className="input" required value={organisationId} onChange={(event) => setOrganisation(event.target.value)}>
            <option value="">{t('visits.choose')}</option>
            {customers.data?.organisations.filter(({ state }) => state === 'in_force').map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-reason`}>{t('visits.reason')}</label>
          <select id={`${id}-reason`} className="input" value={reason} onChange={(event) => setReason(event.target.value as VisitReason)}>
            {visitReasons.map((each) => <option key={each} value={each}>{t(`visits.reasons.${each}`)}</option>)}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-words`}>{t('visits.words')}</label>
          <textarea id={`${id}-words`} className="input" rows={3} required minLength={10} maxLength={1000} value={words} aria-describedby={`${id}-hint`} onChange={(event) => setWords(event.target.value)} />
          <p className="hint" id={`${id}-hint`}>{t('visits.wordsHint')}</p>
        </div>
        <Field label={t('visits.ticket')} value={ticket} required pattern="[A-Za-z0-9][A-Za-z0-9\-]{0,29}" autoComplete="off" onChange={(event) => setTicket(event.target.value)} />
        <SegmentedChoice label={t('visits.minutes')} value={minutes} onChange={setMinutes} options={choices.map((value) => ({ value, label: t('visits.minutesOf', { count: Number(value) }) }))} />
        <SegmentedChoice label={t('visits.ground')} value={ground} onChange={setGround} options={[{ value: 'consent', label: t('visits.consent') }, { value: 'necessity', label: t('visits.necessity') }]} />
        {ground === 'necessity' && <p className="hint">{t('visits.necessityHint')}</p>}
        {ground === 'consent' && <SegmentedChoice label={t('visits.scope')} value={scope} onChange={setScope} options={[{ value: 'read', label: t('visits.read') }, { value: 'write', label: t('visits.write') }]} />}
        {act.error !== null && <ErrorNote error={act.error} />}
        <div><Button submit busy={act.isPending}>{t('visits.send')}</Button></div>
      </form>
    </section>
  )
}
