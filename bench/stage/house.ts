import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import type { OrganisationId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { systemClock } from '#kernel/clock.ts'
import { readConfig } from '#kernel/config.ts'
import { openErasureJournal } from '#kernel/erasure-journal.ts'
import { createHttp, knowsNobody } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import type { Keys } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { createKernel } from '../../server/house/kernel.ts'
import * as access from '../../server/rooms/access/index.ts'
import * as bookings from '../../server/rooms/bookings/index.ts'
import { createSeed } from '../../test/seed.ts'
import type { BenchCluster } from '../harness.ts'

/** A place in use: every desk was booked on each of the last ten days, and is so tomorrow. */
const usedBefore = `
  INSERT INTO bookings (organisation_id, id, workspace_id, kind, during, status, held_until, checked_in_at, ended_at, created_at)
  SELECT $1, gen_random_uuid(), desk, 'desk', tstzrange(day + interval '9 hours', day + interval '16 hours'),
    CASE WHEN day > now() THEN 'booked' ELSE 'ended' END, day + interval '10 hours', CASE WHEN day < now() THEN day + interval '9 hours' END,
    CASE WHEN day < now() THEN day + interval '16 hours' END, day - interval '2 days'
  FROM unnest($2::uuid[]) AS desk, generate_series(current_date - 10, current_date + 1, interval '1 day') AS day`

/** People with a live session each, and desks on one floor, in an organisation of their own. */
export type Scene = {
  readonly organisation: OrganisationId
  readonly people: readonly { readonly id: PersonId; readonly cookie: string }[]
  readonly desks: readonly WorkspaceId[]
}

export type BenchHouse = {
  readonly kernel: Kernel
  readonly url: string
  readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>
  scene(size: { people: number; desks: number }): Promise<Scene>
  close(): Promise<void>
}

/** The service's booking path as it runs for real: sessions from the database, purposes, row security, HTTP on a loopback port. */
export const openBenchHouse = async (cluster: BenchCluster, options: { readonly keys?: Keys } = {}): Promise<BenchHouse> => {
  const config = readConfig({ DATA_DIR: cluster.folder, LOG_LEVEL: 'error' })
  const log = createLog(config.LOG_LEVEL)
  const keyring = await openConfiguredKeyring(config, { mayBegin: true })
  const made = await createKernel({
    config, log, keyring, clock: systemClock, database: cluster.server, password: cluster.password, owner: cluster.owner,
    journal: await openErasureJournal(join(cluster.folder, 'erasures', 'journal.ndjson')),
    publicUrl: 'http://127.0.0.1:8080',
  })
  const kernel: Kernel = { ...made.kernel, keys: options.keys ?? made.kernel.keys }
  const http = await createHttp({
    routes: [...access.routes(kernel), ...bookings.routes(kernel)],
    authenticate: { ...knowsNobody, session: access.authenticateSession(kernel) },
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
  const superuser = new pg.Pool({ ...cluster.superuser, max: 4 })
  // When a bench fails the cluster may go before it.
  superuser.on('error', () => {})
  const query: BenchHouse['query'] = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await superuser.query<Row>(text, [...values])).rows
  const seed = createSeed(kernel, query)

  return {
    kernel,
    url,
    query,
    scene: async ({ people, desks }) => {
      const organisation = await seed.organisation({ name: `Waterschap ${randomUUID().slice(0, 8)}` })
      const location = await seed.location(organisation)
      const floor = await seed.floor(organisation, location, { desks })
      const seated: { id: PersonId; cookie: string; hash: Buffer }[] = []
      for (let each = 0; each < people; each++) {
        const { person } = await seed.person(organisation)
        const { value, hash } = access.mintToken(organisation)
        seated.push({ id: person, cookie: value, hash })
      }
      await query(
        `INSERT INTO sessions (organisation_id, token_hash, person_id, device, created_at, seen_at, idle_until, absolute_until)
         SELECT $1, hash, person, 'Chrome, Windows', now(), now(), now() + interval '12 hours', now() + interval '14 days'
         FROM unnest($2::bytea[], $3::uuid[]) AS s (hash, person)`,
        [organisation, seated.map(({ hash }) => hash), seated.map(({ id }) => id)],
      )
      await query(usedBefore, [organisation, floor.desks])
      // As the server does by itself within a minute.
      await query('ANALYZE')
      return { organisation, people: seated.map(({ id, cookie }) => ({ id, cookie })), desks: floor.desks }
    },
    close: async () => {
      await http.close()
      await kernel.outbox.stop()
      await made.looks.close()
      await kernel.pools.close()
      await superuser.end()
      await keyring.close()
    },
  }
}
