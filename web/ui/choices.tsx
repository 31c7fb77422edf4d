import { useId, type ReactNode } from 'react'

type SegmentedProps<Value extends string> = {
  /** Name of the choice, for screen readers. */
  readonly label: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly wide?: boolean
}

/** One of a few, all in view: native radio buttons, so arrow keys work as everywhere. */
export function SegmentedChoice<Value extends string>({ label, options, value, onChange, wide }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={wide === true ? 'seg wide' : 'seg'}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  )
}

type ChipProps = {
  readonly pressed: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
  readonly count?: number
}

/** A filter that is on or off. No tick: the double edge and the wash say it, and aria-pressed. */
export function Chip({ pressed, onToggle, children, count }: ChipProps) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} onClick={onToggle}>
      {children}
      {count !== undefined && <b>{count}</b>}
    </button>
  )
}

type SwitchProps = {
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly children: ReactNode
  readonly hint?: ReactNode
  readonly disabled?: boolean
}

/** On or off, at once. Its word stands beside it. */
export function Switch({ on, onChange, children, hint, disabled }: SwitchProps) {
  const id = useId()
  return (
    <label className="switch">
      <span>
        {children}
        {hint !== undefined && <small id={id}>{hint}</small>}
      </span>
      <input
        type="checkbox" role="switch" checked={on} aria-checked={on} disabled={disabled} aria-describedby={hint === undefined ? undefined : id}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  )
}
