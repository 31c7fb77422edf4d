import { join } from 'node:path'
import type { Config } from '../config.ts'
import { connectionFromUrl } from '../database/url.ts'
import { StartError } from '../errors.ts'
import { epochFiles } from './epoch.ts'
import { openKeyring } from './keyring.ts'
import type { Keyring } from './keyring.ts'
import type { KeyStore } from './key-store.ts'
import { openPostgresStore } from './postgres-store.ts'
import { awsKms } from './root-kms.ts'
import { vaultTransit } from './root-vault.ts'
import { makeRootKeyFile, rootKeyFile } from './root.ts'
import type { RootKind, RootProvider } from './root.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** Where the settings put things. */
export const keyPlaces = (config: Config) => ({
  store: join(config.DATA_DIR, 'keys', 'person-keys.db'),
  root: config.ROOT_KEY_FILE ?? join(config.DATA_DIR, 'keys', 'root.key'),
  epoch: config.EPOCH_SECRET_FILE ?? join(config.DATA_DIR, 'epoch', 'epoch.secret'),
})

const needed = <T>(value: T | undefined, setting: string, kind: RootKind): T => {
  if (value === undefined) throw new StartError(`Setting ${setting} is missing: the root key in ${kind} needs it.`)
  return value
}

/** @throws StartError when a setting of that provider is missing */
export const rootProvider = async (config: Config, kind: RootKind): Promise<RootProvider> => {
  switch (kind) {
    case 'file':
      return rootKeyFile(keyPlaces(config).root)
    case 'vault-transit':
      return vaultTransit({
        url: needed(config.ROOT_KEY_URL, 'ROOT_KEY_URL', kind),
        mount: config.ROOT_KEY_MOUNT,
        key: needed(config.ROOT_KEY_NAME, 'ROOT_KEY_NAME', kind),
        tokenFile: needed(config.ROOT_KEY_TOKEN_FILE, 'ROOT_KEY_TOKEN_FILE', kind),
      })
    case 'aws-kms':
      return awsKms({
        key: needed(config.ROOT_KEY_NAME, 'ROOT_KEY_NAME', kind),
        region: needed(config.ROOT_KEY_REGION, 'ROOT_KEY_REGION', kind),
        ...(config.ROOT_KEY_URL === undefined ? {} : { url: config.ROOT_KEY_URL }),
      })
    default:
      throw new Error('a root provider that nobody knows')
  }
}

const openStore = (config: Config, onError: (error: unknown) => void): Promise<KeyStore> =>
  config.KEYS_DATABASE_URL === undefined
    ? Promise.resolve(openSqliteStore(keyPlaces(config).store))
    : openPostgresStore(connectionFromUrl(config.KEYS_DATABASE_URL, 'KEYS_DATABASE_URL'), { onError })

/**
 * The three places as the settings name them: key store, root key, epoch secret.
 * @param options.mayBegin whether new ones may be made when the key store is empty: never beside existing data
 * @throws StartError
 */
export const openConfiguredKeyring = async (
  config: Config,
  options: {
    readonly mayBegin: boolean
    readonly onError?: (error: unknown) => void
    /** For the program that moves the root key: where it is now, whatever the settings name for later. */
    readonly rootAsStored?: true
  },
): Promise<Keyring> => {
  const { root, epoch } = keyPlaces(config)
  const onError = options.onError ?? (() => {})
  const store = await openStore(config, onError)
  try {
    const state = await store.state()
    if (state === null) {
      if (!options.mayBegin) {
        throw new StartError('The key store is missing or empty beside existing data, which cannot be read without it: bring it back.')
      }
      if (config.ROOT_KEY_PROVIDER === 'file') makeRootKeyFile(root)
    }
    return await openKeyring({
      store,
      root: await rootProvider(config, options.rootAsStored === true ? (state?.rootKind ?? 'file') : config.ROOT_KEY_PROVIDER),
      otherRoot: (kind) => rootProvider(config, kind),
      epoch: epochFiles(epoch, config.EPOCH_ESCROW_FILE),
      onError,
    })
  } catch (error) {
    await store.close()
    throw error
  }
}
