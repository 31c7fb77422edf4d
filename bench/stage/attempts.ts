import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { ClientConfig } from 'pg'
import { systemClock } from '#kernel/clock.ts'
import { createPools } from '#kernel/database/index.ts'
import { Refusal } from '#kernel/errors.ts'
import { createInPurpose } from '#kernel/purpose/in-purpose.ts'
import { createContests } from '../../server/rooms/bookings/contests.ts'
import { book } from '../../server/rooms/bookings/store-book.ts'
import type { Scene } from './house.ts'
import { openConnection } from './http-connection.ts'

/** One person's try for one desk, in one of three ways: the id of their booking, or null for who came too late. Anything else is thrown. */
export type Attempt = (person: number, desk: number, slot: Slot) => Promise<string | null>
export type Slot = { readonly from: string; readonly to: string }

export type Way =
  | { readonly kind: 'http'; readonly url: string }
  /** The store inside its purpose transaction, without HTTP; `contested` as the room's route does it, where those who want the same slot take turns. */
  | { readonly kind: 'store'; readonly contested: boolean; readonly server: ClientConfig; readonly password: string; readonly connections: number }
  /** Nothing but the insert, as superuser past row security, one statement per transaction. */
  | { readonly kind: 'bare'; readonly superuser: ClientConfig; readonly connections: number }

export type Attempts = { readonly attempt: Attempt; readonly close: () => Promise<void> }

const itemAt = <T>(list: readonly T[], index: number): T => {
  const item = list[index]
  if (item === undefined) throw new Error(`there is no item ${index}`)
  return item
}

export const openAttempts = async (way: Way, scene: Scene): Promise<Attempts> => {
  if (way.kind === 'http') return await overHttp(way.url, scene)
  return way.kind === 'store' ? throughStore(way, scene) : bare(way, scene)
}

const overHttp = async (url: string, scene: Scene): Promise<Attempts> => {
  const connections = await Promise.all(scene.people.map(() => openConnection(url)))
  return {
    attempt: async (person, desk, slot) => {
      const { status, body } = await itemAt(connections, person).post(
        '/api/v1/bookings',
        `vrijplek=${itemAt(scene.people, person).cookie}`,
        JSON.stringify({ workspaceId: itemAt(scene.desks, desk), ...slot }),
      )
      if (status === 201) return (JSON.parse(body) as { id: string }).id
      if (status === 409 && body.includes('"workspace_taken"')) return null
      throw new Error(`a booking was answered with ${status}: ${body}`)
    },
    close: async () => {
      for (const connection of connections) connection.close()
    },
  }
}

const throughStore = (way: Extract<Way, { kind: 'store' }>, scene: Scene): Attempts => {
  const pools = createPools(way.server, { password: () => way.password, connections: way.connections, onError: () => {} })
  const inPurpose = createInPurpose(pools, systemClock)
  const contests = createContests({ inPurpose, clock: systemClock })
  return {
    attempt: async (person, desk, slot) => {
      const { id } = itemAt(scene.people, person)
      const wish = {
        workspaceId: itemAt(scene.desks, desk),
        person: id,
        from: Temporal.Instant.from(slot.from),
        to: Temporal.Instant.from(slot.to),
      }
      try {
        const context = { organisation: scene.organisation, actor: { kind: 'person', id }, purpose: 'booking' } as const
        const row = way.contested
          ? await contests.enter(context, wish, (see) => inPurpose(context, (tx) => book(tx, wish, see)))
          : await inPurpose(context, (tx) => book(tx, wish))
        return row.booking_id
      } catch (error) {
        if (error instanceof Refusal && error.code === 'workspace_taken') return null
        throw error
      }
    },
    close: () => pools.close(),
  }
}

const insert = `
  INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
  VALUES ($1, $2, $3, 'desk', $4, tstzrange($5, $6), 'booked', $5::timestamptz + interval '30 minutes', now())
  ON CONFLICT DO NOTHING`

const bare = (way: Extract<Way, { kind: 'bare' }>, scene: Scene): Attempts => {
  const pool = new pg.Pool({ ...way.superuser, max: way.connections })
  return {
    attempt: async (person, desk, slot) => {
      const id = randomUUID()
      const values = [scene.organisation, id, itemAt(scene.desks, desk), itemAt(scene.people, person).id, slot.from, slot.to]
      const { rowCount } = await pool.query({ name: 'bare', text: insert, values })
      return rowCount === 1 ? id : null
    },
    close: () => pool.end(),
  }
}
