import { randomUUID } from 'node:crypto'
import assert from 'node:assert/strict'
import { endAgreement, getEndingByLink } from '#contract/endpoints/keeping.ts'
import type { OrganisationId } from '#contract/ids.ts'
import type { Backups, BackupsState } from '#kernel/backups.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { inventory } from '../server/inventory.ts'
import * as access from '../server/rooms/access/index.ts'
import { createRetention, routes } from '../server/rooms/retention/index.ts'
import type { Retention } from '../server/rooms/retention/index.ts'
import { furnish } from './furnish.ts'
import { openTestHouse, tuesdayMorning } from './house.ts'
import type { TestHouse } from './house.ts'
import { findEverywhere, keepEverywhere, placeOf } from './kept-scene.ts'

/** What the outside sees of an ending. */
export type Shape = {
  readonly state: string
  readonly endsAt: string
  readonly deadlineAt: string
  readonly late: boolean
  readonly promiseBroken: boolean
  readonly liveDoneAt: string | null
  readonly certifiedAt: string | null
  readonly backupsGoneBy: string | null
  readonly link: string
  readonly certificate: string | null
  readonly holds: readonly { readonly ground: string; readonly statute: string }[]
}

export type Certificate = {
  readonly inTime: boolean
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  readonly files: number
  readonly keysDestroyed: number
  readonly backups: object
  readonly trail: { readonly size: number; readonly root: string }
  readonly suspendedBy: readonly object[]
  readonly notProven: readonly string[]
}

/** An organisation whose agreement is about to end, with something in every table. */
export type EndingScene = {
  readonly house: TestHouse
  readonly retention: Retention
  readonly organisation: OrganisationId
  readonly manager: PersonPrincipal
  readonly employee: PersonPrincipal
}

export const later = (instant: string, duration: Temporal.DurationLike): Temporal.Instant => Temporal.Instant.from(instant).add(duration)

export const certificateOf = (note: string | null): Certificate => JSON.parse(note?.split('\n')[1] ?? '{}') as Certificate

export const openEndingScene = async () => {
  /** What a test throws at a moment, as a crash would end it there. */
  const crash: { at: string | null } = { at: null }
  const moments: string[] = []
  const backups: { state: BackupsState } = { state: { kind: 'embedded', keptDays: 13, newest: null, oldestAt: null, failure: null } }
  let retention: Retention | undefined
  const now = { of: null as TestHouse['clock'] | null }
  // The last copy goes 13 days after what it may hold was deleted.
  const gone: Backups = {
    state: async () => backups.state,
    goneBefore: async (instant) => now.of !== null && Temporal.Instant.compare(now.of.now(), instant.add({ hours: 13 * 24 })) >= 0,
  }
  const house = await openTestHouse({
    routes: (kernel) => {
      retention = createRetention(kernel, inventory, (at) => {
        moments.push(at)
        if (at === crash.at) throw new Error(`crash ${at}`)
      })
      return [...routes(kernel, retention), ...access.routes(kernel)]
    },
    authenticate: (kernel) => ({ session: access.authenticateSession(kernel) }),
    settings: { LOG_LEVEL: 'silent' },
    backups: gone,
  })
  now.of = house.clock
  const made = retention
  if (made === undefined) throw new Error('the house has no retention')

  const renew = async (): Promise<EndingScene> => {
    house.clock.set(tuesdayMorning)
    backups.state = { kind: 'embedded', keptDays: 13, newest: null, oldestAt: null, failure: null }
    const { organisationId: organisation, person: manager } = await furnish(house, `Waterschap ${randomUUID().slice(0, 8)}`)
    const employee = await house.seed.person(organisation)
    const [desk, another] = (await placeOf(house, organisation)).desks
    if (desk === undefined || another === undefined) throw new Error('no desks')
    await keepEverywhere(house, employee, manager.person, desk)
    await keepEverywhere(house, manager, employee.person, another)
    await house.query(`INSERT INTO outbox (organisation_id, kind, payload) VALUES ($1, 'bookings.bookingReleased', '{}')`, [organisation])
    await house.query(
      `INSERT INTO readings (organisation_id, device_id, at, f_cnt, received_at) SELECT $1, $2, now() + n * interval '1 second', n, now() FROM generate_series(1, 1700) n`,
      [organisation, randomUUID()],
    )
    return { house, retention: made, organisation, manager, employee }
  }

  return {
    house,
    retention: made,
    crash,
    moments,
    backups,
    renew,
    end: async (manager: PersonPrincipal, endsAt: string | null, timeZone = 'Europe/Amsterdam'): Promise<Shape> => {
      const answer = await house.call(endAgreement, { as: { ...manager, verifiedAt: house.clock.now() }, body: { endsAt, timeZone, end: true } })
      assert.equal(answer.status, 201, answer.text)
      return answer.body as unknown as Shape
    },
    byLink: async (link: string): Promise<Shape> => {
      const answer = await house.call(getEndingByLink, { params: { link } })
      assert.equal(answer.status, 200, answer.text)
      return answer.body as unknown as Shape
    },
    /** Sets the clock, and does what the minute job does. */
    pass: async (moment: string | Temporal.Instant): Promise<void> => {
      house.clock.set(moment.toString())
      await made.endings.tick()
      await made.endings.settled()
    },
    /** Tables that hold a row with this id, the endings aside. */
    rowsLeft: async (organisation: OrganisationId): Promise<string[]> => {
      const tables = (await findEverywhere(house, organisation)).map(({ table }) => table).filter((table) => table !== 'public.endings')
      return [...new Set(tables)]
    },
    close: async (): Promise<void> => {
      await made.stop()
      await house.close()
    },
  }
}
