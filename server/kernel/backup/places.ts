import { join } from 'node:path'
import type { Config } from '../config.ts'
import { epochFiles } from '../keys/index.ts'
import { rootKeyFile } from '../keys/root.ts'
import { assertOutside } from './folder-storage.ts'
import type { KeyPlaces } from './key-copy.ts'
import { openStorage } from './storage.ts'
import type { Storage } from './storage.ts'

/** Where everything lies that a back-up or a restore touches, as the settings name it. */
export const placesOf = (config: Config) => {
  const data = config.DATA_DIR
  return {
    data,
    postgres: join(data, 'postgres'),
    cluster: join(data, 'postgres', 'cluster'),
    password: join(data, 'postgres', 'superuser-password'),
    files: join(data, 'files'),
    journal: config.ERASURE_JOURNAL_FILE ?? join(data, 'erasures', 'journal.ndjson'),
    rootKey: config.ROOT_KEY_FILE ?? join(data, 'keys', 'root.key'),
    keyStore: join(data, 'keys', 'person-keys.db'),
    epoch: config.EPOCH_SECRET_FILE ?? join(data, 'epoch', 'epoch.secret'),
  }
}

/** What goes into a base back-up besides the cluster. The root key, the epoch secret and the key store never do. */
export const besidesOf = (config: Config): Readonly<Record<string, string>> => {
  const { password, files } = placesOf(config)
  return { 'superuser-password': password, files }
}

export const keyPlacesOf = (config: Config): KeyPlaces => {
  const { keyStore, epoch, rootKey } = placesOf(config)
  return { file: keyStore, epoch: epochFiles(epoch, config.EPOCH_ESCROW_FILE), root: rootKeyFile(rootKey) }
}

/** @throws StartError when the place cannot be used */
export const openConfiguredStorage = async (config: Config, where: string): Promise<Storage> => {
  if (!where.startsWith('s3://')) assertOutside(where, config.DATA_DIR)
  return await openStorage({ where, endpoint: config.BACKUP_S3_ENDPOINT })
}
