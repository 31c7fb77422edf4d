import { memo, useMemo, type Ref } from 'react'
import { stateDress } from '../ui/StateWord.tsx'
import type { PlanDrawing, PlanWorkspace } from './workspace.ts'

type Props = {
  readonly plan: PlanDrawing
  readonly workspaces: readonly PlanWorkspace[]
  readonly label: string
  readonly onWhole: () => void
  /** The frame of what the screen shows; moved by the camera, without a render. */
  readonly frame: Ref<SVGRectElement>
}

/** The whole floor, small: where one is, and a button that shows it large. */
export function Minimap({ plan, workspaces, label, onWhole, frame }: Props) {
  const box = useMemo(() => outline(plan, workspaces), [plan, workspaces])
  return (
    <button type="button" className="minimap" aria-label={label} onClick={onWhole}>
      <svg viewBox={`${box.x - 6} ${box.y - 6} ${box.width + 12} ${box.height + 12}`} aria-hidden="true">
        <rect {...box} fill="var(--plan-floor)" stroke="var(--plan-wall)" strokeWidth={box.width / 90} />
        {workspaces.map((one) => (one.kind === 'desk' ? <Dot key={one.id} workspace={one} /> : null))}
        <rect ref={frame} className="frame" strokeWidth={box.width / 60} />
      </svg>
    </button>
  )
}

const Dot = memo(
  function Dot({ workspace: { x, y, turn, width, depth, state } }: { readonly workspace: PlanWorkspace }) {
    return (
      <rect
        className={stateDress[state]} x={-width / 2} y={-depth / 2} width={width} height={depth}
        transform={`translate(${x} ${y}) rotate(${turn})`} fill="var(--state-mark)" opacity={state === 'free' ? 0.35 : 0.75}
      />
    )
  },
  (before, after) => before.workspace === after.workspace || (
    before.workspace.state === after.workspace.state && before.workspace.x === after.workspace.x &&
    before.workspace.y === after.workspace.y && before.workspace.turn === after.workspace.turn
  ),
)

/** The part of the plan where workspaces are, with some room around, within the plan. */
function outline({ viewBox: [x, y, width, height] }: PlanDrawing, workspaces: readonly PlanWorkspace[]) {
  if (workspaces.length === 0) return { x, y, width, height }
  const xs = workspaces.flatMap((one) => [one.x - one.width / 2, one.x + one.width / 2])
  const ys = workspaces.flatMap((one) => [one.y - one.depth / 2, one.y + one.depth / 2])
  const left = Math.max(x, Math.min(...xs) - 10)
  const top = Math.max(y, Math.min(...ys) - 10)
  return {
    x: left, y: top,
    width: Math.min(x + width, Math.max(...xs) + 10) - left,
    height: Math.min(y + height, Math.max(...ys) + 10) - top,
  }
}
