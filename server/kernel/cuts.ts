import { randomUUID } from 'node:crypto'
import type { ClientConfig } from 'pg'
import pg from 'pg'
import { z } from 'zod'
import { OrganisationId, PersonId, StaffId } from '#contract/ids.ts'
import type { Principal } from './http/index.ts'
import type { Log } from './log.ts'
import type { Tx } from './purpose/in-purpose.ts'

/**
 * Whose access changed or ended: everything given must fit. `{ organisation }` alone is everybody and everything of it, `{ organisation, person }` all
 * sessions and tokens of one person, `{ organisation, approval }` all that hangs on one approval (G5.3).
 */
export const Cut = z.union([
  z.strictObject({
    organisation: OrganisationId,
    kind: z.enum(['person', 'client', 'door', 'source']).optional(),
    person: PersonId.optional(),
    sessionKey: z.string().optional(),
    token: z.string().optional(),
    approval: z.string().optional(),
    client: z.string().optional(),
    /** A door display, by its room. */
    workspace: z.string().optional(),
    source: z.string().optional(),
  }),
  z.strictObject({ staff: StaffId, sessionKey: z.string().optional() }),
])
export type Cut = z.infer<typeof Cut>

export type Matches = (principal: Principal) => boolean

/**
 * Cutting access: streams of those concerned end and what was remembered of them is forgotten, in this process once the transaction is committed, and in
 * every other one as soon as PostgreSQL has told it (NOTIFY goes out with the commit). Whoever still has access comes back by themselves and is looked up
 * anew; so the same word serves for "may do more now" and "may do nothing any more".
 */
export type Cuts = {
  /** Cuts with the commit of this transaction; never when it is rolled back. */
  afterCommit(tx: Tx, cut: Cut): void
  /** Caches and connections say how they forget. */
  on(forget: (matches: Matches) => void): void
  /** Begins to hear other processes. Until it is called, and while the connection is lost, only this process' own cuts count. */
  listen(): Promise<void>
  stop(): Promise<void>
}

const channel = 'vrijplek_cuts'
const againMs = 1000

const isAbsentOrEqual = (wanted: string | undefined, got: string | undefined): boolean => wanted === undefined || wanted === got

export const matcherOf =
  (cut: Cut): Matches =>
  (principal) => {
    if ('staff' in cut) return principal.kind === 'staff' && principal.staff === cut.staff && isAbsentOrEqual(cut.sessionKey, principal.sessionKey)
    if (principal.kind === 'staff' || principal.organisation !== cut.organisation) return false
    const token = principal.kind === 'person' || principal.kind === 'client' ? principal.token : null
    return (
      isAbsentOrEqual(cut.kind, principal.kind) &&
      isAbsentOrEqual(cut.person, principal.kind === 'person' ? principal.person : undefined) &&
      isAbsentOrEqual(cut.sessionKey, 'sessionKey' in principal ? principal.sessionKey : undefined) &&
      isAbsentOrEqual(cut.token, token?.token) &&
      isAbsentOrEqual(cut.approval, token?.approval) &&
      isAbsentOrEqual(cut.client, principal.kind === 'client' ? principal.client : undefined) &&
      isAbsentOrEqual(cut.workspace, principal.kind === 'door' ? principal.workspace : undefined) &&
      isAbsentOrEqual(cut.source, principal.kind === 'source' ? principal.source : undefined)
    )
  }

const Told = z.object({ from: z.uuid(), cut: Cut })

/** @param connect how to reach the database as a login that may LISTEN; a connection of its own, past any pool */
export const createCuts = (connect: () => ClientConfig, log: Log): Cuts => {
  const self = randomUUID()
  const forgetters: ((matches: Matches) => void)[] = []
  const forget = (matches: Matches): void => {
    for (const each of forgetters) each(matches)
  }
  let listening: pg.Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const hear = (payload: string | undefined): void => {
    const told = Told.safeParse(JSON.parse(payload ?? 'null'))
    // What another version says and this one does not understand: better everybody comes back once than somebody stays.
    if (!told.success) forget(() => true)
    else if (told.data.from !== self) forget(matcherOf(told.data.cut))
  }

  const open = async (): Promise<void> => {
    const client = new pg.Client({ ...connect(), application_name: 'vrijplek cuts', keepAlive: true })
    client.on('notification', ({ payload }) => hear(payload))
    client.on('error', () => {})
    client.on('end', () => {
      if (listening !== client) return
      listening = null
      if (!stopped) again()
    })
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    if (stopped) return void client.end()
    listening = client
  }
  const again = (): void => {
    timer = setTimeout(() => {
      // What was said meanwhile is lost: everybody is looked up anew.
      open().then(
        () => forget(() => true),
        (error: unknown) => {
          log.warn({ err: error }, 'cuts of other processes cannot be heard; trying again')
          if (!stopped) again()
        },
      )
    }, againMs)
    timer.unref()
  }

  return {
    afterCommit: (tx, cut) => {
      tx.announce(channel, JSON.stringify({ from: self, cut }))
      tx.afterCommit(() => forget(matcherOf(cut)))
    },
    on: (each) => void forgetters.push(each),
    listen: open,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await listening?.end()
    },
  }
}
