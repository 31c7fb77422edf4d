import { openConfiguredStorage } from '#kernel/backup/places.ts'
import { bringBack } from '#kernel/backup/restore/bring-back.ts'
import { readMarker } from '#kernel/backup/restore/marker.ts'
import { readConfig } from '#kernel/config.ts'
import { StartError } from '#kernel/errors.ts'
import { readWords } from './restore/words.ts'
import { passGate } from './restore/gate.ts'

const usage = `npm run restore -- [--from WHERE] [--backup ID] [--at INSTANT] [--to DATA_DIR]
npm run restore -- --gate-only

  --from       a folder or s3://bucket/prefix; default: BACKUP_TO
  --backup     which base back-up; default: the newest that is old enough
  --at         a point in time, such as 2026-11-22T10:00:00Z; default: as far as the write-ahead log goes
  --to         the data folder to restore into; default: DATA_DIR
  --gate-only  the data is there (put back by PostgreSQL's own tools, or by a restore that stopped): erase again, search, open`

const say = (line: string): void => console.log(line)

const restore = async (): Promise<void> => {
  const words = readWords(process.argv.slice(2), { values: ['from', 'backup', 'at', 'to'], flags: ['gate-only', 'help'] }, usage)
  if (words.flags.has('help')) return say(usage)
  const { from, backup, at, to } = words.values
  const config = readConfig({ ...process.env, ...(to === undefined ? {} : { DATA_DIR: to }) })
  if (!words.flags.has('gate-only')) {
    const where = from ?? config.BACKUP_TO
    if (where === undefined) throw new StartError('Where the back-ups lie is not said: add --from, or set BACKUP_TO.')
    if (config.DATABASE_URL !== undefined) {
      throw new StartError('DATABASE_URL names an outside PostgreSQL: put it back with its own tools, then run npm run restore -- --gate-only.')
    }
    if (readMarker(config.DATA_DIR)?.step === 'gate') {
      throw new StartError('The data is back already, and the gate is what is left: run npm run restore -- --gate-only.')
    }
    const storage = await openConfiguredStorage(config, where)
    await bringBack({
      config,
      storage,
      wish: { ...(backup === undefined ? {} : { backup }), ...(at === undefined ? {} : { at: instantOf(at) }) },
      say,
    })
  }
  const passed = await passGate({ config, say })
  say(`Nothing of them is left. The restore is done (${passed.persons} people and ${passed.organisations} organisations erased again): npm start opens it.`)
}

const instantOf = (text: string): Temporal.Instant => {
  try {
    return Temporal.Instant.from(text)
  } catch (cause) {
    throw new StartError(`--at ${text} is no instant: write it like 2026-11-22T10:00:00Z or 2026-11-22T11:00:00+01:00.`, { cause })
  }
}

try {
  await restore()
} catch (error) {
  if (error instanceof StartError) console.error(`Not restored. ${error.message}`)
  else console.error('Not restored, and the reason is a fault of ours:', error)
  process.exitCode = 1
}
