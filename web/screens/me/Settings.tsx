import { useState } from 'react'
import { updateMe } from '#contract/endpoints/people.ts'
import { useSend } from '../../client/useSend.ts'
import { chooseLanguage, useWords } from '../../language/language.ts'
import { SegmentedChoice } from '../../ui/choices.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import { chooseTheme, theme, type Theme } from '../../ui/theme.ts'

/** Language and theme: at once on this device, and with the account for the next one. */
export function Settings() {
  const { t, language } = useWords()
  const act = useSend(updateMe)
  const [worn, setWorn] = useState<Theme>(theme())
  return (
    <section>
      <h2>{t('me.settings')}</h2>
      <div className="stack settings">
        <div>
          <p className="small soft">{t('me.language')}</p>
          <SegmentedChoice
            label={t('me.language')} value={language} wide options={[{ value: 'nl', label: 'Nederlands' }, { value: 'en', label: 'English' }]}
            onChange={(chosen) => {
              void chooseLanguage(chosen)
              act.send({ body: { language: chosen } })
            }}
          />
        </div>
        <div>
          <p className="small soft">{t('me.theme')}</p>
          <SegmentedChoice<Theme>
            label={t('me.theme')} value={worn} wide
            options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`me.themes.${value}`) }))}
            onChange={(chosen) => {
              chooseTheme(chosen)
              setWorn(chosen)
              act.send({ body: { theme: chosen } })
            }}
          />
        </div>
        {act.error !== null && <ErrorNote error={act.error} />}
      </div>
    </section>
  )
}
