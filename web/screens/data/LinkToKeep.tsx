import { useId, useRef } from 'react'
import { useRightsWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useTell } from '../../ui/Toast.tsx'

/** Something to copy whole: a link that is shown once, a key. */
export function LinkToKeep({ label, value, copy }: { readonly label: string; readonly value: string; readonly copy: string }) {
  const { t } = useRightsWords()
  const tell = useTell()
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const take = async () => {
    try {
      await navigator.clipboard.writeText(value)
      tell(t('acts.copied'))
    } catch {
      field.current?.select()
      tell(t('acts.copyFailed'))
    }
  }
  return (
    <div className="field to-keep">
      <label htmlFor={id}>{label}</label>
      <div><input id={id} ref={field} className="input" readOnly value={value} onFocus={(event) => event.target.select()} /><Button onClick={() => void take()}>{copy}</Button></div>
    </div>
  )
}
