import type { ReactNode } from 'react'

type Props = {
  /** `many`: a box of its own; `one`: a dot, one of those with the same name. */
  readonly of: 'many' | 'one'
  readonly name?: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly children: ReactNode
}

/** Something to choose, with what it means: the whole line is the target. */
export function ChoiceLine({ of, name, on, onChange, children }: Props) {
  return (
    <label className="choice-line">
      <input type={of === 'many' ? 'checkbox' : 'radio'} name={name} checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  )
}
