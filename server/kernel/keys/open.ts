import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { StartError } from '../errors.ts'
import { epochFiles } from './epoch.ts'
import { openKeyring } from './keyring.ts'
import type { Keyring } from './keyring.ts'
import { makeRootKeyFile, rootKeyFile } from './root.ts'
import { openSqliteStore } from './sqlite-store.ts'

/**
 * The three places as the settings name them: key store, root key, epoch secret.
 * @param options.mayBegin whether new ones may be made when there is no key store: never beside existing data
 * @throws StartError
 */
export const openConfiguredKeyring = async (config: Config, options: { readonly mayBegin: boolean }): Promise<Keyring> => {
  const storePath = join(config.DATA_DIR, 'keys', 'person-keys.db')
  const rootPath = config.ROOT_KEY_FILE ?? join(config.DATA_DIR, 'keys', 'root.key')
  if (!existsSync(storePath)) {
    if (!options.mayBegin) {
      throw new StartError(`The key store ${storePath} is missing beside existing data, which cannot be read without it: bring it back.`)
    }
    makeRootKeyFile(rootPath)
  }
  const store = openSqliteStore(storePath)
  try {
    const epochPath = config.EPOCH_SECRET_FILE ?? join(config.DATA_DIR, 'epoch', 'epoch.secret')
    return await openKeyring({ store, root: rootKeyFile(rootPath), epoch: epochFiles(epochPath, config.EPOCH_ESCROW_FILE) })
  } catch (error) {
    await store.close()
    throw error
  }
}
