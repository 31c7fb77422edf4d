/**
 * The house plan: which places there are, in which order the rooms stand, and what is let through which wall.
 * ARCHITECTURE.md tells the same in prose; this file is what `npm test` holds the code to.
 */

/** A room may use the doors of the rooms before it, never of those after it. */
export const roomOrder: readonly string[] = [
  'trail',
  'organisations',
  'people',
  'access',
  'integrations',
  'federation',
  'provisioning',
  'agreement',
  'places',
  'devices',
  'occupancy',
  'bookings',
  'floor',
  'calendars',
  'notices',
  'insights',
  'recipients',
  'requests',
  'retention',
  'operator',
  'breaches',
  'audits',
  'assurance',
]

export const maximumLines = 350

/** Files that may be longer, each with the reason. A path, or a folder ending in a slash. */
export const longFiles: readonly { readonly path: string; readonly reason: string }[] = [
  { path: 'db/schema.sql', reason: 'generated: the dump of the migrated schema' },
  { path: 'db/types.ts', reason: 'generated from the schema' },
  { path: 'contract/errors.ts', reason: 'one closed catalogue: a code, a status and two sentences for each refusal' },
]

/** Names that say nothing about what lies in a folder, so that everything ends up in it. */
export const emptyFolderNames: readonly string[] = ['utils', 'util', 'helpers', 'common', 'services', 'types']

/** Folders at the root that hold no source of ours. `test/data` and `test/screenshots` are data too. */
export const ignoredFolders: readonly string[] = ['node_modules', 'data', 'web/dist', 'test/data', 'test/screenshots']

/** Where at least one module must have been read, or the check has looked at nothing. */
export const mustHaveModules: readonly string[] = ['contract', 'server', 'web']

export type PlaceKind =
  | 'contract'
  | 'db'
  | 'kernel'
  | 'room'
  | 'house'
  | 'demo'
  | 'main'
  | 'web'
  | 'verify'
  | 'free'
  | 'root'
  | 'nowhere'

export type Place = { readonly kind: PlaceKind; readonly room?: string }

/** Programs beside each other: `server/<name>.ts`, with a folder of the same name for their parts. */
const programs: readonly string[] = ['main', 'backup', 'restore', 'drill', 'keys', 'staff']

/** Where a project file stands. `free` may import anything: benches, tests, scripts and build settings. */
export const placeOf = (path: string): Place => {
  const parts = path.split('/')
  const [top, second, third] = parts
  // Build settings run in Node, like the scripts.
  if (path.endsWith('.config.ts')) return { kind: 'free' }
  if (parts.length === 1) return { kind: 'root' }
  if (top === 'web' && second === 'build' && third !== undefined) return { kind: 'free' }
  if (top === 'bench' || top === 'test' || top === 'scripts') return { kind: 'free' }
  if (top === 'verify' && second === 'test' && third !== undefined) return { kind: 'free' }
  if (top === 'contract' || top === 'db' || top === 'web' || top === 'verify') return { kind: top }
  if (top !== 'server' || second === undefined) return { kind: 'nowhere' }
  if (programs.includes(second.replace(/\.ts$/, '')) || second === 'start') return { kind: 'main' }
  if (second === 'house.ts' || second === 'house' || second === 'inventory.ts' || second === 'inventory') return { kind: 'house' }
  if (second === 'kernel') return { kind: 'kernel' }
  if (second === 'demo') return { kind: 'demo' }
  if (second === 'rooms' && third !== undefined && parts.length > 3) return { kind: 'room', room: third }
  return { kind: 'nowhere' }
}

type Walls = { readonly lets: readonly PlaceKind[]; readonly packages: 'any' | readonly string[]; readonly why: string }

/** What each place may import besides itself. Rooms and doors have a rule of their own, in imports.ts. */
export const walls: Readonly<Record<Exclude<PlaceKind, 'free' | 'root' | 'nowhere'>, Walls>> = {
  contract: {
    lets: [],
    packages: ['zod'],
    why: 'contract/ is what the outside may rely on, read by server and browser alike: it imports zod and itself only',
  },
  db: { lets: [], packages: 'any', why: 'db/ holds migrations and generated types: it imports nothing of the program' },
  kernel: {
    lets: ['contract', 'db'],
    packages: 'any',
    why: 'the kernel carries the rooms and knows none of them (main → house → rooms → kernel): '
      + 'let the room hand in what the kernel needs',
  },
  room: {
    lets: ['contract', 'db', 'kernel', 'room'],
    packages: 'any',
    why: 'a room uses the kernel, the contract and the doors of earlier rooms (main → house → rooms → kernel): '
      + 'what must come from above is handed in by house.ts, or goes as an event',
  },
  house: {
    lets: ['contract', 'db', 'kernel', 'room'],
    packages: 'any',
    why: 'house.ts puts the rooms together through their doors; main.ts and the demo stand above it',
  },
  demo: {
    lets: ['contract', 'db', 'kernel', 'room', 'house'],
    packages: 'any',
    why: 'the demo uses the house and the doors of rooms, as a customer would',
  },
  main: {
    lets: ['contract', 'kernel', 'house', 'demo'],
    packages: 'any',
    why: 'main.ts starts and stops: it knows the house, the kernel and the demo; rooms are the business of house.ts',
  },
  web: {
    lets: ['contract'],
    packages: 'any',
    why: 'web → contract ← server: the browser knows the server only through contract/',
  },
  verify: {
    lets: [],
    // None of these reaches a network.
    packages: ['node:crypto', 'node:fs', 'node:path', 'node:util', 'node:zlib'],
    why: 'the offline verifier must not trust the code that it verifies, and runs alone, offline: it imports itself and a few modules of Node only',
  },
}
