import type { Ref } from 'react'
import { useWords } from '../../language/language.ts'
import { PasswordField } from '../../ui/Field.tsx'
import { fewestCharacters, passwordWords } from './password-words.ts'

type Props = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly ownWords?: readonly string[]
  readonly wrong?: string | null | undefined
  readonly label?: string
  readonly ref?: Ref<HTMLInputElement>
}

/** A new password, with what can be said of it while typing: length and repetition, never which signs it has. */
export function NewPassword({ value, onChange, ownWords = [], wrong, label, ref }: Props) {
  const { t } = useWords()
  const said = passwordWords(value, ownWords)
  const words = said.kind === 'empty'
    ? t('access.passwordHint', { minimum: fewestCharacters })
    : said.kind === 'short' ? t('access.short', { count: said.left }) : t(`access.${said.kind}`)
  return (
    <PasswordField
      {...(ref === undefined ? {} : { ref })} label={label ?? t('access.newPassword')} name="new-password" autoComplete="new-password" required
      minLength={fewestCharacters} maxLength={256} value={value} wrong={wrong} {...(wrong == null ? { hint: words } : {})} onChange={(event) => onChange(event.target.value)}
    />
  )
}
