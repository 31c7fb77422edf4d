import { Link, type LinkProps } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import type { z } from 'zod'
import type { Account } from '#contract/endpoints/people.ts'
import type { PersonId } from '#contract/ids.ts'
import { useControlWords } from '../../../language/language.ts'
import { useSession } from '../../../shell/session.ts'
import { AccountState } from './AccountState.tsx'
import { useRoleWords } from '../useRoleWords.ts'

type Person = z.infer<typeof Account>
type Way = Pick<LinkProps, 'to' | 'params' | 'search'>
type Props = {
  readonly people: readonly Person[]
  readonly chosen: ReadonlySet<PersonId>
  /** Whose panel is open. */
  readonly open: PersonId | null
  readonly onChoose: (chosen: ReadonlySet<PersonId>) => void
  readonly to: (id: PersonId) => Way
}

/** A table where there is room, two lines a person on a phone. Arrows go from person to person, x chooses one. */
export function PeopleTable({ people, chosen, open, onChoose, to }: Props) {
  const { t } = useControlWords()
  const { organisation } = useSession()
  const toggle = (id: PersonId) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  const all = people.every(({ id }) => chosen.has(id))
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.closest('tr') : null
    if (row === null || event.ctrlKey || event.metaKey || event.altKey) return
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      next?.querySelector('a')?.focus()
    } else if (event.key === 'x') {
      toggle(row.dataset['person'] as PersonId)
    }
  }
  return (
    <table className="control-table people-table">
      <caption className="unseen">{t('people.table', { organisation: organisation.name })} {t('people.keys')}</caption>
      <thead>
        <tr>
          <th scope="col"><label className="tick"><input type="checkbox" aria-label={t('people.chooseAll')} checked={all} onChange={() => onChoose(all ? new Set() : new Set(people.map(({ id }) => id)))} /></label></th>
          <th scope="col">{t('people.person')}</th>
          <th scope="col">{t('people.team')}</th>
          <th scope="col">{t('people.roles')}</th>
          <th scope="col">{t('people.state')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((one) => <Row key={one.id} person={one} isChosen={chosen.has(one.id)} isOpen={one.id === open} to={to(one.id)} onToggle={() => toggle(one.id)} onKeys={keys} />)}
      </tbody>
    </table>
  )
}

type RowProps = { readonly person: Person; readonly isChosen: boolean; readonly isOpen: boolean; readonly to: Way; readonly onToggle: () => void; readonly onKeys: (event: KeyboardEvent<HTMLElement>) => void }

function Row({ person, isChosen, isOpen, to, onToggle, onKeys }: RowProps) {
  const { t } = useControlWords()
  const { role, roleAt } = useRoleWords()
  const { id, name, email, team, roles, localRoles } = person
  const more = [...roles.filter((one) => one !== 'employee').map(role), ...localRoles.map((one) => roleAt(one.role, one.location))]
  const [mailbox, host] = email.split('@')
  return (
    <tr data-person={id} className={isOpen ? 'open' : undefined}>
      <td><label className="tick"><input type="checkbox" aria-label={t('people.choose', { name })} checked={isChosen} onChange={onToggle} onKeyDown={onKeys} /></label></td>
      <th scope="row">
        <Link {...to} replace={isOpen} resetScroll={false} aria-current={isOpen ? 'true' : undefined} activeProps={{}} onKeyDown={onKeys}>
          <strong>{name}</strong><small>{mailbox}@<wbr />{host}</small>
        </Link>
      </th>
      <td className={team === null ? 'bare faint' : undefined}>{team?.name ?? t('people.noTeam')}</td>
      <td className={more.length === 0 ? 'bare soft' : undefined}>
        {more.length > 0 ? more.map((one) => <span key={one} className="each">{one}</span>) : roles.length > 0 ? roles.map(role).join(', ') : t('people.noRole')}
      </td>
      <td className="states"><AccountState account={person} /></td>
    </tr>
  )
}
