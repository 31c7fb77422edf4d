import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './Button.tsx'

type Props = {
  readonly open: boolean
  readonly title: string
  readonly children?: ReactNode
  /** Verb and result: "Wis deze telefoon". */
  readonly confirm: string
  readonly cancel?: string
  readonly busy?: boolean
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

/** Asks before what cannot be undone. Refusing takes as many taps as agreeing, and Escape refuses. */
export function ConfirmDialog({ open, title, children, confirm, cancel, busy = false, onConfirm, onCancel }: Props) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (open && element?.open === false) element.showModal()
    if (!open && element?.open === true) element.close()
  }, [open])
  return (
    <dialog
      ref={dialog} className="ask" aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <div className="acts">
        <Button onClick={onCancel}>{cancel ?? t('parts.cancel')}</Button>
        <Button onClick={onConfirm} busy={busy}>{confirm}</Button>
      </div>
    </dialog>
  )
}
