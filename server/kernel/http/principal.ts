import type { OrganisationId, PersonId, WorkspaceId } from '#contract/ids.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import type { Actor } from '../purpose/in-purpose.ts'

/** Who calls, as one look-up tells it. Rooms `access` and `devices` make these; the HTTP kernel only checks them. */
export type PersonPrincipal = {
  readonly kind: 'person'
  readonly organisation: OrganisationId
  readonly person: PersonId
  readonly roles: readonly Role[]
  readonly permissions: ReadonlySet<Permission>
  readonly teamId: string | null
  readonly language: 'nl' | 'en'
  readonly optedIn: boolean
  /** Their data is frozen: kept, but not used. */
  readonly restricted: boolean
  readonly agreementInForce: boolean
  /** Identifies the session without being usable as one. */
  readonly sessionKey: string
  readonly expiresAt: Temporal.Instant
}
export type DoorPrincipal = {
  readonly kind: 'door'
  readonly organisation: OrganisationId
  readonly door: string
  readonly workspace: WorkspaceId
  readonly agreementInForce: boolean
}
export type SourcePrincipal = {
  readonly kind: 'source'
  readonly organisation: OrganisationId
  readonly source: string
  readonly sourceKind: string
  readonly agreementInForce: boolean
}
export type Principal = PersonPrincipal | DoorPrincipal | SourcePrincipal

export const actorOf = (principal: Principal): Actor =>
  principal.kind === 'person'
    ? { kind: 'person', id: principal.person }
    : principal.kind === 'door'
      ? { kind: 'door', id: principal.door }
      : { kind: 'source', id: principal.source }

/** How secrets become principals; given by the house. Null: unknown, expired or revoked. */
export type Authenticate = {
  session(cookie: string): Promise<PersonPrincipal | null>
  door(cookie: string): Promise<DoorPrincipal | null>
  source(token: string): Promise<SourcePrincipal | null>
  /** An uplink came for an organisation without an agreement in force: counted, never kept (G13.1). */
  refusedSource(source: SourcePrincipal): Promise<void>
}
