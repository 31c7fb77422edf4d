import { approvalPurposes, type ApprovalPurpose } from '#contract/approvals.ts'
import { dataCategories, type DataCategory } from '#contract/data-categories.ts'
import { useControlWords } from '../../language/language.ts'

export type Scope = { readonly purposes: readonly ApprovalPurpose[]; readonly categories: readonly DataCategory[] }

const toggled = <T,>(chosen: readonly T[], one: T): T[] => (chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one])

type Props = { readonly possible: Scope; readonly chosen: Scope; readonly onChange: (chosen: Scope) => void }

/** What for, and which data: nothing is ticked beforehand. */
export function ScopeChoice({ possible, chosen, onChange }: Props) {
  const { t, language } = useControlWords()
  return (
    <>
      <fieldset className="ticks">
        <legend>{t('integrations.facts.purposes')}</legend>
        {possible.purposes.map((one) => (
          <label key={one}>
            <input type="checkbox" checked={chosen.purposes.includes(one)} onChange={() => onChange({ ...chosen, purposes: toggled(chosen.purposes, one) })} />
            <span>{approvalPurposes[one][language]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="ticks">
        <legend>{t('integrations.facts.categories')}</legend>
        {possible.categories.map((one) => (
          <label key={one}>
            <input type="checkbox" checked={chosen.categories.includes(one)} onChange={() => onChange({ ...chosen, categories: toggled(chosen.categories, one) })} />
            <span>{dataCategories[one][language]}</span>
          </label>
        ))}
      </fieldset>
    </>
  )
}
