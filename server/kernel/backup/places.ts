import { join } from 'node:path'
import type { Config } from '../config.ts'
import { epochFiles } from '../keys/index.ts'
import { keyPlaces, rootProvider } from '../keys/open.ts'
import { assertOutside } from './folder-storage.ts'
import type { KeyPlaces } from './key-copy.ts'
import { openStorage } from './storage.ts'
import type { Storage } from './storage.ts'

/** Where everything lies that a back-up or a restore touches, as the settings name it. */
export const placesOf = (config: Config) => {
  const data = config.DATA_DIR
  const keys = keyPlaces(config)
  return {
    data,
    postgres: join(data, 'postgres'),
    cluster: join(data, 'postgres', 'cluster'),
    password: join(data, 'postgres', 'superuser-password'),
    files: join(data, 'files'),
    journal: config.ERASURE_JOURNAL_FILE ?? join(data, 'erasures', 'journal.ndjson'),
    rootKey: keys.root,
    keyStore: keys.store,
    epoch: keys.epoch,
  }
}

/** What goes into a base back-up besides the cluster. The root key, the epoch secret and the key store never do. */
export const besidesOf = (config: Config): Readonly<Record<string, string>> => {
  const { password, files } = placesOf(config)
  return { 'superuser-password': password, files }
}

/** What opens back-ups. @throws StartError when a setting of the root key's provider is missing */
export const openersOf = async (config: Config): Promise<Omit<KeyPlaces, 'file'>> => ({
  epoch: epochFiles(placesOf(config).epoch, config.EPOCH_ESCROW_FILE),
  root: await rootProvider(config, config.ROOT_KEY_PROVIDER),
})

/** The key store that is copied with the back-ups; null: it is an outside PostgreSQL, which its own tools copy, by the same rule (newest only). */
export const copiedKeysOf = async (config: Config): Promise<KeyPlaces | null> =>
  config.KEYS_DATABASE_URL === undefined ? { ...(await openersOf(config)), file: placesOf(config).keyStore } : null

/** @throws StartError when the place cannot be used */
export const openConfiguredStorage = async (config: Config, where: string): Promise<Storage> => {
  if (!where.startsWith('s3://')) assertOutside(where, config.DATA_DIR)
  return await openStorage({ where, endpoint: config.BACKUP_S3_ENDPOINT })
}
