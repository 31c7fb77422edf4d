import type { FloorId, OrganisationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { ClientPrincipal, PersonPrincipal, Stream } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { lookAs } from '#kernel/looks.ts'
import { paced } from './pace.ts'
import type { Pace, PaceTimes } from './pace.ts'
import { changeBetween, wholeFloor } from './picture.ts'
import type { FloorPicture, Shown, Viewer } from './picture.ts'
import type { Pictures } from './pictures.ts'
import { viewerOf } from './seen.ts'
import { readTeams } from './store.ts'

/**
 * A sensor's word shows at once; a storm of them at most ten times a second. Every five seconds by itself: holds run out, bookings start and end, and
 * another process of this instance may have written.
 */
const watchTimes: PaceTimes = { leastMs: 100, everyMs: 5_000 }

/** The live topic of a floor: told by whoever changes what one sees there. */
export const floorTopic = (floor: FloorId): string => `floor:${floor}`
/** Told when visibility, team or name of somebody changed. */
export const peopleTopic = 'people'

/** Everybody who has a floor open, per floor: one read serves them all. Nobody watching costs nothing. */
export type FloorWatch = {
  /** From now on the stream gets the floor, then what changes of it, until it closes. */
  join(principal: PersonPrincipal | ClientPrincipal, floor: FloorId, stream: Stream): void
}

type Watcher = { readonly stream: Stream; readonly principal: PersonPrincipal | ClientPrincipal; viewer: Viewer; told: boolean }
type Watched = { readonly watchers: Set<Watcher>; readonly pace: Pace }

export const createFloorWatch = (kernel: Kernel, pictures: Pictures, times: PaceTimes = watchTimes): FloorWatch => {
  const floors = new Map<string, Watched>()

  /** Ends what is no longer allowed: a session past its end. Revoked ones are closed by the room access itself. */
  const endExpired = (watchers: ReadonlySet<Watcher>): void => {
    const now = kernel.clock.now()
    for (const { stream, principal } of watchers) {
      if (Temporal.Instant.compare(principal.expiresAt, now) <= 0) stream.close()
    }
  }

  /** Who moved to another team sees with other eyes from now on, so they get everything anew. */
  const followTeams = async (organisation: OrganisationId, watchers: ReadonlySet<Watcher>): Promise<void> => {
    const people = [...new Set([...watchers].map(({ viewer }) => viewer.person))]
    const teams = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'presence' }, (tx) => readTeams(tx, people))
    for (const watcher of watchers) {
      const { person, teamId } = watcher.viewer
      const now = teams.get(person)
      if (now === undefined || now === teamId) continue
      watcher.viewer = { person, teamId: now }
      watcher.told = false
    }
  }

  const watch = (key: string, organisation: OrganisationId, floor: FloorId): Watched => {
    const watchers = new Set<Watcher>()
    let last: FloorPicture | null = null
    let teamsMayHaveChanged = false

    /** Who cannot be recorded to have seen these names is not shown them, and gets everything anew the next time. */
    const show = async (watcher: Watcher, event: 'floor' | 'change', { text, people }: Shown): Promise<void> => {
      watcher.told = false
      await kernel.looks.note({ organisation, ...lookAs(watcher.principal, 'floor'), purpose: 'presence', subjects: people })
      watcher.told = true
      watcher.stream.sendText(event, text)
    }

    const tell = async (before: FloorPicture | null, picture: FloorPicture): Promise<void> => {
      const change = before === null ? null : changeBetween(before, picture)
      const shown = await Promise.allSettled(
        [...watchers].map(async (watcher) => {
          if (!watcher.told || change === null || change.whole) return await show(watcher, 'floor', wholeFloor(picture, watcher.viewer))
          const changed = change.shownTo(watcher.viewer)
          if (changed !== null) await show(watcher, 'change', changed)
        }),
      )
      const failed = shown.find(({ status }) => status === 'rejected')
      if (failed?.status === 'rejected') throw failed.reason
    }

    const look = async (): Promise<void> => {
      endExpired(watchers)
      if (watchers.size === 0) return
      if (teamsMayHaveChanged) {
        teamsMayHaveChanged = false
        await followTeams(organisation, watchers)
      }
      const picture = await pictures.take(organisation, floor)
      const before = last
      last = picture
      await tell(before, picture)
    }

    const pace = paced(look, times, (error) => {
      if (error instanceof Refusal) {
        // The floor is gone.
        for (const { stream } of watchers) stream.close()
        return
      }
      kernel.log.warn({ err: error, organisation }, 'a watched floor could not be read; it is tried again')
    })
    const forget = [
      kernel.live.subscribe(organisation, floorTopic(floor), pace.nudge),
      kernel.live.subscribe(organisation, peopleTopic, () => {
        teamsMayHaveChanged = true
        pace.nudge()
      }),
    ]
    const watched: Watched = {
      watchers,
      pace: {
        nudge: pace.nudge,
        end: () => {
          pace.end()
          for (const each of forget) each()
          floors.delete(key)
        },
      },
    }
    floors.set(key, watched)
    return watched
  }

  return {
    join: (principal, floor, stream) => {
      const key = `${principal.organisation} ${floor}`
      const { watchers, pace } = floors.get(key) ?? watch(key, principal.organisation, floor)
      const watcher = { stream, principal, viewer: viewerOf(principal), told: false }
      watchers.add(watcher)
      stream.onClose(() => {
        watchers.delete(watcher)
        if (watchers.size === 0) pace.end()
      })
      pace.nudge()
    },
  }
}
