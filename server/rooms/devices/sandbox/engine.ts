import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  RELEASE_SYNC,
  type QuickJSContext,
  type QuickJSHandle,
} from 'quickjs-emscripten'
import { finder, prelude } from './prelude.ts'
import { failed, type FrameText, type Limits } from './protocol.ts'

// QuickJS compiled to WebAssembly, one instance with a memory of its own for every decoder: even a flaw in QuickJS
// would show one organisation's code nothing of another's. An instance takes about 2.5 ms and 0.4 MB. An instance
// that failed in a way that may have left it half done is dropped and never used again; its memory goes with it. A
// replacement must honour: no reach of the host, a limit of processor time and memory, text as the only way out.

const pageBytes = 64 * 1024
/** What the compiled module asks for at its start. */
const initialPages = 256
/** A decoder's heap is limited inside; this is the wall behind it. */
const mostPages = 512
const stackBytes = 256 * 1024

export type Entry = 'decodeUplink' | 'Decode' | 'Decoder'

/** A decoder ready to run; `run` must not be called again once it said `spoilt`. */
export type Running = { entry: Entry; run: (frame: FrameText) => { answer: string; spoilt: boolean } }

export type Engine = { start: (source: string) => Promise<Running | { answer: string }> }

const compiled = async (): Promise<WebAssembly.Module> => {
  const require = createRequire(createRequire(import.meta.url).resolve('quickjs-emscripten'))
  return WebAssembly.compile(readFileSync(require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm')))
}

const isEntry = (text: string): text is Entry => text === 'decodeUplink' || text === 'Decode' || text === 'Decoder'

export const createEngine = async (limits: Limits): Promise<Engine> => {
  const wasmModule = await compiled()
  return { start: (source) => start(source, wasmModule, limits) }
}

const start = async (
  source: string,
  wasmModule: WebAssembly.Module,
  limits: Limits,
): Promise<Running | { answer: string }> => {
  const wasmMemory = new WebAssembly.Memory({ initial: initialPages, maximum: mostPages })
  const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(RELEASE_SYNC, { wasmModule, wasmMemory }))
  const runtime = quickJs.newRuntime()
  runtime.setMemoryLimit(limits.memoryBytes)
  runtime.setMaxStackSize(stackBytes)
  const guard = createGuard()
  runtime.setInterruptHandler(guard.isOver)
  const vm = runtime.newContext()
  guard.begin(limits.startDeadlineMs)
  try {
    const tie = vm.unwrapResult(vm.evalCode(prelude, 'prelude.js'))
    const outcome = vm.evalCode(source, 'decoder.js', { type: 'global' })
    if (outcome.error) {
      const message = guard.wasOver() ? '' : complaint(vm, outcome.error)
      return { answer: guard.wasOver() ? failed('timed_out') : failed('source_invalid', message) }
    }
    outcome.value.dispose()
    const found = vm.unwrapResult(vm.evalCode(finder, 'finder.js'))
    const entry = vm.getString(vm.getProp(found, 0))
    if (!isEntry(entry)) return { answer: failed('no_decode_function') }
    const run = vm.unwrapResult(vm.callFunction(tie, vm.undefined, vm.getProp(found, 1), vm.newString(entry)))
    const decode = (frame: FrameText): { answer: string; spoilt: boolean } => {
      guard.begin(limits.deadlineMs)
      try {
        const answer = call(vm, run, frame)
        // work put off for later never runs; it would only pile up
        const spoilt = answer === undefined || answer.startsWith('Xout_of_memory') || runtime.hasPendingJob()
          || wasmMemory.buffer.byteLength > initialPages * pageBytes
        return { answer: answer ?? failed(guard.wasOver() ? 'timed_out' : 'out_of_memory'), spoilt }
      } catch {
        // the instance itself gave up: WebAssembly trap, abort of its runtime
        return { answer: failed(guard.wasOver() ? 'timed_out' : 'crashed'), spoilt: true }
      }
    }
    return { entry, run: decode }
  } catch {
    return { answer: failed(guard.wasOver() ? 'timed_out' : 'source_invalid') }
  }
}

/** The runner's answer; undefined when it could not even fail in an orderly way (interrupted, no memory to say so). */
const call = (vm: QuickJSContext, run: QuickJSHandle, frame: FrameText): string | undefined => {
  const text = vm.newString(frame.text)
  const time = vm.newNumber(frame.recvTimeMs)
  const result = vm.callFunction(run, vm.undefined, text, time)
  text.dispose()
  time.dispose()
  if (result.error) {
    result.error.dispose()
    return undefined
  }
  const { value } = result
  const answer = vm.typeof(value) === 'string' ? vm.getString(value) : undefined
  value.dispose()
  return answer
}

/**
 * What is wrong with a source, for the manager who uploaded it. Still inside the time limit: a getter may stand
 * behind it.
 */
const complaint = (vm: QuickJSContext, error: QuickJSHandle): string => {
  const described = vm.callFunction(
    vm.unwrapResult(vm.evalCode('(e) => `${e && e.name}: ${e && e.message} ${e && e.stack}`.slice(0, 400)')),
    vm.undefined,
    error,
  )
  if (described.error) return ''
  return vm.typeof(described.value) === 'string' ? vm.getString(described.value) : ''
}

/**
 * Says when a decoder had its time. Processor time of this thread counts, not the wall clock: on a busy machine a
 * good decoder must not be failed for time that others used.
 */
const createGuard = (): { begin: (ms: number) => void; isOver: () => boolean; wasOver: () => boolean } => {
  let limitMs = 0
  let wallEndMs = 0
  let startedUs = 0
  let over = false
  const usedUs = (): number => {
    const { user, system } = process.threadCpuUsage()
    return user + system
  }
  return {
    begin: (ms) => {
      limitMs = ms
      wallEndMs = performance.now() + ms
      startedUs = usedUs()
      over = false
    },
    isOver: () => {
      over ||= performance.now() >= wallEndMs && usedUs() - startedUs >= limitMs * 1000
      return over
    },
    wasOver: () => over,
  }
}
