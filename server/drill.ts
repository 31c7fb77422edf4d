import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFolder } from '#kernel/backup/folder-storage.ts'
import { copyJournal } from '#kernel/backup/journal-copy.ts'
import { openersOf, placesOf } from '#kernel/backup/places.ts'
import { bringBack } from '#kernel/backup/restore/bring-back.ts'
import { markerFile } from '#kernel/backup/restore/marker.ts'
import type { Manifest } from '#kernel/backup/manifest.ts'
import { StartError } from '#kernel/errors.ts'
import { endLeftOver } from '#kernel/postgres/index.ts'
import { bringCast, canSignIn, leaver, leaverErasesThemself, stayer, whoIsThere } from './drill/cast.ts'
import type { Cast } from './drill/cast.ts'
import { openScene, openStage } from './drill/stage.ts'
import type { Scene } from './drill/stage.ts'
import { steal, useLoot } from './drill/thief.ts'
import { wordsOf } from './drill/words.ts'
import { passGate } from './restore/gate.ts'

const words = wordsOf(process.env)
const startedMs = performance.now()
let step = 0
const say = (line: string): void => console.log(`${String((step += 1)).padStart(2)}. ${line}`)
const quote = (line: string): void => console.log(`    » ${line}`)

/** Before and after the gate, in order. With `--quick` only three of them. */
const everyMoment = ['marked', 'keys and journal', 'unpacked', 'fetched', 'recovered', 'at the gate', 'house', 'traces', 'replayed', 'searched', 'taken in']
const moments = process.argv.includes('--quick') ? ['unpacked', 'at the gate', 'replayed'] : everyMoment

const run = async (program: string, args: readonly string[], settings: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer): void => void (output += chunk.toString('utf8'))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.once('error', reject)
  child.once('close', resolve)
  return { code: await promise, output: output.trim() }
}

/** The service itself, as `npm start` runs it. */
const refusesToOpen = async (scene: Scene, dataDir: string): Promise<void> => {
  const { code, output } = await run('main.ts', [], scene.settings(dataDir, { PORT: '0', MQTT_PORT: '0' }))
  assert.equal(code, 1, `the service was to refuse: ${output}`)
  assert.match(output, /cannot start/)
  quote(output.split('\n').at(-1) ?? '')
}

const refused = async (work: () => Promise<unknown>, because: RegExp): Promise<void> => {
  const error: unknown = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof StartError, `it was to be refused: ${String(error)}`)
  assert.match(error.message, because)
  quote(error.message)
}

type Day = { readonly cast: Cast; readonly before: readonly string[]; readonly manifest: Manifest; readonly moment: Temporal.Instant }

/** The first half: people, a back-up, a theft, an erasure. */
const liveThroughTheDay = async (scene: Scene): Promise<Day> => {
  const config = scene.config('data')
  const stage = await openStage(config, true)
  try {
    const cast = await bringCast(stage.house)
    const before = await whoIsThere(stage.house)
    say(words.people(cast.count))
    const manifest = await stage.backups.backUp()
    assert.ok(manifest)
    say(words.backedUp(manifest.id, Math.ceil(manifest.data.bytes / 1e6)))
    // Up to here the back-ups reach; a restore can be asked for exactly this moment.
    const moment = Temporal.Now.instant()
    await stage.backups.shipAll()
    steal(scene, placesOf(config).keyStore)
    copyFileSync(placesOf(config).journal, join(scene.folder, 'journal-of-before'))
    say(words.stolen)
    await leaverErasesThemself(stage.house)
    assert.ok(!(await whoIsThere(stage.house)).some((each) => each.includes(leaver.email)))
    say(words.erased(leaver.name))
    await stage.backups.shipAll()
    return { cast, before, manifest, moment }
  } finally {
    await stage.close()
  }
}

/** An old journal, here and in the store: nothing newer is to be had. */
const tryStaleJournal = async (scene: Scene, wish: { backup: string; at: Temporal.Instant }): Promise<void> => {
  const old = join(scene.folder, 'journal-of-before')
  const config = scene.config('stale', { ERASURE_JOURNAL_FILE: old })
  const storage = openFolder(scene.store)
  const { root } = await openersOf(config)
  await copyJournal(storage, root, old)
  say(words.stale)
  await refused(() => bringBack({ config, storage, wish, say: () => {} }), /journal is older/)
  await copyJournal(storage, root, placesOf(scene.config('data')).journal)
}

const tryWithoutEpoch = async (scene: Scene, wish: { backup: string; at: Temporal.Instant }): Promise<void> => {
  const config = scene.config('no-epoch', { EPOCH_SECRET_FILE: join(scene.folder, 'nowhere') })
  say(words.noEpoch)
  await refused(() => bringBack({ config, storage: openFolder(scene.store), wish, say: () => {} }), /epoch secret is missing/)
}

const killEverywhere = async (scene: Scene, wish: { backup: string; at: Temporal.Instant }): Promise<void> => {
  for (const moment of moments) {
    const settings = scene.settings('restored')
    const { code, output } = await run('drill/crash.ts', [moment, wish.backup, wish.at.toString()], settings)
    const marked = readMarked(scene)
    assert.equal(code, null, `the restore was to be killed at "${moment}": ${output}`)
    if (moment === 'replayed') assert.match(output, /Erasing again: 1 people/, 'who was erased came back with the copy')
    assert.ok(marked, `the quarantine stands after a kill at "${moment}"`)
    say(moment === 'at the gate' ? words.atGate : words.killed(moment))
    await refusesToOpen(scene, 'restored')
  }
}

const readMarked = (scene: Scene): boolean => {
  try {
    return readFileSync(markerFile(join(scene.folder, 'restored'))).length > 0
  } catch {
    return false
  }
}

const openAgain = async (scene: Scene, { before }: Day): Promise<void> => {
  const stage = await openStage(scene.config('restored'))
  try {
    say(words.open)
    const after = await whoIsThere(stage.house)
    assert.ok(before.some((each) => each.includes(leaver.name)), 'who leaves was there before')
    assert.deepEqual(after, before.filter((each) => !each.includes(leaver.email)))
    assert.equal(await canSignIn(stage.house, leaver), false)
    say(words.gone(leaver.name))
    assert.equal(await canSignIn(stage.house, stayer), true)
    say(words.whole)
  } finally {
    await stage.close()
  }
}

const robbed = async (scene: Scene, { manifest, cast }: Day): Promise<void> => {
  say(words.thief)
  const loot = await useLoot(scene, manifest, cast, [leaver.name, leaver.email, stayer.name, stayer.email])
  assert.match(loot.refusal, /epoch/)
  quote(loot.refusal)
  assert.equal(loot.foundInClear, false)
  say(words.thiefBytes)
  assert.deepEqual(loot.today, { leaver: null, stayer: stayer.name })
  say(words.thiefToday(leaver.name))
  assert.ok(loot.inClear.length > 0)
  say(words.thiefReads)
  for (const line of loot.inClear) quote(line)
  say(words.thiefEpoch)
}

const drill = async (folder: string): Promise<void> => {
  const scene = openScene(folder)
  say(words.begin(folder))
  const day = await liveThroughTheDay(scene)
  renameSync(join(folder, 'data'), join(folder, 'lost'))
  say(words.lost)
  const wish = { backup: day.manifest.id, at: day.moment }
  await tryStaleJournal(scene, wish)
  await tryWithoutEpoch(scene, wish)
  await killEverywhere(scene, wish)
  const { persons } = await passGate({ config: scene.config('restored'), say: () => {} })
  assert.equal(persons, 1)
  say(words.gate(persons))
  await openAgain(scene, day)
  await robbed(scene, day)
}

const folder = mkdtempSync(join(tmpdir(), 'vrijplek-drill-'))
try {
  await drill(folder)
  console.log(words.done(Math.round((performance.now() - startedMs) / 1000)))
} catch (error) {
  console.error(words.failed(error instanceof Error ? (error.stack ?? error.message) : String(error)))
  process.exitCode = 1
} finally {
  // A restore that was killed leaves its database running.
  for (const postgres of ['restored/postgres', 'stolen/postgres'].map((each) => join(folder, each))) {
    if (existsSync(postgres)) await endLeftOver(postgres)
  }
  rmSync(folder, { recursive: true, force: true })
}
