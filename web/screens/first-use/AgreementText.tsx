import type { z } from 'zod'
import type { AgreementDocument } from '#contract/endpoints/agreement.ts'

/** The agreement as it stands: preamble, then clause by clause with its mark. */
export function AgreementText({ agreement: { preamble, clauses, language } }: { readonly agreement: z.infer<typeof AgreementDocument> }) {
  return (
    <article className="document" lang={language}>
      <div className="preamble">{preamble.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}</div>
      {clauses.map(({ mark, heading, paragraphs }) => (
        <section key={mark} id={mark}>
          <h2><span className="mark-id">{mark}</span> {heading}</h2>
          {paragraphs.map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
        </section>
      ))}
    </article>
  )
}
