// npm run keys -- state                     which epoch, which root key
// npm run keys -- rotate-epoch              a new epoch secret; the old one is destroyed
// npm run keys -- rotate-root [PROVIDER]    a new root key in the file, or in vault-transit or aws-kms as the settings name it
// Works beside a running instance, which takes it up within a second, and on a stopped one.
import { readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { StartError } from '#kernel/errors.ts'
import { keyPlaces, openConfiguredKeyring, prepareRootKeyFile, rootProvider } from '#kernel/keys/index.ts'
import type { Keyring } from '#kernel/keys/index.ts'

const say = (line: string): void => console.log(line)
const usage = 'npm run keys -- state | rotate-epoch | rotate-root [file | vault-transit | aws-kms]'

const sayState = async (ring: Keyring): Promise<void> => {
  const { epoch, root } = await ring.state()
  say(`Epoch ${epoch}; the root key is ${ring.root().name} (${root}).`)
}

const rotateRoot = async (ring: Keyring, config: Config, to: string): Promise<void> => {
  if (to !== 'file' && to !== 'vault-transit' && to !== 'aws-kms') throw new StartError(`There is no provider of root keys called ${to}: ${usage}`)
  const before = (await ring.state()).root
  await ring.rotateRoot(to === 'file' ? prepareRootKeyFile(keyPlaces(config).root) : await rootProvider(config, to))
  if (before !== to) say(`Set ROOT_KEY_PROVIDER=${to} before the next start.`)
  if (before === 'file' && to !== 'file') {
    say(`The file ${keyPlaces(config).root} is not used any more. It opens copies of the key store from before, with the epoch secret of their day: remove it.`)
  }
  say('Back-ups made until now open with the old root key only: make one now.')
}

const run = async ([what, ...words]: readonly string[]): Promise<void> => {
  if (words.length > (what === 'rotate-root' ? 1 : 0) || !['state', 'rotate-epoch', 'rotate-root'].includes(what ?? '')) throw new StartError(usage)
  const config = readConfig(process.env)
  const ring = await openConfiguredKeyring(config, { mayBegin: false, rootAsStored: true })
  try {
    if (what === 'rotate-epoch') await ring.rotateEpoch()
    if (what === 'rotate-root') await rotateRoot(ring, config, words[0] ?? 'file')
    await sayState(ring)
  } finally {
    await ring.close()
  }
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  if (error instanceof StartError) console.error(error.message)
  else console.error('The keys were not changed, and the reason is a fault of ours:', error)
  process.exitCode = 1
}
