// The clients of the bench `live` as a process of their own: open streams, and a network server that sends uplinks. One clock for both.
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { apiPrefix } from '#contract/api.ts'
import type { BenchFloor } from './whole-house.ts'

export type Watching = {
  readonly url: string
  readonly token: string
  readonly cookies: readonly string[]
  /** Watched floors; the streams are spread evenly over them. */
  readonly floors: readonly BenchFloor[]
  /** Floors whose sensors only repeat themselves. */
  readonly background: readonly BenchFloor[]
  /** Desks before this index only repeat themselves, on every floor. */
  readonly flipFrom: number
  readonly streams: number
  readonly uplinksPerSecond: number
  /** Of these, so many change what one sees at a watched desk. */
  readonly flipsPerSecond: number
  readonly seconds: number
}
/** `opened`: all streams have had their floor. */
export type Told = { readonly opened: true } | Watched
export type Watched = { readonly latenciesMs: readonly number[]; readonly missed: number; readonly answeredPerSecond: number }

type Flip = { readonly sentMs: number; readonly occupied: boolean; awaited: number }

const perRequest = 10
/** Of the others, those with an index that is a multiple of this flip. */
const flipEvery = 10

const carryOut = async (plan: Watching, opened: () => void, go: Promise<void>): Promise<Watched> => {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const flips = new Map<string, Flip>()
  const latenciesMs: number[] = []
  const host = new URL(plan.url)

  const onChange = (data: string): void => {
    const nowMs = performance.now()
    for (const { id, state } of (JSON.parse(data) as { workspaces: { id: string; state: string }[] }).workspaces) {
      const flip = flips.get(id)
      if (flip === undefined || (state === 'in_use') !== flip.occupied || flip.awaited === 0) continue
      flip.awaited--
      latenciesMs.push(nowMs - flip.sentMs)
    }
  }

  const openStream = (index: number): Promise<() => void> => {
    const floor = plan.floors[index % plan.floors.length]
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const asking = request({
      host: host.hostname,
      port: host.port,
      path: `${apiPrefix}/floors/${floor?.floorId ?? ''}/live/stream`,
      headers: { cookie: `vrijplek=${plan.cookies[index % plan.cookies.length] ?? ''}` },
    })
    asking.on('error', reject)
    asking.on('response', (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`a stream was answered with ${answer.statusCode}`))
      let rest = ''
      answer.setEncoding('utf8').on('data', (piece: string) => {
        const blocks = (rest + piece).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const [event, data] = block.split('\n')
          if (event === 'event: floor') resolve(() => asking.destroy())
          else if (event === 'event: change' && data !== undefined) onChange(data.slice('data: '.length))
        }
      })
      answer.on('error', () => {})
    })
    asking.end()
    return promise
  }

  let answered = 0
  const send = async (messages: readonly object[]): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const body = JSON.stringify(messages)
    const asking = request(
      {
        agent,
        host: host.hostname,
        port: host.port,
        method: 'POST',
        path: `${apiPrefix}/uplinks/generic`,
        headers: { authorization: `Bearer ${plan.token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`uplinks were answered with ${answer.statusCode}`))))
      },
    )
    asking.on('error', reject)
    asking.end(body)
    await promise
    answered += messages.length
  }

  const closers: (() => void)[] = []
  for (let index = 0; index < plan.streams; index += 20) {
    const some = Array.from({ length: Math.min(20, plan.streams - index) }, (_, more) => openStream(index + more))
    closers.push(...(await Promise.all(some)))
  }
  opened()
  await go

  const isLively = (index: number): boolean => index >= plan.flipFrom && index % flipEvery === 0
  const quiet = [...plan.floors, ...plan.background].flatMap(({ devEuis }) => devEuis.filter((_, index) => !isLively(index)))
  const lively = plan.floors.flatMap(({ desks, devEuis }) =>
    desks.flatMap((desk, index) => (isLively(index) ? [{ desk, devEui: devEuis[index] ?? '' }] : [])),
  )
  let missed = 0
  let nextQuiet = 0
  let nextLively = 0
  const sending: Promise<void>[] = []
  const flip = (): void => {
    const one = lively[nextLively++ % lively.length]
    if (one === undefined) return
    const before = flips.get(one.desk)
    missed += before?.awaited ?? 0
    const occupied = !(before?.occupied ?? false)
    flips.set(one.desk, { sentMs: performance.now(), occupied, awaited: plan.streams / plan.floors.length })
    sending.push(send([{ devEui: one.devEui, measurement: { occupied } }]))
  }
  const repeat = (): void => {
    const devEuis = Array.from({ length: perRequest }, () => quiet[nextQuiet++ % quiet.length])
    sending.push(send(devEuis.map((devEui) => ({ devEui, measurement: { occupied: false } }))))
  }

  const startMs = performance.now()
  const requestsPerSecond = (plan.uplinksPerSecond - plan.flipsPerSecond) / perRequest
  let repeated = 0
  let flipped = 0
  const { promise: done, resolve } = Promise.withResolvers<void>()
  const beat = setInterval(() => {
    const elapsed = (performance.now() - startMs) / 1000
    if (elapsed >= plan.seconds) {
      clearInterval(beat)
      return resolve()
    }
    for (; repeated < elapsed * requestsPerSecond; repeated++) repeat()
    for (; flipped < elapsed * plan.flipsPerSecond; flipped++) flip()
  }, 5)
  await done
  await Promise.all(sending)
  const answeredPerSecond = answered / ((performance.now() - startMs) / 1000)
  // What is still on its way gets a second.
  await sleep(1_000)
  for (const { awaited } of flips.values()) missed += awaited
  for (const close of closers) close()
  // As it was, for the next round.
  const occupied = lively.filter(({ desk }) => flips.get(desk)?.occupied === true)
  if (occupied.length > 0) await send(occupied.map(({ devEui }) => ({ devEui, measurement: { occupied: false } })))
  agent.destroy()
  return { latenciesMs, missed, answeredPerSecond }
}

const go = Promise.withResolvers<void>()
process.once('message', (plan) => {
  process.once('message', () => go.resolve())
  void carryOut(plan as Watching, () => process.send?.({ opened: true } satisfies Told), go.promise).then((watched) => {
    process.send?.(watched, () => process.disconnect?.())
  })
})
