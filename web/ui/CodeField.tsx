import type { ComponentProps } from 'react'
import { Field } from './Field.tsx'

type Props = Omit<ComponentProps<typeof Field>, 'onChange' | 'type' | 'inputMode' | 'autoComplete'> & {
  readonly onChange: (code: string) => void
  /** A recovery code has letters too. */
  readonly recovery?: boolean
}

/** A code used once: a phone offers what it received or made, pasting is fine, and so are the spaces that apps put in it. */
export function CodeField({ onChange, recovery = false, ...rest }: Props) {
  return (
    <Field
      {...rest} type="text" autoCapitalize="none" autoCorrect="off" spellCheck={false} required maxLength={60}
      inputMode={recovery ? 'text' : 'numeric'} autoComplete={recovery ? 'off' : 'one-time-code'}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** As the server takes it: six digits without spaces, or a recovery code as it stands. */
export const cleanCode = (typed: string): string => {
  const close = typed.replace(/\s/g, '')
  return /^\d+$/.test(close) ? close : typed.trim()
}
