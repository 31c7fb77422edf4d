import { createFairQueue } from './fair-queue.ts'
import {
  failed,
  frameText,
  longestSource,
  type FrameText,
  type Limits,
  type Piece,
  type PieceAnswer,
} from './protocol.ts'
import { failure, readAnswer, type SandboxResult } from './result.ts'
import { createSuspension } from './suspension.ts'
import { startThread, type Stopped, type Thread } from './thread.ts'

export type SandboxFrame = { bytes: Uint8Array; fPort: number; recvTime: Temporal.Instant }

export type DecodeRequest = {
  organisationId: string
  decoderId: string
  /** A version's source never changes; a changed source is a new version. */
  version: string | number
  source: string
  frames: readonly SandboxFrame[]
}

export type CheckResult =
  | { ok: true; entry: string }
  | { ok: false; error: Extract<SandboxResult, { ok: false }>['error']; message?: string }

export type DecoderSandbox = {
  /**
   * One result per frame, in their order. Never rejects because of what a decoder does; rejects when the sandbox is
   * closed or its threads cannot start. Variables a decoder keeps may live on to its next frame, and never reach
   * another decoder.
   */
  decode: (request: DecodeRequest) => Promise<SandboxResult[]>
  /** Does the source run, and has it a decode function? Nothing of it is kept. */
  check: (source: string, organisationId?: string) => Promise<CheckResult>
  /** Threads that had to be killed or died, for the metrics. */
  replaced: () => number
  close: () => Promise<void>
}

export type DecoderSandboxOptions = {
  workers?: number
  limits?: Partial<Limits>
  /** A worker that stays at one frame for so long is killed: built-in loops of QuickJS do not look at the deadline. */
  hangMs?: number
  /** How long a decoder rests that keeps running out of time or memory. */
  restMs?: number
  /** Frames of one organisation that may wait; more are answered `overloaded`. */
  mostWaiting?: number
  nowMs?: () => number
}

const defaultLimits: Limits = {
  deadlineMs: 50,
  startDeadlineMs: 200,
  memoryBytes: 8 * 1024 * 1024,
  contexts: 64,
  roundMs: 100,
}

/** Workers that die this often in a row without an answer do not run here at all. */
const mostFailedStarts = 3
const watchEveryMs = 25
const piecesOf = 64

type Call = {
  results: SandboxResult[]
  missing: number
  resolve: (results: SandboxResult[]) => void
  reject: (error: Error) => void
}

/** Frames `from` … of one call, on their way to a worker. */
type Work = {
  organisationId: string
  size: number
  suspect: boolean
  call: Call
  key: string
  source: string
  frames: FrameText[]
  from: number
  check: boolean
}

type Seat = { thread: Thread; round: Work[]; startedMs: number; known: Set<string> }

/** Always the same seat for an organisation, so that its decoders are warm there. */
const homeOf = (organisationId: string, seats: number): number => {
  let hash = 0
  for (let i = 0; i < organisationId.length; i += 1) hash = (hash * 31 + organisationId.charCodeAt(i)) | 0
  return Math.abs(hash) % seats
}

/**
 * Runs makers' own JavaScript decoders, apart from us and from each other: in threads of their own that can be
 * killed, each decoder in a QuickJS with a memory of its own (see engine.ts). What was waiting in or behind a killed
 * worker is done by the next one; only the frame it was at, when it kills a second worker alone, is answered
 * `timed_out` or `crashed`.
 */
export const createDecoderSandbox = (options: DecoderSandboxOptions = {}): DecoderSandbox => {
  const { workers = 2, hangMs = 1_000, restMs = 60_000, mostWaiting = 20_000, nowMs = Date.now } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const queue = createFairQueue<Work>()
  const suspension = createSuspension(restMs, nowMs)
  const seats: (Seat | undefined)[] = Array.from({ length: workers }, () => undefined)
  let watching: NodeJS.Timeout | undefined
  let closed = false
  let replaced = 0
  let failedStarts = 0

  const settle = (work: Work, offset: number, result: SandboxResult): void => {
    const { call } = work
    call.results[work.from + offset] = result
    call.missing -= 1
    if (call.missing === 0) call.resolve(call.results)
  }

  const settleAll = (work: Work, result: SandboxResult): void => {
    for (let i = 0; i < work.size; i += 1) settle(work, i, result)
  }

  const part = (work: Work, from: number, to: number, suspect = false): Work => ({
    ...work, frames: work.frames.slice(from, to), from: work.from + from, size: to - from, suspect,
  })

  const judge = (work: Work, result: SandboxResult): void => {
    if (work.check) return
    if (!result.ok && ['timed_out', 'out_of_memory', 'crashed'].includes(result.error)) suspension.strike(work.key)
    else suspension.clear(work.key)
  }

  const take = (index: number): Work[] => {
    const nowAtMs = performance.now()
    return queue.take((organisationId) => {
      const home = homeOf(organisationId, workers)
      if (home === index) return true
      // a home that is held up gives its work away
      const seat = seats[home]
      return seat !== undefined && seat.round.length > 0 && nowAtMs - seat.startedMs > watchEveryMs
    })
  }

  const pieceOf = (work: Work, seat: Seat): Piece => {
    if (work.check) return { kind: 'check', source: work.source }
    const { key, frames } = work
    if (seat.known.has(key)) return { kind: 'decode', key, frames }
    if (seat.known.size > 4 * limits.contexts) seat.known.clear()
    seat.known.add(key)
    return { kind: 'decode', key, source: work.source, frames }
  }

  const pump = (): void => {
    for (let index = 0; index < workers && !closed; index += 1) {
      while ((seats[index]?.round.length ?? 0) === 0 && !queue.isEmpty()) {
        const taken = take(index)
        if (taken.length === 0) break
        const resting = taken.filter(({ key, check }) => !check && suspension.isSuspended(key))
        const round = taken.filter((work) => !resting.includes(work))
        for (const work of resting) settleAll(work, failure('suspended'))
        const still = new Set(round.map(({ organisationId }) => organisationId))
        queue.done(resting.map(({ organisationId }) => organisationId).filter((id) => !still.has(id)))
        if (round.length > 0) startRound(index, round)
      }
    }
    if (seats.some((seat) => seat !== undefined && seat.round.length > 0)) watching ??= setInterval(watch, watchEveryMs)
    else stopWatching()
  }

  const startRound = (index: number, round: Work[]): void => {
    const seat = (seats[index] ??= newSeat(index))
    seat.round = round
    seat.startedMs = performance.now()
    seat.thread.post(round.map((work) => pieceOf(work, seat)))
  }

  const newSeat = (index: number): Seat => ({
    thread: startThread(limits, hangMs, (answers) => answered(index, answers), (stopped) => died(index, stopped)),
    round: [],
    startedMs: 0,
    known: new Set(),
  })

  const endRound = (seat: Seat): Work[] => {
    const { round } = seat
    seat.round = []
    queue.done(round.map(({ organisationId }) => organisationId))
    return round
  }

  const answered = (index: number, answers: PieceAnswer[]): void => {
    const seat = seats[index]
    if (seat === undefined) return
    failedStarts = 0
    const round = endRound(seat)
    // backwards, since each is put in front of what waits
    for (const [at, work] of [...round.entries()].reverse()) {
      const answer = answers[at]
      if (answer === undefined || answer === null || answer.length === 0) {
        // it lacks the source, or did not come so far and may not have seen it
        seat.known.delete(work.key)
        queue.putBack(work, false)
        continue
      }
      if (answer.length < work.size) queue.putBack(part(work, answer.length, work.size), true)
      for (const [offset, text] of answer.entries()) {
        const result = readAnswer(text)
        judge(work, result)
        settle(work, offset, result)
      }
    }
    pump()
  }

  const died = (index: number, stopped: Stopped): void => {
    const seat = seats[index]
    seats[index] = undefined
    if (seat === undefined || closed) return
    replaced += 1
    const round = endRound(seat)
    if (stopped === undefined) {
      failedStarts += 1
      if (failedStarts >= mostFailedStarts) return giveUp(round)
    }
    for (const [at, work] of [...round.entries()].reverse()) {
      if (stopped?.piece !== at) {
        queue.putBack(work, false)
        continue
      }
      const { frame, hung } = stopped
      if (frame + 1 < work.size) queue.putBack(part(work, frame + 1, work.size), true)
      if (frame > 0) queue.putBack(part(work, 0, frame), true)
      if (!work.suspect) {
        queue.putBack(part(work, frame, frame + 1, true), true)
        continue
      }
      if (!work.check) suspension.suspend(work.key)
      settle(work, frame, readAnswer(failed(hung ? 'timed_out' : 'crashed')))
    }
    pump()
  }

  const giveUp = (round: Work[]): void => {
    stopWatching()
    for (const { call } of [...round, ...queue.drain()]) call.reject(new Error('The threads for decoders do not start'))
    failedStarts = 0
  }

  const watch = (): void => {
    for (const seat of seats) if (seat !== undefined && seat.round.length > 0) seat.thread.watch()
    pump()
  }

  const stopWatching = (): void => {
    clearInterval(watching)
    watching = undefined
  }

  const run = (base: Omit<Work, 'call' | 'from' | 'size' | 'suspect'>): Promise<SandboxResult[]> => {
    if (closed) return Promise.reject(new Error('The decoder sandbox is closed'))
    const { frames } = base
    if (frames.length === 0) return Promise.resolve([])
    if (base.source.length > longestSource) return Promise.resolve(frames.map(() => failure('source_too_large')))
    if (queue.waiting(base.organisationId) + frames.length > mostWaiting) {
      return Promise.resolve(frames.map(() => failure('overloaded')))
    }
    return new Promise((resolve, reject) => {
      const call: Call = { results: Array.from({ length: frames.length }), missing: frames.length, resolve, reject }
      for (let from = 0; from < frames.length; from += piecesOf) {
        const some = frames.slice(from, from + piecesOf)
        queue.add({ ...base, call, frames: some, from, size: some.length, suspect: false })
      }
      pump()
    })
  }

  return {
    decode: ({ organisationId, decoderId, version, source, frames }) => run({
      organisationId,
      key: JSON.stringify([organisationId, decoderId, version]),
      source,
      frames: frames.map(({ bytes, fPort, recvTime }) => ({
        text: frameText(bytes, fPort),
        recvTimeMs: recvTime.epochMilliseconds,
      })),
      check: false,
    }),
    check: async (source, organisationId = '') => {
      const frames = [{ text: '', recvTimeMs: 0 }]
      const [result] = await run({ organisationId, key: '', source, frames, check: true })
      if (result === undefined) throw new Error('A check has one result')
      if (!result.ok) return result
      const { data } = result
      const entry = typeof data === 'object' && data !== null && 'entry' in data ? String(data.entry) : ''
      return { ok: true, entry }
    },
    replaced: () => replaced,
    close: async () => {
      if (closed) return
      closed = true
      stopWatching()
      const round = seats.flatMap((seat) => seat?.round ?? [])
      for (const { call } of [...round, ...queue.drain()]) call.reject(new Error('The decoder sandbox was closed'))
      await Promise.all(seats.flatMap((seat) => (seat === undefined ? [] : [seat.thread.close()])))
    },
  }
}
