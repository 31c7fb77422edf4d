import type { ReactNode } from 'react'
import type { WorkspaceState } from '#contract/values.ts'
import { useWords } from '../language/language.ts'

/** The name under which a state is dressed and drawn: class in the CSS, beginning of the drawing's id in StateSprite. */
export const stateDress = {
  free: 'free',
  booked: 'booked',
  in_use: 'in-use',
  away: 'away',
  not_bookable: 'closed',
  unknown: 'unknown',
} as const satisfies Record<WorkspaceState, string>

export const workspaceStates = Object.keys(stateDress) as WorkspaceState[]

type Props = {
  readonly state: WorkspaceState
  /** Says more than the state alone: "Vrij tot 13:00". Without it, the state's own word. */
  readonly children?: ReactNode
  readonly large?: boolean
}

/** A workspace's state: glyph and word, never apart. The only part that knows states. */
export function StateWord({ state, children, large = false }: Props) {
  const { t } = useWords()
  return (
    <span className={`state ${stateDress[state]}${large ? ' large' : ''}`}>
      <svg aria-hidden="true"><use href={`#${stateDress[state]}-${large ? 24 : 16}`} /></svg>
      <span>{children ?? t(`state.${state}`)}</span>
    </span>
  )
}
