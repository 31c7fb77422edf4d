import { Link, useSearch } from '@tanstack/react-router'
import { federationRefusals } from '#contract/refusals/federation.ts'
import { signInRefusals } from '#contract/refusals/sign-in.ts'
import { useWords } from '../../language/language.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { DoorFrame } from './DoorFrame.tsx'

const known: Readonly<Record<string, (typeof signInRefusals)['sso_required']>> = { ...federationRefusals, ...signInRefusals }

/** Where one ends when the way to the organisation's identity provider or back did not lead in: what is so, and how to go on. */
export function ProviderProblem() {
  const { t, language } = useWords()
  const { code } = useSearch({ from: '/sign-in/problem' })
  const refusal = known[code]
  return (
    <DoorFrame low>
      <PageHeading title={refusal?.title[language] ?? t('parts.failedTitle')} />
      <p className="soft">{refusal?.detail[language] ?? t('parts.failedText')}</p>
      <Link to="/sign-in" className="quiet-link">{t('access.toSignIn')}</Link>
    </DoorFrame>
  )
}
