import { useControlWords } from '../../../language/language.ts'
import { SegmentedChoice } from '../../../ui/choices.tsx'
import { Field } from '../../../ui/Field.tsx'
import type { useInvitee } from './useInvitee.ts'

type Props = { readonly invitee: ReturnType<typeof useInvitee> }

export function NameAndEmail({ invitee: { name, setName, email, setEmail, wrong, nameField, emailField } }: Props) {
  const { t } = useControlWords()
  return (
    <>
      <Field ref={nameField} label={t('invite.name')} autoComplete="off" required maxLength={120} value={name} wrong={wrong.name} onChange={(event) => setName(event.target.value)} />
      <Field
        ref={emailField} label={t('invite.email')} type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} required
        value={email} wrong={wrong.email} onChange={(event) => setEmail(event.target.value)}
      />
    </>
  )
}

export function InvitationLanguage({ invitee: { language, setLanguage } }: Props) {
  const { t } = useControlWords()
  return (
    <div className="field">
      <p className="small soft">{t('invite.language')}</p>
      <SegmentedChoice label={t('invite.language')} value={language} onChange={setLanguage} options={[{ value: 'nl', label: 'Nederlands' }, { value: 'en', label: 'English' }]} />
    </div>
  )
}
