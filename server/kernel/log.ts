import { pino } from 'pino'
import type { Logger } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal' | 'trace' | 'child' | 'level' | 'silent'>

/** What of an error may be logged. A driver's error carries its connection, its statement's values and the row it stumbled over: none of that. */
const outlineOf = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack?.split('\n').slice(1, 12).join('\n'),
    ...(error.cause === undefined ? {} : { cause: outlineOf(error.cause) }),
  }
}

/**
 * Structured lines on standard error. Personal data never goes in: callers log ids and codes. What could slip through with an error or a request is
 * left out here by name.
 */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          'email',
          'name',
          'password',
          'token',
          'authorization',
          'cookie',
          '*.email',
          '*.name_sealed',
          '*.password',
          '*.token',
          '*.authorization',
          '*.cookie',
        ],
        remove: true,
      },
      serializers: { err: outlineOf },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ fd: 2, sync: false }),
  )
