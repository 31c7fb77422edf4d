import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { StartError } from '#kernel/errors.ts'

const reasons: Record<string, (port: number, setting: string) => string> = {
  EADDRINUSE: (port, setting) => `Port ${port} is in use by another program: set ${setting} to a free one, or stop that program.`,
  EACCES: (port, setting) => `This user may not listen on port ${port}: set ${setting} to one above 1023.`,
  EADDRNOTAVAIL: (_port, setting) => `The address in ${setting.replace('PORT', 'HOST')} is not one of this machine.`,
}

/** The sentence for a port that cannot be listened on, or undefined when the fault is another one. */
export const portSentence = (error: unknown, port: number, setting: string): string | undefined =>
  reasons[(error as { code?: string }).code ?? '']?.(port, setting)

const patienceMs = 3000
const againMs = 200

/**
 * Tries a port before anything else is started. A program that is just stopping, our own among them, gets a moment to let go.
 * @throws StartError
 */
export const assertPortFree = async (host: string, port: number, setting: 'PORT' | 'MQTT_PORT' | 'MQTTS_PORT'): Promise<void> => {
  if (port === 0) return
  for (let waitedMs = 0; ; waitedMs += againMs) {
    try {
      return await tryPort(host, port, setting)
    } catch (error) {
      const isTaken = error instanceof StartError && (error.cause as { code?: string }).code === 'EADDRINUSE'
      if (!isTaken || waitedMs >= patienceMs) throw error
      await delay(againMs)
    }
  }
}

const tryPort = async (host: string, port: number, setting: 'PORT' | 'MQTT_PORT' | 'MQTTS_PORT'): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const trial = createServer()
  trial.once('error', (error) => {
    const sentence = portSentence(error, port, setting)
    reject(sentence === undefined ? error : new StartError(sentence, { cause: error }))
  })
  trial.listen({ host, port, exclusive: true }, () => trial.close(() => resolve()))
  await promise
}
