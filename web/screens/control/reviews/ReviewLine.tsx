import { useRef, type KeyboardEvent } from 'react'
import type { ReviewItem } from '#contract/endpoints/reviews.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { Button } from '../../../ui/Button.tsx'
import { Standing } from '../../../ui/Standing.tsx'
import { lastDay } from '../days.ts'
import { useRoleWords } from '../useRoleWords.ts'

type Verdict = 'confirm' | 'take_away'
type Props = {
  readonly item: ReviewItem
  readonly state: ReviewItem['state']
  readonly busy: boolean
  /** Null: not mine to answer. */
  readonly onAnswer: ((verdict: Verdict) => void) | null
}

const looks = { open: 'waits', confirmed: 'in-force', taken_away: 'off', lapsed: 'broken', at_risk: 'at-risk', gone: 'off' } as const

/** One right before whom it concerns: who, what, why, since when; right or to be taken away. Keys k and n answer, arrows go on. */
export function ReviewLine({ item, state, busy, onAnswer }: Props) {
  const { t } = useControlWords()
  const { roleAt, where } = useRoleWords()
  const clock = useClock()
  const line = useRef<HTMLLIElement>(null)
  const name = item.person?.name ?? (item.kind === 'role' ? t('reviews.someone') : t('reviews.nobody'))
  const what = item.role === null ? [t(`reviews.kinds.${item.kind}`), item.label].filter(Boolean).join(': ') : roleAt(item.role, item.location)
  const asks = onAnswer !== null && (state === 'open' || state === 'at_risk')
  /** To the next line that asks something; at the last one to the page, since the buttons of this one go. */
  const goOn = (way: 'nextElementSibling' | 'previousElementSibling', isLeft: boolean) => {
    let next = line.current?.[way]
    while (next instanceof Element && next.querySelector('button') === null) next = next[way]
    const button = next?.querySelector('button')
    if (button instanceof HTMLElement) button.focus()
    else if (isLeft) document.getElementById('screen')?.focus()
  }
  const say = (verdict: Verdict) => {
    onAnswer?.(verdict)
    goOn('nextElementSibling', true)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      goOn(event.key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling', false)
    } else if (!busy && (event.key === 'k' || event.key === 'n')) {
      say(event.key === 'k' ? 'confirm' : 'take_away')
    }
  }
  const facts = [
    t('reviews.since', { date: clock.dateInTable(item.since) }),
    item.until === null ? null : t('reviews.until', { date: clock.dateInTable(lastDay(item.until)) }),
    item.by === null ? null : t('reviews.given', { name: item.by.name }),
  ]
  return (
    <li ref={line}>
      <div>
        <p><strong>{name}</strong></p>
        <p>{item.role === null ? what : `${what}${item.location === null ? `, ${where(null).toLowerCase()}` : ''}`}</p>
        <p className="why">{item.why ?? <span className="soft">{t('reviews.noWhy')}</span>}</p>
        <small>{facts.filter(Boolean).join(', ')}</small>
      </div>
      <div className="answer">
        {asks ? (
          <>
            <Button aria-label={t('reviews.confirmOf', { what, name })} aria-keyshortcuts="k" onKeyDown={keys} busy={busy} onClick={() => say('confirm')}>{t('reviews.confirm')}</Button>
            <Button aria-label={t('reviews.takeAwayOf', { what, name })} aria-keyshortcuts="n" onKeyDown={keys} busy={busy} onClick={() => say('take_away')}>{t('reviews.takeAway')}</Button>
          </>
        ) : <Standing look={looks[state]}>{t(`reviews.states.${state}`)}</Standing>}
        {state === 'open' && !asks && <small>{t(`reviews.waitsFor.${item.reviewer}`)}</small>}
        {state === 'at_risk' && <small>{t('reviews.atRiskText')}</small>}
        {item.answeredAt !== null && <small>{t('reviews.answered', { name: item.answeredBy?.name ?? t('reviews.someone'), date: clock.dateInTable(item.answeredAt) })}</small>}
      </div>
    </li>
  )
}
