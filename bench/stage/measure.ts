import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { checkHistory } from '../../test/history-checker.ts'
import type { Operation, Row } from '../../test/history-checker.ts'
import type { BenchCluster } from '../harness.ts'
import type { Way } from './attempts.ts'
import type { Figures, Plan } from './client.ts'
import type { BenchHouse } from './house.ts'

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
 * Judges a run by the history checker of the tests: what the clients were told, and what is in the table.
 * @returns what went wrong, in words
 */
export const findFaults = async (house: BenchHouse, { scene, slots }: Pick<Plan, 'scene' | 'slots'>, { told }: Figures): Promise<string[]> => {
  const rows = await house.query<Row>(
    `SELECT id, workspace_id AS "workspaceId", person_id AS person, kind, status, to_json(from_at) #>> '{}' AS "from", to_json(to_at) #>> '{}' AS "to"
     FROM bookings WHERE organisation_id = $1 AND person_id IS NOT NULL`,
    [scene.organisation],
  )
  const operations = told.map(({ id, person: who, desk, slot, sentMs, answeredMs }): Operation => {
    const person = scene.people[who]?.id ?? ''
    const booking = { id, workspaceId: scene.desks[desk] ?? '', person, kind: 'desk', from: '', to: '', ...slots[slot] } as const
    return { client: person, kind: 'book', sentMs, answeredMs, status: 201, booking }
  })
  return checkHistory(operations, rows)
}
