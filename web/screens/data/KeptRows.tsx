import { useRightsWords } from '../../language/language.ts'
import { useClock } from './useClock.ts'
import { useNames } from './useNames.ts'
import { columnsToShow, fieldOf, isInstant, isKey, type Table, type Value } from './values.ts'

/** The rows of one store: a table where there is room, cards on a phone. */
export function KeptRows({ rows }: { readonly rows: Table['rows'] }) {
  const { t } = useRightsWords()
  const named = useNames()
  const clock = useClock()
  const shown = useShown()
  const columns = columnsToShow(rows)
  const goes = rows.some(({ until }) => until !== null)
  const keys = rows.some(({ values }) => Object.entries(values).some(([column, value]) => value !== null && isKey(column, value)))
  if (columns.length === 0) return <p className="small soft">{t('data.onlyKeys')}</p>
  const single = rows.length === 1
  return (
    <>
      <div className={single ? 'records single' : 'records'}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => <th key={column} scope="col">{named('field', fieldOf(column))}</th>)}
              {goes && <th scope="col">{t('data.goes')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // Rows have no name of their own, and never change place.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column} data-label={named('field', fieldOf(column))} className={(row.values[column] ?? null) === null ? 'bare' : undefined}>
                    {shown(column, row.values[column] ?? null)}
                  </td>
                ))}
                {goes && <td data-label={t('data.goes')}>{row.until === null ? '' : clock.dateWithYear(row.until)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
    if (value === null || isKey(column, value)) return ''
    if (typeof value === 'boolean') return t(value ? 'data.yes' : 'data.no')
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
    if (isInstant(value)) return `${clock.dateWithYear(value)}, ${clock.time(value)}`
    if (column === 'purpose') return named('purpose', value)
    if (column === 'action') return t(`trail.action.${value}` as 'trail.action.access.signed_in', { defaultValue: value })
    return /^[a-z][a-z_]*$/.test(value) ? named('value', value) : value
  }
}
