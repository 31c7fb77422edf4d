import type { Language } from '#contract/values.ts'
import { chooseLanguage, useWords } from '../language/language.ts'

const names = { nl: ['NL', 'Nederlands'], en: ['EN', 'English'] } as const

/** Dutch or English, each named in itself. */
export function LanguageSwitch({ onChoose }: { readonly onChoose?: (chosen: Language) => void }) {
  const { t, language } = useWords()
  return (
    <fieldset className="language">
      <legend className="unseen">{t('shell.language')}</legend>
      {(['nl', 'en'] as const).map((one) => (
        <button
          key={one} type="button" lang={one} aria-pressed={one === language}
          onClick={() => void chooseLanguage(one).then(() => onChoose?.(one))}
        >
          <span aria-hidden="true">{names[one][0]}</span>
          <span className="unseen">{names[one][1]}</span>
        </button>
      ))}
    </fieldset>
  )
}
