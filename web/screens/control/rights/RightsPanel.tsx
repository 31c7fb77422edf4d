import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { whyCan } from '#contract/endpoints/rights.ts'
import type { PersonId } from '#contract/ids.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { useMay } from '../../../shell/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { PersonCan } from './PersonCan.tsx'
import { PersonRoles } from './PersonRoles.tsx'

type Props = { readonly id: PersonId; readonly onClose: () => void }

/** Why somebody can do that: beside the page of rights. */
export function RightsPanel({ id, onClose }: Props) {
  const { t } = useControlWords()
  const why = useCall(whyCan, { params: { personId: id } })
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) onClose()
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [onClose])
  const name = why.data?.person.name ?? ''
  return (
    <div className="person-panel">
      <header>
        <div><h2>{name}</h2></div>
        <Button look="plain" square aria-label={t('person.closePanel', { name })} onClick={onClose}><Icon name="close" size={20} /></Button>
      </header>
      <RightsOf id={id} name={name} />
    </div>
  )
}

/** Somebody's roles and what comes of them, for who sees rights; and the way to the account for who manages people. */
export function RightsOf({ id, name }: { readonly id: PersonId; readonly name: string }) {
  const { t } = useControlWords()
  const manages = useMay('manage_people')
  return (
    <>
      {manages && <section><Link to="/control/people/$personId" params={{ personId: id }} className="quiet-link">{t('rights.toPerson')}</Link></section>}
      <PersonRoles person={{ id }} />
      <PersonCan person={{ id, name }} />
    </>
  )
}
