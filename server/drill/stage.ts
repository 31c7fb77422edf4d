import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { compared, keepTakenIn, refuseUnlessTakenIn } from '#kernel/backup/restore/gate.ts'
import { refuseWhileMarked } from '#kernel/backup/restore/marker.ts'
import { placesOf } from '#kernel/backup/places.ts'
import type { BackupService } from '#kernel/backup/service.ts'
import { systemClock } from '#kernel/clock.ts'
import { readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { openErasureJournal } from '#kernel/erasure-journal.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { createHouse } from '../house.ts'
import type { House } from '../house.ts'
import { openBackups } from '../start/backups.ts'
import { startDatabase } from '../start/database.ts'

/** The folders of a drill: data, back-ups, and what lies elsewhere so that it outlives both. */
export type Scene = {
  readonly folder: string
  readonly store: string
  readonly elsewhere: string
  readonly settings: (dataDir: string, other?: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
  readonly config: (dataDir: string, other?: Readonly<Record<string, string>>) => Config
}

export const openScene = (folder: string): Scene => {
  const [store, elsewhere] = [join(folder, 'back-ups'), join(folder, 'elsewhere')]
  mkdirSync(elsewhere, { recursive: true, mode: 0o700 })
  const settings: Scene['settings'] = (dataDir, other = {}) => ({
    DATA_DIR: join(folder, dataDir),
    BACKUP_TO: store,
    ROOT_KEY_FILE: join(elsewhere, 'root.key'),
    EPOCH_SECRET_FILE: join(elsewhere, 'epoch.secret'),
    ERASURE_JOURNAL_FILE: join(elsewhere, 'journal.ndjson'),
    DEMO: 'off',
    LOG_LEVEL: 'error',
    ...other,
  })
  return { folder, store, elsewhere, settings, config: (dataDir, other) => readConfig(settings(dataDir, other)) }
}

export type Stage = { readonly house: House; readonly backups: BackupService; close(): Promise<void> }

/** The house as the service opens it, without its ports. @throws StartError as the service would */
export const openStage = async (config: Config, mayBegin = false): Promise<Stage> => {
  refuseWhileMarked(config.DATA_DIR)
  const closing: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).toReversed()) await each()
  }
  try {
    const keyring = await openConfiguredKeyring(config, { mayBegin })
    closing.push(() => keyring.close())
    const journal = await openErasureJournal(placesOf(config).journal)
    closing.push(() => journal.close())
    const database = await startDatabase(config, { keyring, say: () => {}, fresh: false })
    closing.push(() => database.stop())
    await refuseUnlessTakenIn(database.owner, compared(journal))
    const log = createLog(config.LOG_LEVEL)
    const known = keepTakenIn(database.owner, journal, log)
    closing.push(() => known.settle())
    const publicUrl = 'http://127.0.0.1:8080'
    const backups = await openBackups(config, { clock: systemClock, log, keyring, journal, cluster: database.cluster, publicUrl })
    if (backups === null) throw new Error('a drill has back-ups')
    const { server, password, owner } = database
    const house = await createHouse({
      config,
      clock: systemClock,
      log,
      database: server,
      password,
      owner,
      keyring,
      journal,
      publicUrl,
      backups: backups.backups,
    })
    closing.push(() => house.close())
    return { house, backups: backups.service, close }
  } catch (error) {
    await close()
    throw error
  }
}
