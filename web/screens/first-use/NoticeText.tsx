import type { z } from 'zod'
import type { PrivacyNotice } from '#contract/endpoints/agreement.ts'
import { useWords } from '../../language/language.ts'

/** What is kept of a person, why and for how long, then the rest of the notice. */
export function NoticeText({ notice: { introduction, items, sections, language } }: { readonly notice: z.infer<typeof PrivacyNotice> }) {
  const { t } = useWords()
  return (
    <article className="document" lang={language}>
      <div className="preamble">{introduction.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}</div>
      <section>
        <h2>{t('firstUse.what')}</h2>
        <ul className="lines kept">
          {items.map(({ what, why, howLong }) => (
            <li key={what}>
              <h3>{what}</h3>
              <dl>
                <dt>{t('firstUse.why')}</dt><dd>{why}</dd>
                <dt>{t('firstUse.howLong')}</dt><dd>{howLong}</dd>
              </dl>
            </li>
          ))}
        </ul>
      </section>
      {sections.map(({ heading, paragraphs }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          {paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
        </section>
      ))}
    </article>
  )
}
