import type { ImportEdge, Module } from './modules.ts'
import { placeOf, roomOrder, walls } from './plan.ts'
import type { Place } from './plan.ts'

export type Finding = { readonly path: string; readonly line?: number; readonly message: string }

export const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** Every import that goes through a wall, in the order of the files. */
export const importFindings = (modules: readonly Module[]): Finding[] =>
  modules.flatMap((module) => [
    ...placeFindings(module),
    ...module.imports.flatMap((edge) => {
      const message = refusal(module, edge)
      return message === undefined ? [] : [{ path: module.path, line: edge.line, message }]
    }),
  ])

const placeFindings = ({ path }: Module): Finding[] => {
  const place = placeOf(path)
  if (place.kind === 'nowhere' || place.kind === 'root')
    return [{ path, message: 'stands in no place of the house: see scripts/walls/plan.ts for the places there are' }]
  if (place.room !== undefined && !roomOrder.includes(place.room))
    return [
      { path, message: `the room ${place.room} is not in the order: give it its place in scripts/walls/plan.ts` },
    ]
  return []
}

const refusal = (module: Module, edge: ImportEdge): string | undefined => {
  const { specifier, target } = edge
  const from = placeOf(module.path)
  if (target.kind === 'outside')
    return `imports ${specifier}, which lies outside the project: the project stands alone, copy in what it needs`
  if (target.kind === 'unknown') {
    if (target.name !== '') return `imports ${specifier}, but there is no such file (write the ending .ts too)`
    return from.kind === 'free' ? undefined : 'imports a path made up at run time, which no wall can check: write it out'
  }
  if (from.kind === 'free' || from.kind === 'root' || from.kind === 'nowhere') return undefined
  const wall = walls[from.kind]
  if (target.kind === 'package') {
    // A test beside the code needs the test runner and its tools.
    if (wall.packages === 'any' || wall.packages.includes(target.name) || isTest(module.path)) return undefined
    return `imports ${specifier}: ${wall.why}`
  }
  if (isTest(target.name)) return `imports the test ${target.name}: what two files share gets a file of its own`
  const to = placeOf(target.name)
  if (to.kind === 'free') {
    if (isTest(module.path)) return undefined
    return `imports ${target.name}: the program does not lean on its tests, benches and scripts`
  }
  // The version in package.json; contract and web stay what they are without it.
  if (target.name === 'package.json' && module.path.startsWith('server/')) return undefined
  if (from.kind === to.kind && from.room === to.room) return undefined
  // Nothing imports a test, so one that needs the whole house to try its part does not turn the order round.
  if (isTest(module.path) && module.path.startsWith('server/') && to.kind === 'house') return undefined
  if (!wall.lets.includes(to.kind)) return `imports ${target.name}: ${wall.why}`
  return to.room === undefined ? undefined : doorRefusal(from, { ...to, room: to.room }, target.name)
}

const doorRefusal = (from: Place, to: Place & { readonly room: string }, path: string): string | undefined => {
  const door = `server/rooms/${to.room}/index.ts`
  if (path !== door) return `imports ${path}: nobody reaches past a door, use ${door} (or let that door offer it)`
  if (from.room === undefined) return undefined
  const [here, there] = [roomOrder.indexOf(from.room), roomOrder.indexOf(to.room)]
  if (here === -1 || there === -1 || there < here) return undefined
  return (
    `imports the door of ${to.room}, which stands after ${from.room} in the order: `
    + 'what must go down goes as an event through the outbox, wired in server/house.ts'
  )
}
