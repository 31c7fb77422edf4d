import { useState } from 'react'
import { listAccounts } from '#contract/endpoints/people.ts'
import { whyCan } from '#contract/endpoints/rights.ts'
import type { PersonId } from '#contract/ids.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { useMay } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useLate } from '../../people/useLate.ts'

/** By account, or by address for who may not see the list of people. */
export type Receiver = { readonly personId: PersonId } | { readonly email: string }
type Props = { readonly receiver: Receiver | null; readonly onChoose: (receiver: Receiver | null) => void }

/** To whom a role goes. */
export function WhoGets({ receiver, onChoose }: Props) {
  const { t } = useControlWords()
  const sees = useMay('manage_people')
  if (receiver !== null && 'personId' in receiver) return <Chosen id={receiver.personId} onAnother={() => onChoose(null)} />
  if (sees) return <Find onChoose={onChoose} />
  return (
    <Field
      label={t('rights.whoEmail')} type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} value={receiver?.email ?? ''}
      onChange={(event) => onChoose(event.target.value.trim() === '' ? null : { email: event.target.value })}
    />
  )
}

function Chosen({ id, onAnother }: { readonly id: PersonId; readonly onAnother: () => void }) {
  const { t } = useControlWords()
  const why = useCall(whyCan, { params: { personId: id } })
  return (
    <p className="row between chosen">
      <strong>{why.data?.person.name ?? ''}</strong>
      <Button look="plain" size="small" onClick={onAnother}>{t('rights.whoChange')}</Button>
    </p>
  )
}

const most = '6'

function Find({ onChoose }: { readonly onChoose: (receiver: Receiver) => void }) {
  const { t } = useControlWords()
  const [typed, setTyped] = useState('')
  const search = useLate(typed.trim(), 250)
  const found = useCall(listAccounts, { query: { search, limit: most } }, { enabled: search !== '', keepLast: true })
  const people = search === '' ? [] : found.data?.accounts ?? []
  return (
    <>
      <Field label={t('rights.whoSearch')} type="search" autoComplete="off" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <ul className="lines found">
        {people.map(({ id, name, email }) => (
          <li key={id}><button type="button" onClick={() => onChoose({ personId: id })}><strong>{name}</strong><small>{email}</small></button></li>
        ))}
      </ul>
      {search !== '' && found.data?.accounts.length === 0 && <p className="soft">{t('rights.whoNone')}</p>}
    </>
  )
}
