import type { FastifyRequest } from 'fastify'
import type { ApprovalKind } from '#contract/approvals.ts'
import type { DataCategory } from '#contract/data-categories.ts'
import type { PlaceKind } from '#contract/endpoint.ts'
import type { LocationId, OrganisationId, PersonId, StaffId, WorkspaceId } from '#contract/ids.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import type { Purpose } from '#contract/purposes.ts'
import type { StaffRole } from '#contract/staff-roles.ts'
import type { Actor } from '../purpose/in-purpose.ts'

/** Who calls, as one look-up tells it. Rooms `access` and `devices` make these; the HTTP kernel only checks them. */
export type PersonPrincipal = {
  readonly kind: 'person'
  readonly organisation: OrganisationId
  readonly person: PersonId
  /** Roles in force now, wherever they hold. */
  readonly roles: readonly Role[]
  /** Rights that hold in the whole organisation. */
  readonly permissions: ReadonlySet<Permission>
  /** Rights that hold at these locations only. */
  readonly locally: ReadonlyMap<Permission, ReadonlySet<LocationId>>
  readonly teamId: string | null
  readonly language: 'nl' | 'en'
  readonly optedIn: boolean
  /** Their data is frozen: kept, but not used. */
  readonly restricted: boolean
  readonly agreementInForce: boolean
  /** Whether they came in as strongly as the organisation asks: not with a password alone where that is not allowed. */
  readonly secured: boolean
  /** How they came in; `token`: not themselves, a token of theirs. */
  readonly method: 'password' | 'password_totp' | 'password_recovery_code' | 'passkey' | 'oidc' | 'saml' | 'link' | 'token'
  /** When they last proved who they are: at sign-in, or again since. */
  readonly verifiedAt: Temporal.Instant
  /** Identifies the session, or the token, without being usable as one. */
  readonly sessionKey: string
  readonly expiresAt: Temporal.Instant
  /** When their rights change next by themselves (a grant begins or ends); null: not foreseen. A stream does not outlive it. */
  readonly changesAt: Temporal.Instant | null
  /** Set when a personal access token speaks for them: what it is bound to. */
  readonly token: TokenBounds | null
}

/** What an access token is bound to, whatever its owner may do (G5.3, G6.2f). */
export type TokenBounds = {
  readonly token: string
  readonly approval: string
  /** What the third party was approved as: a directory's token opens SCIM, and nothing else. */
  readonly kind: ApprovalKind
  readonly purposes: ReadonlySet<Purpose>
  readonly categories: ReadonlySet<DataCategory>
}

/** An API client: nobody's session, only what its approval names. Never sees what a person must be somebody for. */
export type ClientPrincipal = {
  readonly kind: 'client'
  readonly organisation: OrganisationId
  readonly client: string
  readonly agreementInForce: boolean
  readonly sessionKey: string
  readonly expiresAt: Temporal.Instant
  readonly token: TokenBounds
}

/** Somebody of the operator. Belongs to no organisation, and sees one only through a support visit. */
export type StaffPrincipal = {
  readonly kind: 'staff'
  readonly staff: StaffId
  readonly roles: readonly StaffRole[]
  /** Signed the confidentiality declaration now in force; without it nothing opens (G2.3). */
  readonly declared: boolean
  readonly language: 'nl' | 'en'
  readonly sessionKey: string
  readonly verifiedAt: Temporal.Instant
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
/** Who belongs to an organisation, and can so have its transaction opened for them. */
export type TenantPrincipal = PersonPrincipal | ClientPrincipal | DoorPrincipal | SourcePrincipal
export type Principal = TenantPrincipal | StaffPrincipal

/** Who calls, once that is settled; null before, and for who may be anybody. */
export const principalOf = (request: FastifyRequest): Principal | null => (request as { readonly principal?: Principal | null }).principal ?? null

export const actorOf = (principal: Principal): Actor => {
  switch (principal.kind) {
    case 'person':
      return { kind: 'person', id: principal.person }
    case 'client':
      return { kind: 'client', id: principal.client }
    case 'staff':
      return { kind: 'staff', id: principal.staff }
    case 'door':
      return { kind: 'door', id: principal.door }
    case 'source':
      return { kind: 'source', id: principal.source }
  }
}

/** How secrets become principals; given by the house. Null: unknown, expired or revoked. */
export type Authenticate = {
  session(cookie: string): Promise<PersonPrincipal | null>
  /** An access token, as it comes from this address. */
  token(token: string, address: string): Promise<PersonPrincipal | ClientPrincipal | null>
  staff(cookie: string): Promise<StaffPrincipal | null>
  /** At which location something stands; null when there is no such thing in this organisation, or it stands nowhere. */
  locationOf(organisation: OrganisationId, kind: PlaceKind, id: string): Promise<LocationId | null>
  door(cookie: string): Promise<DoorPrincipal | null>
  source(token: string): Promise<SourcePrincipal | null>
  /** An uplink came for an organisation without an agreement in force: counted, never kept (G13.1). */
  refusedSource(source: SourcePrincipal): Promise<void>
}

/** Lets nobody in; whoever builds a house says only who it does know. */
export const knowsNobody: Authenticate = {
  session: async () => null,
  token: async () => null,
  staff: async () => null,
  door: async () => null,
  source: async () => null,
  refusedSource: async () => {},
  locationOf: async () => null,
}
