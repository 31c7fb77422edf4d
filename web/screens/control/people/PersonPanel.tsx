import { useEffect } from 'react'
import { getAccount } from '#contract/endpoints/people.ts'
import type { PersonId } from '#contract/ids.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { PersonParts } from './PersonParts.tsx'

/** Somebody beside the list. Escape closes it; the list keeps the focus, so that one can go on to the next. */
export function PersonPanel({ id, onClose }: { readonly id: PersonId; readonly onClose: () => void }) {
  const { t } = useControlWords()
  const person = useCall(getAccount, { params: { personId: id } })
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) onClose()
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [onClose])
  const name = person.data?.name ?? ''
  return (
    <div className="person-panel">
      <header>
        <div><h2>{name}</h2><p className="soft">{person.data?.email}</p></div>
        <Button look="plain" square aria-label={t('person.closePanel', { name })} onClick={onClose}><Icon name="close" size={20} /></Button>
      </header>
      {person.data === undefined && (person.error === null ? <LoadingLines lines={10} /> : <ErrorNote error={person.error} onRetry={() => void person.refetch()} />)}
      {person.data !== undefined && <PersonParts person={person.data} />}
    </div>
  )
}
