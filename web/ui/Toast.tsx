import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

type Message = {
  readonly text: string
  /** Takes back what the message tells. */
  readonly undo?: () => void
  /** Another word than Undo for the same place: "Opnieuw laden". */
  readonly act?: { readonly label: string; readonly run: () => void }
  /** Stays until it is dismissed. */
  readonly stays?: boolean
}
type Shown = Message & { readonly id: number }
type Tell = (message: Message | string) => void

const Told = createContext<Tell>(() => undefined)

/** Tells what happened, at the bottom, with a way back. */
export const useTell = (): Tell => useContext(Told)

const longEnoughMs = 8_000

export function Toasts({ children }: { readonly children: ReactNode }) {
  const { t } = useWords()
  const [shown, setShown] = useState<readonly Shown[]>([])
  const next = useRef(0)
  const tell = useCallback<Tell>((message) => {
    const told = typeof message === 'string' ? { text: message } : message
    next.current += 1
    const id = next.current
    setShown((before) => [...before.slice(-2), { ...told, id }])
  }, [])
  const drop = useCallback((id: number) => setShown((before) => before.filter((one) => one.id !== id)), [])
  const held = useMemo(() => shown.map((one) => <Toast key={one.id} message={one} onDone={drop} />), [shown, drop])
  return (
    <Told value={tell}>
      {children}
      <section className="toasts" aria-label={t('parts.messages')} aria-live="polite">{held}</section>
    </Told>
  )
}

/** Goes by itself, but not while a pointer or the keyboard is on it, and not for someone who works by keyboard. */
function Toast({ message, onDone }: { readonly message: Shown; readonly onDone: (id: number) => void }) {
  const { t } = useWords()
  const [held, setHeld] = useState(() => message.stays === true || document.querySelector(':focus-visible') !== null)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(onDone, longEnoughMs, message.id)
    return () => clearTimeout(timer)
  }, [held, message.id, onDone])

  const act = message.undo === undefined ? message.act : { label: t('parts.undo'), run: message.undo }
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(message.stays === true)}
      onFocus={() => setHeld(true)}
    >
      <p>{message.text}</p>
      {act !== undefined && (
        <Button
          onClick={() => {
            onDone(message.id)
            act.run()
          }}
        >
          {act.label}
        </Button>
      )}
      <Button square aria-label={t('parts.close')} onClick={() => onDone(message.id)}><Icon name="close" size={18} /></Button>
    </div>
  )
}
