import { pino } from 'pino'
import type { Logger } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal' | 'trace' | 'child' | 'level' | 'silent'>

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
          'err.parameters',
          'err.detail',
          'err.where',
        ],
        remove: true,
      },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ fd: 2, sync: false }),
  )
