import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Look, Looks } from '#kernel/looks.ts'
import { upsertLooks } from './store-looks.ts'
import type { LookRow } from './store-looks.ts'

export type KeptLooks = Looks & {
  /** Writes what was only counted since. */
  flush(): Promise<void>
  /** Writes it for the last time. */
  close(): Promise<void>
}

/** Everything one viewer saw in one view, in one hour. */
type Seen = {
  readonly organisation: OrganisationId
  readonly row: Omit<LookRow, 'subject' | 'times'>
  /** Further looks at each person, not yet written. */
  readonly counts: Map<PersonId, number>
  /** First looks that are being committed. */
  readonly flying: Map<PersonId, Promise<void>>
}

type Group = { readonly rows: LookRow[]; readonly written: PromiseWithResolvers<void> }

const flushMs = 5_000
/** More is forgotten and written again as a first look: it costs a statement, never a look. */
const mostKnown = 500_000

const hourOf = (instant: Temporal.Instant): Temporal.Instant => instant.round({ smallestUnit: 'hour', roundingMode: 'floor' })

/**
 * Keeps who saw whom, by the hour (G10.1). The first look of an hour is committed before `note` resolves: all first looks at people of one organisation
 * that come while another commit runs go together in the next, one statement. Further looks are counted in memory and written every few seconds; of
 * those, a crash loses the number, never that somebody looked.
 */
export const createLooks = ({ inPurpose, clock, log }: Pick<Kernel, 'inPurpose' | 'clock' | 'log'>): KeptLooks => {
  let hour = hourOf(clock.now())
  let known = new Map<string, Seen>()
  let people = 0
  const counted = new Set<Seen>()
  const gathering = new Map<OrganisationId, Group>()
  const writing = new Map<OrganisationId, Promise<void>>()
  let timer: NodeJS.Timeout | undefined

  const write = (organisation: OrganisationId, rows: readonly LookRow[]): Promise<void> =>
    inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'audit' }, (tx) => upsertLooks(tx, rows))

  const writeGroups = async (organisation: OrganisationId): Promise<void> => {
    for (let group = gathering.get(organisation); group !== undefined; group = gathering.get(organisation)) {
      gathering.delete(organisation)
      await write(organisation, group.rows).then(group.written.resolve, group.written.reject)
    }
    writing.delete(organisation)
  }

  /** Resolves once these rows are committed. */
  const commitTogether = (organisation: OrganisationId, rows: readonly LookRow[]): Promise<void> => {
    const group = gathering.get(organisation) ?? { rows: [], written: Promise.withResolvers<void>() }
    group.rows.push(...rows)
    gathering.set(organisation, group)
    if (!writing.has(organisation)) writing.set(organisation, writeGroups(organisation))
    return group.written.promise
  }

  const seenBy = ({ organisation, viewer, purpose, view }: Look): Seen => {
    const now = hourOf(clock.now())
    if (!now.equals(hour) || people > mostKnown) {
      hour = now
      known = new Map()
      people = 0
    }
    const key = `${organisation} ${viewer.id} ${purpose} ${view}`
    const found = known.get(key)
    if (found !== undefined) return found
    const row = { hour, viewerKind: viewer.kind, viewerId: viewer.id, viewerRole: viewer.role, purpose, view }
    const made: Seen = { organisation, row, counts: new Map(), flying: new Map() }
    known.set(key, made)
    return made
  }

  const commitFirst = (seen: Seen, fresh: readonly PersonId[]): Promise<void> => {
    const rows = fresh.map((subject) => ({ ...seen.row, subject, times: 1 }))
    const done = commitTogether(seen.organisation, rows).then(
      () => {
        for (const subject of fresh) seen.flying.delete(subject)
      },
      (error: unknown) => {
        for (const subject of fresh) {
          seen.flying.delete(subject)
          seen.counts.delete(subject)
        }
        throw error
      },
    )
    people += fresh.length
    for (const subject of fresh) {
      seen.counts.set(subject, 0)
      seen.flying.set(subject, done)
    }
    return done
  }

  const countAgain = (seen: Seen): void => {
    counted.add(seen)
    if (timer !== undefined) return
    timer = setTimeout(() => void flush(), flushMs)
    timer.unref()
  }

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const perOrganisation = Map.groupBy(counted, ({ organisation }) => organisation)
    counted.clear()
    for (const [organisation, all] of perOrganisation) {
      const taken = all.flatMap((seen) =>
        [...seen.counts].flatMap(([subject, times]) => (times > 0 && !seen.flying.has(subject) ? [{ seen, subject, times }] : [])),
      )
      for (const { seen, subject } of taken) seen.counts.set(subject, 0)
      for (const seen of all) if ([...seen.flying.keys()].some((subject) => (seen.counts.get(subject) ?? 0) > 0)) countAgain(seen)
      if (taken.length === 0) continue
      try {
        await write(organisation, taken.map(({ seen, subject, times }) => ({ ...seen.row, subject, times })))
      } catch (error) {
        log.warn({ err: error, organisation }, 'how often people were looked at could not be written; it is tried again')
        for (const { seen, subject, times } of taken) {
          seen.counts.set(subject, (seen.counts.get(subject) ?? 0) + times)
          countAgain(seen)
        }
      }
    }
  }

  return {
    note: async (look) => {
      const subjects = new Set(look.subjects)
      subjects.delete(look.viewer.id as PersonId)
      if (subjects.size === 0) return
      const seen = seenBy(look)
      const waits = new Set<Promise<void>>()
      const fresh: PersonId[] = []
      for (const subject of subjects) {
        const times = seen.counts.get(subject)
        if (times === undefined) {
          fresh.push(subject)
          continue
        }
        seen.counts.set(subject, times + 1)
        countAgain(seen)
        const flying = seen.flying.get(subject)
        if (flying !== undefined) waits.add(flying)
      }
      if (fresh.length > 0) waits.add(commitFirst(seen, fresh))
      await Promise.all(waits)
    },
    flush,
    close: async () => {
      await Promise.allSettled(writing.values())
      await flush()
      clearTimeout(timer)
    },
  }
}
