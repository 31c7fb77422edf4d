import { memo, useLayoutEffect, useRef } from 'react'
import { drawPlan } from './drawing.ts'
import type { PlanDrawing } from './workspace.ts'

/** What does not live: walls, windows, furniture, surroundings. Drawn once a plan, from the allow-list in drawing.ts. */
export const Ground = memo(function Ground({ plan }: { readonly plan: PlanDrawing }) {
  const group = useRef<SVGGElement>(null)
  const { svg, picture, viewBox } = plan
  useLayoutEffect(() => {
    group.current?.replaceChildren(svg === undefined ? '' : drawPlan(svg))
  }, [svg])
  const isPicture = picture !== undefined && /^data:image\/(png|jpeg|webp);base64,/.test(picture)
  const [x, y, width, height] = viewBox
  return (
    <g aria-hidden="true" className="ground">
      {isPicture && <image href={picture} x={x} y={y} width={width} height={height} preserveAspectRatio="xMidYMid meet" />}
      <g ref={group} />
    </g>
  )
})
