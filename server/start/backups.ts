import type { Backups } from '#kernel/backups.ts'
import { declaredBackups } from '#kernel/backups.ts'
import { besidesOf, copiedKeysOf, openConfiguredStorage, placesOf } from '#kernel/backup/places.ts'
import { createBackupService } from '#kernel/backup/service.ts'
import type { BackupService } from '#kernel/backup/service.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Config } from '#kernel/config.ts'
import type { ErasureJournal } from '#kernel/erasure-journal.ts'
import type { Keyring } from '#kernel/keys/index.ts'
import type { Log } from '#kernel/log.ts'
import { createSigner } from '#kernel/signed-note.ts'
import type { StartedDatabase } from './database.ts'

export type ConfiguredBackups = { readonly service: BackupService; readonly backups: Backups }

/**
 * The back-ups that the settings ask for; null: none. Of an outside PostgreSQL only key store and erasure journal are copied from here, and how long
 * its own copies live is what the operator declares.
 */
export const openBackups = async (
  config: Config,
  house: { clock: Clock; log: Log; keyring: Keyring; journal: ErasureJournal; cluster: StartedDatabase['cluster']; publicUrl: string },
): Promise<ConfiguredBackups | null> => {
  if (config.BACKUP_TO === undefined) return null
  const service = createBackupService({
    storage: await openConfiguredStorage(config, config.BACKUP_TO),
    root: house.keyring.root(),
    clock: house.clock,
    log: house.log,
    cluster: house.cluster,
    besides: besidesOf(config),
    journal: house.journal,
    journalFile: placesOf(config).journal,
    keys: await copiedKeysOf(config),
    signer: createSigner(new URL(house.publicUrl).host, await house.keyring.secret('signing')),
  })
  if (house.cluster !== null) return { service, backups: service }
  const declared = declaredBackups(config, house.clock)
  return {
    service,
    backups: {
      state: async () => ({ ...(await declared.state()), failure: (await service.state()).failure }),
      goneBefore: async (instant) => (await declared.goneBefore(instant)) && (await service.goneBefore(instant)),
    },
  }
}
