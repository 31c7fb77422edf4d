/** Stops in the reverse order of the start, once, however often it is asked. */
export type Shutdown = {
  readonly after: (stop: () => void | Promise<void>) => void
  readonly begun: boolean
  run(code: number): Promise<void>
}

const limitMs = 20_000

export const createShutdown = (say: (line: string) => void): Shutdown => {
  const stops: (() => void | Promise<void>)[] = []
  let begun = false
  const shutdown: Shutdown = {
    after: (stop) => {
      stops.push(stop)
    },
    get begun() {
      return begun
    },
    run: async (code) => {
      if (begun) return
      begun = true
      const limit = setTimeout(() => {
        process.stderr.write('Vrijplek did not stop in time and ends now\n')
        process.exit(1)
      }, limitMs)
      limit.unref()
      let exitCode = code
      for (const stop of stops.toReversed()) {
        try {
          await stop()
        } catch (error) {
          process.stderr.write(`Something did not stop cleanly: ${String(error)}\n`)
          exitCode = 1
        }
      }
      process.exit(exitCode)
    },
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!begun) say('Stopping')
      void shutdown.run(0)
    })
  }
  return shutdown
}
