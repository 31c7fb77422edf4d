/** Stops in the reverse order of the start, once, however often it is asked. */
export type Shutdown = {
  after(stop: () => unknown): void
  readonly begun: boolean
  run(code: number): Promise<void>
}

const limitMs = 20_000

export const createShutdown = (say: (line: string) => void): Shutdown => {
  const stops: (() => unknown)[] = []
  let begun = false
  const shutdown: Shutdown = {
    after: (stop) => stops.push(stop),
    get begun() {
      return begun
    },
    run: async (code) => {
      if (begun) return
      begun = true
      setTimeout(() => {
        console.error('Vrijplek did not stop in time and ends now')
        process.exit(1)
      }, limitMs).unref()
      let exitCode = code
      for (const stop of stops.toReversed()) {
        try {
          await stop()
        } catch (error) {
          console.error('Something did not stop cleanly:', error)
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
