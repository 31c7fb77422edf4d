import { useId, useRef } from 'react'
import { useControlWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useTell } from '../../ui/Toast.tsx'

/** Something that has to be typed exactly elsewhere: better copied. */
export function Copyable({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useControlWords()
  const tell = useTell()
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const take = async () => {
    try {
      await navigator.clipboard.writeText(value)
      tell(t('sso.copied'))
    } catch {
      field.current?.select()
      tell(t('sso.copyFailed'))
    }
  }
  return (
    <div className="field copyable">
      <label htmlFor={id}>{label}</label>
      <div>
        <input id={id} ref={field} className="input" readOnly value={value} onFocus={(event) => event.target.select()} />
        <Button aria-label={`${t('sso.copy')}: ${label}`} onClick={() => void take()}>{t('sso.copy')}</Button>
      </div>
    </div>
  )
}
