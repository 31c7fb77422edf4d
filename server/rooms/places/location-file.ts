import { z } from 'zod'
import { LocationFile } from '#contract/endpoints/location-file.ts'
import type { FileError } from '#contract/endpoints/location-file.ts'
import type { FloorId, LocationId, WorkspaceId, ZoneId } from '#contract/ids.ts'
import type { Language } from '#contract/values.ts'
import { isTimeZone, openingHourFaults } from './opening-hours.ts'
import { keepPlan } from './plan.ts'
import type { KeptPlan } from './plan.ts'

type File = LocationFile
type FileFault = z.infer<typeof FileError>

/** A file that holds: plans are safe, names point to ids, and every row has its id. */
export type ReadyLocation = {
  readonly id: LocationId
  readonly fields: File['location']
  readonly floors: readonly { readonly id: FloorId; readonly name: string; readonly level: number; readonly plan: KeptPlan | null }[]
  readonly zones: readonly {
    readonly id: ZoneId
    readonly floorId: FloorId
    readonly name: string
    readonly polygon: [number, number][]
    readonly teamId: string | null
  }[]
  readonly workspaces: readonly (Omit<File['floors'][number]['workspaces'][number], 'zone'> & {
    readonly id: WorkspaceId
    readonly floorId: FloorId
    readonly zoneId: ZoneId | null
    readonly qrCode: string
  })[]
}

/** What the organisation has already, that a file must fit with. */
export type Surroundings = { readonly locationNames: ReadonlySet<string>; readonly teams: ReadonlyMap<string, string> }

/** JSON Pointer (RFC 6901 §3). */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const sentences = {
  nameTaken: { nl: 'er is al een locatie met deze naam', en: 'there is a location with this name already' },
  timeZone: { nl: 'geen bekende tijdzone; verwacht een naam als Europe/Amsterdam', en: 'not a known time zone; expected a name such as Europe/Amsterdam' },
  opening: {
    nl: 'deze opening eindigt niet na haar begin, of overlapt met een eerdere',
    en: 'this opening does not end after it starts, or overlaps with an earlier one',
  },
  closedTwice: { nl: 'deze gesloten dag staat er al', en: 'this closed day is listed already' },
  floorTwice: { nl: 'er is al een verdieping met deze naam', en: 'there is a floor with this name already' },
  zoneTwice: { nl: 'deze verdieping heeft al een zone met deze naam', en: 'this floor has a zone with this name already' },
  team: { nl: 'geen team met deze naam in je organisatie', en: 'no team with this name in your organisation' },
  codeTwice: { nl: 'deze code is al gebruikt op deze locatie', en: 'this code is used already at this location' },
  zone: { nl: 'geen zone met deze naam op deze verdieping', en: 'no zone with this name on this floor' },
} as const

/** More than anybody mends at one go. Each takes memory and time, and a small file can hold a million of them. */
const mostErrors = 500

const floorShape = LocationFile.shape.floors.element.shape
const rowShapes = { zones: floorShape.zones.element, workspaces: floorShape.workspaces.element } as const
const anyRows = z.array(z.unknown()).catch([])
const AnyFile = z.object({ floors: z.array(z.object({ zones: anyRows, workspaces: anyRows }).catch({ zones: [], workspaces: [] })).catch([]) })

/** The errors in a file's rows one by one, so that reading can stop at any of them. */
function* rowErrors(content: unknown, language: Language): Generator<FileFault> {
  const { data } = AnyFile.safeParse(content)
  for (const [floor, rows] of (data?.floors ?? []).entries()) {
    for (const kind of ['zones', 'workspaces'] as const) {
      for (const [index, row] of rows[kind].entries()) {
        const { error } = rowShapes[kind].safeParse(row, { error: localeErrors[language] })
        for (const { path, message } of error?.issues ?? []) {
          yield { pointer: pointerTo(['floors', floor, kind, index, ...path]), detail: message }
        }
      }
    }
  }
}

const localeErrors = { nl: z.locales.nl().localeError, en: z.locales.en().localeError }

/**
 * Reads a location's file.
 * @returns what to write, or every error (of very many the first ones) with its place in the file, in the reader's language
 */
export const readLocationFile = (
  content: unknown,
  language: Language,
  around: Surroundings,
): { readonly ready: ReadyLocation } | { readonly errors: FileFault[] } => {
  const first = rowErrors(content, language).take(mostErrors).toArray()
  if (first.length === mostErrors) return { errors: first }
  const parsed = LocationFile.safeParse(content, { error: localeErrors[language] })
  if (!parsed.success) {
    return { errors: parsed.error.issues.map((issue) => ({ pointer: pointerTo(issue.path), detail: issue.message })) }
  }
  const errors: FileFault[] = []
  const complain = (path: readonly PropertyKey[], detail: Readonly<Record<Language, string>>) =>
    void errors.push({ pointer: pointerTo(path), detail: detail[language] })
  const ready = crossCheck(parsed.data, around, complain)
  return errors.length > 0 ? { errors: errors.slice(0, mostErrors) } : { ready }
}

type Complain = (path: readonly PropertyKey[], detail: Readonly<Record<Language, string>>) => void

/** Complains of every value that was there before. */
const eachOnce = (values: readonly string[], complain: (index: number) => void): void => {
  const seen = new Set<string>()
  values.forEach((value, index) => (seen.has(value) ? complain(index) : seen.add(value)))
}

const crossCheck = (file: File, around: Surroundings, complain: Complain): ReadyLocation => {
  const { location, floors } = file
  if (around.locationNames.has(location.name)) complain(['location', 'name'], sentences.nameTaken)
  if (!isTimeZone(location.timeZone)) complain(['location', 'timeZone'], sentences.timeZone)
  for (const { weekday, index } of openingHourFaults(location.openingHours)) {
    complain(['location', 'openingHours', weekday, index], sentences.opening)
  }
  eachOnce(
    location.closedDays.map(({ date }) => date),
    (index) => complain(['location', 'closedDays', index, 'date'], sentences.closedTwice),
  )
  eachOnce(
    floors.map(({ name }) => name),
    (index) => complain(['floors', index, 'name'], sentences.floorTwice),
  )
  const codes = new Set<string>()
  const checked = floors.map((floor, index) => checkFloor(floor, ['floors', index], around, codes, complain))
  return {
    id: crypto.randomUUID() as LocationId,
    fields: location,
    floors: checked.map(({ floor }) => floor),
    zones: checked.flatMap(({ zones }) => zones),
    workspaces: checked.flatMap(({ workspaces }) => workspaces),
  }
}

const checkFloor = (
  { name, level, plan, zones, workspaces }: File['floors'][number],
  path: readonly PropertyKey[],
  around: Surroundings,
  codes: Set<string>,
  complain: Complain,
) => {
  const floorId = crypto.randomUUID() as FloorId
  const kept = plan === null ? null : keepPlan(plan)
  if (plan !== null && kept !== null && 'fault' in kept) complain([...path, 'plan', plan.kind], kept.fault)
  eachOnce(
    zones.map((zone) => zone.name),
    (index) => complain([...path, 'zones', index, 'name'], sentences.zoneTwice),
  )
  const zoneIds = new Map(zones.map((zone) => [zone.name, crypto.randomUUID() as ZoneId]))
  return {
    floor: { id: floorId, name, level, plan: kept !== null && 'fault' in kept ? null : kept },
    zones: zones.map(({ teamName, ...zone }, index) => {
      const teamId = teamName === undefined ? null : (around.teams.get(teamName) ?? null)
      if (teamName !== undefined && teamId === null) complain([...path, 'zones', index, 'teamName'], sentences.team)
      return { ...zone, id: zoneIds.get(zone.name) as ZoneId, floorId, teamId }
    }),
    workspaces: workspaces.map(({ zone, ...workspace }, index) => {
      if (codes.has(workspace.code)) complain([...path, 'workspaces', index, 'code'], sentences.codeTwice)
      codes.add(workspace.code)
      const zoneId = zone === null ? null : (zoneIds.get(zone) ?? null)
      if (zone !== null && zoneId === null) complain([...path, 'workspaces', index, 'zone'], sentences.zone)
      return { ...workspace, id: crypto.randomUUID() as WorkspaceId, floorId, zoneId, qrCode: newQrCode() }
    }),
  }
}

/** 128 random bits: whoever has not seen the sticker cannot guess it. */
export const newQrCode = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
