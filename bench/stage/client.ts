// The client of race and stampede as a process of its own, the same for ours and for the bare statement: it gets a plan, carries it out, tells figures.
import { openAttempts } from './attempts.ts'
import type { Slot, Way } from './attempts.ts'
import type { Scene } from './house.ts'

export type Plan = {
  readonly kind: 'race' | 'stampede'
  readonly way: Way
  readonly scene: Scene
  readonly slots: readonly Slot[]
  /** Slots that only warm up: they count for nothing. */
  readonly warmUp: number
}

export type Figures = {
  readonly attempts: number
  readonly seconds: number
  readonly latenciesMs: readonly number[]
  /** How many got a desk, per slot. */
  readonly seated: readonly number[]
  /** Who the client was told got what, for comparison with what is kept. */
  readonly told: readonly Told[]
}

export type Told = {
  readonly id: string
  readonly person: number
  readonly desk: number
  readonly slot: number
  readonly sentMs: number
  readonly answeredMs: number
}

type Timed = (person: number, desk: number, slot: number) => Promise<boolean>

/** Everybody at once for desk 0; the next round when all have their answer. */
const raceFor = (people: number, slot: number, timed: Timed): Promise<unknown> =>
  Promise.all(Array.from({ length: people }, (_, person) => timed(person, 0, slot)))

/** The same walk through the desks for ours and bare: mulberry32, so that a run can be repeated. */
const shuffled = (count: number, seed: number): number[] => {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const list = Array.from({ length: count }, (_, index) => index)
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const held = list[index] ?? 0
    list[index] = list[other] ?? 0
    list[other] = held
  }
  return list
}

/** Everybody at once, each through the desks in an order of their own, until seated or until all desks are taken. */
const stampedeFor = async (people: number, desks: number, slot: number, timed: Timed): Promise<void> => {
  let free = desks
  const walk = async (person: number) => {
    for (const desk of shuffled(desks, slot * 100_000 + person)) {
      if (free === 0) return
      if (await timed(person, desk, slot)) {
        free -= 1
        return
      }
    }
  }
  await Promise.all(Array.from({ length: people }, (_, person) => walk(person)))
}

const carryOut = async (plan: Plan): Promise<Figures> => {
  const { scene, slots, warmUp } = plan
  const { attempt, close } = await openAttempts(plan.way, scene)
  const latenciesMs: number[] = []
  const told: Told[] = []
  const seated = slots.map(() => 0)
  const timed: Timed = async (person, desk, slot) => {
    const period = slots[slot]
    if (period === undefined) throw new Error('there is no such slot')
    const sentMs = performance.now()
    const id = await attempt(person, desk, period)
    const answeredMs = performance.now()
    latenciesMs.push(answeredMs - sentMs)
    if (id === null) return false
    told.push({ id, person, desk, slot, sentMs, answeredMs })
    seated[slot] = (seated[slot] ?? 0) + 1
    return true
  }
  let startMs = performance.now()
  for (let slot = 0; slot < slots.length; slot++) {
    if (slot === warmUp) {
      latenciesMs.length = 0
      startMs = performance.now()
    }
    if (plan.kind === 'race') await raceFor(scene.people.length, slot, timed)
    else await stampedeFor(scene.people.length, scene.desks.length, slot, timed)
  }
  const seconds = (performance.now() - startMs) / 1000
  await close()
  return { attempts: latenciesMs.length, seconds, latenciesMs, seated, told }
}

process.once('message', (plan) => {
  void carryOut(plan as Plan).then((figures) => {
    process.send?.(figures, () => process.exit(0))
  })
})
