/**
 * Names of WAL segments: timeline, log and segment, each eight hexadecimal digits ("WAL Internals" in PostgreSQL's documentation). Segments are 16 MiB,
 * as initdb makes them unless told otherwise.
 */
export const segmentBytes = 16 * 1024 * 1024
const segmentsPerLog = 0x1_0000_0000 / segmentBytes

export const isSegment = (name: string): boolean => /^[0-9A-F]{24}$/.test(name)

const hex8 = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0')

/** @param lsn as PostgreSQL writes it, such as `0/3000060` */
export const segmentOf = (lsn: string, timeline: number): string => {
  const [high = '', low = ''] = lsn.split('/')
  return hex8(timeline) + hex8(Number.parseInt(high, 16)) + hex8(Math.floor(Number.parseInt(low, 16) / segmentBytes))
}

export const nextSegment = (name: string): string => {
  const log = Number.parseInt(name.slice(8, 16), 16)
  const segment = Number.parseInt(name.slice(16), 16) + 1
  return name.slice(0, 8) + (segment < segmentsPerLog ? hex8(log) + hex8(segment) : hex8(log + 1) + hex8(0))
}

/** From the first to the last, both included; empty when the last comes before. */
export const segmentsBetween = (first: string, last: string): string[] => {
  const names: string[] = []
  for (let name = first; name <= last; name = nextSegment(name)) names.push(name)
  return names
}

/**
 * An archived segment in the store. Its name tells what prune and restore must know without opening it: when writing to it began and ended, and how
 * many lines the erasure journal had when it was shipped. `line` is one unbroken sequence of segments of one data folder.
 */
export type ArchivedSegment = {
  readonly object: string
  readonly line: string
  readonly segment: string
  readonly begunMs: number
  readonly closedMs: number
  readonly journalN: number
}

export const walPrefix = 'wal/'

export const archivedName = (each: Omit<ArchivedSegment, 'object'>): string =>
  `${walPrefix}${each.line}/${each.segment}.${each.begunMs}.${each.closedMs}.${each.journalN}`

export const parseArchived = (object: string): ArchivedSegment | null => {
  const found = /^wal\/([0-9a-f]+)\/([0-9A-F]{24})\.(\d+)\.(\d+)\.(\d+)$/.exec(object)
  if (found === null) return null
  const [, line = '', segment = '', begun, closed, n] = found
  return { object, line, segment, begunMs: Number(begun), closedMs: Number(closed), journalN: Number(n) }
}

export type Chain = {
  /** In order, without a hole, each segment once. */
  readonly segments: readonly ArchivedSegment[]
  /** The first one that is missing though later ones are there. */
  readonly hole: string | null
}

/** What follows on `first`, as far as it goes. */
export const chainFrom = (first: string, archived: readonly ArchivedSegment[]): Chain => {
  const bySegment = new Map(archived.filter((each) => each.segment >= first).map((each) => [each.segment, each]))
  const segments: ArchivedSegment[] = []
  let name = first
  for (let found = bySegment.get(name); found !== undefined; found = bySegment.get(name)) {
    segments.push(found)
    name = nextSegment(name)
  }
  return { segments, hole: segments.length < bySegment.size ? name : null }
}
