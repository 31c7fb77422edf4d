import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { apiPrefix } from '#contract/api.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { Backups } from '#kernel/backups.ts'
import { heldClock } from '#kernel/clock.ts'
import { readConfig } from '#kernel/config.ts'
import { openErasureJournal } from '#kernel/erasure-journal.ts'
import { actorOf, cookieNames, createHttp, knowsNobody } from '#kernel/http/index.ts'
import type { Authenticate, Principal, Protocol, Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import { createLog } from '#kernel/log.ts'
import { createKernel } from '../server/house/kernel.ts'
import { testDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import { createSeed } from './seed.ts'
import type { Seed } from './seed.ts'

export type TestHouse = {
  readonly kernel: Kernel
  readonly clock: ReturnType<typeof heldClock>
  readonly database: TestDatabase
  readonly http: FastifyInstance
  /** Puts organisations, people and places there directly, past the rooms. */
  readonly seed: Seed
  /** Bypasses row security: for looking at what is really there. */
  readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>
  /** Calls an endpoint over HTTP (in process), as a seeded principal, with a cookie of your own, or as nobody. */
  readonly call: (spec: EndpointSpec, input?: CallInput) => Promise<Answer>
  readonly close: () => Promise<void>
}

export type CallInput = {
  readonly as?: Principal
  readonly cookie?: string
  readonly bearer?: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** The address it comes from; this machine when not given. */
  readonly from?: string
}

// A test reads answers freely; what the contract promises of them is checked by the server itself.
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly body: Record<string, never> & Record<string, unknown>
  readonly text: string
}

/** A Tuesday morning, before the working day in Amsterdam (08:00 there). */
export const tuesdayMorning = '2026-11-24T07:00:00Z'

/**
 * A kernel on a database of its own with a clock that stands still, and the given rooms' routes over HTTP.
 * `authenticate` is asked for what is not a seeded principal.
 */
export const openTestHouse = async (options: {
  readonly routes: (kernel: Kernel) => readonly Route[]
  readonly authenticate?: (kernel: Kernel) => Partial<Authenticate>
  readonly now?: string
  readonly settings?: Readonly<Record<string, string>>
  readonly backups?: Backups
  /** Standards beside the API. */
  readonly protocols?: (kernel: Kernel) => readonly Protocol[]
  /** Another process of the same instance: on the database of that house, which it leaves to it. */
  readonly beside?: TestHouse
}): Promise<TestHouse> => {
  const database = options.beside?.database ?? (await testDatabase())
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-house-'))
  const clock = heldClock(options.now ?? tuesdayMorning)
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'error', ...options.settings })
  const log = createLog(config.LOG_LEVEL)
  const keyring = await openConfiguredKeyring(config, { mayBegin: true })
  const journal = await openErasureJournal(join(folder, 'erasures', 'journal.ndjson'))
  const publicUrl = 'http://127.0.0.1:8080'
  const { kernel, looks } = await createKernel({
    config, clock, log, keyring, journal, publicUrl, database: database.server, password: database.password, owner: database.owner,
    ...(options.backups === undefined ? {} : { backups: options.backups }),
  })
  const principals = new Map<string, Principal>()
  const routes = options.routes(kernel)
  const known = options.authenticate?.(kernel) ?? {}
  const seeded = <Kind extends Principal['kind']>(kind: Kind, secret: string) => {
    const found = principals.get(secret)
    return found?.kind === kind ? (found as Extract<Principal, { kind: Kind }>) : undefined
  }
  const http = await createHttp({
    routes,
    protocols: options.protocols?.(kernel) ?? [],
    authenticate: {
      ...knowsNobody,
      ...known,
      session: async (cookie) => seeded('person', cookie) ?? (await known.session?.(cookie)) ?? null,
      door: async (cookie) => seeded('door', cookie) ?? (await known.door?.(cookie)) ?? null,
      source: async (token) => seeded('source', token) ?? (await known.source?.(token)) ?? null,
      token: async (token, address) => seeded('client', token) ?? (await known.token?.(token, address)) ?? null,
      staff: async (cookie) => seeded('staff', cookie) ?? (await known.staff?.(cookie)) ?? null,
    },
    inPurpose: kernel.inPurpose,
    clock,
    metrics: kernel.metrics,
    readiness: async () => ({ ready: true, waitingFor: [] }),
    log,
    secure: false,
    proxies: null,
    publicUrl,
    contact: { name: 'Test', email: 'test@vrijplek.example' },
  })
  const superuser = new pg.Pool({ ...database.superuser, max: 2 })
  // `end` does not wait for the server to let go: on a busy machine the database is dropped first, and the connection told so.
  superuser.on('error', () => {})
  const query: TestHouse['query'] = async (text, values = []) => (await superuser.query<never>(text, [...values])).rows

  const credentials = ({ as, cookie, bearer }: CallInput): Record<string, string> => {
    const names = cookieNames(false)
    if (as !== undefined) {
      const secret = secretOf(as)
      principals.set(secret, as)
      if (as.kind === 'source' || as.kind === 'client') return { authorization: `Bearer ${secret}` }
      return { cookie: `${as.kind === 'person' ? names.session : names[as.kind]}=${secret}` }
    }
    return {
      ...(cookie === undefined ? {} : { cookie }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    }
  }

  return {
    kernel,
    clock,
    database,
    http,
    query,
    seed: createSeed(kernel, query),
    call: async (spec, input = {}) => {
      const path = spec.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
        const value = input.params?.[name]
        if (value === undefined) throw new Error(`the call of ${spec.id} lacks the parameter ${name}`)
        return encodeURIComponent(value)
      })
      const answer = await http.inject({
        method: spec.method,
        url: `${apiPrefix}${path}`,
        ...(input.query === undefined ? {} : { query: { ...input.query } }),
        headers: { 'accept-language': 'en', ...credentials(input), ...input.headers },
        ...(input.body === undefined ? {} : { payload: input.body as object }),
        ...(input.from === undefined ? {} : { remoteAddress: input.from }),
      })
      const isJson = /json/.test(String(answer.headers['content-type'] ?? ''))
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson ? answer.json<Answer['body']>() : {},
        text: answer.body,
      }
    },
    close: async () => {
      kernel.streams.closeAll()
      await kernel.cuts.stop()
      await http.close()
      await kernel.outbox.stop()
      await kernel.mail.stop()
      await looks.close()
      await kernel.pools.close()
      await superuser.end()
      await keyring.close()
      await journal.close()
      if (options.beside === undefined) await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const secretOf = (principal: Principal): string =>
  principal.kind === 'person'
    ? `test-person-${principal.person}`
    : `test-${principal.kind}-${JSON.stringify(actorOf(principal))}`.replaceAll(/[^\w-]/g, '')
