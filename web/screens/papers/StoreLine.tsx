import { useId, useState } from 'react'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Store } from './search.ts'

type Props = {
  readonly store: Store
  readonly purposeNames: ReadonlyMap<string, string>
  /** Only items of this purpose; empty: all. */
  readonly purpose: string
}

/** A store: what it is, where it lies, how it is locked; unfolds into its items. */
export function StoreLine({ store, purposeNames, purpose }: Props) {
  const { t, language } = useRightsWords()
  const [open, setOpen] = useState(false)
  const id = useId()
  const countryNames = new Intl.DisplayNames([language], { type: 'region' })
  const where = store.countries.length === 0 ? t('papers.onDevice') : store.countries.map((code) => countryNames.of(code) ?? code).join(', ')
  const items = purpose === '' ? store.items : store.items.filter((item) => item.purposes.includes(purpose))
  return (
    <li className="store">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <strong>{store.what}</strong>
        <span className="till soft">{where}, {t(`papers.encrypted.${store.encrypted}`)}</span>
        <small>{items.length === 0 ? t('papers.noItems') : t('papers.items', { count: items.length })}</small>
        <Icon name="down" size={16} />
      </button>
      <div id={id} hidden={!open} className="unfolded">
        {open && items.length > 0 && (
          <div className="records">
            <table>
              <thead>
                <tr>{(['item', 'category', 'whose', 'itemPurposes', 'kept', 'erased'] as const).map((column) => <th key={column} scope="col">{t(`papers.${column}`)}</th>)}</tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.name}>
                    <td data-label={t('papers.item')}>{item.name}</td>
                    <td data-label={t('papers.category')}>{item.category}</td>
                    <td data-label={t('papers.whose')}>{item.whose}</td>
                    <td data-label={t('papers.itemPurposes')}>{item.purposes.map((one) => purposeNames.get(one) ?? one).join(', ')}</td>
                    <td data-label={t('papers.kept')}>{item.kept}</td>
                    <td data-label={t('papers.erased')}>{item.erased}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </li>
  )
}
