import { parentPort, workerData } from 'node:worker_threads'
import { createEngine, type Running } from './engine.ts'
import { progressAt, type Piece, type PieceAnswer, type WorkerData } from './protocol.ts'

// The thread makers' decoders run in. It may be killed at any moment; the host knows from the shared progress what it
// was at.

const { limits, progress: shared } = workerData as WorkerData
const progress = new Int32Array(shared)
const engine = await createEngine(limits)

/** Warm decoders and failed starts by key, the least recently used first. */
const contexts = new Map<string, { source: string; running: Running | { answer: string } }>()

const stepTo = (piece: number, frame: number): void => {
  Atomics.store(progress, progressAt.frame, frame)
  Atomics.store(progress, progressAt.piece, piece)
  Atomics.add(progress, progressAt.ticks, 1)
}

const ready = async (key: string, source: string): Promise<Running | { answer: string }> => {
  const running = await engine.start(source)
  // a source that cannot start never will; one that ran out of time may
  if (!('run' in running) && running.answer.startsWith('Xtimed_out')) return running
  contexts.set(key, { source, running })
  const [oldest] = contexts.keys()
  if (contexts.size > limits.contexts && oldest !== undefined) contexts.delete(oldest)
  return running
}

const decode = async (piece: Extract<Piece, { kind: 'decode' }>, at: number, endMs: number): Promise<PieceAnswer> => {
  const { key, frames } = piece
  const kept = contexts.get(key)
  const source = kept?.source ?? piece.source
  if (source === undefined) return null
  let running = kept?.running
  if (kept) {
    contexts.delete(key)
    contexts.set(key, kept)
  }
  const answers: string[] = []
  for (const frame of frames) {
    if (answers.length > 0 && performance.now() > endMs) break
    stepTo(at, answers.length)
    running ??= await ready(key, source)
    if (!('run' in running)) {
      answers.push(running.answer)
      if (!contexts.has(key)) running = undefined
      continue
    }
    const { answer, spoilt } = running.run(frame)
    answers.push(answer)
    if (spoilt) {
      // a new context for the next frame
      running = undefined
      contexts.delete(key)
    }
  }
  return answers
}

const check = async (source: string): Promise<PieceAnswer> => {
  const running = await engine.start(source)
  return ['run' in running ? `D${JSON.stringify({ data: { entry: running.entry } })}` : running.answer]
}

const work = async (pieces: Piece[]): Promise<PieceAnswer[]> => {
  const endMs = performance.now() + limits.roundMs
  const answers: PieceAnswer[] = []
  for (const [at, piece] of pieces.entries()) {
    // the first piece always goes ahead, so that a round never comes back empty-handed
    if (at > 0 && performance.now() > endMs) {
      answers.push([])
      continue
    }
    stepTo(at, 0)
    answers.push(piece.kind === 'check' ? await check(piece.source) : await decode(piece, at, endMs))
  }
  return answers
}

parentPort?.on('message', (pieces: Piece[]) => {
  void work(pieces).then((answers) => {
    stepTo(-1, -1)
    parentPort?.postMessage(answers)
  })
})
