import type { FastifyInstance } from 'fastify'
import { findAvailable } from '#contract/endpoints/floor.ts'
import { signIn } from '#contract/endpoints/session.ts'
import { apiClient } from './client.ts'
import type { DemoFile } from './demo-file.ts'

const daysAhead = [1, 2, 3, 4, 5] as const
/** An hour of the evening, in which the demo plans nothing. */
const wallHour = 19

/** A desk and an hour in the future that anybody past first use can book; null when somebody booked them all. */
export const findFreeSlot = async (http: FastifyInstance, demo: DemoFile, timeZone: string): Promise<DemoFile['freeSlot']> => {
  const account = demo.accounts.find(({ role, pastFirstUse }) => role === 'employee' && pastFirstUse)
  if (account === undefined) return null
  const client = apiClient(http)
  await client.call(signIn, { body: { email: account.email, password: account.password } })
  const today = Temporal.Now.plainDateISO(timeZone)
  for (const days of daysAhead) {
    const start = today.add({ days }).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: wallHour }) })
    const period = { from: start.toInstant().toString(), to: start.add({ hours: 1 }).toInstant().toString() }
    for (const floor of demo.floors) {
      const { workspaces } = await client.call(findAvailable, { params: { floorId: floor.id }, query: period })
      const free = workspaces.find(({ kind, available }) => kind === 'desk' && available)
      if (free !== undefined) return { workspaceId: free.id, ...period }
    }
  }
  return null
}
