import { exportLocation, importLocation } from '#contract/endpoints/location-file.ts'
import type { LocationId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as people from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { readLocationFile } from './location-file.ts'
import { insertWhole, readLocationNames, readWhole } from './store-file.ts'

type Outcome = {
  readonly errors: { pointer: string; detail: string }[]
  readonly willCreate: { floors: number; zones: number; workspaces: number }
  readonly locationId: LocationId | null
}

/**
 * Reads a location's file against what the organisation has, and writes it whole when it holds and is no dry run. Purpose `administration`.
 * @returns every error with its place; then nothing was written
 */
const bringInLocation = async (tx: Tx, content: unknown, language: Language, dryRun: boolean): Promise<Outcome> => {
  const [locationNames, teams] = await Promise.all([readLocationNames(tx), people.listTeams(tx)])
  const read = readLocationFile(content, language, { locationNames, teams: new Map(teams.map(({ id, name }) => [name, id])) })
  if ('errors' in read) return { errors: read.errors, willCreate: { floors: 0, zones: 0, workspaces: 0 }, locationId: null }
  const { ready } = read
  const willCreate = { floors: ready.floors.length, zones: ready.zones.length, workspaces: ready.workspaces.length }
  if (dryRun) return { errors: [], willCreate, locationId: null }
  await insertWhole(tx, ready)
  await trail.record(tx, { action: 'places.location_imported', subject: { kind: 'location', id: ready.id }, detail: willCreate })
  return { errors: [], willCreate, locationId: ready.id }
}

export const fileRoutes = (): Route[] => [
  route(exportLocation, async ({ tx, params }) => {
    const teams = await people.listTeams(tx)
    return await readWhole(tx, params.locationId, new Map(teams.map(({ id, name }) => [id, name])))
  }),
  route(importLocation, async ({ tx, query, body, language }) => {
    const outcome = await bringInLocation(tx, body, language, query.dryRun)
    if (!query.dryRun && outcome.errors.length > 0) throw new Refusal('import_invalid', {}, { errors: outcome.errors })
    return { dryRun: query.dryRun, ...outcome }
  }),
]
