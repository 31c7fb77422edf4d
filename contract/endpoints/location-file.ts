import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { LocationId } from '../ids.ts'
import { Name } from '../values.ts'
import { LocationFields, largestPlanBody, manage, manageAt, PlanFields, WorkspaceFields, ZoneFields } from './places.ts'

/** A whole location as one file. Teams are named, not identified, so that a file can move between organisations. */
export const LocationFile = z.object({
  format: z.literal('vrijplek-location/1'),
  location: LocationFields,
  floors: z
    .array(
      z.object({
        name: Name,
        level: z.number().int().min(-20).max(300),
        plan: PlanFields.nullable(),
        zones: z.array(ZoneFields.extend({ teamName: Name.optional() })).max(500),
        workspaces: z.array(WorkspaceFields.extend({ zone: Name.nullable() })).max(5000),
      }),
    )
    .max(200),
})
export type LocationFile = z.infer<typeof LocationFile>

/** JSON Pointer (RFC 6901) to the place in the file, and what is wrong there in the reader's language. */
export const FileError = z.object({ pointer: z.string(), detail: z.string() })

export const exportLocation = endpoint({
  id: 'exportLocation',
  method: 'GET',
  path: '/locations/{locationId}/export',
  summary: 'A whole location as one JSON file',
  ...manageAt({ location: 'params.locationId' }),
  params: z.object({ locationId: LocationId }),
  success: { status: 200, body: LocationFile },
})

export const importLocation = endpoint({
  id: 'importLocation',
  method: 'POST',
  path: '/locations/import',
  summary: 'Bring in a whole location from one JSON file; a dry run lists every error with its place in the file',
  ...manage,
  query: z.object({ dryRun: z.stringbool().default(false) }),
  /** Checked by the importer itself, so that every error can be told with its place. */
  body: z.unknown(),
  largestBody: largestPlanBody,
  success: {
    status: 200,
    body: z.object({
      dryRun: z.boolean(),
      errors: z.array(FileError),
      willCreate: z.object({ floors: z.number(), zones: z.number(), workspaces: z.number() }),
      locationId: LocationId.nullable(),
    }),
  },
  errors: ['import_invalid'],
})
