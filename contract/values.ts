import { z } from 'zod'

/** An instant, RFC 3339 with its zone offset. */
export const Instant = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-24T09:00:00+01:00'] })
/** A calendar day at the location. */
export const Day = z.iso.date().meta({ examples: ['2026-11-24'] })
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
