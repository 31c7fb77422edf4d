import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '#kernel/log.ts'
import type { StartedDatabase } from './database.ts'

const attempts = 5

/** Brings the embedded PostgreSQL back when it dies under us; gives up after some attempts, so that a supervisor outside sees it. */
export const superviseDatabase = (
  database: StartedDatabase,
  house: { say: (line: string) => void; log: Log; isStopping: () => boolean; giveUp: () => void },
): void => {
  let restarting = false
  database.onDeath(() => {
    if (restarting || house.isStopping()) return
    restarting = true
    void bringBack(database, house).finally(() => {
      restarting = false
    })
  })
}

const bringBack = async (database: StartedDatabase, house: Parameters<typeof superviseDatabase>[1]): Promise<void> => {
  for (let attempt = 1; attempt <= attempts && !house.isStopping(); attempt += 1) {
    house.say('PostgreSQL stopped by itself; starting it again')
    try {
      await database.restart()
      return
    } catch (error) {
      house.log.error({ err: error, attempt }, 'PostgreSQL could not be started again')
      await delay(500 * 2 ** attempt)
    }
  }
  if (!house.isStopping()) house.giveUp()
}
