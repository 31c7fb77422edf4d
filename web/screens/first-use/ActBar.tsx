import { useState, type ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ErrorNote } from '../../ui/notes.tsx'

type Props = {
  readonly title: string
  readonly accept: string
  readonly refuse: string
  /** Whether every box is ticked. The button is never dead: without them it says what is missing. */
  readonly ready: boolean
  readonly notReady: string
  readonly busy: boolean
  readonly refusing: boolean
  readonly onAccept: () => void
  readonly onRefuse: () => void
  readonly refuseTitle: string
  readonly refuseText: string
  readonly confirm: string
  readonly error: unknown
  readonly record?: string
  readonly children: ReactNode
}

/**
 * The boxes, and the two ways on, which look the same and take as many taps: accepting takes its boxes, refusing its one
 * question.
 */
export function ActBar({
  title, accept, refuse, ready, notReady, busy, refusing, onAccept, onRefuse, refuseTitle, refuseText, confirm, error, record, children,
}: Props) {
  const [asks, setAsks] = useState(false)
  const [told, setTold] = useState(false)
  return (
    <>
      <section className="choice" id="choice" aria-labelledby="choice-title">
        <h2 id="choice-title">{title}</h2>
        {children}
        {record !== undefined && <p className="small soft record">{record}</p>}
        {error !== null && error !== undefined && <ErrorNote error={error} />}
        <output className="small wrong">{told && !ready ? notReady : ''}</output>
      </section>
      <div className="act-bar">
        <Button
          size="big" busy={busy}
          onClick={() => {
            setTold(!ready)
            if (ready) onAccept()
            else document.querySelector<HTMLInputElement>('.choice input:not(:checked)')?.focus()
          }}
        >
          {accept}
        </Button>
        <Button size="big" busy={refusing} onClick={() => setAsks(true)}>{refuse}</Button>
      </div>
      <ConfirmDialog open={asks} title={refuseTitle} confirm={confirm} busy={refusing} onCancel={() => setAsks(false)} onConfirm={onRefuse}>
        <p>{refuseText}</p>
      </ConfirmDialog>
    </>
  )
}
