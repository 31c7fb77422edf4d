import { keepingRules } from '#contract/keeping.ts'
import type { NoticeParameters } from './document/render.ts'

export type Keeping = Pick<
  NoticeParameters,
  'sessionDays' | 'bookingDays' | 'trailKeeping' | 'noticeDays' | 'lookDays' | 'requestDays'
>

/**
 * The periods that the notice promises: the most that the agreement allows, which no setting can lengthen (G2.1). A test holds the rooms' declarations to
 * the same rules, so that what is promised is what is done (G1.1).
 */
export const promisedKeeping: Keeping = {
  sessionDays: keepingRules.sessions.mostDays,
  bookingDays: keepingRules.bookings.mostDays,
  trailKeeping: { days: keepingRules.trail.mostDays },
  noticeDays: keepingRules.notices.mostDays,
  lookDays: keepingRules.looks.mostDays,
  requestDays: keepingRules.requests.mostDays,
}
