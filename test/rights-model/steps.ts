import { roles } from '#contract/permissions.ts'
import type { Role } from '#contract/permissions.ts'
import fc from '../properties.ts'

/** What can happen next; numbers choose among what is there at that moment. */
export type Step =
  | { readonly do: 'give'; readonly who: number; readonly role: Role; readonly where: number; readonly from: number; readonly hours: number }
  | { readonly do: 'take' | 'review-start' | 'review-close' | 'sign-out' | 'stream' | 'token' | 'revoke' | 'sign-in' | 'sign-out-all'; readonly who: number }
  | { readonly do: 'change' | 'until'; readonly who: number; readonly hours: number }
  | { readonly do: 'off' | 'on' | 'guest' | 'guest-end'; readonly who: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'answer'; readonly who: number; readonly verdicts: readonly number[] }

const who = fc.nat({ max: 50 })
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('give' as const), who, role: fc.constantFrom(...roles), where: fc.nat({ max: 2 }), from: fc.constantFrom(0, 0, 0, 5), hours: fc.constantFrom(0, 0, 3, 30) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('sign-in' as const, 'stream' as const, 'take' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('off' as const, 'on' as const, 'token' as const, 'guest' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sign-out' as const, 'sign-out-all' as const, 'revoke' as const, 'guest-end' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('change' as const, 'until' as const), who, hours: fc.constantFrom(0, 2, 9, 40) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(4, 59, 200, 1100) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('review-start' as const, 'review-close' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), who, verdicts: fc.array(fc.nat({ max: 2 }), { minLength: 8, maxLength: 8 }) }) },
)

const each = (does: 'stream' | 'token' | 'off' | 'on' | 'revoke'): Step[] => [0, 1, 2, 3].map((n) => ({ do: does, who: n }))
const eachWithin = (does: 'change' | 'until', hours: number): Step[] => [0, 1, 2, 3].map((n) => ({ do: does, who: n, hours }))
const localRole = (role: Role, n: number): Step => ({ do: 'give', who: n, role, where: 1, from: 0, hours: 0 })
/** What chance seldom brings together. */
export const stories: readonly (readonly Step[])[] = [
  [...eachWithin('change', 2), ...each('stream'), { do: 'wait', minutes: 200 }],
  [...eachWithin('until', 2), ...each('stream'), { do: 'wait', minutes: 200 }, ...eachWithin('until', 0)],
  [...each('token'), ...each('stream'), ...each('off'), ...each('on')],
  [...each('token'), ...each('stream'), ...each('revoke')],
  [localRole('receptionist', 0), localRole('location_manager', 1), { do: 'give', who: 2, role: 'organisation_manager', where: 0, from: 0, hours: 0 }, ...each('stream'),
    { do: 'review-start', who: 0 }, { do: 'answer', who: 0, verdicts: [1, 2, 1, 2, 1, 2, 1, 2] }, { do: 'review-close', who: 0 }],
]
