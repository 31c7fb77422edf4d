// npm run staff -- invite NAME E-MAIL    a link, valid once and for an hour, with which the operator's first lead enrols a hardware key
// Works beside a running service. Once a lead works here the desk at /operator invites everybody else.
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { Email, Name } from '#contract/values.ts'
import { readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { connectionFromUrl } from '#kernel/database/index.ts'
import { StartError } from '#kernel/errors.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { besideRunning } from '#kernel/postgres/index.ts'
import { inviteFirstStaff } from './house/staff.ts'

const usage = 'npm run staff -- invite NAME E-MAIL'

const databaseOf = async (config: Config): Promise<ClientConfig> => {
  if (config.DATABASE_URL !== undefined) {
    const { user: _user, password: _password, ...server } = connectionFromUrl(config.DATABASE_URL)
    return server
  }
  const running = await besideRunning(join(config.DATA_DIR, 'postgres'))
  if (running === null) throw new StartError(`No service runs on ${config.DATA_DIR}: start it first, or set DATA_DIR.`)
  return { host: running.host, port: running.port, database: 'vrijplek' }
}

const invite = async (words: readonly string[]): Promise<string> => {
  const [name, email] = [Name.safeParse(words[0]), Email.safeParse(words[1])]
  if (words.length !== 2 || !name.success || !email.success) throw new StartError(usage)
  const config = readConfig(process.env)
  const database = await databaseOf(config)
  const ring = await openConfiguredKeyring(config, { mayBegin: false, rootAsStored: true })
  try {
    const link = await inviteFirstStaff(config, ring, database, { name: name.data, email: email.data })
    if (link === null) throw new StartError(`A lead works here already: they invite others, and restore each other, at ${config.publicUrl}/operator.`)
    return `Valid once, until ${link.expiresAt}:\n${link.url}`
  } finally {
    await ring.close()
  }
}

try {
  const [what, ...words] = process.argv.slice(2)
  if (what !== 'invite') throw new StartError(usage)
  console.log(await invite(words))
} catch (error) {
  if (error instanceof StartError) console.error(error.message)
  else console.error('Nobody was invited, and the reason is a fault of ours:', error)
  process.exitCode = 1
}
