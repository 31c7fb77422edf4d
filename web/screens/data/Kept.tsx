import { useId, useState } from 'react'
import { keepingRules } from '#contract/keeping.ts'
import { formatCount } from '../../language/format.ts'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KeptRows } from './KeptRows.tsx'
import { useClock } from '../../language/useClock.ts'
import { useNames } from './useNames.ts'
import { groupOf, groups, periodOf, type Table } from './values.ts'

/** Everything that is kept, under what it is for; each store unfolds into its rows. */
export function Kept({ tables }: { readonly tables: readonly Table[] }) {
  const { t } = useRightsWords()
  const filled = tables.filter(({ total }) => total > 0)
  return groups.map((group) => {
    const stores = filled.filter((table) => groupOf(table) === group)
    return stores.length === 0 ? null : (
      <div key={group} className="kept-group">
        <h3>{t(`data.group.${group}`)}</h3>
        <ul className="lines">{stores.map((table) => <Store key={`${table.room} ${table.table}`} table={table} />)}</ul>
      </div>
    )
  })
}

function Store({ table }: { readonly table: Table }) {
  const { t, language } = useRightsWords()
  const named = useNames()
  const keepWords = useKeepWords()
  const clock = useClock()
  const [open, setOpen] = useState(false)
  const id = useId()
  const until = table.rows.map((row) => row.until).filter((one) => one !== null).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0]
  const till = until !== undefined && table.rows.every((row) => row.until !== null)
    ? t('data.untilDay', { day: clock.dateWithYear(until) }) : keepWords(table.keep)
  return (
    <li className="store">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <strong>{named('table', table.table)}</strong>
        <span className="till">{till}</span>
        <small>{named('why', table.table, t('data.rows', { count: table.total }))}</small>
        <Icon name="down" size={16} />
      </button>
      <div id={id} hidden={!open} className="unfolded">
        {open && (
          <>
            <p className="small soft">
              {t('data.usedFor', { purposes: table.purposes.map((purpose) => named('purpose', purpose)).join(', ') })}{' '}
              {t('data.rule', { keep: keepWords(table.keep) })}{' '}
              {table.rows.length < table.total && `${t('data.newest', { count: table.rows.length })} (${formatCount(language, table.total)})`}
            </p>
            <KeptRows rows={table.rows} />
          </>
        )}
      </div>
    </li>
  )
}

/** How long something stays, in words: "90 dagen na het einde van de boeking". */
function useKeepWords(): (keep: Table['keep']) => string {
  const { t, language } = useRightsWords()
  return ({ rule, period, after }) => {
    const length = periodOf(period)
    const from = rule !== null ? keepingRules[rule].from[language] : t(`data.after.${after}` as 'data.after.creation', { defaultValue: after.replaceAll('_', ' ') })
    if (length === null) return `${period}, ${from}`
    if (rule === null && after === 'account_end' && length.count === 0) return t('data.withAccount')
    if (rule === null && after === 'agreement_end' && length.count === 0) return t('data.withAgreement')
    if (length.count === 0) return t('data.atOnceAfter', { from })
    return t(length.unit === 'days' ? 'data.daysAfter' : 'data.monthsAfter', { count: length.count, from })
  }
}
