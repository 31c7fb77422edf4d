import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startTestCluster } from '../cluster.ts'
import { testDatabaseOn } from '../database.ts'
import { startReady } from './program.ts'
import type { Program } from './program.ts'

const send = async (program: Program, cookie: string, method: string, path: string, body?: object) => {
  const answer = await fetch(`${program.url}/api/v1${path}`, {
    method,
    headers: { ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return {
    status: answer.status,
    cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    body: (await answer.json()) as Record<string, unknown>,
  }
}

const everyDay = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
)

test('on an outside PostgreSQL 15 it does its whole job: sign-up, agreement, first use, a place, a booking', async () => {
  const cluster = await startTestCluster({ major: 15 })
  const database = await testDatabaseOn(cluster)
  const folder = mkdtempSync(join(tmpdir(), 'vrijplek-outside-'))
  let program: Program | undefined
  try {
    const started = await startReady({ DATA_DIR: folder, DATABASE_URL: database.url })
    program = started
    assert.ok(!readdirSync(folder).includes('postgres'), 'no database of its own')
    const { cookie, status } = await send(started, '', 'POST', '/organisations', {
      organisationName: 'Bibliotheek',
      name: 'Ineke',
      email: 'ineke@vrijplek.example',
      password: 'boek-terug-voor-zondag-ochtend',
      passwordAlone: true,
      language: 'nl',
    })
    assert.equal(status, 201)
    const refused = await send(started, cookie, 'GET', '/locations')
    assert.equal(refused.body['code'], 'agreement_not_in_force')
    const agreement = await send(started, cookie, 'GET', '/agreement?language=nl')
    const { version, textHash } = agreement.body
    const accepted = await send(started, cookie, 'POST', '/agreement/acceptance', { version, textHash, language: 'nl', accepted: true, lawful: true })
    assert.equal(accepted.status, 201)
    const notice = await send(started, cookie, 'GET', '/privacy-notice?language=nl')
    const opted = await send(started, cookie, 'POST', '/privacy-notice/acceptance', {
      version: notice.body['version'],
      textHash: notice.body['textHash'],
      language: 'nl',
      accepted: true,
    })
    assert.equal(opted.status, 201)
    const imported = await send(started, cookie, 'POST', '/locations/import', {
      format: 'vrijplek-location/1',
      location: {
        name: 'Leeszaal',
        address: 'Plein 1',
        latitude: null,
        longitude: null,
        timeZone: 'Europe/Amsterdam',
        openingHours: everyDay,
        closedDays: [],
        deskWindowDays: 14,
        roomWindowDays: 14,
        checkInGraceMinutes: 30,
        sensorChecksIn: true,
      },
      floors: [
        {
          name: 'Begane grond',
          level: 0,
          plan: null,
          zones: [],
          workspaces: [
            {
              code: 'L.1',
              kind: 'desk',
              name: 'L.1',
              type: 'standard',
              zone: null,
              seats: 1,
              equipment: [],
              bookable: true,
              x: 0,
              y: 0,
              turn: 0,
              width: 16,
              depth: 8,
            },
          ],
        },
      ],
    })
    assert.equal(imported.status, 200, JSON.stringify(imported.body))
    const { body } = await send(started, cookie, 'GET', '/locations')
    const [location] = body['locations'] as { floors: { id: string }[] }[]
    const floor = await send(started, cookie, 'GET', `/floors/${location?.floors[0]?.id}`)
    const [desk] = floor.body['workspaces'] as { id: string }[]
    const from = Temporal.Now.instant().add({ hours: 2 })
    const period = { from: from.toString(), to: from.add({ hours: 1 }).toString() }
    const booked = await send(started, cookie, 'POST', '/bookings', { workspaceId: desk?.id, ...period })
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    const again = await send(started, cookie, 'POST', '/bookings', { workspaceId: desk?.id, ...period })
    assert.equal(again.status, 409)
  } finally {
    program?.kill('SIGTERM')
    await program?.ended
    await database.drop()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
