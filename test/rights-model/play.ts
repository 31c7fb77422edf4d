import assert from 'node:assert/strict'
import { apiPrefix } from '#contract/api.ts'
import { endGuest, registerGuest } from '#contract/endpoints/guests.ts'
import { deactivateAccount, reactivateAccount, setAccessUntil } from '#contract/endpoints/people.ts'
import { revokeMyToken } from '#contract/endpoints/personal-tokens.ts'
import { answerReview, getReview, startReview } from '#contract/endpoints/reviews.ts'
import type { ReviewItem } from '#contract/endpoints/reviews.ts'
import { changeGrant, giveGrant, takeGrantAway } from '#contract/endpoints/rights.ts'
import { signOut } from '#contract/endpoints/session.ts'
import { endSessionsOf } from '#contract/endpoints/sign-in-policy.ts'
import type { PersonId } from '#contract/ids.ts'
import { localRoles } from '#contract/permissions.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import type { PersonPrincipal } from '#kernel/http/index.ts'
import { openEventStream } from '../event-stream.ts'
import type { Answer } from '../house.ts'
import { header, signIn } from './stage.ts'
import type { Stage } from './stage.ts'
import type { Step } from './steps.ts'

const hourMs = 3_600_000
const at = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString()

const must = async (answer: Promise<Answer>, ...statuses: number[]): Promise<Answer> => {
  const got = await answer
  assert.ok(statuses.includes(got.status), `${got.status} ${got.text}`)
  return got
}

const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : list[n % list.length])
const giverOf = (stage: Stage, role: Role) => (role === 'auditor' || role === 'privacy_officer' ? stage.officer() : stage.manager())
const endAll = ({ model }: Stage, person: string) => {
  for (const session of model.sessions) if (session.person === person) session.ended = true
}

/** Does one thing in the house and in the model. */
export const play = async (stage: Stage, todo: Step): Promise<void> => {
  const { house, rooms, origin, model } = stage
  const now = house.clock.now().epochMilliseconds
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
