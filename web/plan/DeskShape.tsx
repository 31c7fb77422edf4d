import { useEffect, useRef, useState } from 'react'
import { stateDress } from '../ui/StateWord.tsx'
import { chairReach, screensOf, shortName, towardsChair, type PlanWorkspace } from './workspace.ts'

type StateName = (typeof stateDress)[keyof typeof stateDress]

/** A desk seen from above: slab, chair on the sitting side, a stroke per screen. Turned and placed by its group. */
export function DeskFurniture({ workspace }: { readonly workspace: PlanWorkspace }) {
  const { width, depth, turn, x, y } = workspace
  const screens = screensOf(workspace)
  const back = -depth / 2 + 0.9
  return (
    <g transform={`translate(${round(x)} ${round(y)}) rotate(${turn})`}>
      <rect className="hit" x={-width / 2} y={-depth / 2} width={width} height={depth + chairReach} />
      <g transform={`translate(0 ${depth / 2 + 4.2})`}>
        <g className="chair">
          <rect x="-2.3" y="-2.2" width="4.6" height="4.3" rx="1.5" />
          <path d="M-2.3 2.6Q0 3.9 2.3 2.6" />
        </g>
      </g>
      <rect className="slab" x={-width / 2} y={-depth / 2} width={width} height={depth} rx="1" />
      {screens === 1 && <path className="screen" d={`M-3 ${back}h6`} />}
      {screens === 2 && <path className="screen" d={`M-6.4 ${back}h6M.4 ${back}h6`} />}
    </g>
  )
}

/** Glyph and number, upright whatever the turn of the desk, a little towards the chair and off the screens. */
export function DeskMark({ workspace, glyph = true }: { readonly workspace: PlanWorkspace; readonly glyph?: boolean }) {
  const { x, y, turn, name } = workspace
  const chair = towardsChair(turn)
  const flat = Math.abs(chair.y) > 0.7 // lies across: glyph beside the number, else above it
  const text = shortName(name)
  const long = text.length > 2
  const nudge = { x: chair.x * 0.65, y: flat ? chair.y * 0.7 - 0.4 : chair.y * 0.65 }
  const [cx, cy] = [x + nudge.x, y + nudge.y]
  const size = long ? (flat ? 4.2 : 3.4) : 4.6
  const words = (at: { x: number; y: number }) => (
    <text className="num" x={round(at.x)} y={round(at.y)} style={long ? { fontSize: `${size}px` } : undefined}>{text}</text>
  )
  if (!glyph) return words({ x: cx, y: cy + 1.7 })
  return (
    <>
      <StateMark state={workspace.state} x={cx + (flat ? -6.6 : -2.6)} y={cy + (flat ? -2.2 : -7)} size={5.2} />
      {words(flat ? { x: cx + (long ? 3.6 : 3.1), y: cy + 2.1 } : { x: cx, y: cy + 5.2 })}
    </>
  )
}

/** The glyph of a state. When the state changes, the old glyph fades while the new one comes (200 ms, plan.css). */
export function StateMark({ state, x, y, size }: {
  readonly state: PlanWorkspace['state']
  readonly x: number
  readonly y: number
  readonly size: number
}) {
  const name: StateName = stateDress[state]
  const last = useRef(name)
  const [leaving, setLeaving] = useState<StateName | null>(null)
  useEffect(() => {
    if (last.current === name) return
    setLeaving(last.current)
    last.current = name
  }, [name])
  const place = { x: round(x), y: round(y), width: size, height: size, viewBox: '0 0 16 16' }
  return (
    <>
      {leaving !== null && leaving !== name && (
        <svg {...place} className={`mark going ${leaving}`} onAnimationEnd={() => setLeaving(null)}><use href={`#${leaving}-16`} /></svg>
      )}
      <svg {...place} key={name} className={leaving === null ? 'mark' : 'mark coming'}><use href={`#${name}-16`} /></svg>
    </>
  )
}

export const round = (value: number) => Math.round(value * 100) / 100
