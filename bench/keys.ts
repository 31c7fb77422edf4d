import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import { readConfig } from '#kernel/config.ts'
import { openConfiguredKeyring } from '#kernel/keys/index.ts'
import type { Keyring, Keys } from '#kernel/keys/index.ts'
import * as people from '../server/rooms/people/index.ts'
import { median, openBenchCluster } from './harness.ts'
import type { BenchLine, BenchResult } from './harness.ts'
import { openBenchHouse } from './stage/house.ts'
import type { BenchHouse } from './stage/house.ts'
import { openConnection } from './stage/http-connection.ts'

const rounds = 7
const names = 300
const lookUps = 400
const bookings = 90

/** Keys that seal nothing: columns hold what they say, look-ups go by a plain hash. The same program, and nothing but the keys is missing. */
const plainKeys: Keys = (() => {
  const own = {
    seal: (_person: PersonId, _field: string, text: string) => Buffer.from(text, 'utf8'),
    open: (_person: PersonId, _field: string, bytes: Uint8Array) => Buffer.from(bytes).toString('utf8'),
  }
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return {
    create: async () => own,
    createAll: async () => own,
    load: async () => own,
    erase: async () => {},
    eraseOrganisation: async () => {},
    blindIndex: async (_organisation, field, value) => hash(`${field} ${value}`),
    directoryIndex: (field, value) => hash(`${field} ${value}`),
    sealOwn: async (_organisation, _field, text) => Buffer.from(text, 'utf8'),
    openOwn: async (_organisation, _field, sealed) => Buffer.from(sealed).toString('utf8'),
    fence: (organisation, person) => hash(`${organisation} ${person ?? ''}`),
  }
})()

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

type Paths = Record<'list' | 'signIn' | 'booking', () => Promise<number>>

/** The three paths of one house, each as a run that says how many milliseconds one took. */
const pathsOf = async (house: BenchHouse): Promise<Paths> => {
  const { kernel } = house
  const scene = await house.scene({ people: 2, desks: 400 })
  const { organisation } = scene
  const actor = { kind: 'system' } as const
  const ids = await kernel.inPurpose({ organisation, actor, purpose: 'administration' }, (tx) =>
    people.addPeople(
      tx,
      kernel.keys,
      Array.from({ length: names }, (_each, at) => ({ name: `Sanne van der ${at}`, email: `sanne.${at}.${randomUUID()}@vrijplek.example`, language: 'nl' as const })),
    ),
  )
  await house.query('ANALYZE')
  const profile = (person: PersonId) =>
    kernel.inPurpose({ organisation, actor, purpose: 'sign_in' }, (tx) => people.profileOf(tx, kernel.keys, person))
  const email = (await profile(ids[0] ?? raise('nobody')))?.email ?? ''
  const connection = await openConnection(house.url)
  const cookie = `vrijplek=${scene.people[0]?.cookie ?? ''}`
  let booked = 0
  const from = Temporal.Now.plainDateISO('Europe/Amsterdam').add({ days: 2 }).toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: '07:00' })
  const book = async () => {
    const desk = scene.desks[booked % scene.desks.length]
    const start = from.add({ minutes: 15 * (booked++ % 60) + 1440 * Math.floor((booked - 1) / 60) })
    const body = { workspaceId: desk, from: start.toInstant().toString(), to: start.add({ minutes: 15 }).toInstant().toString() }
    const answer = await connection.post('/api/v1/bookings', cookie, JSON.stringify(body))
    if (answer.status !== 201) raise(`a booking was answered with ${answer.status}: ${answer.body}`)
  }
  const many = (count: number, work: () => Promise<unknown>) => async () => {
    const ms = await took(async () => {
      for (let turn = 0; turn < count; turn++) await work()
    })
    return ms / count
  }
  return {
    list: many(20, async () => {
      const found = await kernel.inPurpose({ organisation, actor, purpose: 'booking' }, (tx) => people.personNames(tx, kernel.keys, ids))
      if (found.size !== names) raise('a name is missing')
    }),
    signIn: many(lookUps, async () => {
      const [account] = await people.accountsOfEmail(kernel, email, null)
      if (account === undefined || (await profile(account.person))?.email !== email) raise('the account is not found')
    }),
    booking: many(bookings, book),
  }
}

const raise = (what: string): never => {
  throw new Error(what)
}

/** Turn about, so that what the machine does meanwhile falls on both alike. */
const compare = async (ours: Paths, bare: Paths, path: keyof Paths, what: string, aim: BenchLine['aim']): Promise<BenchLine> => {
  const taken = { ours: [] as number[], bare: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    const [one, other] = [await ours[path](), await bare[path]()]
    // The first is to warm up.
    if (round === 0) continue
    taken.ours.push(one)
    taken.bare.push(other)
  }
  return { what, ours: median(taken.ours), bare: median(taken.bare), unit: 'ms', ...(aim === undefined ? {} : { aim }) }
}

/** Names that are in nobody's memory: a keyring just opened, one read of the store. */
const coldList = async (open: () => Promise<Keyring>): Promise<number> => {
  const organisation = randomUUID() as OrganisationId
  const ids = Array.from({ length: names }, () => randomUUID() as PersonId)
  const ring = await open()
  await ring.keys.createAll(organisation, ids)
  await ring.close()
  const taken = []
  for (let round = 0; round < rounds; round++) {
    const fresh = await open()
    taken.push(await took(() => fresh.keys.load(organisation, ids)))
    await fresh.close()
  }
  return median(taken)
}

/** Milliseconds to erase one person among so many, most of them in one big organisation, durably. */
const eraseOne = async (open: () => Promise<Keyring>, size: number): Promise<number> => {
  const ring = await open()
  const organisation = randomUUID() as OrganisationId
  const all: PersonId[] = []
  while (all.length < size) {
    const some = Array.from({ length: Math.min(10_000, size - all.length) }, () => randomUUID() as PersonId)
    await ring.keys.createAll(organisation, some)
    all.push(...some)
  }
  const taken = []
  for (let round = 0; round <= rounds; round++) {
    const person = all[Math.floor((round / (rounds + 1)) * all.length)] ?? raise('nobody')
    const ms = await took(() => ring.keys.erase(organisation, [person]))
    if (round > 0) taken.push(ms)
  }
  await ring.close()
  return median(taken)
}

/** What sealed columns and blind look-ups cost, and what it costs to erase a key. */
export const run = async (): Promise<BenchResult> => {
  const cluster = await openBenchCluster()
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-bench-keys-'))
  const houses: BenchHouse[] = []
  const opener = (name: string, settings: Record<string, string> = {}) => {
    const config = readConfig({ DATA_DIR: join(folder, name), ...settings })
    return () => openConfiguredKeyring(config, { mayBegin: true })
  }
  try {
    houses.push(await openBenchHouse(cluster), await openBenchHouse(cluster, { keys: plainKeys }))
    const [ours, bare] = [await pathsOf(houses[0] ?? raise('no house')), await pathsOf(houses[1] ?? raise('no house'))]
    const lines = [
      await compare(ours, bare, 'list', `list of ${names} names`, { ratioAtMost: 3 }),
      await compare(ours, bare, 'signIn', 'sign-in look-up: account of an address, profile', { ratioAtMost: 1.2 }),
      await compare(ours, bare, 'booking', 'booking over HTTP with a session', { ratioAtMost: 1.2 }),
      { what: `keys of ${names} persons, first time in a process`, ours: await coldList(opener('cold')), unit: 'ms' },
    ]
    const outside = { KEYS_DATABASE_URL: urlOf(cluster.superuser) }
    lines.push({ what: 'the same from an outside PostgreSQL', ours: await coldList(opener('outside', outside)), unit: 'ms' })
    const few = await eraseOne(opener('few'), 1000)
    lines.push({ what: 'erase one of 1,000 persons', ours: few, unit: 'ms' })
    lines.push({ what: 'erase one of 100,000 persons (bare: of 1,000)', ours: await eraseOne(opener('many'), 100_000), bare: few, unit: 'ms', aim: { ratioAtMost: 3 } })
    lines.push({ what: 'erase one of 100,000 in an outside PostgreSQL', ours: await eraseOne(opener('outside', outside), 100_000), unit: 'ms' })
    return {
      name: 'keys',
      lines,
      notes: [
        `bare: the same program with keys that seal nothing and plain hashes for look-ups, turn about in the same run; medians of ${rounds} rounds after one to warm up`,
        'list: one query and 300 names opened, inside its purpose transaction, keys in memory; booking: as people do it, one after the other',
        'a name opened costs about 8 microseconds of node:crypto, one after the other; nothing is read from the store',
        'erase one of 1,000: one full node; of 100,000: two; of 16 million: three; never more than four',
        'erase: key store and epoch secret on disk, with fsync: new secret laid down, nodes above replaced in one transaction, old secret overwritten',
      ],
    }
  } finally {
    for (const house of houses) await house.close()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const urlOf = ({ host, port, user, password, database }: ClientConfig): string => {
  const url = new URL(`postgres://localhost:${port}/${database}`)
  url.username = user ?? ''
  url.password = typeof password === 'string' ? password : ''
  url.searchParams.set('host', host ?? '')
  return url.href
}
