import { z } from 'zod'

/** RFC 3339 begins with the year 0000, which PostgreSQL has not, and ends with 9999, after which nothing can be reckoned. */
const inReach = (text: string): boolean => /^(?:19|2\d)\d\d-/.test(text)
const outOfReach = 'expected a year from 1900 to 2999'
/** Temporal reads nanoseconds and nothing finer. */
const isReadable = (text: string): boolean => !/\.\d{10}/.test(text)

/** An instant, RFC 3339 with its zone offset. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(inReach, { error: outOfReach })
  .refine(isReadable, { error: 'expected at most nine digits of a second' })
  .meta({ examples: ['2026-11-24T09:00:00+01:00'] })
/** A calendar day at the location. */
export const Day = z.iso.date().refine(inReach, { error: outOfReach }).meta({ examples: ['2026-11-24'] })
/** A wall-clock time at the location, HH:MM. 24:00 ends a day. */
export const WallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
  .meta({ examples: ['08:30'] })

export const Language = z.enum(['nl', 'en'])
export type Language = z.infer<typeof Language>
export const Theme = z.enum(['system', 'light', 'dark'])
/** Who may see a person's name with the place where they sit. */
export const Visibility = z.enum(['nobody', 'team', 'organisation'])
export type Visibility = z.infer<typeof Visibility>

export const Name = z.string().trim().min(1).max(120)
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** Judged by length and blocklist only (NIST SP 800-63B-4 §3.1.1, ASVS 5.0 6.2); the upper bound keeps hashing affordable. */
export const Password = z.string().min(1).max(256)

export const WorkspaceState = z.enum(['free', 'booked', 'in_use', 'away', 'not_bookable', 'unknown'])
export type WorkspaceState = z.infer<typeof WorkspaceState>
