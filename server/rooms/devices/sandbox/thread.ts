import { Worker } from 'node:worker_threads'
import { progressAt, progressBytes, type Limits, type Piece, type PieceAnswer, type WorkerData } from './protocol.ts'

/** What a worker was at when it died; undefined when it was at nothing (starting, or between two rounds). */
export type Stopped = { piece: number; frame: number; hung: boolean } | undefined

export type Thread = {
  post: (pieces: Piece[]) => void
  /** Looks whether the worker still moves on; one that stays at the same frame too long is killed. */
  watch: () => void
  /** Resolves when it is gone; reports nothing. */
  close: () => Promise<void>
}

/** One worker thread, from its start to its one and only end. */
export const startThread = (
  limits: Limits,
  hangMs: number,
  onAnswer: (answers: PieceAnswer[]) => void,
  onDeath: (stopped: Stopped) => void,
): Thread => {
  const shared = new SharedArrayBuffer(progressBytes)
  const progress = new Int32Array(shared)
  progress[progressAt.piece] = -1
  const workerData: WorkerData = { limits, progress: shared }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData,
    // nothing of this process's environment or flags
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  })
  let over = false
  let hung = false
  let seenTicks = -1
  let seenAtMs = 0

  const end = (): void => {
    if (over) return
    over = true
    const piece = Atomics.load(progress, progressAt.piece)
    const frame = Atomics.load(progress, progressAt.frame)
    void worker.terminate()
    onDeath(piece < 0 || frame < 0 ? undefined : { piece, frame, hung })
  }
  worker.on('message', (answers: PieceAnswer[]) => {
    if (!over) onAnswer(answers)
  })
  worker.on('error', end)
  worker.on('exit', end)

  return {
    post: (pieces) => {
      seenTicks = -1
      worker.postMessage(pieces)
    },
    watch: () => {
      const ticks = Atomics.load(progress, progressAt.ticks)
      const atWork = Atomics.load(progress, progressAt.piece) >= 0
      if (!atWork || ticks !== seenTicks) {
        seenTicks = ticks
        seenAtMs = performance.now()
      } else if (performance.now() - seenAtMs >= hangMs) {
        hung = true
        end()
      }
    },
    close: async () => {
      over = true
      await worker.terminate()
    },
  }
}
