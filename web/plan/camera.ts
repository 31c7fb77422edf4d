import { select } from 'd3-selection'
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom'
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react'

/** From this many pixels a plan unit on (27 a metre), a desk with its chair is 44 pixels: a finger's size. */
export const touchScale = 2.7
const closest = 9
/** Below this, the numbers on the desks would be smaller than 9 pixels: they go, the glyphs stay. */
const farScale = 1.9

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
type Settings = {
  readonly svg: RefObject<SVGSVGElement | null>
  readonly world: RefObject<SVGGElement | null>
  /** Frame of the minimap, in plan units. */
  readonly frame: RefObject<SVGRectElement | null>
  readonly viewBox: readonly [number, number, number, number]
  /** Pixels at the bottom that something else covers. */
  readonly inset: number
  /** Where to begin when the whole floor would be too small for a finger. */
  readonly start: { readonly x: number; readonly y: number } | null
}

export type Camera = {
  readonly scale: () => number
  readonly zoomBy: (factor: number) => void
  /** Zooms in to a place of the screen until a finger can choose there. */
  readonly comeCloser: (clientX: number, clientY: number) => void
  readonly showWhole: () => void
  /** Moves only if the box is not wholly in view. */
  readonly bringIntoView: (box: Box) => void
}

/**
 * Pan and zoom of the plan, by fingers, wheel and calls. Moves the drawing by one attribute, without a render.
 */
export function useCamera({ svg, world, frame, viewBox, inset, start }: Settings): Camera {
  const [x, y, width, height] = viewBox
  const now = useRef<ZoomTransform>(zoomIdentity)
  const gliding = useRef(0)
  const view = useRef({ width: 0, height: 0, inset: 0 })
  const begun = useRef(false)

  const behaviour = useMemo(
    () => zoom<SVGSVGElement, unknown>()
      .clickDistance(6)
      .filter((event: MouseEvent) => event.button === 0 || event.type === 'wheel' || event.type.startsWith('touch'))
      .extent((): [[number, number], [number, number]] =>
        [[0, 0], [view.current.width, Math.max(1, view.current.height - view.current.inset)]])
      .translateExtent([[x, y], [x + width, y + height]]),
    [x, y, width, height],
  )

  const wholeScale = useCallback(
    () => Math.min(view.current.width / width, Math.max(1, view.current.height - view.current.inset) / height),
    [width, height],
  )

  const jump = useCallback((to: ZoomTransform) => {
    if (svg.current !== null) behaviour.transform(select(svg.current), to)
  }, [behaviour, svg])

  /** Puts a place of the plan in the middle of what is in view, at a scale. */
  const look = useCallback((place: { x: number; y: number }, scale: number) => {
    const { width: w, height: h, inset: covered } = view.current
    return zoomIdentity.translate(w / 2, (h - covered) / 2).scale(scale).translate(-place.x, -place.y)
  }, [])

  const glide = useCallback((to: ZoomTransform) => {
    cancelAnimationFrame(gliding.current)
    const from = now.current
    const lasts = glideMs()
    if (lasts === 0) return jump(to)
    const began = performance.now()
    const { width: w, height: h, inset: covered } = view.current
    const middle = [w / 2, (h - covered) / 2] as const
    const [a, b] = [from.invert([...middle]), to.invert([...middle])]
    const step = (at: number) => {
      const part = Math.min(1, (at - began) / lasts)
      const eased = 1 - (1 - part) ** 3
      const scale = from.k * (to.k / from.k) ** eased
      // The middle travels with the picture's scale, so that a zoom keeps its centre still.
      const share = to.k === from.k ? eased : (1 / from.k - 1 / scale) / (1 / from.k - 1 / to.k)
      jump(part === 1 ? to : look({ x: a[0] + (b[0] - a[0]) * share, y: a[1] + (b[1] - a[1]) * share }, scale))
      if (part < 1) gliding.current = requestAnimationFrame(step)
    }
    gliding.current = requestAnimationFrame(step)
  }, [jump, look])

  useEffect(() => {
    const element = svg.current
    if (element === null) return
    const show = ({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      if (sourceEvent !== null) cancelAnimationFrame(gliding.current)
      now.current = transform
      world.current?.setAttribute('transform', transform.toString())
      element.classList.toggle('far', transform.k < farScale)
      const [left, top] = transform.invert([0, 0])
      const [right, bottom] = transform.invert([view.current.width, view.current.height - view.current.inset])
      const edges = { x: left, y: top, width: right - left, height: bottom - top }
      for (const [name, value] of Object.entries(edges)) frame.current?.setAttribute(name, String(value))
    }
    const selection = select(element)
    selection.call(behaviour.on('zoom', show)).on('dblclick.zoom', null)
    const sized = new ResizeObserver(() => {
      const { width: w, height: h } = element.getBoundingClientRect()
      if (w === 0 || h === 0) return
      const middle = now.current.invert([view.current.width / 2, view.current.height / 2])
      view.current = { ...view.current, width: w, height: h }
      behaviour.scaleExtent([wholeScale(), closest])
      if (begun.current) return jump(look({ x: middle[0], y: middle[1] }, Math.max(now.current.k, wholeScale())))
      begun.current = true
      const fits = wholeScale()
      const begin = w < 700 && fits < touchScale && start !== null
      jump(look(begin ? start : { x: x + width / 2, y: y + height / 2 }, begin ? touchScale : fits))
    })
    sized.observe(element)
    return () => {
      sized.disconnect()
      cancelAnimationFrame(gliding.current)
      selection.on('.zoom', null)
    }
  }, [behaviour, frame, height, jump, look, start, svg, wholeScale, width, world, x, y])

  useEffect(() => {
    view.current = { ...view.current, inset }
    if (begun.current) behaviour.scaleExtent([wholeScale(), closest])
  }, [behaviour, inset, wholeScale])

  return useMemo<Camera>(() => ({
    scale: () => now.current.k,
    zoomBy: (factor) => {
      const { width: w, height: h, inset: covered } = view.current
      const middle = now.current.invert([w / 2, (h - covered) / 2])
      const scale = Math.min(closest, Math.max(wholeScale(), now.current.k * factor))
      glide(look({ x: middle[0], y: middle[1] }, scale))
    },
    comeCloser: (clientX, clientY) => {
      const box = svg.current?.getBoundingClientRect()
      if (box === undefined) return
      const place = now.current.invert([clientX - box.left, clientY - box.top])
      glide(look({ x: place[0], y: place[1] }, touchScale * 1.15))
    },
    showWhole: () => glide(look({ x: x + width / 2, y: y + height / 2 }, wholeScale())),
    bringIntoView: (box) => {
      if (!begun.current) return
      const margin = 20
      const [left, top] = now.current.apply([box.left, box.top])
      const [right, bottom] = now.current.apply([box.right, box.bottom])
      const { width: w, height: h, inset: covered } = view.current
      if (left >= margin && top >= margin && right <= w - margin && bottom <= h - covered - margin) return
      glide(look({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, now.current.k))
    },
  }), [glide, look, svg, wholeScale, x, y, width, height])
}

/** Duration of a zoom, from the tokens: 0 for who wants less motion. */
function glideMs(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--m-slow')) || 0
}
