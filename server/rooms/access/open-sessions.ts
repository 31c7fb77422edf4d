import type { z } from 'zod'
import type { OpenSession } from '#contract/endpoints/sign-in-policy.ts'
import type { PersonId, SessionId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as trail from '../trail/index.ts'
import { endThisSession } from './sessions.ts'
import { keyOf, sessionsOf } from './store-sessions.ts'

type View = z.output<typeof OpenSession>

/** Where somebody is signed in now, the latest use first. Purposes `sign_in`, `administration`. */
export const openSessionsOf = async (tx: Tx, person: PersonId): Promise<(Omit<View, 'current'> & { readonly key: string })[]> =>
  (await sessionsOf(tx, person)).map((row) => ({
    key: keyOf(row.tokenHash),
    id: row.id,
    device: row.device,
    network: row.network,
    method: row.method,
    createdAt: row.createdAt.toString(),
    seenAt: row.seenAt.toString(),
    endsAt: row.endsAt.toString(),
  }))

export const mySessions = async (tx: Tx, { person, sessionKey }: PersonPrincipal): Promise<View[]> =>
  (await openSessionsOf(tx, person)).map(({ key, ...session }) => ({ ...session, current: key === sessionKey }))

/** Purpose `sign_in`. @throws Refusal not_found */
export const endMySession = async (kernel: Kernel, tx: Tx, { person }: PersonPrincipal, id: SessionId): Promise<void> => {
  const found = (await openSessionsOf(tx, person)).find((each) => each.id === id)
  if (found === undefined) throw new Refusal('not_found')
  await endThisSession(kernel, tx, found.key)
  await trail.record(tx, { action: 'access.session_ended', subject: { kind: 'person', id: person }, person, detail: { session: id } })
}
