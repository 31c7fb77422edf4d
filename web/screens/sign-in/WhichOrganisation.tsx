import type { Problem } from '#contract/errors.ts'
import type { OrganisationId } from '#contract/ids.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useWords } from '../../language/language.ts'
import { AttemptNote, type Wait } from '../../ui/Attempt.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { PageHeading } from '../../ui/PageHeading.tsx'

type Props = {
  readonly organisations: NonNullable<Problem['organisations']>
  readonly send: (organisationId: OrganisationId) => void
  readonly error: Error | null
  readonly busy: boolean
  readonly wait: Wait
  readonly entering: boolean
  readonly onBack: () => void
}

/** The same address and password open several organisations: which one now. */
export function WhichOrganisation({ organisations, send, error, busy, wait, entering, onBack }: Props) {
  const { t } = useWords()
  const asks = error instanceof ApiProblem && error.code === 'organisation_choice_needed'
  return (
    <>
      <PageHeading key="which" title={t('access.whichTitle')}><p>{t('access.whichText')}</p></PageHeading>
      <ul className="choices">
        {organisations.map(({ id, name }) => (
          <li key={id}>
            <button type="button" disabled={busy || entering} onClick={() => send(id as OrganisationId)}>{name}<Icon name="onward" size={16} /></button>
          </li>
        ))}
      </ul>
      {!asks && !busy && <AttemptNote error={error} wait={wait} />}
      <Button look="plain" onClick={onBack}>{t('access.otherAddress')}</Button>
    </>
  )
}
