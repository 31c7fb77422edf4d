import type { ReactNode } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

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
  return (
    <Dialog open={open} title={title} onCancel={onCancel}>
      {children}
      <div className="acts">
        <Button onClick={onCancel}>{cancel ?? t('parts.cancel')}</Button>
        <Button onClick={onConfirm} busy={busy}>{confirm}</Button>
      </div>
    </Dialog>
  )
}
