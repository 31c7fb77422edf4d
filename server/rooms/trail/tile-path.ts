import { tileWidth } from './merkle.ts'

/** What a path of C2SP tlog-tiles asks for, below `tile/`. */
export type WantedTile = {
  /** `entries`: the leaves themselves. */
  readonly level: number | 'entries'
  readonly index: number
  /** Hashes or leaves that are wanted: 256 of a full tile. */
  readonly width: number
}

const levels = 64

/** `x001/x234/067` for 1234067. */
const groupsOf = (index: number): string[] => {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const groups = padded.match(/\d{3}/g) ?? []
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group))
}

export const tilePath = ({ level, index, width }: WantedTile): string =>
  [String(level), ...groupsOf(index)].join('/') + (width === tileWidth ? '' : `.p/${width}`)

/** Reads a path; null when it is not exactly how that tile is asked for. */
export const readTilePath = (level: string, segments: readonly string[]): WantedTile | null => {
  const isPartial = segments.at(-2)?.endsWith('.p') === true
  const groups = isPartial ? segments.slice(0, -1) : segments
  const wanted = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.map((group) => group.replace(/^x|\.p$/g, '')).join('')),
    width: isPartial ? Number(segments.at(-1)) : tileWidth,
  } as const
  if (wanted.width < 1 || (isPartial && wanted.width >= tileWidth)) return null
  if (wanted.level !== 'entries' && wanted.level >= levels) return null
  return tilePath(wanted) === [level, ...segments].join('/') ? wanted : null
}
