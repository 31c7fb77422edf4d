import { placesOf } from '#kernel/backup/places.ts'
import { compared, organisationsIn, refuseOlderJournal, takeIn, takenIn } from '#kernel/backup/restore/gate.ts'
import { keepTraces, readMarker, removeMarker, writeMarker } from '#kernel/backup/restore/marker.ts'
import { collectValues, findResidues } from '#kernel/backup/restore/residues.ts'
import type { PlacesOfIds, Residue } from '#kernel/backup/restore/residues.ts'
import { systemClock } from '#kernel/clock.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Config } from '#kernel/config.ts'
import { loginRole } from '#kernel/database/logins.ts'
import { openErasureJournal } from '#kernel/erasure-journal.ts'
import { StartError } from '#kernel/errors.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { createHouse } from '../house.ts'
import type { House } from '../house.ts'
import { eraseAgain, findReturned } from '../house/replay.ts'
import { inventory } from '../inventory.ts'
import { startDatabase } from '../start/database.ts'
import type { StartedDatabase } from '../start/database.ts'

export type GateInput = {
  readonly config: Config
  readonly say: (line: string) => void
  readonly clock?: Clock
  /** Named moments between the steps; a test throws there what a crash would be. */
  readonly moment?: (at: string) => void
}

export type Passed = { readonly persons: number; readonly organisations: number }

/**
 * The gate of a restore: what the journal names is erased again, then searched for, and only when nothing of it is left the quarantine is lifted. The same
 * for a database that was put back by its own tools. Can be done again after a crash.
 * @throws StartError when the journal is older than the database, or something is left
 */
export const passGate = async ({ config, say, clock = systemClock, moment = () => {} }: GateInput): Promise<Passed> => {
  const { data, journal: journalFile } = placesOf(config)
  const marker = readMarker(data)
  if (marker !== null && marker.step !== 'gate') {
    throw new StartError(`The restore into ${data} has not come to its gate (step ${marker.step}): run npm run restore again, as it was begun.`)
  }
  // Also when a database was put back by other tools: nothing opens until it is through.
  if (marker === null) writeMarker(data, { step: 'gate', backup: null, at: null, journalN: 0 })
  const keyring = await openConfiguredKeyring(config, { mayBegin: false })
  const journal = await openErasureJournal(journalFile)
  let database: StartedDatabase | undefined
  let house: House | undefined
  try {
    if (journal.head().n < (marker?.journalN ?? 0)) {
      throw new StartError(`The erasure journal ${journalFile} has ${journal.head().n} lines and must have ${marker?.journalN ?? 0}: bring its newest copy back.`)
    }
    database = await startDatabase({ ...config, BACKUP_TO: undefined }, { keyring, say, fresh: false })
    refuseOlderJournal(await takenIn(database.owner), compared(journal), 'the database')
    const log = createLog(config.LOG_LEVEL)
    house = await createHouse({ config, clock, log, database: database.server, password: database.password, owner: database.owner, keyring, journal, publicUrl: config.publicUrl })
    moment('house')
    const passed = await replay(house, database, say, moment)
    await takeIn(database.owner, journal.head())
    moment('taken in')
    removeMarker(data)
    return passed
  } finally {
    await house?.close()
    await database?.stop()
    await journal.close()
    await keyring.close()
  }
}

const replay = async (house: House, { owner, server, password }: StartedDatabase, say: (line: string) => void, moment: (at: string) => void): Promise<Passed> => {
  const { kernel } = house
  const lines = kernel.journal.read()
  const organisations = await organisationsIn(owner)
  say(`Comparing everybody in ${organisations.length} organisations with ${lines.length} lines of the erasure journal`)
  const returned = await findReturned(kernel, organisations, lines)
  const persons = returned.flatMap(({ person }) => person ?? [])
  const ended = returned.flatMap(({ organisation, person }) => (person === null ? [organisation] : []))
  const traces = keepTraces(kernel.config.DATA_DIR, { persons, organisations: ended, values: await collectValues(owner, persons, sealedPlaces) })
  moment('traces')
  say(`Erasing again: ${persons.length} people and ${ended.length} organisations came back with the copy`)
  await eraseAgain(kernel, house.retention, organisations, returned)
  moment('replayed')
  say('Searching every table for what is left of them')
  const left: Residue[] = []
  // The queue's tables belong to its own login.
  for (const each of [owner, { ...server, user: loginRole('jobs'), password: password('jobs') }]) {
    left.push(...(await findResidues(each, { ids: traces.persons, values: traces.values })))
    // What an ending says of itself outlives its organisation: clock and certificate.
    left.push(...(await findResidues(each, { ids: traces.organisations, values: [] }, ['public.endings'])))
  }
  moment('searched')
  if (left.length > 0) {
    const where = left.map(({ table, rows }) => `${table} (${rows})`).join(', ')
    throw new StartError(`Something of the erased is left in ${where}: the service stays closed. Run the gate again; when that does not help, this is a fault of ours.`)
  }
  return { persons: traces.persons.length, organisations: traces.organisations.length }
}

/** Columns that hold a person's sealed values and look-ups, in rows that are theirs alone. */
const sealedPlaces: PlacesOfIds = inventory.flatMap(({ tables }) =>
  tables.flatMap(({ table, view, personal, people = [] }) => {
    const values = Object.entries(personal).flatMap(([column, { form }]) => (form === 'sealed' || form === 'blind_index' ? [column] : []))
    const [own] = people.filter(({ about, whenErased, when }) => about && whenErased === 'row_goes' && when === undefined)
    return view === true || own === undefined || values.length === 0 ? [] : [{ table, column: own.column, values }]
  }),
)
