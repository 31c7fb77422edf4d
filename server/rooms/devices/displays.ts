import type { OrganisationId } from '#contract/ids.ts'
import type { WorkspaceState } from '#contract/values.ts'

/** What a device at a desk or room shows. Instants are RFC 3339. */
export type DeviceState = {
  readonly at: string
  readonly workspace: { readonly name: string; readonly kind: 'desk' | 'room' }
  readonly language: 'nl' | 'en'
  readonly state: WorkspaceState
  /** When the present state ends, as far as it is known. */
  readonly until: string | null
  /** Who sits or has booked here; only of people whom the whole organisation may see. */
  readonly name: string | null
  readonly next: { readonly from: string; readonly to: string; readonly name: string | null } | null
  /** A booking is due that can be checked in here. */
  readonly canCheckIn: boolean
}

/** A device that said hello or asked for its state since its connection began. */
export type ListeningDevice = {
  readonly organisation: OrganisationId
  readonly deviceId: string
  readonly devEui: string
  readonly workspaceId: string
  readonly floorId: string | null
}

/** Event for the outbox, payload `DeviceSpoke`: a device that is linked to a workspace said hello, or somebody used it. */
export const deviceSpoke = 'devices.deviceSpoke'
export type DeviceSpoke = {
  readonly deviceId: string
  readonly workspaceId: string
  readonly kind: 'hello' | 'check_in' | 'button'
  /** When, RFC 3339; may lie back when the message came late. */
  readonly at: string
}

/** Event for the outbox, payload `LinksChanged`: from `fromMs` (epoch milliseconds) on the device stands elsewhere. */
export const linksChanged = 'devices.linksChanged'
export type LinksChanged = { readonly deviceId: string; readonly fromMs: number }
