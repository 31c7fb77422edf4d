import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AddressInfo } from 'node:net'
import { apiPrefix } from '#contract/api.ts'
import { registerGuest, endGuest, listGuests } from '#contract/endpoints/guests.ts'
import { deactivateAccount, listAccounts, reactivateAccount, setAccessUntil } from '#contract/endpoints/people.ts'
import { revokeMyToken } from '#contract/endpoints/personal-tokens.ts'
import { listLocations, updateLocation } from '#contract/endpoints/places.ts'
import { answerReview, getReview, startReview } from '#contract/endpoints/reviews.ts'
import type { ReviewItem } from '#contract/endpoints/reviews.ts'
import { changeGrant, giveGrant, listGrants, takeGrantAway, whoCanDoWhat } from '#contract/endpoints/rights.ts'
import { signOut } from '#contract/endpoints/session.ts'
import { endSessionsOf } from '#contract/endpoints/sign-in-policy.ts'
import { queryTrail } from '#contract/endpoints/trail.ts'
import type { EndpointSpec } from '#contract/endpoint.ts'
import type { FloorId, LocationId, OrganisationId, PersonId } from '#contract/ids.ts'
import { localRoles, roles } from '#contract/permissions.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import { cookieNames } from '#kernel/http/index.ts'
import type { PersonPrincipal, Principal } from '#kernel/http/index.ts'
import { joinRooms } from '../server/house.ts'
import type { Rooms } from '../server/house.ts'
import * as access from '../server/rooms/access/index.ts'
import { openEventStream } from './event-stream.ts'
import type { OpenStream } from './event-stream.ts'
import type { Answer, CallInput } from './house.ts'
import { openTestHouse } from './house.ts'
import { letIn } from './integrations-house.ts'
import type { IntegrationsHouse } from './integrations-house.ts'
import fc from './properties.ts'
import { createModel } from './rights-model.ts'
import type { Model, ModelSession } from './rights-model.ts'

/**
 * At no moment can a session, stream or token do what a small model forbids, nor is it refused what the model allows: random sequences of giving, ending
 * and taking away roles, of time, reviews, signing in and out, switching off and on, guests and tokens, against the whole house over HTTP.
 */
let house: IntegrationsHouse
let rooms: Rooms
let origin: string
before(async () => {
  house = letIn(
    await openTestHouse({
      routes: (kernel) => {
        rooms = joinRooms(kernel)
        return rooms.routes
      },
      authenticate: () => rooms.authenticate,
    }),
  )
  await house.http.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(house.http.server.address() as AddressInfo).port}`
})
after(async () => {
  await rooms.ingest.close()
  await rooms.exporter.stop()
  await rooms.retention.stop()
  await house.close()
})

const hourMs = 3_600_000
const nowMs = (): number => house.clock.now().epochMilliseconds
const at = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString()

type Step =
  | { readonly do: 'give'; readonly who: number; readonly role: Role; readonly where: number; readonly from: number; readonly hours: number }
  | { readonly do: 'take' | 'review-start' | 'review-close' | 'sign-out' | 'stream' | 'token' | 'revoke' | 'sign-in' | 'sign-out-all'; readonly who: number }
  | { readonly do: 'change' | 'until'; readonly who: number; readonly hours: number }
  | { readonly do: 'off' | 'on' | 'guest' | 'guest-end'; readonly who: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'answer'; readonly who: number; readonly verdicts: readonly number[] }

const who = fc.nat({ max: 50 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('give' as const), who, role: fc.constantFrom(...roles), where: fc.nat({ max: 2 }), from: fc.constantFrom(0, 0, 0, 5), hours: fc.constantFrom(0, 0, 3, 30) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('sign-in' as const, 'stream' as const, 'take' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('off' as const, 'on' as const, 'token' as const, 'guest' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('sign-out' as const, 'sign-out-all' as const, 'revoke' as const, 'guest-end' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('change' as const, 'until' as const), who, hours: fc.constantFrom(0, 2, 9, 40) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(4, 59, 200, 1100) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('review-start' as const, 'review-close' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), who, verdicts: fc.array(fc.nat({ max: 2 }), { minLength: 8, maxLength: 8 }) }) },
)

type Stage = {
  readonly organisation: OrganisationId
  readonly locations: readonly [LocationId, LocationId]
  readonly floor: FloorId
  readonly manager: () => PersonPrincipal
  readonly officer: () => PersonPrincipal
  readonly approval: string
  readonly model: Model
  readonly streams: { readonly key: string; readonly stream: OpenStream }[]
  review: { id: string; open: Map<string, string> } | null
}

const must = async (answer: Promise<Answer>, ...statuses: number[]): Promise<Answer> => {
  const got = await answer
  assert.ok(statuses.includes(got.status), `${got.status} ${got.text}`)
  return got
}

/** A new organisation with a manager and an officer who stay, four employees, and two buildings. */
const setStage = async (): Promise<Stage> => {
  const organisation = await house.seed.organisation()
  await house.query('UPDATE sign_in_policies SET idle_minutes = 1440, absolute_hours = 720 WHERE organisation_id = $1', [organisation])
  const [manager, officer] = [
    await house.seed.person(organisation, { roles: ['organisation_manager'] }),
    await house.seed.person(organisation, { roles: ['privacy_officer'] }),
  ]
  await house.query(`INSERT INTO credentials VALUES ($1, $2, 'x', $3)`, [organisation, manager.person, house.clock.now().toString()])
  const locations = [await house.seed.location(organisation, { name: 'Kade' }), await house.seed.location(organisation, { name: 'Sluis' })] as const
  const { floorId } = await house.seed.floor(organisation, locations[0])
  const lately = (principal: PersonPrincipal) => () => ({ ...principal, verifiedAt: house.clock.now(), expiresAt: house.clock.now().add({ hours: 9 }) })
  const model = createModel()
  for (let n = 0; n < 4; n += 1) {
    const { person } = await house.seed.person(organisation)
    model.people.set(person, { id: person, guest: false, deactivated: false, until: null })
  }
  const rows = await house.query<{ id: string; person_id: string; role: Role }>('SELECT id, person_id, role FROM role_grants WHERE organisation_id = $1', [organisation])
  for (const { id, person_id, role } of rows) {
    if (model.people.has(person_id)) model.grants.set(id, { id, person: person_id, role, location: null, from: nowMs(), until: null })
  }
  const approval = await house.approved(lately(manager)(), { kind: 'personal_tokens' })
  return { organisation, locations, floor: floorId, manager: lately(manager), officer: lately(officer), approval, model, streams: [], review: null }
}

const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : list[n % list.length])
const giverOf = (stage: Stage, role: Role) => (role === 'auditor' || role === 'privacy_officer' ? stage.officer() : stage.manager())
const endAll = ({ model }: Stage, person: string) => {
  for (const session of model.sessions) if (session.person === person) session.ended = true
}

const signIn = async (stage: Stage, person: string): Promise<void> => {
  const { cookie, principal } = await house.kernel.inPurpose({ organisation: stage.organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, (tx) =>
    access.startSession(tx, person as PersonId, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'),
  )
  stage.model.sessions.push({ key: principal.sessionKey, person, cookie, startedAt: nowMs(), seenAt: nowMs(), ended: false })
}
const header = (session: ModelSession): string => `${cookieNames(false).session}=${session.cookie}`

const play = async (stage: Stage, todo: Step): Promise<void> => {
  const { model } = stage
  const now = nowMs()
  const people = [...model.people.values()]
  const grants = [...model.grants.values()]
  switch (todo.do) {
    case 'give': {
      const person = pick(people, todo.who)
      if (person === undefined) return
      const location = todo.where === 0 || !localRoles.has(todo.role) ? null : (stage.locations[todo.where - 1] ?? null)
      const from = now + todo.from * hourMs
      const until = todo.hours === 0 ? null : from + todo.hours * hourMs
      const by = giverOf(stage, todo.role)
      const body = { personId: person.id, role: todo.role, locationId: location, why: 'Omdat het zo is', from: todo.from === 0 ? null : at(from), until: until === null ? null : at(until) }
      const answer = await must(house.call(giveGrant, { as: by, body }), 201, 409)
      const exists = grants.find((grant) => grant.person === person.id && grant.role === todo.role && grant.location === location && (grant.until === null || grant.until > now))
      assert.equal(answer.status === 201, exists === undefined && !model.isBarred(person.id, now), answer.text)
      if (answer.status !== 201) return
      for (const grant of grants) if (grant.person === person.id && grant.role === todo.role && grant.location === location) model.grants.delete(grant.id)
      const id = String(answer.body['id'])
      model.grants.set(id, { id, person: person.id, role: todo.role, location, from, until })
      return
    }
    case 'take': {
      const grant = pick(grants, todo.who)
      if (grant === undefined) return
      await must(house.call(takeGrantAway, { as: giverOf(stage, grant.role), params: { grantId: grant.id } }), 204)
      model.grants.delete(grant.id)
      return
    }
    case 'change': {
      const grant = pick(grants, todo.who)
      if (grant === undefined) return
      const until = todo.hours === 0 ? null : now + todo.hours * hourMs
      const answer = await must(house.call(changeGrant, { as: giverOf(stage, grant.role), params: { grantId: grant.id }, body: { until: until === null ? null : at(until) } }), 200, 422)
      if (answer.status === 200) grant.until = until
      return
    }
    case 'sign-in': {
      const person = pick(people.filter(({ id }) => !model.isBarred(id, now)), todo.who)
      if (person !== undefined) await signIn(stage, person.id)
      return
    }
    case 'sign-out': {
      const session = pick(model.sessions.filter((each) => model.isOpen(each, now)), todo.who)
      if (session === undefined) return
      await must(house.call(signOut, { cookie: header(session) }), 204)
      session.ended = true
      return
    }
    case 'sign-out-all': {
      const person = pick(people, todo.who)
      if (person === undefined) return
      await must(house.call(endSessionsOf, { as: stage.manager(), params: { personId: person.id } }), 204)
      endAll(stage, person.id)
      return
    }
    case 'stream': {
      const session = pick(model.sessions.filter((each) => model.isOpen(each, now)), todo.who)
      const token = pick(model.tokens.filter((each) => model.isUsable(each, now)), todo.who)
      const speaker = todo.who % 3 === 0 && token !== undefined ? token : session
      if (speaker === undefined) return
      const shown = 'cookie' in speaker ? { session: speaker.cookie } : { token: speaker.value }
      const stream = await openEventStream(`${origin}${apiPrefix}/floors/${stage.floor}/live/stream`, shown)
      assert.equal(stream.status === 200, model.may(speaker.person, 'see_floors', null, now))
      if ('cookie' in speaker) model.used(speaker, now)
      if (stream.status === 200 && speaker.key !== null) stage.streams.push({ key: speaker.key, stream })
      return
    }
    case 'off':
    case 'on': {
      const person = pick(people, todo.who)
      if (person === undefined) return
      await must(house.call(todo.do === 'off' ? deactivateAccount : reactivateAccount, { as: stage.manager(), params: { personId: person.id } }), 204)
      if (todo.do === 'off' && !person.deactivated) endAll(stage, person.id)
      person.deactivated = todo.do === 'off'
      return
    }
    case 'until': {
      const person = pick(people, todo.who)
      if (person === undefined) return
      const until = todo.hours === 0 ? null : now + todo.hours * hourMs
      const answer = await must(house.call(setAccessUntil, { as: stage.manager(), params: { personId: person.id }, body: { until: until === null ? null : at(until) } }), 200, 422)
      if (answer.status === 200) person.until = until
      return
    }
    case 'guest': {
      const until = now + 8 * hourMs
      const location = stage.locations[todo.who % 2] ?? stage.locations[0]
      const body = { name: 'Gijs Gast', email: `${crypto.randomUUID()}@gast.example`, locationId: location, until: at(until) }
      const answer = await must(house.call(registerGuest, { as: stage.manager(), body }), 201)
      const { id } = answer.body['guest'] as unknown as { id: string }
      await house.query('UPDATE people SET opted_in_at = $2 WHERE id = $1', [id, at(now)])
      const [grant] = await house.query<{ id: string }>('SELECT id FROM role_grants WHERE person_id = $1', [id])
      model.people.set(id, { id, guest: true, deactivated: false, until })
      model.grants.set(grant?.id ?? '', { id: grant?.id ?? '', person: id, role: 'employee', location: null, from: now, until: null })
      await signIn(stage, id)
      return
    }
    case 'guest-end': {
      const guest = pick(people.filter((person) => person.guest && !model.isBarred(person.id, now)), todo.who)
      if (guest === undefined) return
      await must(house.call(endGuest, { as: stage.manager(), params: { personId: guest.id } }), 204)
      guest.until = now
      endAll(stage, guest.id)
      return
    }
    case 'token': {
      const person = pick(people.filter(({ id }) => !model.isBarred(id, now) && model.may(id, 'use_tokens', null, now)), todo.who)
      if (person === undefined || model.tokens.filter((token) => token.person === person.id).length > 5) return
      const as = { ...stage.manager(), person: person.id as PersonId, sessionKey: `fresh-${person.id}`, permissions: new Set<Permission>(['use_tokens']) }
      const { value, id } = await house.personal(as, stage.approval)
      const speaks = await rooms.authenticate.token(value, '127.0.0.1')
      model.tokens.push({ id, key: speaks?.sessionKey ?? null, person: person.id, value, endsAt: now + 60 * 24 * hourMs, revoked: false })
      return
    }
    case 'revoke': {
      const token = pick(model.tokens.filter((each) => !each.revoked), todo.who)
      if (token === undefined) return
      const as = { ...stage.manager(), person: token.person as PersonId, sessionKey: `fresh-${token.person}`, permissions: new Set<Permission>(['use_tokens']) }
      const answer = await must(house.call(revokeMyToken, { as, params: { tokenId: token.id } }), 204, 404)
      if (answer.status === 204) token.revoked = true
      return
    }
    case 'wait':
      house.clock.advance({ minutes: todo.minutes })
      return
    case 'review-start': {
      if (stage.review !== null) return
      const id = String((await must(house.call(startReview, { as: stage.manager() }), 201)).body['id'])
      const items = (await must(house.call(getReview, { as: stage.manager(), params: { reviewId: id }, query: { limit: '500' } }), 200)).body['items'] as unknown as ReviewItem[]
      stage.review = { id, open: new Map(items.flatMap((item) => (item.grantId !== null && model.grants.has(item.grantId) ? [[item.grantId, item.id] as const] : []))) }
      const wanted = grants.filter((grant) => (grant.until === null || grant.until > now) && !model.isBarred(grant.person, now)
        && !(grant.role === 'employee' && model.people.get(grant.person)?.guest === true))
      assert.deepEqual([...stage.review.open.keys()].toSorted(), wanted.map((grant) => grant.id).toSorted(), 'each right is put before somebody')
      // Those who stay are confirmed by each other at once.
      const own = (principal: PersonPrincipal, role: Role) => items.find((item) => item.person?.id === principal.person && item.role === role)?.id
      const answers = (itemId: string | undefined) => ({ answers: [{ itemId, verdict: 'confirm' }] })
      await must(house.call(answerReview, { as: stage.officer(), params: { reviewId: id }, body: answers(own(stage.manager(), 'organisation_manager')) }), 200)
      await must(house.call(answerReview, { as: stage.manager(), params: { reviewId: id }, body: answers(own(stage.officer(), 'privacy_officer')) }), 200)
      return
    }
    case 'answer': {
      if (stage.review === null) return
      const { id, open } = stage.review
      for (const [n, [grantId, itemId]] of [...open].entries()) {
        const verdict = todo.verdicts[n] ?? 0
        const grant = model.grants.get(grantId)
        if (verdict === 0) continue
        const by = grant?.role === 'organisation_manager' ? stage.officer() : stage.manager()
        if (grant === undefined) continue
        await must(house.call(answerReview, { as: by, params: { reviewId: id }, body: { answers: [{ itemId, verdict: verdict === 1 ? 'confirm' : 'take_away' }] } }), 200)
        open.delete(grantId)
        if (verdict === 2) model.grants.delete(grantId)
      }
      return
    }
    case 'review-close': {
      if (stage.review === null) return
      await house.query('UPDATE access_reviews SET due_at = $2 WHERE organisation_id = $1 AND closed_at IS NULL', [stage.organisation, at(now)])
      const job = rooms.jobs.find(({ name }) => name === 'assurance.reviews')
      if (job === undefined || !('run' in job)) throw new Error('no job closes reviews')
      await job.run(stage.organisation)
      for (const grantId of stage.review.open.keys()) model.grants.delete(grantId)
      stage.review = null
      return
    }
  }
}

type Probe = { readonly spec: EndpointSpec; readonly permission: Permission; readonly location: LocationId | null; readonly input: CallInput }
const probesOf = ({ locations }: Stage): Probe[] => [
  { spec: listLocations, permission: 'see_floors', location: null, input: {} },
  { spec: listAccounts, permission: 'manage_people', location: null, input: { query: { limit: '1' } } },
  { spec: queryTrail, permission: 'read_trail', location: null, input: {} },
  { spec: whoCanDoWhat, permission: 'see_rights', location: null, input: {} },
  ...locations.flatMap((location): Probe[] => [
    { spec: updateLocation, permission: 'manage_places', location, input: { params: { locationId: location }, body: { address: 'Kade 1' } } },
    { spec: listGuests, permission: 'receive_guests', location, input: { query: { locationId: location } } },
    { spec: listGrants, permission: 'see_rights', location: null, input: {} },
  ]),
]

/** Everything the server lets each session, token and stream do, held to the model. */
const hold = async (stage: Stage, after: string): Promise<void> => {
  const { model } = stage
  const now = nowMs()
  for (const session of model.sessions) {
    const isOpen = model.isOpen(session, now)
    for (const { spec, permission, location, input } of probesOf(stage)) {
      const { status, text } = await house.call(spec, { ...input, cookie: header(session) })
      // A list of what is at one's own locations opens with a right at any of them.
      const anywhere = spec === listGrants && stage.locations.some((each) => model.may(session.person, permission, each, now))
      const should = isOpen && (anywhere || model.may(session.person, permission, location, now))
      assert.equal(status === 200, should, `after ${after}: ${spec.id} at ${location ?? 'large'}: ${status} ${text.slice(0, 200)}, should be ${should ? 'allowed' : 'refused'}`)
    }
    if (isOpen) model.used(session, now)
  }
  for (const token of model.tokens) {
    const { status, text } = await house.call(listLocations, { bearer: token.value })
    const should = model.isUsable(token, now) && model.may(token.person, 'see_floors', null, now)
    assert.equal(status === 200, should, `after ${after}: a token: ${status} ${text.slice(0, 200)}, should be ${should ? 'allowed' : 'refused'}`)
  }
  const open = new Set<string>()
  house.kernel.streams.closeWhere((principal: Principal) => {
    if (principal.kind === 'person' && principal.organisation === stage.organisation) open.add(principal.sessionKey)
    return false
  })
  for (const key of open) {
    const session = model.sessions.find((each) => each.key === key)
    const token = model.tokens.find((each) => each.key === key)
    const person = session?.person ?? token?.person
    const lives = (session !== undefined && model.isOpen(session, now)) || (token !== undefined && model.isUsable(token, now))
    assert.ok(person !== undefined && lives && model.may(person, 'see_floors', null, now), `after ${after}: a stream is open that nobody may have`)
  }
  // What the server has let go has ended for whoever held it.
  for (const each of stage.streams.filter(({ key }) => !open.has(key))) {
    while ((await each.stream.next()) !== null);
    stage.streams.splice(stage.streams.indexOf(each), 1)
  }
}

const each = (does: 'stream' | 'token' | 'off' | 'on' | 'revoke'): Step[] => [0, 1, 2, 3].map((n) => ({ do: does, who: n }))
const eachWithin = (does: 'change' | 'until', hours: number): Step[] => [0, 1, 2, 3].map((n) => ({ do: does, who: n, hours }))
const localRole = (role: Role, n: number): Step => ({ do: 'give', who: n, role, where: 1, from: 0, hours: 0 })
/** What chance seldom brings together. */
const stories: readonly (readonly Step[])[] = [
  [...eachWithin('change', 2), ...each('stream'), { do: 'wait', minutes: 200 }],
  [...eachWithin('until', 2), ...each('stream'), { do: 'wait', minutes: 200 }, ...eachWithin('until', 0)],
  [...each('token'), ...each('stream'), ...each('off'), ...each('on')],
  [...each('token'), ...each('stream'), ...each('revoke')],
  [localRole('receptionist', 0), localRole('location_manager', 1), { do: 'give', who: 2, role: 'organisation_manager', where: 0, from: 0, hours: 0 }, ...each('stream'),
    { do: 'review-start', who: 0 }, { do: 'answer', who: 0, verdicts: [1, 2, 1, 2, 1, 2, 1, 2] }, { do: 'review-close', who: 0 }],
]

test('at no moment can a session, stream or token do what the model forbids', async (t) => {
  let steps = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 28 }), async (todo) => {
      const stage = await setStage()
      for (const person of [...stage.model.people.keys()].slice(0, 3)) await signIn(stage, person)
      await hold(stage, 'the beginning')
      for (const [n, each] of todo.entries()) {
        await play(stage, each)
        await hold(stage, `${n} ${JSON.stringify(each)}`)
        steps += 1
      }
      for (const { stream } of stage.streams) await stream.close()
    }),
    { numRuns: stories.length + 8, examples: stories.map((story) => [[...story]] as [Step[]]), endOnFailure: true },
  )
  t.diagnostic(`${steps} steps`)
})
