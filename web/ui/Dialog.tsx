import { useEffect, useId, useRef, type ReactNode } from 'react'

type Props = { readonly open: boolean; readonly title: string; readonly onCancel: () => void; readonly children: ReactNode }

/** Over everything else until it is answered: the focus stays inside and goes back to where it was; Escape refuses. */
export function Dialog({ open, title, onCancel, children }: Props) {
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
    </dialog>
  )
}
