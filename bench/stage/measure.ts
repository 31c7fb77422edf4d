import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { BenchCluster } from '../harness.ts'
import type { Way } from './attempts.ts'
import type { Figures, Plan } from './client.ts'
import type { BenchHouse, Scene } from './house.ts'

/** Runs a plan in a fresh client process. @throws when the client fails */
export const carryOutApart = async (plan: Plan): Promise<Figures> => {
  const child = fork(join(import.meta.dirname, 'client.ts'), { serialization: 'advanced' })
  child.send(plan)
  const answer = await Promise.race([
    once(child, 'message') as Promise<[Figures]>,
    once(child, 'exit').then(([code]) => {
      throw new Error(`the client of a bench ended with ${String(code)}`)
    }),
  ])
  return answer[0]
}

export const waysOf = (cluster: BenchCluster, house: BenchHouse, connections: number) =>
  ({
    http: { kind: 'http', url: house.url },
    // The booking purpose gets a quarter of a house's connections: as many for it as the bare client has.
    store: { kind: 'store', contested: false, server: cluster.server, password: cluster.password(), connections: connections * 5 },
    room: { kind: 'store', contested: true, server: cluster.server, password: cluster.password(), connections: connections * 5 },
    bare: { kind: 'bare', superuser: cluster.superuser, connections },
  }) satisfies Record<string, Way>

/**
 * Compares what is kept with what the clients were told, and looks for bookings in force that overlap at one desk or for one person.
 * @returns how many differences and overlaps there are: 0, or the service is broken
 */
export const findFaults = async (house: BenchHouse, scene: Scene, { told }: Figures): Promise<number> => {
  const overlaps = await house.query(
    `SELECT FROM bookings a JOIN bookings b ON b.organisation_id = a.organisation_id AND b.id > a.id AND b.during && a.during
       AND (b.workspace_id = a.workspace_id OR b.person_id = a.person_id)
     WHERE a.organisation_id = $1 AND a.status IN ('booked', 'checked_in') AND b.status IN ('booked', 'checked_in')`,
    [scene.organisation],
  )
  const kept = await house.query<{ person_id: string; workspace_id: string }>(
    'SELECT person_id, workspace_id FROM bookings WHERE organisation_id = $1 AND person_id IS NOT NULL',
    [scene.organisation],
  )
  const key = (person: string | undefined, desk: string | undefined) => `${person} at ${desk}`
  const sorted = (list: string[]) => list.toSorted((a, b) => a.localeCompare(b))
  const inTable = sorted(kept.map((row) => key(row.person_id, row.workspace_id)))
  const heard = sorted(told.map(({ person, desk }) => key(scene.people[person]?.id, scene.desks[desk])))
  const different = inTable.filter((each, index) => each !== heard[index]).length + Math.abs(inTable.length - heard.length)
  return overlaps.length + different
}
