import { permissionsOf } from '#contract/permissions.ts'
import type { Permission, Role } from '#contract/permissions.ts'

/** The rights of a small organisation as anybody would explain them: no database, no cache, no clock but the one handed in. Times in milliseconds. */
export type ModelGrant = { readonly id: string; readonly person: string; readonly role: Role; readonly location: string | null; readonly from: number; until: number | null }
export type ModelPerson = { readonly id: string; readonly guest: boolean; deactivated: boolean; until: number | null }
export type ModelSession = { readonly key: string; readonly person: string; readonly cookie: string; readonly startedAt: number; seenAt: number; ended: boolean }
export type ModelToken = { readonly id: string; readonly key: string | null; readonly person: string; readonly value: string; readonly endsAt: number; revoked: boolean }

const idleMs = 1440 * 60_000
const absoluteMs = 720 * 3_600_000
const seenEveryMs = 5 * 60_000

export const createModel = () => {
  const people = new Map<string, ModelPerson>()
  const grants = new Map<string, ModelGrant>()
  const sessions: ModelSession[] = []
  const tokens: ModelToken[] = []
  const isBarred = (person: string, now: number): boolean => {
    const found = people.get(person)
    return found === undefined || found.deactivated || (found.until !== null && found.until <= now)
  }
  const isInForce = ({ from, until }: ModelGrant, now: number): boolean => from <= now && (until === null || until > now)
  /** Where somebody may do something; null in it: in the whole organisation. */
  const reachOf = (person: string, permission: Permission, now: number): Set<string | null> =>
    new Set(
      [...grants.values()]
        .filter((grant) => grant.person === person && isInForce(grant, now) && permissionsOf([grant.role]).has(permission))
        .map(({ location }) => location),
    )
  const may = (person: string, permission: Permission, location: string | null, now: number): boolean => {
    const reach = reachOf(person, permission, now)
    return reach.has(null) || (location !== null && reach.has(location))
  }
  return {
    people,
    grants,
    sessions,
    tokens,
    isBarred,
    may,
    isOpen: (session: ModelSession, now: number): boolean =>
      !session.ended && !isBarred(session.person, now) && now < session.startedAt + absoluteMs && now < session.seenAt + idleMs,
    /** A session was used; only then does it live on. */
    used: (session: ModelSession, now: number): void => {
      if (now - session.seenAt >= seenEveryMs) session.seenAt = now
    },
    isUsable: (token: ModelToken, now: number): boolean => !token.revoked && now < token.endsAt && !isBarred(token.person, now),
  }
}
export type Model = ReturnType<typeof createModel>
