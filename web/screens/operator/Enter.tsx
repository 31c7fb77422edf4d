import { staffSignIn, staffSignInOptions } from '#contract/endpoints/operator-sign-in.ts'
import { call } from '../../client/call.ts'
import { askPasskey } from '../../client/passkey.ts'
import { useOperatorWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote, Note } from '../../ui/notes.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useEnterDesk, useKeyAct } from './useStaff.ts'

/** Signing in: one button, one key. */
export function Enter() {
  const { t } = useOperatorWords()
  const enter = useEnterDesk()
  const act = useKeyAct()
  const go = () => act.run(async () => {
    const { options } = await call(staffSignInOptions)
    await call(staffSignIn, { body: { answer: await askPasskey(options) } })
    await enter()
  })
  return (
    <>
      <PageHeading title={t('enter.title')}><p>{t('enter.lead')}</p></PageHeading>
      <section className="stack">
        {act.trouble !== null && <Note>{act.trouble}</Note>}
        {act.error !== null && <ErrorNote error={act.error} />}
        <Button look="fill" size="big" busy={act.busy} onClick={go}>{t('enter.go')}</Button>
        <p className="soft">{t('enter.lost')}</p>
      </section>
    </>
  )
}
