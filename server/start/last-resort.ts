import type { EventEmitter } from 'node:events'
import type { Log } from '#kernel/log.ts'

/**
 * What nobody caught (ASVS 5.0 16.5.4). A promise that failed with nobody waiting left its transaction rolled back and its request answered: it is told and
 * the rest goes on. An exception that went through the event loop may have left anything half done: it is told, and the program stops in order, to be
 * started anew by whoever runs it; what was acknowledged is committed.
 */
export const watchLastResort = (events: Pick<EventEmitter, 'on'>, log: Log, stop: () => void): void => {
  events.on('unhandledRejection', (reason: unknown) => log.error({ err: reason, event: 'fault.unhandled_rejection' }, 'nobody waited for what failed'))
  events.on('uncaughtException', (error: unknown) => {
    log.fatal({ err: error, event: 'fault.uncaught_exception' }, 'nobody caught this; stopping in order')
    stop()
  })
}
