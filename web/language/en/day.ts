import type { day as nl } from '../nl/day.ts'
import type { SameKeys } from '../words.ts'

export const day: SameKeys<typeof nl> = {
  free: 'free',
  booked: 'booked',
  mine: 'you',
  past: 'past',
  until: 'until {{time}}',
  from: 'from {{time}}',
  spoken: '{{what}} from {{from}} to {{to}}',
  closed: 'Closed all day',
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  hoursShort: 'h',
  minutesShort: 'min',
}
