import { keepingRules } from '#contract/keeping.ts'
import type { KeepingRule } from '#contract/keeping.ts'
import { Refusal } from '#kernel/errors.ts'

/** A customer's own period for a rule, when it set one. */
export type OwnPeriod = { readonly days: number; readonly setAt: Temporal.Instant }

/** Every night at this time, UTC: in Europe nobody is at work then, whatever the season. */
const nightly = { hour: 2, minute: 40 } as const
export const nightlyCron = `${nightly.minute} ${nightly.hour} * * *`
/** When that is done in all but the biggest instances; what it has not marked yet comes the night after. */
export const afterNightlyCron = `${nightly.minute} ${nightly.hour + 1} * * *`

export const nextNightly = (now: Temporal.Instant): Temporal.Instant => {
  const utc = now.toZonedDateTimeISO('UTC')
  const today = utc.startOfDay().with(nightly)
  return (Temporal.ZonedDateTime.compare(today, utc) > 0 ? today : today.add({ days: 1 })).toInstant()
}

/** A day of a keeping period is 24 elapsed hours. */
const before = (now: Temporal.Instant, days: number): Temporal.Instant => now.subtract({ hours: 24 * days })

export const daysOf = (rule: KeepingRule, own: OwnPeriod | undefined): number => Math.min(own?.days ?? keepingRules[rule].mostDays, keepingRules[rule].mostDays)

/** What counts from this instant or earlier is due. */
export const dueBefore = (rule: KeepingRule, own: OwnPeriod | undefined, now: Temporal.Instant): Temporal.Instant => before(now, daysOf(rule, own))

/** From due to late: every night there is a run, so what is still there after a day and a night was passed over. */
export const graceHours = 24

/**
 * What counts from this instant or earlier, is still there and was not held at any time in the last 24 hours, is late: it has been due for 24 hours
 * or more, so that at least one nightly run went by that could have done it. A period that was shortened within the last 24 hours makes nothing late yet:
 * until then the agreement's own period decides.
 */
export const lateBefore = (rule: KeepingRule, own: OwnPeriod | undefined, now: Temporal.Instant): Temporal.Instant => {
  const atLast = now.subtract({ hours: graceHours })
  const fresh = own !== undefined && Temporal.Instant.compare(own.setAt, atLast) > 0
  return before(atLast, fresh ? keepingRules[rule].mostDays : daysOf(rule, own))
}

/** Shorter is allowed, longer is not: the period is a promise of the agreement (G2.1). @throws Refusal keeping_out_of_bounds */
export const checkBounds = (rule: KeepingRule, days: number): void => {
  const { leastDays, mostDays } = keepingRules[rule]
  if (days < leastDays || days > mostDays) throw new Refusal('keeping_out_of_bounds', { least: leastDays, most: mostDays })
}
