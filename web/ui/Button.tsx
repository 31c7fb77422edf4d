import type { ComponentProps, MouseEvent, Ref } from 'react'

type Props = Omit<ComponentProps<'button'>, 'className' | 'type'> & {
  /** `fill`: the next act, one a screen. `plain`: a word that acts. Else an outline. */
  readonly look?: 'fill' | 'line' | 'plain'
  readonly size?: 'small' | 'normal' | 'big'
  readonly wide?: boolean
  readonly square?: boolean
  readonly warn?: boolean
  /** Sends the form it stands in. */
  readonly submit?: boolean
  /** Work is under way: the button keeps its word and its focus, and does not act again. */
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** Verb and result: "Boek tot 13:00". While busy it is not disabled, since that would lose the focus. */
export function Button({
  look = 'line', size = 'normal', wide, square, warn, busy = false, onClick, submit = false, ...rest
}: Props) {
  const dress = ['btn', look !== 'line' && look, size !== 'normal' && size, wide && 'wide', square && 'square', warn && 'warn']
  const act = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={dress.filter(Boolean).join(' ')}
      aria-busy={busy || undefined}
      onClick={act}
    />
  )
}
