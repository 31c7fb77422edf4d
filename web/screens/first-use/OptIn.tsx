import type { ReactNode } from 'react'

type Props = { readonly on: boolean; readonly onChange: (on: boolean) => void; readonly children: ReactNode }

/** A yes that one gives oneself: a box that is never ticked beforehand. */
export function OptIn({ on, onChange, children }: Props) {
  return (
    <label className="opt-in">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  )
}
