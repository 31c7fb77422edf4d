import { useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../language/language.ts'
import { StateWord, workspaceStates } from '../../ui/StateWord.tsx'
import type { countStates } from './places.ts'

type Props = {
  readonly counts: ReturnType<typeof countStates>
  /** For another time than now: only free, not free, and not bookable exist. */
  readonly then: boolean
}

function States({ counts, then }: Props) {
  const { t } = useWords()
  const shown = workspaceStates.filter((state) => !then || state === 'free' || state === 'booked' || state === 'not_bookable')
  return shown.map((state) => (
    <li key={state}><StateWord state={state}>{then && state === 'booked' ? t('map.notFree') : t(`state.${state}`)} <b>{counts[state]}</b></StateWord></li>
  ))
}

/** Every state with its word and how many there are, under the plan. */
export function LegendRow(props: Props) {
  const { t } = useWords()
  return <ul className="legend-row" aria-label={t('state.legend')}><States {...props} /></ul>
}

/** The same on a phone: a button over the plan that opens it. */
export function LegendButton(props: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('keydown', keys, true)
    return () => document.removeEventListener('keydown', keys, true)
  }, [open])
  return (
    <div className="legend-float">
      <button ref={button} type="button" className="btn small" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {(['free', 'booked', 'in-use'] as const).map((look) => (
          <svg key={look} width="14" height="14" className={`${look} state-mark`} aria-hidden="true"><use href={`#${look}-16`} /></svg>
        ))}
        <span>{t('state.legend')}</span>
      </button>
      <ul id={id} hidden={!open} aria-label={t('state.legend')}><States {...props} /></ul>
    </div>
  )
}
