import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import type { OrganisationId } from '#contract/ids.ts'
import { systemClock } from '#kernel/clock.ts'
import { readConfig } from '#kernel/config.ts'
import { openErasureJournal } from '#kernel/erasure-journal.ts'
import { createHttp, knowsNobody } from '#kernel/http/index.ts'
import type { SourcePrincipal } from '#kernel/http/index.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { createKernel } from '../../server/house/kernel.ts'
import * as devices from '../../server/rooms/devices/index.ts'
import * as occupancy from '../../server/rooms/occupancy/index.ts'
import { createSeed } from '../../test/seed.ts'
import type { BenchCluster } from '../harness.ts'

/** An organisation with a linked desk sensor at each of its desks, and its sources. */
export type Tenant = {
  readonly organisation: OrganisationId
  readonly devEuis: readonly string[]
  readonly token: string
  readonly generic: SourcePrincipal
  readonly mqtt: { readonly username: string; readonly password: string }
}

export type UplinkHouse = {
  readonly ingest: devices.Ingest
  readonly url: string
  readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>
  tenants(count: number, desks: number): Promise<Tenant[]>
  /** Takes what was kept of uplinks away, so that each round begins alike. */
  empty(): Promise<void>
  close(): Promise<void>
}

/** The way in for uplinks as it runs for real, on a database with fsync. */
export const openUplinkHouse = async (cluster: BenchCluster): Promise<UplinkHouse> => {
  await occupancy.ensureReadingPartitions(cluster.superuser, systemClock.now())
  const config = readConfig({ DATA_DIR: cluster.folder, LOG_LEVEL: 'error' })
  const log = createLog(config.LOG_LEVEL)
  const keyring = await openConfiguredKeyring(config, { mayBegin: true })
  const made = await createKernel({
    config, log, keyring, clock: systemClock, database: cluster.server, password: cluster.password, owner: cluster.owner,
    journal: await openErasureJournal(join(cluster.folder, 'erasures', 'journal.ndjson')),
    publicUrl: 'http://127.0.0.1:8080',
  })
  const { kernel } = made
  const ingest = devices.createIngest(kernel, occupancy.recordReadings(kernel))
  const http = await createHttp({
    routes: devices.routes(kernel, ingest),
    authenticate: {
      ...knowsNobody,
      source: devices.authenticateSource(kernel),
      refusedSource: devices.countRefusedSource(kernel),
    },
    inPurpose: kernel.inPurpose,
    clock: kernel.clock,
    metrics: kernel.metrics,
    readiness: async () => ({ ready: true, waitingFor: [] }),
    log,
    secure: false,
    proxies: null,
    publicUrl: kernel.publicUrl,
    contact: { name: 'Bench', email: 'bench@vrijplek.example' },
  })
  const url = await http.listen({ host: '127.0.0.1', port: 0 })
  const superuser = new pg.Pool({ ...cluster.superuser, max: 2 })
  superuser.on('error', () => {})
  const query: UplinkHouse['query'] = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await superuser.query<Row>(text, [...values])).rows
  const seed = createSeed(kernel, query)

  const tenant = async (place: number, desks: number): Promise<Tenant> => {
    const organisation = await seed.organisation({ name: `Waterschap ${place}` })
    const floor = await seed.floor(organisation, await seed.location(organisation), { desks })
    const devEuis = floor.desks.map((_, desk) => (0x24e1_0000_0000_0000n + BigInt(place * 10_000 + desk)).toString(16))
    const ids = devEuis.map(() => randomUUID())
    await query(
      `WITH d AS (SELECT * FROM unnest($2::uuid[], $3::text[], $4::uuid[]) AS d (id, dev_eui, workspace_id)),
         added AS (INSERT INTO devices (organisation_id, id, dev_eui, model, kind, created_at) SELECT $1, id, dev_eui, 'VS340', 'desk_sensor', now() FROM d)
       INSERT INTO device_links (organisation_id, id, device_id, workspace_id, during)
       SELECT $1, gen_random_uuid(), id, workspace_id, tstzrange(now() - interval '30 days', NULL) FROM d`,
      [organisation, ids, devEuis, floor.desks],
    )
    await query('INSERT INTO device_frames (organisation_id, device_id) SELECT $1, unnest($2::uuid[])', [organisation, ids])
    const [generic, mqtt] = await kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose: 'administration' }, (tx) =>
      Promise.all([devices.addSource(tx, { kind: 'generic', name: 'bench' }), devices.addSource(tx, { kind: 'mqtt', name: 'bench mqtt' })]),
    )
    return {
      organisation,
      devEuis,
      token: generic.token ?? '',
      generic: { kind: 'source', organisation, source: generic.id, sourceKind: 'generic', agreementInForce: true },
      mqtt: { username: mqtt.username ?? '', password: mqtt.password ?? '' },
    }
  }

  return {
    ingest,
    url,
    query,
    tenants: async (count, desks) => {
      const made: Tenant[] = []
      for (let place = 0; place < count; place += 1) made.push(await tenant(place, desks))
      await query('ANALYZE')
      return made
    },
    empty: async () => {
      await kernel.outbox.settled()
      await query('TRUNCATE readings, presence, occupied_intervals, climate_now, outbox')
      await query(`UPDATE device_frames SET frames = '[]', last_seen_at = NULL`)
      await query('VACUUM device_frames')
      await query('CHECKPOINT')
    },
    close: async () => {
      await http.close()
      await ingest.close()
      await kernel.outbox.stop()
      await made.looks.close()
      await kernel.pools.close()
      await superuser.end()
      await keyring.close()
    },
  }
}

/** One uplink as the plain webhook takes it. A desk sensor: a state every ten minutes, changing now and then. */
export type Message = { readonly devEui: string; readonly at: string; readonly fPort: 85; readonly hex: string; readonly fCnt: number }

/**
 * `perDevice` uplinks of each of an organisation's sensors in order of time, ten minutes apart, up to a minute ago; the state changes every sixth time.
 */
export const messagesOf = (tenant: Tenant, perDevice: number, nowMs: number): Message[] =>
  Array.from({ length: perDevice }, (_, step) => {
    const atMs = nowMs - 60_000 - (perDevice - 1 - step) * 600_000
    return tenant.devEuis.map((devEui, desk): Message => ({
      devEui,
      at: new Date(atMs + desk * 11).toISOString(),
      fPort: 85,
      hex: `017564${Math.floor((step + desk) / 6) % 2 === 0 ? '030001' : '030000'}`,
      fCnt: 1000 + step,
    }))
  }).flat()
