import { useId, useState, type ComponentProps, type ReactNode, type Ref } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './Button.tsx'

type Props = Omit<ComponentProps<'input'>, 'className' | 'id'> & {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and what to do; null or undefined when nothing is. */
  readonly wrong?: string | null | undefined
  readonly ref?: Ref<HTMLInputElement>
}

/** A labelled input: label above, hint below, then what is wrong with it. */
export function Field(props: Props) {
  return <FieldWithEnd {...props} end={null} />
}

/** A password: nothing is checked while typing, pasting is allowed, and one may look at it. */
export function PasswordField(props: Omit<Props, 'type'>) {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  return (
    <FieldWithEnd
      autoCapitalize="none"
      spellCheck={false}
      {...props}
      type={shown ? 'text' : 'password'}
      end={
        <Button
          look="plain"
          size="small"
          aria-label={t(shown ? 'parts.hidePasswordLong' : 'parts.showPasswordLong')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {t(shown ? 'parts.hidePassword' : 'parts.showPassword')}
        </Button>
      }
    />
  )
}

function FieldWithEnd({ label, hint, wrong, end, ...input }: Props & { readonly end: ReactNode }) {
  const id = useId()
  const isWrong = wrong !== null && wrong !== undefined && wrong !== ''
  const about = [hint !== undefined && `${id}-hint`, isWrong && `${id}-wrong`].filter(Boolean).join(' ')
  const control = (
    <input {...input} id={id} className="input" aria-invalid={isWrong || undefined} aria-describedby={about || undefined} />
  )
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {end === null ? control : <div className="with-end">{control}{end}</div>}
      {hint !== undefined && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {isWrong && <p className="wrong" id={`${id}-wrong`}>{wrong}</p>}
    </div>
  )
}
