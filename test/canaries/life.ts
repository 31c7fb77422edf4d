import { setTimeout as delay } from 'node:timers/promises'
import type { Program } from '../start/program.ts'
import { liveWithFederation } from './federation.ts'
import { liveWithIntegrations } from './integrations.ts'
import { liveWithDirectory } from './provisioning.ts'
import { newCaller } from './program-client.ts'
import type { Caller } from './program-client.ts'
import { liveWithWays } from './ways.ts'
import { liveWithRights } from './rights.ts'

/** A small organisation whose signing manager leaves a mark of their own in every place where anything is kept of a person. */
export type Life = {
  /** Lived everything; will be erased. */
  readonly one: Caller
  /** Lived beside them; must read the same before and after. */
  readonly other: Caller
  /** The words that were given away and stand for the person wherever they turn up. */
  readonly words: readonly string[]
}

const password = 'een lange zin die niemand raadt 2026'
const allDay = [{ from: '00:00', to: '24:00' }]
const openingHours = {
  monday: allDay, tuesday: allDay, wednesday: allDay, thursday: allDay, friday: allDay, saturday: allDay, sunday: allDay,
}
const desk = (code: string, x: number) => ({
  code, kind: 'desk', name: `Bureau ${code}`, type: 'standard', seats: 1, equipment: [], bookable: true, x, y: 20, turn: 0, width: 16, depth: 8, zone: null,
})
/** Where it is ten in the morning now: a booking that begins at once never runs past midnight, whenever this is played. */
const morningZone = (): string => {
  const ahead = (34 - Temporal.Now.zonedDateTimeISO('UTC').hour) % 24
  const offset = ahead > 12 ? ahead - 24 : ahead
  // These names count the other way round (tz database, "etcetera").
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`
}
const location = {
  format: 'vrijplek-location/1',
  location: {
    name: 'Hoofdkantoor', address: 'Kade 1, Utrecht', latitude: null, longitude: null, timeZone: morningZone(), openingHours, closedDays: [],
    deskWindowDays: 30, roomWindowDays: 30, checkInGraceMinutes: 60, sensorChecksIn: false,
  },
  floors: [{ name: 'Begane grond', level: 0, plan: null, zones: [], workspaces: [desk('K-1', 20), desk('K-2', 60), desk('K-3', 100)] }],
}

type Document = { version: string; language: string; textHash: string }

const optIn = async (caller: Caller): Promise<void> => {
  const { version, language, textHash } = await caller.call<Document>('GET', '/privacy-notice?language=nl')
  await caller.call('POST', '/privacy-notice/acceptance', { version, language, textHash, accepted: true })
}

const join = async (program: Program, host: Caller, person: { name: string; email: string; roles: string[] }): Promise<Caller> => {
  const { invitation } = await host.call<{ invitation: { url: string } }>('POST', '/accounts', { ...person, language: 'nl' })
  const token = new URL(invitation.url).hash.slice(1)
  const caller = newCaller(program)
  await caller.call('POST', '/invitations/acceptance', { token, password, language: 'nl' })
  await optIn(caller)
  return caller
}

const inHours = (hours: number): string => Temporal.Now.instant().add({ seconds: Math.round(3600 * hours) }).toString({ smallestUnit: 'second' })

/** @param dnsFile what stands in for name servers, where this life proves its e-mail domain */
export const liveALife = async (program: Program, dnsFile: string): Promise<Life> => {
  const mark = crypto.randomUUID().replaceAll('-', '').slice(0, 20)
  const words = [`Kanarie ${mark}`, `kanarie-${mark}@vogels.example`, `Vink ${mark}`, `sleutel-${mark}`]
  const [name = '', email = '', corrected = '', key = ''] = words

  const one = newCaller(program)
  await one.call('POST', '/organisations', { organisationName: 'Vogelhuis', name, email, password, language: 'nl', passwordAlone: true })
  const agreement = await one.call<Document>('GET', '/agreement?language=nl')
  await one.call('POST', '/agreement/acceptance', {
    version: agreement.version, language: agreement.language, textHash: agreement.textHash, accepted: true, lawful: true,
  })
  await optIn(one)

  const other = await join(program, one, {
    name: 'Olivia Bakker', email: 'olivia@vogels.example', roles: ['employee', 'organisation_manager', 'privacy_officer'],
  })
  const { id: teamId } = await one.call<{ id: string }>('POST', '/teams', { name: 'Zangers' })
  await one.call('PATCH', `/accounts/${one.personId}`, { teamId, roles: ['employee', 'organisation_manager'] })
  await one.call('PATCH', '/me', { visibility: 'organisation', theme: 'dark' })
  await other.call('PATCH', '/me', { visibility: 'organisation' })

  await one.call('POST', '/locations/import', location)
  const { locations } = await one.call<{ locations: { id: string; floors: { id: string }[] }[] }>('GET', '/locations')
  const floorId = locations[0]?.floors[0]?.id ?? ''
  await liveWithRights(one, other, locations[0]?.id ?? '')
  const { workspaces } = await one.call<{ workspaces: { id: string }[] }>('GET', `/floors/${floorId}/live`)
  const [first = '', second = '', third = ''] = workspaces.map(({ id }) => id)
  const book = (who: Caller, workspaceId: string, from: string, to: string, headers = {}) =>
    who.call<{ id: string }>('POST', '/bookings', { workspaceId, from, to }, headers)

  // Now, so that the live map shows them to each other; and later, one of them given up.
  const now = await book(one, first, inHours(0.01), inHours(1), { 'idempotency-key': key })
  await one.call('POST', `/bookings/${now.id}/check-in`).catch(() => undefined)
  await book(other, second, inHours(0.01), inHours(1))
  await book(one, third, inHours(30), inHours(31))
  const given = await book(one, third, inHours(40), inHours(41))
  await one.call('DELETE', `/bookings/${given.id}`)
  for (const who of [one, other]) {
    await who.call('GET', `/floors/${floorId}/live`)
    await who.call('GET', '/people')
    await who.call('GET', '/accounts')
  }

  await one.call('POST', '/my-data/corrections', { name: corrected })
  await one.call('PUT', '/keeping/bookings', { days: 60 })
  const hold = await one.call<{ id: string }>('POST', '/holds', {
    personId: other.personId, ground: 'Geschil over een afgeboekte plek', statute: null, endsAt: inHours(100),
  })
  await one.call('DELETE', `/holds/${hold.id}`)
  const onOne = await other.call<{ id: string }>('POST', '/holds', {
    personId: one.personId, ground: 'Geschil over een afgeboekte plek', statute: null, endsAt: inHours(100),
  })
  await other.call('DELETE', `/holds/${onOne.id}`)
  await other.call('GET', `/data-subjects/${one.personId}/data`)
  await one.call('GET', `/data-subjects/${other.personId}/data`)
  await liveWithIntegrations(one, mark)
  await liveWithDirectory(program, one, mark)
  await exportOf(one)
  await liveWithWays(program, one, { email, password, key: corrected })
  await liveWithFederation(program, one, { email, name, dnsFile })
  // A link that was never taken up, and somebody who mistypes.
  await other.call('POST', `/accounts/${one.personId}/invitation`)
  await newCaller(program).ask('POST', '/session', { email, password: 'niet de goede zin 2026' })
  await one.call('PUT', '/my-data/restriction')
  return { one, other, words }
}

const exportOf = async (who: Caller): Promise<void> => {
  const { id } = await who.call<{ id: string }>('POST', '/my-data/exports')
  for (let turn = 0; turn < 300; turn += 1) {
    const { requests } = await who.call<{ requests: { id: string; state: string }[] }>('GET', '/my-data/requests')
    const state = requests.find((each) => each.id === id)?.state
    if (state === 'done') return
    if (state === 'failed' || state === 'refused') throw new Error(`the export is ${state}`)
    await delay(200)
  }
  throw new Error('the export was not done in a minute')
}
