import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { placesOf } from '#kernel/backup/places.ts'
import { compared, keepTakenIn, refuseUnlessTakenIn } from '#kernel/backup/restore/gate.ts'
import { knowsErasures } from '#kernel/backup/restore/known-erasures.ts'
import { refuseWhileMarked } from '#kernel/backup/restore/marker.ts'
import { readConfig } from '#kernel/config.ts'
import type { Config } from '#kernel/config.ts'
import { systemClock } from '#kernel/clock.ts'
import { openErasureJournal } from '#kernel/erasure-journal.ts'
import { StartError } from '#kernel/errors.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { openConfiguredTls } from '#kernel/tls.ts'
import type { DemoFile } from './demo/index.ts'
import { createHouse } from './house.ts'
import type { House } from './house.ts'
import { openBackups } from './start/backups.ts'
import { openDataFolder } from './start/data-folder.ts'
import { startDatabase } from './start/database.ts'
import { decideDemo } from './start/demo.ts'
import { watchLastResort } from './start/last-resort.ts'
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
  watchLastResort(process, log, () => void shutdown.run(1))
  const tls = openConfiguredTls(config, { clock: systemClock, log })
  if (tls !== undefined) shutdown.after(async () => tls.close())
  const { wasEmpty } = openDataFolder(config.DATA_DIR)
  refuseWhileMarked(config.DATA_DIR)
  await assertPortFree(config.HOST, config.PORT, 'PORT')
  await assertPortFree(config.MQTT_HOST, config.MQTT_PORT, 'MQTT_PORT')
  if (tls !== undefined) await assertPortFree(config.MQTTS_HOST ?? config.HOST, config.MQTTS_PORT, 'MQTTS_PORT')
  const found = decideDemo(config, wasEmpty)
  const demo = found?.demo

  const keyring = await openConfiguredKeyring(config, {
    mayBegin: !existsSync(join(config.DATA_DIR, 'postgres')),
    onError: (error) => log.error({ err: error }, 'the key store could not be looked at'),
  })
  shutdown.after(() => keyring.close())

  const journal = await openErasureJournal(placesOf(config).journal)
  shutdown.after(() => journal.close())

  const [database] = await Promise.all([startDatabase(config, { keyring, say, fresh: found?.interrupted === true }), buildWebWhenStale(say)])
  shutdown.after(() => database.stop())
  if (database.migrated.length > 0) say(`Prepared the database (${database.migrated.length} migrations)`)

  await refuseUnlessTakenIn(database.owner, compared(journal), (erasures) => knowsErasures(database, erasures))
  const known = keepTakenIn(database.owner, journal, log)
  shutdown.after(() => known.settle())

  const { publicUrl } = config
  const backups = await openBackups(config, { clock: systemClock, log, keyring, journal, cluster: database.cluster, publicUrl })
  shutdown.after(() => backups?.service.stop())

  const house = await createHouse({
    config,
    clock: systemClock,
    log,
    database: database.server,
    password: database.password,
    owner: database.owner,
    keyring,
    journal,
    publicUrl,
    tls,
    ...(backups === null ? {} : { backups: backups.backups }),
    ...(demo === undefined ? {} : { demo: demo.state }),
  })
  shutdown.after(() => house.close())
  superviseDatabase(database, { say, log, isStopping: () => shutdown.begun, giveUp: () => void shutdown.run(1) })
  await serveWeb(house.http, webFolder)
  await listen(house, config)
  if (demo !== undefined) {
    say('Bringing the demo to life')
    const { MQTT_HOST, MQTT_PORT } = config
    const addresses = { url: publicUrl, mqtt: `mqtt://${MQTT_HOST}:${MQTT_PORT}`, mqttHost: MQTT_HOST, mqttPort: MQTT_PORT }
    const { accounts } = await demo.start(house, addresses)
    shutdown.after(demo.stop)
    announceAccounts(accounts)
    const link = await demo.staffLink(house)
    if (link !== null) say(`The operator’s first lead enrols a security key, within an hour: ${link}`)
  }
  await house.begin()
  backups?.service.start()
  say(`Vrijplek is ready at ${house.kernel.publicUrl} (MQTT on ${config.MQTT_HOST}:${config.MQTT_PORT})`)
}

/** One account of each role; all of them stand in demo.json. */
const announceAccounts = (accounts: DemoFile['accounts']): void => {
  say('Demo accounts (all of them in demo.json):')
  const seen = new Set<string>()
  for (const { role, email, password, organisationId } of accounts) {
    if (seen.has(`${organisationId} ${role}`)) continue
    seen.add(`${organisationId} ${role}`)
    say(`  ${role.replaceAll('_', ' ').padEnd(22)} ${email.padEnd(44)} ${password}`)
  }
}

const listen = async (house: House, config: Config): Promise<void> => {
  try {
    await house.listen()
  } catch (error) {
    const { port } = error as { port?: number }
    const sentence = portSentence(error, port ?? config.PORT, port === config.MQTT_PORT ? 'MQTT_PORT' : 'PORT')
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
