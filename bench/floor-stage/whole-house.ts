import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import type { FloorId, OrganisationId, WorkspaceId } from '#contract/ids.ts'
import { systemClock } from '#kernel/clock.ts'
import { openErasureJournal } from '#kernel/erasure-journal.ts'
import { readConfig } from '#kernel/config.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { createHouse } from '../../server/house.ts'
import type { House } from '../../server/house.ts'
import { mintToken } from '../../server/rooms/access/index.ts'
import { addSource, authenticateSource } from '../../server/rooms/devices/index.ts'
import type { RawUplink } from '../../server/rooms/devices/decode.ts'
import { parseGeneric } from '../../server/rooms/devices/envelopes/index.ts'
import { createSeed } from '../../test/seed.ts'
import type { BenchCluster } from '../harness.ts'

export type BenchFloor = {
  readonly floorId: FloorId
  readonly desks: readonly WorkspaceId[]
  /** `devEui` of the sensor at the desk of the same index. */
  readonly devEuis: readonly string[]
}
export type BusyBuilding = {
  readonly organisation: OrganisationId
  readonly floors: readonly BenchFloor[]
  /** Bearer token of its source of uplinks. */
  readonly token: string
  /** Session cookies, one per viewer. */
  readonly viewers: readonly string[]
}

export type WholeHouse = {
  readonly house: House
  readonly url: string
  readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>
  /**
   * Floors with a sensor at each desk that has just been heard, `booked` desks of each booked now by people of several teams and visibilities, and
   * viewers with a session each.
   */
  building(size: { floors: number; desks: number; booked: readonly number[]; viewers: number }): Promise<BusyBuilding>
  close(): Promise<void>
}

/** The whole service on a loopback port, its clock running. */
export const openWholeHouse = async (cluster: BenchCluster): Promise<WholeHouse> => {
  const config = readConfig({ DATA_DIR: cluster.folder, LOG_LEVEL: 'error', PORT: '0', MQTT_PORT: '0' })
  const keyring = await openConfiguredKeyring(config, { mayBegin: true })
  const house = await createHouse({
    config,
    clock: systemClock,
    log: createLog(config.LOG_LEVEL),
    database: cluster.server,
    password: cluster.password,
    owner: cluster.owner,
    keyring,
    journal: await openErasureJournal(join(cluster.folder, 'erasures', 'journal.ndjson')),
    publicUrl: 'http://127.0.0.1:8080',
  })
  const url = await house.http.listen({ host: '127.0.0.1', port: 0 })
  const superuser = new pg.Pool({ ...cluster.superuser, max: 4 })
  // When a bench fails the cluster may go before it.
  superuser.on('error', () => {})
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await superuser.query<Row>(text, [...values])).rows
  const seed = createSeed(house.kernel, query)

  /** One sensor per desk, heard a minute ago. */
  const addSensors = async (organisation: OrganisationId, desks: readonly WorkspaceId[]): Promise<string[]> => {
    const devices = desks.map((desk) => ({ desk, device: randomUUID(), link: randomUUID(), devEui: randomUUID().replaceAll('-', '').slice(0, 16) }))
    const columns = [devices.map(({ device }) => device), devices.map(({ link }) => link), devices.map(({ desk }) => desk)]
    await query(
      `INSERT INTO devices (organisation_id, id, dev_eui, model, kind, created_at)
       SELECT $1, id, eui, 'VS340', 'desk_sensor', now() FROM unnest($2::uuid[], $3::text[]) d (id, eui)`,
      [organisation, columns[0], devices.map(({ devEui }) => devEui)],
    )
    await query(
      `INSERT INTO device_links (organisation_id, id, device_id, workspace_id, during)
       SELECT $1, link, id, desk, tstzrange(now() - interval '1 day', NULL) FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) d (id, link, desk)`,
      [organisation, ...columns],
    )
    return devices.map(({ devEui }) => devEui)
  }

  /** Every sensor says that nobody is there. */
  const firstWords = async (token: string, devEuis: readonly string[]): Promise<void> => {
    const source = await authenticateSource(house.kernel)(token)
    if (source === null) throw new Error('the source of the bench is not known')
    const messages = devEuis.map((devEui) => ({ devEui, measurement: { occupied: false } }))
    for (let at = 0; at < messages.length; at += 1_000) {
      const envelopes = parseGeneric(messages.slice(at, at + 1_000), Temporal.Now.instant())
      const { accepted } = await house.ingest.take(source, envelopes as RawUplink[])
      if (accepted !== envelopes.length) throw new Error(`${accepted} of ${envelopes.length} first words were accepted`)
    }
  }

  const bookNow = async (organisation: OrganisationId, desks: readonly WorkspaceId[], people: readonly string[]): Promise<void> => {
    await query(
      `INSERT INTO bookings (organisation_id, id, workspace_id, kind, person_id, during, status, held_until, created_at)
       SELECT $1, gen_random_uuid(), desk, 'desk', person, tstzrange(now() - interval '1 hour', now() + interval '3 hours'), 'booked',
         now() + interval '3 hours', now()
       FROM unnest($2::uuid[], $3::uuid[]) b (desk, person)`,
      [organisation, desks.slice(0, people.length), people],
    )
  }

  return {
    house,
    url,
    query,
    building: async ({ floors: count, desks, booked, viewers }) => {
      const organisation = await seed.organisation({ name: `Waterschap ${randomUUID().slice(0, 8)}` })
      const location = await seed.location(organisation)
      const teams = await Promise.all(['Dijken', 'Sluizen', 'Gemalen'].map((name) => seed.team(organisation, name)))
      const choices = ['organisation', 'team', 'nobody'] as const
      const people: string[] = []
      for (let each = 0; each < booked.reduce((sum, more) => sum + more, 0); each++) {
        const { person } = await seed.person(organisation, {
          name: `Medewerker ${each}`,
          teamId: teams[each % teams.length] ?? null,
          visibility: choices[each % choices.length] ?? 'nobody',
        })
        people.push(person)
      }
      const floors: BenchFloor[] = []
      let seated = 0
      for (let number = 0; number < count; number++) {
        const floor = await seed.floor(organisation, location, { desks, name: `floor ${number}` })
        floors.push({ ...floor, devEuis: await addSensors(organisation, floor.desks) })
        await bookNow(organisation, floor.desks, people.slice(seated, (seated += booked[number] ?? 0)))
      }
      const source = await house.kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, (tx) =>
        addSource(tx, { kind: 'generic', name: 'Network' }),
      )
      const token = source.token ?? ''
      await firstWords(token, floors.flatMap(({ devEuis }) => devEuis))
      const sessions = Array.from({ length: viewers }, (_, index) => ({ ...mintToken(organisation), person: people[index % people.length] }))
      await query(
        `INSERT INTO sessions (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until)
         SELECT $1, hash, person, 'Chrome, Windows', now(), now(), now() + interval '12 hours', now() + interval '14 days'
         FROM unnest($2::bytea[], $3::uuid[]) s (hash, person)`,
        [organisation, sessions.map(({ hash }) => hash), sessions.map(({ person }) => person)],
      )
      await query('ANALYZE')
      return { organisation, floors, token, viewers: sessions.map(({ value }) => value) }
    },
    close: async () => {
      await house.close()
      await superuser.end()
      await keyring.close()
    },
  }
}
