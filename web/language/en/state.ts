import type { state as nl } from '../nl/state.ts'
import type { SameKeys } from '../words.ts'

export const state: SameKeys<typeof nl> = {
  free: 'Free',
  booked: 'Booked',
  in_use: 'In use',
  away: 'Away',
  not_bookable: 'Not bookable',
  unknown: 'Sensor silent',
  freeUntil: 'Free until {{time}}',
  freeAllDay: 'Free, all day',
  bookedUntil: 'Booked until {{time}}',
  bookedFrom: 'Booked at {{time}}',
  inUseUntil: 'In use until {{time}}',
  legend: 'Legend',
}
