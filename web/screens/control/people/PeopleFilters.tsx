import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { listTeams } from '#contract/endpoints/people.ts'
import { roles } from '#contract/permissions.ts'
import { useCall } from '../../../client/queries.ts'
import { useControlWords } from '../../../language/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/choices.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { accountSources, accountStates, peopleSearch, type PeopleSearch } from './people-search.ts'

type Props = {
  readonly typed: string
  readonly search: PeopleSearch
  readonly onType: (typed: string) => void
  readonly onChoose: (search: PeopleSearch) => void
}

/** Searching as one types, and what the list can be narrowed to. `/` goes to the search field. */
export function PeopleFilters({ typed, search, onType, onChoose }: Props) {
  const { t, app } = useControlWords()
  const [unfolded, setUnfolded] = useState(false)
  const teams = useCall(listTeams, {}, { staleTime: 300_000 })
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog') !== null
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [])
  const choose = (more: Record<string, unknown>) => onChoose(peopleSearch({ ...search, ...more }))
  const { q: _q, person: _person, ...narrowed } = search
  const count = Object.keys(narrowed).length
  return (
    <search className="people-filters">
      <div className="search-field">
        <Icon name="search" size={20} />
        <input
          ref={field} type="search" className="input" aria-label={t('people.search')} placeholder={t('people.search')} maxLength={100} autoComplete="off" spellCheck={false}
          value={typed} onChange={(event) => onType(event.target.value)}
        />
      </div>
      <Button aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>{t('people.filters')}{count > 0 && <b className="tab">{count}</b>}</Button>
      <div className={unfolded ? 'narrow unfolded' : 'narrow'}>
        <Choice label={t('people.role')} value={search.role} onChoose={(role) => choose({ role })}>
          {roles.map((role) => <option key={role} value={role}>{app(`access.role.${role}`)}</option>)}
        </Choice>
        <Choice label={t('people.team')} value={search.team} onChoose={(team) => choose({ team })}>
          {teams.data?.teams.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </Choice>
        <Choice label={t('people.state')} value={search.state} onChoose={(state) => choose({ state })}>
          {accountStates.map((state) => <option key={state} value={state}>{t(`people.states.${state}`)}</option>)}
        </Choice>
        <Choice label={t('people.source')} value={search.source} onChoose={(source) => choose({ source })}>
          {accountSources.map((source) => <option key={source} value={source}>{t(`people.sources.${source}`)}</option>)}
        </Choice>
        <div className="row wrap">
          <Chip pressed={search.guests === true} onToggle={() => choose({ guests: search.guests !== true })}>{t('people.guests')}</Chip>
          <Chip pressed={search.weak === true} onToggle={() => choose({ weak: search.weak !== true })}>{t('people.weak')}</Chip>
          {count > 0 && <Button look="plain" size="small" onClick={() => onChoose(peopleSearch({ q: search.q, person: search.person }))}>{t('people.clear')}</Button>}
        </div>
      </div>
    </search>
  )
}

type ChoiceProps = { readonly label: string; readonly value: string | undefined; readonly onChoose: (value: string) => void; readonly children: ReactNode }

function Choice({ label, value, onChoose, children }: ChoiceProps) {
  const { t } = useControlWords()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value ?? ''} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{t('people.any')}</option>
        {children}
      </select>
    </div>
  )
}
