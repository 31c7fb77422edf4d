/** Stops in the reverse order of the start, once, however often it is asked. */
export type Shutdown = {
  readonly after: (stop: () => void | Promise<void>) => void
  readonly begun: boolean
  run(code: number): Promise<void>
}

const limitMs = 20_000
const orphanCheckMs = 250

/**
 * npm that is killed takes its shell along, but not us. A service that nobody can stop any more stops by itself, so that the next start finds its ports
 * free. Only under npm: a parent that goes away is normal elsewhere.
 */
const stopWhenOrphaned = (stop: () => void): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    stop()
  }, orphanCheckMs)
  check.unref()
}

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
  stopWhenOrphaned(() => {
    if (!begun) say('Stopping, since npm is gone')
    void shutdown.run(0)
  })
  return shutdown
}
