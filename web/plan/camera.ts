import { select } from 'd3-selection'
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom'

/** From this many pixels a plan unit on (27 a metre), a desk with its chair is 44 pixels: a finger's size. */
export const touchScale = 2.7
const closest = 9
/** Below this, the numbers on the desks would be smaller than 9 pixels: they go, the glyphs stay. */
const farScale = 1.9
/** A narrower window begins close by instead of at the whole floor. */
const narrow = 700

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
type Spot = { readonly x: number; readonly y: number }
type Stage = {
  readonly svg: SVGSVGElement
  /** The group that moves. */
  readonly world: SVGGElement
  /** The minimap's frame around what is in view, in plan units. */
  readonly frame: SVGRectElement | null
  readonly viewBox: readonly [x: number, y: number, width: number, height: number]
  /** Where to begin when the whole floor would be too small for a finger. */
  readonly start: Spot | null
}

export type Camera = {
  readonly scale: () => number
  readonly zoomBy: (factor: number) => void
  /** Zooms in to a place of the screen until a finger can choose there. */
  readonly comeCloser: (clientX: number, clientY: number) => void
  readonly showWhole: () => void
  /** Moves only if the box is not wholly in view. */
  readonly bringIntoView: (box: Box) => void
  /** Something else covers so many pixels at the bottom. */
  readonly cover: (pixels: number) => void
  readonly close: () => void
}

/** Pan and zoom of the plan, by fingers, wheel and calls. Moves the drawing by one attribute, without a render. */
export function openCamera({ svg, world, frame, viewBox: [x, y, width, height], start }: Stage): Camera {
  let now: ZoomTransform = zoomIdentity
  let gliding = 0
  let begun = false
  let view = { width: 0, height: 0, covered: 0 }
  const open = () => Math.max(1, view.height - view.covered)
  const wholeScale = () => Math.min(view.width / width, open() / height)
  const middle = (): Spot => ({ x: x + width / 2, y: y + height / 2 })

  const behaviour = zoom<SVGSVGElement, unknown>()
    .clickDistance(6)
    .filter((event: MouseEvent) => event.type === 'wheel' || event.type.startsWith('touch') || event.button === 0)
    .extent((): [[number, number], [number, number]] => [[0, 0], [view.width, open()]])
    .translateExtent([[x, y], [x + width, y + height]])
    .on('zoom', ({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      if (sourceEvent !== null) cancelAnimationFrame(gliding)
      now = transform
      world.setAttribute('transform', transform.toString())
      svg.classList.toggle('far', transform.k < farScale)
      const [left, top] = transform.invert([0, 0])
      const [right, bottom] = transform.invert([view.width, open()])
      const edges = { x: left, y: top, width: right - left, height: bottom - top }
      for (const [name, value] of Object.entries(edges)) frame?.setAttribute(name, String(value))
    })
  const selection = select(svg).call(behaviour).on('dblclick.zoom', null)

  /** The transform that puts a place of the plan in the middle of what is in view. */
  const look = (spot: Spot, scale: number) =>
    zoomIdentity.translate(view.width / 2, open() / 2).scale(scale).translate(-spot.x, -spot.y)
  const lookedAt = (transform: ZoomTransform): Spot => {
    const [spotX, spotY] = transform.invert([view.width / 2, open() / 2])
    return { x: spotX, y: spotY }
  }
  const jump = (to: ZoomTransform) => behaviour.transform(selection, to)

  const glide = (to: ZoomTransform) => {
    cancelAnimationFrame(gliding)
    const lastsMs = glideMs()
    if (lastsMs === 0) {
      jump(to)
      return
    }
    const from = now
    const [a, b] = [lookedAt(from), lookedAt(to)]
    const sameScale = Math.abs(to.k / from.k - 1) < 1e-6
    let beganMs: number | null = null
    const step = (atMs: number) => {
      beganMs ??= atMs
      const part = Math.min(1, (atMs - beganMs) / lastsMs)
      const eased = 1 - (1 - part) ** 3
      const scale = from.k * (to.k / from.k) ** eased
      // The middle travels with the picture's scale, so that a zoom keeps its centre still.
      const share = sameScale ? eased : (1 / from.k - 1 / scale) / (1 / from.k - 1 / to.k)
      jump(part === 1 ? to : look({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }, scale))
      if (part < 1) gliding = requestAnimationFrame(step)
    }
    gliding = requestAnimationFrame(step)
  }

  const sized = new ResizeObserver(() => {
    const box = svg.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) return
    const at = lookedAt(now)
    view = { ...view, width: box.width, height: box.height }
    behaviour.scaleExtent([wholeScale(), closest])
    if (begun) {
      jump(look(at, Math.max(now.k, wholeScale())))
      return
    }
    begun = true
    const closeBy = box.width < narrow && wholeScale() < touchScale && start !== null
    jump(closeBy ? look(start, touchScale) : look(middle(), wholeScale()))
  })
  sized.observe(svg)

  return {
    scale: () => now.k,
    zoomBy: (factor) => glide(look(lookedAt(now), Math.min(closest, Math.max(wholeScale(), now.k * factor)))),
    comeCloser: (clientX, clientY) => {
      const box = svg.getBoundingClientRect()
      const [spotX, spotY] = now.invert([clientX - box.left, clientY - box.top])
      glide(look({ x: spotX, y: spotY }, touchScale * 1.15))
    },
    showWhole: () => glide(look(middle(), wholeScale())),
    bringIntoView: (box) => {
      if (!begun) return
      const margin = 20
      // On a phone the minimap lies over the upper edge.
      const above = view.width < narrow ? 96 : margin
      const [left, top] = now.apply([box.left, box.top])
      const [right, bottom] = now.apply([box.right, box.bottom])
      if (left >= margin && top >= above && right <= view.width - margin && bottom <= open() - margin) return
      glide(look({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, now.k))
    },
    cover: (pixels) => {
      view = { ...view, covered: pixels }
      if (begun) behaviour.scaleExtent([wholeScale(), closest])
    },
    close: () => {
      sized.disconnect()
      cancelAnimationFrame(gliding)
      selection.on('.zoom', null)
    },
  }
}

/** Duration of a zoom, from the tokens: 0 for who wants less motion. */
function glideMs(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--m-slow')) || 0
}
