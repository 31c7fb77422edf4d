import { z } from 'zod'

const id = <const Name extends string>() => z.uuid().brand<Name>()

export const OrganisationId = id<'OrganisationId'>()
export type OrganisationId = z.infer<typeof OrganisationId>
export const PersonId = id<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>
export const TeamId = id<'TeamId'>()
export type TeamId = z.infer<typeof TeamId>
export const LocationId = id<'LocationId'>()
export type LocationId = z.infer<typeof LocationId>
export const FloorId = id<'FloorId'>()
export type FloorId = z.infer<typeof FloorId>
export const ZoneId = id<'ZoneId'>()
export type ZoneId = z.infer<typeof ZoneId>
export const WorkspaceId = id<'WorkspaceId'>()
export type WorkspaceId = z.infer<typeof WorkspaceId>
export const BookingId = id<'BookingId'>()
export type BookingId = z.infer<typeof BookingId>
export const SourceId = id<'SourceId'>()
export type SourceId = z.infer<typeof SourceId>
export const DeviceId = id<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>
export const DeviceLinkId = id<'DeviceLinkId'>()
export type DeviceLinkId = z.infer<typeof DeviceLinkId>
export const DecoderId = id<'DecoderId'>()
export type DecoderId = z.infer<typeof DecoderId>
export const NoticeId = id<'NoticeId'>()
export type NoticeId = z.infer<typeof NoticeId>
export const RequestId = id<'RequestId'>()
export type RequestId = z.infer<typeof RequestId>
export const FileId = id<'FileId'>()
export type FileId = z.infer<typeof FileId>
export const HoldId = id<'HoldId'>()
export type HoldId = z.infer<typeof HoldId>
export const TrailEntryId = id<'TrailEntryId'>()
export type TrailEntryId = z.infer<typeof TrailEntryId>
