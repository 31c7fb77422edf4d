import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

type Props = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode }

/** A choice that needs the screen for a moment: which floor, which time. Escape and a tap beside it close it. */
export function ChoiceDialog({ title, onClose, children }: Props) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Escape does the same
    <dialog
      ref={dialog} className="ask choice" aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="choice-inside">
        <header>
          <h2 id={id}>{title}</h2>
          <Button look="plain" square aria-label={t('parts.close')} onClick={onClose}><Icon name="close" size={20} /></Button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
