import {
  useEffect, useId, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode,
} from 'react'
import { Icon } from '../ui/Icon.tsx'
import { openCamera, touchScale, type Camera } from './camera.ts'
import { Ground } from './Ground.tsx'
import type { PlanLabels } from './labels.ts'
import { Minimap } from './Minimap.tsx'
import { nextPlace, type Direction } from './nearest.ts'
import { Place } from './Place.tsx'
import type { Heat } from './same-look.ts'
import { boxOf, type PlanDrawing, type PlanWorkspace } from './workspace.ts'

export type PlanZone = { readonly id: string; readonly label: string; readonly polygon: readonly (readonly [number, number])[] }

type Props = {
  readonly plan: PlanDrawing
  readonly workspaces: readonly PlanWorkspace[]
  readonly zones?: readonly PlanZone[]
  readonly selectedId: string | null
  readonly onOpen: (id: string) => void
  readonly labels: PlanLabels
  readonly dress?: 'live' | 'heat' | 'edit'
  readonly heat?: ReadonlyMap<string, Heat>
  /** Those that a filter leaves; the others step back. Null: no filter. */
  readonly matching?: ReadonlySet<string> | null
  /** Pixels at the bottom that a sheet covers. */
  readonly inset?: number
  /** Drawn over everything, in plan units. */
  readonly children?: ReactNode
}

const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const zoomStep = 1.5

/**
 * The live plan. Fingers, wheel and buttons pan and zoom; Tab comes in at one place, arrow keys go from place to place,
 * Enter opens, + and − zoom, 0 shows the whole floor.
 */
export default function FloorPlan({
  plan, workspaces, zones = [], selectedId, onOpen, labels, dress = 'live', heat, matching = null, inset = 0, children,
}: Props) {
  const help = useId()
  const svg = useRef<SVGSVGElement>(null)
  const world = useRef<SVGGElement>(null)
  const frame = useRef<SVGRectElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [ringed, setRinged] = useState<string | null>(null)

  const byId = useMemo(() => new Map(workspaces.map((one) => [one.id, one])), [workspaces])
  const latest = useRef(byId)
  useEffect(() => {
    latest.current = byId
  }, [byId])
  // Only the first one counts: where to begin must not move when states change.
  const [start] = useState(() => byId.get(selectedId ?? '') ?? middleOf(workspaces))
  const camera = useRef<Camera | null>(null)
  const [x, y, width, height] = plan.viewBox
  useEffect(() => {
    if (svg.current === null || world.current === null) return
    const opened = openCamera({ svg: svg.current, world: world.current, frame: frame.current, viewBox: [x, y, width, height], start })
    camera.current = opened
    return opened.close
  }, [x, y, width, height, start])

  const known = (id: string | null) => (id !== null && byId.has(id) ? id : null)
  const tabStop = known(current) ?? known(selectedId) ?? start?.id ?? workspaces[0]?.id

  useEffect(() => {
    camera.current?.cover(inset)
    const chosen = selectedId === null ? undefined : latest.current.get(selectedId)
    if (chosen === undefined) return
    setCurrent(chosen.id)
    camera.current?.bringIntoView(boxOf(chosen))
  }, [selectedId, inset])

  const click = (event: MouseEvent<SVGSVGElement>) => {
    const native: Event & { pointerType?: string } = event.nativeEvent
    if (native.pointerType === 'touch' && (camera.current?.scale() ?? touchScale) < touchScale * 0.97) {
      camera.current?.comeCloser(event.clientX, event.clientY)
      return
    }
    const id = workspaceAt(event.target)
    if (id !== null) onOpen(id)
  }

  const keys = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const here = byId.get(workspaceAt(event.target) ?? '')
    const direction = arrows[event.key]
    if (direction !== undefined && here !== undefined) {
      const next = nextPlace(workspaces, here, direction)
      if (next !== null) placeOf(svg.current, next.id)?.focus({ preventScroll: true })
    } else if ((event.key === 'Enter' || event.key === ' ') && here !== undefined) onOpen(here.id)
    else if (event.key === '+' || event.key === '=') camera.current?.zoomBy(zoomStep)
    else if (event.key === '-' || event.key === '_') camera.current?.zoomBy(1 / zoomStep)
    else if (event.key === '0') camera.current?.showWhole()
    else return
    event.preventDefault()
  }

  const focus = (event: FocusEvent<SVGSVGElement>) => {
    const here = byId.get(workspaceAt(event.target) ?? '')
    if (here === undefined) return
    setCurrent(here.id)
    if (!event.target.matches(':focus-visible')) return
    setRinged(here.id)
    camera.current?.bringIntoView(boxOf(here))
  }

  const ring = ringed === null ? undefined : byId.get(ringed)
  return (
    <div className="plan-canvas">
      <p id={help} className="unseen">{labels.keys}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- listens for the buttons inside it */}
      <svg
        ref={svg} className={`plan ${dress}`} aria-label={labels.plan} aria-describedby={help}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- SVG has no <fieldset>
        role="group"
        onClick={click} onKeyDown={keys} onFocus={focus} onBlur={() => setRinged(null)}
      >
        {dress === 'heat' && (
          <defs>
            <pattern id="withheld" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path d="M0 0V3" stroke="var(--plan-fine)" strokeWidth=".8" />
            </pattern>
          </defs>
        )}
        <g ref={world}>
          <Ground plan={plan} />
          <g className="zones" aria-hidden="true">{zones.map((zone) => <Zone key={zone.id} zone={zone} />)}</g>
          {workspaces.map((workspace) => {
            const line = workspace.kind === 'room' ? labels.roomLine(workspace) : noLine
            return (
              <Place
                key={workspace.id} workspace={workspace} label={labels.describe(workspace)} roomLong={line.long} roomShort={line.short}
                selected={workspace.id === selectedId} tabbable={workspace.id === tabStop} dress={dress}
                dimmed={matching !== null && !matching.has(workspace.id)} heat={heat?.get(workspace.id) ?? null}
              />
            )
          })}
          {ring !== undefined && <Ring workspace={ring} />}
          {children}
        </g>
      </svg>
      <div className="plan-zoom">
        <button type="button" aria-label={labels.zoomIn} onClick={() => camera.current?.zoomBy(zoomStep)}><Icon name="plus" size={20} /></button>
        <button type="button" aria-label={labels.zoomOut} onClick={() => camera.current?.zoomBy(1 / zoomStep)}><Icon name="minus" size={20} /></button>
      </div>
      <Minimap plan={plan} workspaces={workspaces} label={labels.whole} onWhole={() => camera.current?.showWhole()} frame={frame} />
    </div>
  )
}

const noLine = { long: '', short: '' }

function Zone({ zone: { polygon, label } }: { readonly zone: PlanZone }) {
  if (polygon.length < 3) return null
  const left = Math.min(...polygon.map(([x]) => x))
  const bottom = Math.max(...polygon.map(([, y]) => y))
  return (
    <>
      <polygon className="zone" points={polygon.map((point) => point.join()).join(' ')} />
      <text className="zone-label" x={left + 2} y={bottom + 6}>{label}</text>
    </>
  )
}

/** The focus, drawn last so that no neighbour lies over it: a gap and a line, the same width at every scale. */
function Ring({ workspace: { x, y, turn, width, depth } }: { readonly workspace: PlanWorkspace }) {
  const around = (by: number) => ({ x: -width / 2 - by, y: -depth / 2 - by, width: width + 2 * by, height: depth + 2 * by, rx: 1 + by })
  return (
    <g className="ring" transform={`translate(${x} ${y}) rotate(${turn})`} aria-hidden="true">
      <rect className="ring-gap" {...around(0.8)} />
      <rect className="ring-line" {...around(1.5)} />
    </g>
  )
}

const workspaceAt = (target: EventTarget) =>
  target instanceof Element ? target.closest('[data-workspace]')?.getAttribute('data-workspace') ?? null : null

const placeOf = (svg: SVGSVGElement | null, id: string) =>
  svg?.querySelector<SVGGElement>(`[data-workspace="${CSS.escape(id)}"]`)

/** The desk nearest to the middle of all desks: where a phone begins. */
function middleOf(workspaces: readonly PlanWorkspace[]): PlanWorkspace | null {
  const desks = workspaces.filter((one) => one.kind === 'desk')
  const all = desks.length > 0 ? desks : workspaces
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const [x, y] = [median(all.map((one) => one.x)), median(all.map((one) => one.y))]
  const distance = (one: PlanWorkspace) => Math.hypot(one.x - x, one.y - y)
  return all.reduce<PlanWorkspace | null>((best, one) => (best === null || distance(one) < distance(best) ? one : best), null)
}
