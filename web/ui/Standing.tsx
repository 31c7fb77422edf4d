import type { ReactNode } from 'react'

export type StandingLook = 'in-force' | 'at-risk' | 'broken' | 'waits' | 'off'

const drawings = {
  'in-force': <><path d="M2.75 2.75h10.5v10.500H2.75z" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M5.2 8.200l2 2 3.8-4.400" fill="none" stroke="currentColor" strokeWidth="1.75" /></>,
  'at-risk': <><path d="M8 1.900L15 14H1z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" /><path d="M8 6v4" stroke="currentColor" strokeWidth="1.75" /><circle cx="8" cy="11.9" r="1" fill="currentColor" /></>,
  broken: <path d="M2 2h9.200L2 11.200zM14 14H4.800L14 4.800z" fill="currentColor" />,
  waits: <path d="M2.75 2.75h10.500v10.500H2.75z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.6 1.9" />,
  off: <path d="M2.75 2.75h10.500v10.500H2.75zM2.75 13.250l10.500-10.500" fill="none" stroke="currentColor" strokeWidth="1.5" />,
} as const

/** How a promise, a right or an account stands: a square or triangle with its word, never a circle, which is a workspace. */
export function Standing({ look, children }: { readonly look: StandingLook; readonly children: ReactNode }) {
  return <span className={`standing ${look}`}><svg viewBox="0 0 16 16" aria-hidden="true">{drawings[look]}</svg><span>{children}</span></span>
}
