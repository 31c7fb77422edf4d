import { requestSignInLink } from '#contract/endpoints/sign-in-ways.ts'
import { useSend } from '../../client/useSend.ts'
import { useWords } from '../../language/language.ts'
import { AttemptNote, useWait } from '../../ui/Attempt.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { useTell } from '../../ui/Toast.tsx'

/** A link was asked for. The words are the same whether the address has an account or not. */
export function LinkMailed({ email, onBack }: { readonly email: string; readonly onBack: () => void }) {
  const { t, language } = useWords()
  const tell = useTell()
  const again = useSend(requestSignInLink)
  const wait = useWait()
  return (
    <>
      <PageHeading key="mailed" title={t('access.mailedTitle')}><p>{t('access.mailedText', { email })}</p></PageHeading>
      <div className="stack">
        <p className="soft">{t('access.mailedNone')}</p>
        <AttemptNote error={again.error} wait={wait} />
        <div className="row wrap">
          <Button
            busy={again.isPending || wait.left > 0}
            onClick={() => again.send({ body: { email, language } }, { done: () => tell(t('access.mailedMore')), refused: wait.see })}
          >
            {t('access.mailedAgain')}
          </Button>
          <Button look="plain" onClick={onBack}>{t('access.otherWay')}</Button>
        </div>
      </div>
    </>
  )
}
