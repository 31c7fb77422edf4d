import type { Clock } from './clock.ts'
import type { Config } from './config.ts'

/** What the rooms may know of back-ups: retention asks it when the last copy of an erased row is gone (G9). */
export type BackupsState = {
  /** `off`: nothing is copied. `outside`: PostgreSQL is the operator's, who declares how long its snapshots live. */
  readonly kind: 'embedded' | 'outside' | 'off'
  /** Days until a row that is deleted now is in no copy any more; of `outside` as declared, null when nothing was declared. */
  readonly keptDays: number | null
  readonly newest: { readonly at: Temporal.Instant } | null
  /** When the oldest copy that is still there was begun; null: there is none. */
  readonly oldestAt: Temporal.Instant | null
  /** What went wrong at the last attempt, in words for the operator. */
  readonly failure: string | null
}

export type Backups = {
  state(): Promise<BackupsState>
  /** True when no back-up and no archived WAL is left that may hold a row deleted before `instant`. */
  goneBefore(instant: Temporal.Instant): Promise<boolean>
}

/** Without back-ups of our own: none at all, or those of an outside PostgreSQL, which live as long as the operator declares (G9). */
export const declaredBackups = (config: Config, clock: Clock): Backups => {
  const outside = config.DATABASE_URL !== undefined
  const keptDays = outside ? (config.BACKUPS_KEPT_DAYS ?? null) : null
  return {
    state: async () => ({ kind: outside ? 'outside' : 'off', keptDays, newest: null, oldestAt: null, failure: null }),
    goneBefore: async (instant) =>
      !outside || (keptDays !== null && Temporal.Instant.compare(clock.now(), instant.add({ hours: 24 * keptDays })) >= 0),
  }
}
