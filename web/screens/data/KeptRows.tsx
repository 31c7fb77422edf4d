import { useState } from 'react'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../language/useClock.ts'
import { useNames } from './useNames.ts'
import { columnsToShow, fieldOf, isInstant, isKey, plainText, type Table, type Value } from './values.ts'

const few = 8
const mostColumns = 5

/** The rows of one store: a table where there is room, cards on a phone. */
export function KeptRows({ rows }: { readonly rows: Table['rows'] }) {
  const { t } = useRightsWords()
  const named = useNames()
  const clock = useClock()
  const shown = useShown()
  const [all, setAll] = useState(false)
  const columns = columnsToShow(rows)
  const goes = rows.some(({ until }) => until !== null)
  const keys = rows.some(({ values }) => Object.entries(values).some(([column, value]) => value !== null && isKey(column, value)))
  if (columns.length === 0) return <p className="small soft">{t('data.onlyKeys')}</p>
  // A table of a few columns; of what has more to say, a card for each row.
  const asTable = rows.length > 1 && columns.length + Number(goes) <= mostColumns
  return (
    <>
      <div className={asTable ? 'records' : rows.length === 1 ? 'records cards single' : 'records cards'}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => <th key={column} scope="col">{named('field', fieldOf(column))}</th>)}
              {goes && <th scope="col">{t('data.goes')}</th>}
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, few)).map((row, index) => (
              // Rows have no name of their own, and never change place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column} data-label={named('field', fieldOf(column))} className={shown(column, row.values[column] ?? null) === '' ? 'bare' : undefined}>
                    {shown(column, row.values[column] ?? null)}
                  </td>
                ))}
                {goes && <td data-label={t('data.goes')}>{row.until === null ? '' : clock.dateInTable(row.until)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && rows.length > few && <Button look="plain" onClick={() => setAll(true)}>{t('data.showAll', { count: rows.length })}</Button>}
      {keys && <p className="tiny faint">{t('data.leftOut')}</p>}
    </>
  )
}

/** A value as people read it. */
function useShown(): (column: string, value: Value) => string {
  const { t, language } = useRightsWords()
  const named = useNames()
  const clock = useClock()
  return (column, value) => {
    if (value === null || value === '{}' || value === '[]' || isKey(column, value)) return ''
    if (typeof value === 'boolean') return t(value ? 'data.yes' : 'data.no')
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
    if (isInstant(value)) return `${clock.dateInTable(value)}, ${clock.time(value)}`
    if (column === 'purpose') return named('purpose', value)
    if (column === 'action') return t(`trail.action.${value}` as 'trail.action.access.signed_in', { defaultValue: value })
    return /^[a-z][a-z_]*$/.test(value) ? named('value', value) : plainText(value)
  }
}
