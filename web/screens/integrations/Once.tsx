import { useEffect, useId, useRef } from 'react'
import { useControlWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { useTell } from '../../ui/Toast.tsx'

/** A secret that is shown once. It stands nowhere else, and goes when one says to have kept it. */
export function Once({ value, level: Heading = 'h3', onDone }: { readonly value: string; readonly level?: 'h2' | 'h3'; readonly onDone: () => void }) {
  const { t } = useControlWords()
  const tell = useTell()
  const field = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => heading.current?.focus(), [])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      tell(t('integrations.copied'))
    } catch {
      field.current?.select()
      tell(t('integrations.copyFailed'))
    }
  }
  return (
    <div className="once">
      <Heading ref={heading} tabIndex={-1}>{t('integrations.onceTitle')}</Heading>
      <p>{t('integrations.onceText')}</p>
      <div className="field">
        <label htmlFor={id}>{t('integrations.onceLabel')}</label>
        <input id={id} ref={field} className="input secret" readOnly autoComplete="off" value={value} onFocus={(event) => event.target.select()} />
      </div>
      <div className="row wrap">
        <Button onClick={() => void copy()}>{t('integrations.copy')}</Button>
        <Button look="plain" onClick={onDone}>{t('integrations.onceDone')}</Button>
      </div>
    </div>
  )
}
