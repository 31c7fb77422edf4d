import { sql } from 'kysely'
import type { LocationId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { foreignKeyViolation, found, refusing, uniqueViolation } from './conflicts.ts'
import type { LocationShape } from './shapes.ts'
import { locationJson } from './store-json.ts'

type LocationFields = Omit<LocationShape, 'id' | 'floors'>

export const readLocations = async (tx: Tx): Promise<LocationShape[]> => {
  const { rows } = await sql<{ location: LocationShape }>`
    SELECT ${locationJson} AS location FROM locations l WHERE l.organisation_id = ${tx.organisation} ORDER BY l.name`.execute(tx.db)
  return rows.map((row) => row.location)
}

/** @throws Refusal not_found */
export const readLocation = async (tx: Tx, id: LocationId): Promise<LocationShape> => {
  const { rows } = await sql<{ location: LocationShape }>`
    SELECT ${locationJson} AS location FROM locations l WHERE l.organisation_id = ${tx.organisation} AND l.id = ${id}`.execute(tx.db)
  return found(rows[0]).location
}

const columnsOf = (fields: Partial<LocationFields>) => ({
  ...(fields.name === undefined ? {} : { name: fields.name }),
  ...(fields.address === undefined ? {} : { address: fields.address }),
  ...(fields.latitude === undefined ? {} : { latitude: fields.latitude }),
  ...(fields.longitude === undefined ? {} : { longitude: fields.longitude }),
  ...(fields.timeZone === undefined ? {} : { time_zone: fields.timeZone }),
  ...(fields.openingHours === undefined ? {} : { opening_hours: JSON.stringify(fields.openingHours) }),
  ...(fields.deskWindowDays === undefined ? {} : { desk_window_days: fields.deskWindowDays }),
  ...(fields.roomWindowDays === undefined ? {} : { room_window_days: fields.roomWindowDays }),
  ...(fields.checkInGraceMinutes === undefined ? {} : { check_in_grace_minutes: fields.checkInGraceMinutes }),
  ...(fields.sensorChecksIn === undefined ? {} : { sensor_checks_in: fields.sensorChecksIn }),
})

/** @throws Refusal name_taken */
export const insertLocation = async (tx: Tx, id: LocationId, fields: LocationFields): Promise<void> => {
  const result = await tx.db
    .insertInto('locations')
    .values({
      organisation_id: tx.organisation,
      id,
      name: fields.name,
      address: fields.address,
      latitude: fields.latitude,
      longitude: fields.longitude,
      time_zone: fields.timeZone,
      opening_hours: JSON.stringify(fields.openingHours),
      desk_window_days: fields.deskWindowDays,
      room_window_days: fields.roomWindowDays,
      check_in_grace_minutes: fields.checkInGraceMinutes,
      sensor_checks_in: fields.sensorChecksIn,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (result.numInsertedOrUpdatedRows !== 1n) throw new Refusal('name_taken')
  if (fields.closedDays.length > 0) await writeClosedDays(tx, id, fields.closedDays)
}

const writeClosedDays = async (tx: Tx, id: LocationId, days: LocationFields['closedDays']): Promise<void> => {
  // One row per day: of a day named twice the later reason counts.
  const reasons = new Map(days.map(({ date, reason }) => [date, reason]))
  await sql`
    WITH gone AS (
      DELETE FROM closed_days WHERE organisation_id = ${tx.organisation} AND location_id = ${id}
        AND date <> ALL (${[...reasons.keys()]}::date[])
    )
    INSERT INTO closed_days (organisation_id, location_id, date, reason)
    SELECT ${tx.organisation}, ${id}, d.date, d.reason FROM unnest(${[...reasons.keys()]}::date[], ${[...reasons.values()]}::text[]) AS d (date, reason)
    ON CONFLICT (organisation_id, location_id, date) DO UPDATE SET reason = excluded.reason`.execute(tx.db)
}

/** @throws Refusal not_found, name_taken */
export const updateLocation = async (tx: Tx, id: LocationId, fields: Partial<LocationFields>): Promise<void> => {
  const columns = columnsOf(fields)
  const location = tx.db.updateTable('locations').where('organisation_id', '=', tx.organisation).where('id', '=', id)
  // Without a column to set it still tells whether the location is there, and holds it while its closed days change.
  const changed = Object.keys(columns).length > 0 ? location.set(columns) : location.set({ name: sql`name` })
  const result = await refusing({ [uniqueViolation]: new Refusal('name_taken') }, changed.executeTakeFirst())
  if (result.numUpdatedRows !== 1n) throw new Refusal('not_found')
  if (fields.closedDays !== undefined) await writeClosedDays(tx, id, fields.closedDays)
}

/** @throws Refusal not_found, still_in_use while it has floors */
export const deleteLocation = async (tx: Tx, id: LocationId): Promise<void> => {
  const { rows } = await refusing(
    { [foreignKeyViolation]: new Refusal('still_in_use') },
    sql`
      WITH days AS (DELETE FROM closed_days WHERE organisation_id = ${tx.organisation} AND location_id = ${id})
      DELETE FROM locations WHERE organisation_id = ${tx.organisation} AND id = ${id} RETURNING id`.execute(tx.db),
  )
  found(rows[0])
}
