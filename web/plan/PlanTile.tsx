import { DeskFurniture } from './DeskShape.tsx'
import { Ground } from './Ground.tsx'
import type { PlanDrawing, PlanWorkspace } from './workspace.ts'

type Props = {
  readonly plan: PlanDrawing
  readonly workspaces: readonly PlanWorkspace[]
  /** The desk that is alight. */
  readonly selectedId: string | null
  /** Part of the plan to show; cut to fill the tile. */
  readonly box: readonly [x: number, y: number, width: number, height: number]
  readonly label: string
}

/** The plan as a Delft tile: white lines on blue, one desk alight. A picture, not a control. */
export function PlanTile({ plan, workspaces, selectedId, box, label }: Props) {
  return (
    <svg
      className="plan tile" viewBox={box.join(' ')} preserveAspectRatio="xMidYMid slice" aria-label={label}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> could not wear the tokens
      role="img"
    >
      <Ground plan={plan} />
      {workspaces.filter((one) => one.kind === 'desk').map((one) => (
        <g key={one.id} className={one.id === selectedId ? 'desk sel' : 'desk'}><DeskFurniture workspace={one} /></g>
      ))}
    </svg>
  )
}

/** A part of the plan with one workspace a little above its middle, as wide as four desks with their aisles. */
export function boxAround(workspace: PlanWorkspace, width = 130, height = 69): [number, number, number, number] {
  return [workspace.x - width / 2, workspace.y - height * 0.51, width, height]
}
