import { declarationOptions, getDeclaration, signDeclaration } from '#contract/endpoints/operator-sign-in.ts'
import { call } from '../../client/call.ts'
import { askPasskey } from '../../client/passkey.ts'
import { useCall } from '../../client/queries.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, LoadingLines, Note } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useEnterDesk, useKeyAct } from './useStaff.ts'

/** The confidentiality declaration (G2.3), read and signed with the key before anything opens. */
export function Declaration() {
  const { t, language } = useOperatorWords()
  const enter = useEnterDesk()
  const act = useKeyAct()
  const text = useCall(getDeclaration, { query: { language } })
  if (text.data === undefined) return text.error === null ? <LoadingLines lines={8} /> : <ErrorNote error={text.error} onRetry={() => void text.refetch()} />
  const { title, paragraphs, version, textHash } = text.data
  const sign = () => act.run(async () => {
    const body = { version, language, textHash }
    const { options } = await call(declarationOptions, { body })
    await call(signDeclaration, { body: { ...body, answer: await askPasskey(options) } })
    await enter()
  })
  return (
    <>
      <PageHeading title={title}><p>{t('declaration.lead')}</p></PageHeading>
      <section className="stack desk-text">
        {paragraphs.map((each) => <p key={each}>{each}</p>)}
        <p className="soft">{t('declaration.version', { version })}</p>
        {act.trouble !== null && <Note>{act.trouble}</Note>}
        {act.error !== null && <ErrorNote error={act.error} />}
        <Button look="fill" size="big" busy={act.busy} onClick={sign}>{t('declaration.sign')}</Button>
      </section>
    </>
  )
}
