import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'

type Props = {
  /** What has to be typed, whatever the capitals. */
  readonly word: string
  readonly label: string
  readonly wrong: string
  readonly confirm: string
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly children?: ReactNode
}

/** For what nobody can turn back: one types a word, so that no thumb does it by accident. */
export function TypedConfirm({ word, label, wrong, confirm, busy, onConfirm, children }: Props) {
  const [typed, setTyped] = useState('')
  const [told, setTold] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (busy) return
    if (typed.trim().toLocaleLowerCase() !== word.toLocaleLowerCase()) {
      setTold(true)
      field.current?.focus()
      return
    }
    onConfirm()
  }
  return (
    <form onSubmit={send} noValidate className="stack">
      <Field
        ref={field} label={label} autoComplete="off" autoCapitalize="none" spellCheck={false} value={typed} wrong={told ? wrong : null}
        onChange={(event) => {
          setTyped(event.target.value)
          setTold(false)
        }}
      />
      {children}
      <Button size="big" wide submit warn busy={busy}>{confirm}</Button>
    </form>
  )
}
