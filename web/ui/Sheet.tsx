import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

export type SheetHeight = 'peek' | 'half' | 'full'
const heights: readonly SheetHeight[] = ['peek', 'half', 'full']
/** Shares of the window; `peek` shows the heading and no more. */
const share = { peek: 0.16, half: 0.5, full: 0.88 } as const satisfies Record<SheetHeight, number>

type Props = {
  readonly label: string
  readonly children: ReactNode
  /** Height to begin with; `fit`: as high as what stands in it, at most the half. */
  readonly start?: SheetHeight | 'fit'
  readonly onClose?: () => void
  /** Pixels of the window that the sheet covers, so that the plan can keep the chosen desk in view. */
  readonly onCover?: (pixels: number) => void
}

/**
 * A panel from below, over a plan that stays live and reachable: no overlay, no focus trap. Drag the grip, click it, or
 * use the arrow keys on it; Escape closes. From 900 px on it is a panel in the page (surfaces.css).
 */
export function Sheet({ label, children, start = 'fit', onClose, onCover }: Props) {
  const { t } = useWords()
  const panel = useRef<HTMLElement>(null)
  const drag = useRef<{ y: number; height: number; moved: boolean } | null>(null)
  const [height, setHeight] = useState<SheetHeight | 'fit'>(start)
  const [dragged, setDragged] = useState<number | null>(null)

  useEffect(() => {
    const element = panel.current
    if (element === null || onCover === undefined) return
    const seen = new ResizeObserver(() => {
      const covers = getComputedStyle(element).position === 'fixed'
      onCover(covers ? window.innerHeight - element.getBoundingClientRect().top : 0)
    })
    seen.observe(element)
    return () => {
      seen.disconnect()
      onCover(0)
    }
  }, [onCover])

  useEffect(() => {
    if (onClose === undefined) return
    const keys = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) onClose()
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [onClose])

  const at = height === 'fit' ? 'half' : height
  const step = (by: number) => {
    const next = heights[heights.indexOf(at) + by]
    if (next !== undefined) setHeight(next)
    else if (by < 0) onClose?.()
  }

  const keys = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    step(by)
  }

  const grab = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { y: event.clientY, height: panel.current?.offsetHeight ?? 0, moved: false }
  }
  const move = (event: PointerEvent) => {
    const held = drag.current
    if (held === null) return
    const by = held.y - event.clientY
    if (Math.abs(by) > 4) held.moved = true
    if (held.moved) setDragged(Math.max(60, held.height + by))
  }
  const drop = () => {
    const held = drag.current
    drag.current = null
    if (held === null || dragged === null) return
    setDragged(null)
    const part = dragged / window.innerHeight
    if (part < share.peek * 0.7) onClose?.()
    else setHeight(heights.reduce((best, one) => (Math.abs(share[one] - part) < Math.abs(share[best] - part) ? one : best)))
  }
  const wasDragged = useRef(false)

  const tall = at === 'full'
  const size = dragged !== null ? `${dragged}px` : height === 'fit' ? undefined : `${share[height] * 100}dvh`
  return (
    <section
      ref={panel}
      className={dragged === null ? 'sheet' : 'sheet dragging'}
      aria-label={label}
      style={size === undefined ? { maxHeight: '62dvh' } : { height: size }}
    >
      <button
        type="button" className="grip" aria-label={t(tall ? 'parts.sheetShorter' : 'parts.sheetTaller')}
        onKeyDown={keys} onPointerDown={grab} onPointerMove={move} onPointerCancel={drop}
        onPointerUp={() => {
          wasDragged.current = drag.current?.moved === true
          drop()
        }}
        onClick={() => {
          if (wasDragged.current) wasDragged.current = false
          else if (tall) setHeight('peek')
          else step(1)
        }}
      />
      <div className="inside">
        {onClose !== undefined && (
          <div className="shut">
            <Button look="plain" square aria-label={t('parts.close')} onClick={onClose}><Icon name="close" size={20} /></Button>
          </div>
        )}
        {children}
      </div>
    </section>
  )
}
