import { openConfiguredStorage } from '#kernel/backup/places.ts'
import { bringBack } from '#kernel/backup/restore/bring-back.ts'
import { readMarker } from '#kernel/backup/restore/marker.ts'
import { readConfig } from '#kernel/config.ts'
import { passGate } from '../restore/gate.ts'

/**
 * A restore that is killed at one of its moments, without a chance to tidy up; a program of its own for that.
 * Words: the moment (or `never`), the back-up's id, the instant. Settings from the environment.
 */
const [at = '', backup = '', instant = ''] = process.argv.slice(2)
const config = readConfig(process.env)
const moment = (name: string): void => {
  if (name === at) process.kill(process.pid, 'SIGKILL')
}
const say = (line: string): void => void process.stdout.write(`${line}\n`)
if (readMarker(config.DATA_DIR)?.step !== 'gate') {
  const storage = await openConfiguredStorage(config, config.BACKUP_TO ?? '')
  await bringBack({ config, storage, wish: { backup, at: Temporal.Instant.from(instant) }, say, moment })
}
await passGate({ config, say, moment })
