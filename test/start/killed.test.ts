import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { DemoFile } from '../../server/demo/index.ts'
import { checkHistory } from '../history-checker.ts'
import type { Held, Operation, Row } from '../history-checker.ts'
import { freePort, openDatabase, startReady } from './program.ts'
import type { Program } from './program.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'vrijplek-killed-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

type Client = { readonly person: string; readonly cookie: string }
type Answer = { readonly status: number | null; readonly body: Record<string, unknown> }

const json = { 'content-type': 'application/json' }

/** A call whose answer may never come: then its status is null. */
const send = async (program: Program, client: Client, method: string, path: string, body?: object): Promise<Answer> => {
  try {
    const answer = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: { cookie: client.cookie, ...(body === undefined ? {} : json) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  } catch {
    return { status: null, body: {} }
  }
}

const signIn = async (program: Program, account: DemoFile['accounts'][number]): Promise<Client> => {
  const answer = await fetch(`${program.url}/api/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email: account.email, password: account.password }),
  })
  const session = (await answer.json()) as { person: { id: string } }
  return { person: session.person.id, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
}

const codeOf = ({ code }: Record<string, unknown>): string => (typeof code === 'string' ? code : '')

const heldOf = (body: Record<string, unknown>, person: string): Held => ({
  id: String(body['id']),
  workspaceId: String(body['workspaceId']),
  person,
  kind: 'desk',
  from: String(body['from']),
  to: String(body['to']),
})

/** Books and cancels without pause until `over`, on few desks and hours, so that everyone is in everyone's way. */
const crowd = async (
  program: Program,
  client: Client,
  desks: readonly string[],
  slots: readonly { from: string; to: string }[],
  operations: Operation[],
  over: () => boolean,
): Promise<void> => {
  const mine: string[] = []
  for (let turn = 0; !over(); turn += 1) {
    const sentMs = Date.now()
    const cancels = mine.length > 0 && turn % 3 === 2
    if (cancels) {
      const bookingId = mine.shift() ?? ''
      const { status, body } = await send(program, client, 'DELETE', `/bookings/${bookingId}`)
      operations.push({ client: client.person, kind: 'cancel', sentMs, answeredMs: Date.now(), status, bookingId, code: codeOf(body) })
      continue
    }
    const slot = slots[(turn + client.person.charCodeAt(0)) % slots.length]
    const workspaceId = desks[(turn * 7 + client.person.charCodeAt(3)) % desks.length]
    const { status, body } = await send(program, client, 'POST', '/bookings', { workspaceId, ...slot })
    const booked = status === 201
    if (booked) mine.push(String(body['id']))
    operations.push({
      client: client.person,
      kind: 'book',
      sentMs,
      answeredMs: Date.now(),
      status,
      code: codeOf(body),
      ...(booked ? { booking: heldOf(body, client.person) } : {}),
    })
  }
}

/** Sends uplinks of one sensor one after the other until `over`, and notes the frame counters that were acknowledged. */
const speak = async (
  program: Program,
  sensor: { token: string; devEui: string; next: number },
  acknowledged: number[],
  over: () => boolean,
): Promise<void> => {
  while (!over()) {
    const fCnt = sensor.next++
    const body = JSON.stringify({ devEui: sensor.devEui, fPort: 85, hex: fCnt % 2 === 0 ? '030001' : '030000', fCnt })
    const answer = await fetch(`${program.url}/api/v1/uplinks/generic`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${sensor.token}` },
      body,
    }).catch(() => null)
    const taken = (await answer?.json().catch(() => null)) as { accepted?: number } | null
    if (taken?.accepted === 1) acknowledged.push(fCnt)
  }
}

const askDatabase = async <Row extends object>(dataDir: string, text: string, values: unknown[]): Promise<Row[]> => {
  const client = await openDatabase(dataDir)
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

const readTable = (dataDir: string, desks: readonly string[]): Promise<Row[]> =>
  askDatabase<Row>(
    dataDir,
    `SELECT id, workspace_id AS "workspaceId", person_id AS person, kind, status, to_json(lower(during)) #>> '{}' AS "from",
       to_json(upper(during)) #>> '{}' AS "to" FROM bookings WHERE workspace_id = ANY ($1)`,
    [desks],
  )

test('a stampede across two SIGKILLs of the server: no overlap, and no booking or reading lost that was acknowledged', async () => {
  const settings = { DATA_DIR: join(folder, 'data'), PORT: String(await freePort()), MQTT_PORT: String(await freePort()) }
  let program = await startReady(settings)
  const demo = JSON.parse(readFileSync(join(settings.DATA_DIR, 'demo.json'), 'utf8')) as DemoFile
  const accounts = demo.accounts.filter(({ role, pastFirstUse }) => role === 'employee' && pastFirstUse).slice(0, 12)
  // Desks without sensors, so that nothing but these clients books there.
  const desks = demo.floors
    .flatMap((floor) => floor.workspaces)
    .filter(({ kind, devices }) => kind === 'desk' && devices.length === 0)
    .slice(0, 3)
    .map(({ id }) => id)
  const firstHour = Temporal.Now.zonedDateTimeISO('Europe/Amsterdam').add({ days: 4 }).with({ hour: 19, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
  const slots = Array.from({ length: 4 }, (_, n) => ({
    from: firstHour.add({ minutes: 45 * n }).toInstant().toString(),
    to: firstHour.add({ minutes: 45 * n + 60 }).toInstant().toString(),
  }))
  const clients = await Promise.all(accounts.map((account) => signIn(program, account)))
  const before = new Set((await readTable(settings.DATA_DIR, desks)).map(({ id }) => id))
  const operations: Operation[] = []
  const generic = demo.sources.find(({ kind }) => kind === 'generic')
  const device = demo.floors.flatMap((floor) => floor.workspaces).flatMap(({ devices }) => devices).find(({ model }) => model === 'VS340')
  // Counters that the recorded day never reaches.
  const sensor = { token: generic?.token ?? '', devEui: device?.devEui ?? '', next: 3_000_000_000 }
  const acknowledged: number[] = []
  for (const kills of [true, true, false]) {
    const enough = operations.length + 250
    let killed = false
    const over = () => killed || (!kills && operations.length >= enough)
    const running = [...clients.map((client) => crowd(program, client, desks, slots, operations, over)), speak(program, sensor, acknowledged, over)]
    if (kills) {
      while (operations.length < enough) await delay(5)
      program.kill('SIGKILL')
      await program.ended
      killed = true
    }
    await Promise.all(running)
    if (kills) program = await startReady(settings)
  }
  try {
    const rows = (await readTable(settings.DATA_DIR, desks)).filter(({ id }) => !before.has(id))
    assert.ok(operations.filter(({ status }) => status === 201).length > 20, 'many were booked')
    assert.ok(operations.some(({ code }) => code === 'workspace_taken'), 'many lost a race')
    assert.ok(operations.some(({ status }) => status === null), 'calls were under way when it was killed')
    assert.deepEqual(checkHistory(operations, rows), [])
    const kept = await askDatabase<{ f_cnt: string }>(settings.DATA_DIR, 'SELECT f_cnt FROM readings WHERE f_cnt >= 3000000000', [])
    const counters = new Set(kept.map(({ f_cnt }) => Number(f_cnt)))
    assert.ok(acknowledged.length > 20, 'many readings were acknowledged')
    assert.deepEqual(acknowledged.filter((fCnt) => !counters.has(fCnt)), [])
    assert.equal(counters.size, kept.length, 'none was kept twice')
  } finally {
    program.kill('SIGTERM')
    await program.ended
  }
})
