import { sql } from 'kysely'
import type { FloorId, LocationId, WorkspaceId, ZoneId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { foreignKeyViolation, found, refusing, uniqueViolation } from './conflicts.ts'
import { shownPlan } from './plan.ts'
import type { KeptPlan } from './plan.ts'
import { workspaceJson, zoneJson } from './store-json.ts'
import type { FloorShape, WorkspaceShape, ZoneShape } from './shapes.ts'

type FloorRow = Omit<FloorShape, 'plan'> & {
  plan_kind: 'svg' | 'picture' | null
  plan: string | null
  plan_view_box: KeptPlan['viewBox'] | null
}

/** @throws Refusal not_found */
export const readFloor = async (tx: Tx, id: FloorId): Promise<FloorShape> => {
  const { rows } = await sql<FloorRow>`
    SELECT f.id, f.location_id AS "locationId", l.name AS "locationName", l.time_zone AS "timeZone", f.name, f.level,
      f.plan_kind, f.plan, f.plan_view_box,
      coalesce((SELECT jsonb_agg(${zoneJson} ORDER BY z.name) FROM zones z
        WHERE z.organisation_id = f.organisation_id AND z.floor_id = f.id), '[]') AS zones,
      coalesce((SELECT jsonb_agg(${workspaceJson} ORDER BY w.code) FROM workspaces w
        WHERE w.organisation_id = f.organisation_id AND w.floor_id = f.id), '[]') AS workspaces
    FROM floors f JOIN locations l ON l.organisation_id = f.organisation_id AND l.id = f.location_id
    WHERE f.organisation_id = ${tx.organisation} AND f.id = ${id}`.execute(tx.db)
  const { plan_kind: kind, plan: content, plan_view_box: viewBox, ...floor } = found(rows[0])
  const hasPlan = kind !== null && content !== null && viewBox !== null
  return { ...floor, plan: hasPlan ? shownPlan({ kind, content, viewBox }) : null }
}

type FloorFields = { readonly name: string; readonly level: number; readonly plan: KeptPlan | null }

const planColumns = (plan: KeptPlan | null) => ({
  plan_kind: plan?.kind ?? null,
  plan: plan?.content ?? null,
  plan_view_box: plan === null ? null : [...plan.viewBox],
})

/** @throws Refusal not_found when there is no such location, name_taken */
export const insertFloor = async (tx: Tx, location: LocationId, id: FloorId, fields: FloorFields): Promise<void> => {
  await refusing(
    { [uniqueViolation]: new Refusal('name_taken'), [foreignKeyViolation]: new Refusal('not_found') },
    tx.db
      .insertInto('floors')
      .values({
        organisation_id: tx.organisation,
        id,
        location_id: location,
        name: fields.name,
        level: fields.level,
        ...planColumns(fields.plan),
      })
      .execute(),
  )
}

/** @throws Refusal not_found, name_taken */
export const updateFloor = async (tx: Tx, id: FloorId, fields: Partial<FloorFields>): Promise<void> => {
  const columns = {
    ...(fields.name === undefined ? {} : { name: fields.name }),
    ...(fields.level === undefined ? {} : { level: fields.level }),
    ...(fields.plan === undefined ? {} : planColumns(fields.plan)),
  }
  if (Object.keys(columns).length === 0) return
  const result = await refusing(
    { [uniqueViolation]: new Refusal('name_taken') },
    tx.db.updateTable('floors').set(columns).where('organisation_id', '=', tx.organisation).where('id', '=', id).executeTakeFirst(),
  )
  if (result.numUpdatedRows !== 1n) throw new Refusal('not_found')
}

/** @throws Refusal not_found, still_in_use while it has workspaces or zones that devices stand in */
export const deleteFloor = async (tx: Tx, id: FloorId): Promise<void> => {
  const { rows } = await refusing(
    { [foreignKeyViolation]: new Refusal('still_in_use') },
    sql`
      WITH empty AS (DELETE FROM zones WHERE organisation_id = ${tx.organisation} AND floor_id = ${id})
      DELETE FROM floors WHERE organisation_id = ${tx.organisation} AND id = ${id} RETURNING id`.execute(tx.db),
  )
  found(rows[0])
}

type ZoneFields = { readonly name: string; readonly polygon: ZoneShape['polygon']; readonly teamId: string | null }

const zoneRefusals = { [uniqueViolation]: new Refusal('name_taken'), [foreignKeyViolation]: new Refusal('not_found') }

/** @throws Refusal not_found when the floor or team is not there, name_taken */
export const insertZone = async (tx: Tx, floor: FloorId, id: ZoneId, fields: ZoneFields): Promise<void> => {
  await refusing(
    zoneRefusals,
    tx.db
      .insertInto('zones')
      .values({
        organisation_id: tx.organisation,
        id,
        floor_id: floor,
        name: fields.name,
        polygon: JSON.stringify(fields.polygon),
        team_id: fields.teamId,
      })
      .execute(),
  )
}

/** @throws Refusal not_found, name_taken */
export const updateZone = async (tx: Tx, id: ZoneId, fields: Partial<ZoneFields>): Promise<ZoneShape> => {
  const { rows } = await refusing(
    zoneRefusals,
    sql<{ zone: ZoneShape }>`
      UPDATE zones z SET
        name = coalesce(${fields.name ?? null}::text, name),
        polygon = coalesce(${fields.polygon === undefined ? null : JSON.stringify(fields.polygon)}::jsonb, polygon),
        team_id = CASE WHEN ${fields.teamId !== undefined} THEN ${fields.teamId ?? null}::uuid ELSE team_id END
      WHERE organisation_id = ${tx.organisation} AND id = ${id}
      RETURNING ${zoneJson} AS zone`.execute(tx.db),
  )
  return found(rows[0]).zone
}

/** Its workspaces stay. @throws Refusal not_found, still_in_use while devices stand in it */
export const deleteZone = async (tx: Tx, id: ZoneId): Promise<FloorId> => {
  const zone = sql`organisation_id = ${tx.organisation} AND`
  const { rows } = await refusing(
    { [foreignKeyViolation]: new Refusal('still_in_use') },
    sql<{ floor_id: FloorId }>`
      WITH freed AS (UPDATE workspaces SET zone_id = NULL WHERE ${zone} zone_id = ${id})
      DELETE FROM zones WHERE ${zone} id = ${id} RETURNING floor_id`.execute(tx.db),
  )
  return found(rows[0]).floor_id
}

type WorkspaceFields = Omit<WorkspaceShape, 'id' | 'floorId'>
export type NewWorkspace = WorkspaceFields & { readonly id: WorkspaceId; readonly qrCode: string }

/**
 * All of them in one statement, or none.
 * @throws Refusal not_found when the floor, or a zone on it, is not there; code_taken with the first code in use already
 */
export const insertWorkspaces = async (tx: Tx, floor: FloorId, workspaces: readonly NewWorkspace[]): Promise<void> => {
  const { rows } = await refusing(
    { [foreignKeyViolation]: new Refusal('not_found') },
    sql<{ floors: number; codes: string[] | null }>`
      WITH target AS (SELECT id, location_id FROM floors WHERE organisation_id = ${tx.organisation} AND id = ${floor}),
      made AS (
        INSERT INTO workspaces (organisation_id, id, location_id, floor_id, zone_id, kind, type, name, code, qr_code, seats,
          equipment, bookable, x, y, turn, width, depth)
        SELECT ${tx.organisation}, n.id, target.location_id, target.id, n."zoneId", n.kind, n.type, n.name, n.code, n."qrCode",
          n.seats, n.equipment, n.bookable, n.x, n.y, n.turn, n.width, n.depth
        FROM target, jsonb_to_recordset(${JSON.stringify(workspaces)}::jsonb) AS n (id uuid, "zoneId" uuid, kind text, type text,
          name text, code text, "qrCode" text, seats int, equipment text[], bookable boolean, x float8, y float8, turn float8,
          width float8, depth float8)
        ON CONFLICT DO NOTHING
        RETURNING code
      )
      SELECT (SELECT count(*) FROM target) AS floors, (SELECT array_agg(code) FROM made) AS codes`.execute(tx.db),
  )
  const result = found(rows[0])
  if (result.floors !== 1) throw new Refusal('not_found')
  const made = new Map<string, number>()
  for (const code of result.codes ?? []) made.set(code, (made.get(code) ?? 0) + 1)
  for (const { code } of workspaces) {
    const left = made.get(code) ?? 0
    if (left === 0) throw new Refusal('code_taken', { code })
    made.set(code, left - 1)
  }
}

export const readWorkspaces = async (tx: Tx, ids: readonly WorkspaceId[]): Promise<WorkspaceShape[]> => {
  const { rows } = await sql<{ workspace: WorkspaceShape }>`
    SELECT ${workspaceJson} AS workspace FROM workspaces w
    WHERE w.organisation_id = ${tx.organisation} AND w.id = ANY (${ids}::uuid[]) ORDER BY w.code`.execute(tx.db)
  return rows.map((row) => row.workspace)
}

/** @throws Refusal not_found */
export const readWorkspaceByQrCode = async (tx: Tx, qrCode: string): Promise<WorkspaceShape> => {
  const { rows } = await sql<{ workspace: WorkspaceShape }>`
    SELECT ${workspaceJson} AS workspace FROM workspaces w
    WHERE w.organisation_id = ${tx.organisation} AND w.qr_code = ${qrCode}`.execute(tx.db)
  return found(rows[0]).workspace
}

/** @throws Refusal not_found */
export const readQrCode = async (tx: Tx, id: WorkspaceId): Promise<string> => {
  const row = await tx.db
    .selectFrom('workspaces')
    .select('qr_code')
    .where('organisation_id', '=', tx.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  return found(row).qr_code
}

/** @throws Refusal not_found when it, or the zone on its floor, is not there; code_taken */
export const updateWorkspace = async (
  tx: Tx,
  id: WorkspaceId,
  fields: Partial<Omit<WorkspaceFields, 'kind'>>,
): Promise<WorkspaceShape> => {
  const { rows } = await refusing(
    {
      [uniqueViolation]: new Refusal('code_taken', { code: fields.code ?? '' }),
      [foreignKeyViolation]: new Refusal('not_found'),
    },
    sql<{ workspace: WorkspaceShape }>`
      UPDATE workspaces w SET
        zone_id = CASE WHEN ${fields.zoneId !== undefined} THEN ${fields.zoneId ?? null}::uuid ELSE zone_id END,
        type = coalesce(${fields.type ?? null}::text, type),
        name = coalesce(${fields.name ?? null}::text, name),
        code = coalesce(${fields.code ?? null}::text, code),
        seats = coalesce(${fields.seats ?? null}::int, seats),
        equipment = coalesce(${fields.equipment ?? null}::text[], equipment),
        bookable = coalesce(${fields.bookable ?? null}::boolean, bookable),
        x = coalesce(${fields.x ?? null}::float8, x),
        y = coalesce(${fields.y ?? null}::float8, y),
        turn = coalesce(${fields.turn ?? null}::float8, turn),
        width = coalesce(${fields.width ?? null}::float8, width),
        depth = coalesce(${fields.depth ?? null}::float8, depth)
      WHERE organisation_id = ${tx.organisation} AND id = ${id}
      RETURNING ${workspaceJson} AS workspace`.execute(tx.db),
  )
  return found(rows[0]).workspace
}

/** @throws Refusal not_found, still_in_use while bookings or devices point to it */
export const deleteWorkspace = async (tx: Tx, id: WorkspaceId): Promise<FloorId> => {
  const { rows } = await refusing(
    { [foreignKeyViolation]: new Refusal('still_in_use') },
    sql<{ floor_id: FloorId }>`
      DELETE FROM workspaces WHERE organisation_id = ${tx.organisation} AND id = ${id} RETURNING floor_id`.execute(tx.db),
  )
  return found(rows[0]).floor_id
}
