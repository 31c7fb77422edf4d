import type { z } from 'zod'
import type { Account } from '#contract/endpoints/people.ts'
import { useControlWords } from '../../../language/language.ts'
import { useClock } from '../../../language/useClock.ts'
import { Standing } from '../../../ui/Standing.tsx'
import { lastDay } from '../days.ts'

type Shown = Pick<z.infer<typeof Account>, 'state' | 'kind' | 'accessUntil' | 'secondFactor'>

const looks = { invited: 'waits', first_use: 'waits', active: 'in-force', deactivated: 'off', over: 'off' } as const

/** How far an account is, until when, and whether a password alone opens it. */
export function AccountState({ account: { state, kind, accessUntil, secondFactor } }: { readonly account: Shown }) {
  const { t } = useControlWords()
  const clock = useClock()
  return (
    <>
      <Standing look={looks[state]}>{t(`people.states.${state}`)}</Standing>
      {accessUntil !== null && <small>{t(kind === 'guest' ? 'people.guestUntil' : 'people.endsOn', { date: clock.dateInTable(lastDay(accessUntil)) })}</small>}
      {state === 'active' && !secondFactor && <Standing look="at-risk">{t('people.passwordOnly')}</Standing>}
    </>
  )
}
