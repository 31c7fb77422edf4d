import { Link, type LinkProps } from '@tanstack/react-router'
import { useState } from 'react'
import { whoCanDoWhat } from '#contract/endpoints/rights.ts'
import type { LocationId, PersonId } from '#contract/ids.ts'
import { useCall } from '../../../client/queries.ts'
import type { Result } from '#contract/endpoint.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote, LoadingLines } from '../../../ui/notes.tsx'
import { lastDay } from '../days.ts'
import { useRoleWords } from '../useRoleWords.ts'

type Holder = Result<typeof whoCanDoWhat>['permissions'][number]['holders'][number]
export type ToPerson = (id: PersonId) => Pick<LinkProps, 'to' | 'params' | 'search'>
type Props = { readonly location: LocationId | undefined; readonly open: PersonId | null; readonly to: ToPerson }

const few = 4

/** For each act in plain words: who may, and through which role. What everybody may stands below in one go. */
export function RightsByAct({ location, open, to }: Props) {
  const { t } = useControlWords()
  const rights = useCall(whoCanDoWhat, location === undefined ? {} : { query: { locationId: location } }, { keepLast: true })
  if (rights.data === undefined) {
    return <section>{rights.error === null ? <LoadingLines lines={12} /> : <ErrorNote error={rights.error} onRetry={() => void rights.refetch()} />}</section>
  }
  const own = rights.data.permissions.filter(({ everyone }) => !everyone)
  const everyones = rights.data.permissions.filter(({ everyone }) => everyone)
  return (
    <>
      <section>
        <table className="control-table rights-table">
          <thead><tr><th scope="col">{t('rights.may')}</th><th scope="col" className="figure"><span className="unseen">{t('rights.people', { count: 2 })}</span></th><th scope="col">{t('rights.who')}</th></tr></thead>
          <tbody>
            {own.map(({ permission, count, holders }) => (
              <tr key={permission}>
                <th scope="row"><span className="sentence">{t(`rights.permission.${permission}`)}</span></th>
                <td className="figure">{count}</td>
                <td><Holders holders={holders} open={open} to={to} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {everyones.length > 0 && (
        <section>
          <h2>{t('rights.everyoneTitle')}</h2>
          <p className="soft everyone">{everyones.map(({ permission }) => t(`rights.permission.${permission}`)).join(', ')}.</p>
          <p className="small soft">{t('rights.people', { count: Math.max(...everyones.map(({ count }) => count)) })}</p>
        </section>
      )}
    </>
  )
}

function Holders({ holders, open, to }: { readonly holders: readonly Holder[]; readonly open: PersonId | null; readonly to: ToPerson }) {
  const { t } = useControlWords()
  const { asRole } = useRoleWords()
  const clock = useClock()
  const [all, setAll] = useState(false)
  if (holders.length === 0) return <span className="soft">{t('rights.nobody')}</span>
  return (
    <>
      <ul className="holders">
        {(all ? holders : holders.slice(0, few)).map(({ person, through }) => (
          <li key={person.id}>
            <Link {...to(person.id)} replace resetScroll={false} aria-current={person.id === open ? 'true' : undefined} activeProps={{}}>{person.name}</Link>
            <small>
              {through.map(({ role, location, until }) => [asRole(role, location), until === null ? null : t('rights.throughUntil', { date: clock.dateInTable(lastDay(until)) })].filter(Boolean).join(' ')).join('; ')}
            </small>
          </li>
        ))}
      </ul>
      {!all && holders.length > few && <Button look="plain" size="small" onClick={() => setAll(true)}>{t('rights.showAll', { count: holders.length })}</Button>}
    </>
  )
}
