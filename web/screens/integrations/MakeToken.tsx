import { useId, useState, type SubmitEvent } from 'react'
import type { Result } from '#contract/endpoint.ts'
import { createMyToken, type listMyTokens } from '#contract/endpoints/personal-tokens.ts'
import { useSend } from '../../client/useSend.ts'
import { useControlWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { dayFromNow, endOfDay, linesOf } from './days.ts'
import { ScopeChoice, type Scope } from './ScopeChoice.tsx'

type Party = Result<typeof listMyTokens>['parties'][number]
type Props = { readonly parties: readonly Party[]; readonly onMade: (token: string) => Promise<void>; readonly onCancel: () => void }

const none: Scope = { purposes: [], categories: [] }
/** Not beyond what the approval has left. */
const lastPossible = ({ endsAt }: Party): string => [dayFromNow(89), endsAt.slice(0, 10)].toSorted()[0] ?? dayFromNow(0)

/** A token of my own for one party: which of the approved purposes and data, until when, from where. */
export function MakeToken({ parties, onMade, onCancel }: Props) {
  const { t } = useControlWords()
  const id = useId()
  const [party, setParty] = useState(parties[0])
  const [name, setName] = useState('')
  const [scope, setScope] = useState(none)
  const [lastDay, setLastDay] = useState(dayFromNow(30))
  const [addresses, setAddresses] = useState('')
  const act = useSend(createMyToken)
  if (party === undefined) return null
  const last = lastPossible(party)
  const enough = name.trim() !== '' && scope.purposes.length > 0 && scope.categories.length > 0
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (!enough) return
    const end = endOfDay(lastDay < last ? lastDay : last)
    const body = {
      approvalId: party.approvalId, name, purposes: [...scope.purposes], categories: [...scope.categories], addresses: linesOf(addresses),
      endsAt: end < party.endsAt ? end : party.endsAt,
    }
    act.send({ body }, { done: ({ token }) => onMade(token) })
  }
  return (
    <form className="control-form" onSubmit={send} noValidate>
      <h2>{t('integrations.mineMake')}</h2>
      <div className="field">
        <label htmlFor={`${id}-party`}>{t('integrations.mineParty')}</label>
        <select
          id={`${id}-party`} className="input" value={party.approvalId}
          onChange={(event) => {
            setParty(parties.find(({ approvalId }) => approvalId === event.target.value))
            setScope(none)
          }}
        >
          {parties.map((one) => <option key={one.approvalId} value={one.approvalId}>{one.name}</option>)}
        </select>
      </div>
      <Field label={t('integrations.mineName')} hint={t('integrations.mineNameHint')} value={name} maxLength={120} required autoComplete="off" onChange={(event) => setName(event.target.value)} />
      <ScopeChoice possible={party} chosen={scope} onChange={setScope} />
      <Field label={t('integrations.endsOn')} hint={t('integrations.mineUntilHint')} type="date" required value={lastDay} min={dayFromNow(0)} max={last} onChange={(event) => setLastDay(event.target.value)} />
      <div className="field">
        <label htmlFor={`${id}-from`}>{t('integrations.addresses')}</label>
        <textarea id={`${id}-from`} className="input networks" rows={2} spellCheck={false} value={addresses} aria-describedby={`${id}-from-hint`} onChange={(event) => setAddresses(event.target.value)} />
        <p className="hint" id={`${id}-from-hint`}>{t('integrations.addressesHint')}</p>
      </div>
      {act.error !== null && <ErrorNote error={act.error} />}
      <div className="row wrap">
        <Button look="fill" submit busy={act.isPending} disabled={!enough}>{t('integrations.mineMake')}</Button>
        <Button look="plain" onClick={onCancel}>{t('integrations.before')}</Button>
      </div>
    </form>
  )
}
