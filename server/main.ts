import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '#kernel/config.ts'
import { systemClock } from '#kernel/clock.ts'
import { StartError } from '#kernel/errors.ts'
import { openKeyStore, openRootKey } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { createHouse } from './house.ts'
import { openDataFolder } from './start/data-folder.ts'
import { startDatabase } from './start/database.ts'
import { decideDemo, startDemo } from './start/demo.ts'
import { assertPortFree, portSentence } from './start/ports.ts'
import { serveWeb } from './start/serve-web.ts'
import { createShutdown } from './start/shutdown.ts'
import { superviseDatabase } from './start/supervise.ts'
import { buildWebWhenStale, webFolder } from './start/web-build.ts'

const say = (line: string): void => console.log(line)

/** Starts everything in order; what is started stops in reverse. */
const start = async (shutdown: ReturnType<typeof createShutdown>): Promise<void> => {
  const config = readConfig(process.env)
  const log = createLog(config.LOG_LEVEL)
  const { wasEmpty } = openDataFolder(config.DATA_DIR)
  await assertPortFree(config.HOST, config.PORT, 'PORT')
  await assertPortFree(config.MQTT_HOST, config.MQTT_PORT, 'MQTT_PORT')
  const demo = decideDemo(config, wasEmpty)

  const keyFolder = join(config.DATA_DIR, 'keys')
  const keyStorePath = join(keyFolder, 'person-keys.db')
  const root = openRootKey(config.ROOT_KEY_FILE ?? join(keyFolder, 'root.key'), { mayCreate: !existsSync(keyStorePath) })
  const keyStore = openKeyStore(keyStorePath)
  shutdown.after(() => keyStore.close())

  const [database] = await Promise.all([startDatabase(config, root, say), buildWebWhenStale(say)])
  shutdown.after(() => database.stop())
  if (database.migrated.length > 0) say(`Prepared the database (${database.migrated.length} migrations)`)

  const house = await createHouse({
    config,
    clock: systemClock,
    log,
    database: database.server,
    password: database.password,
    root,
    keyStore,
    publicUrl: config.PUBLIC_URL?.replace(/\/$/, '') ?? `http://${config.HOST}:${config.PORT}`,
    ...(demo ? { demo: true } : {}),
  })
  shutdown.after(() => house.close())
  superviseDatabase(database, { say, log, isStopping: () => shutdown.begun, giveUp: () => void shutdown.run(1) })
  await serveWeb(house.http, webFolder)
  await listen(() => house.listen({ host: config.HOST, port: config.PORT, mqttHost: config.MQTT_HOST, mqttPort: config.MQTT_PORT }), config)
  const accounts = demo ? await startDemo(house, config, shutdown.after) : []
  await house.begin()

  say(`Vrijplek is ready at ${house.kernel.publicUrl} (MQTT on ${config.MQTT_HOST}:${config.MQTT_PORT})`)
  for (const account of accounts) say(`  ${account.role.padEnd(22)} ${account.email.padEnd(40)} ${account.password}`)
}

const listen = async (work: () => Promise<void>, config: { PORT: number; MQTT_PORT: number }): Promise<void> => {
  try {
    await work()
  } catch (error) {
    const { port } = error as { port?: number }
    const setting = port === config.MQTT_PORT ? 'MQTT_PORT' : 'PORT'
    const sentence = portSentence(error, port ?? config.PORT, setting)
    throw sentence === undefined ? error : new StartError(sentence, { cause: error })
  }
}

const shutdown = createShutdown(say)
try {
  await start(shutdown)
} catch (error) {
  if (error instanceof StartError) console.error(`Vrijplek cannot start. ${error.message}`)
  else console.error('Vrijplek cannot start, and the reason is a fault of ours:', error)
  await shutdown.run(1)
}
