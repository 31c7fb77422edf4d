import { useEffect, useRef, type ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly children?: ReactNode
  /** What stands at the right end: the logo, a choice of view. */
  readonly end?: ReactNode
  /** Stands above the title: the way back. */
  readonly before?: ReactNode
}

/** The screen's one h1. It names the tab, and takes the focus when one arrives from another screen. */
export function PageHeading({ title, children, end, before }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Vrijplek`
  }, [title])
  useEffect(() => {
    // Not at the first load: there the browser's own beginning of the page is right.
    if (document.body.dataset['arrived'] === 'yes') heading.current?.focus({ preventScroll: true })
    document.body.dataset['arrived'] = 'yes'
  }, [])
  return (
    <>
      {before}
      <header className="heading">
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {children}
        </div>
        {end !== undefined && <div className="end">{end}</div>}
      </header>
    </>
  )
}
