import * as endpoints from '#contract/endpoints/privacy-desk.ts'
import type { HoldId, PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import { route } from '#kernel/http/index.ts'
import type { Route } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { personNames } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import type { Retention } from './retention.ts'
import { insertHold, markLifted, readHolds } from './store-holds.ts'
import type { HoldRow } from './store-holds.ts'

const shown = ({ id, person, ground, statute, placedAt, endsAt, liftedAt }: HoldRow, names: ReadonlyMap<PersonId, string>) => ({
  id,
  person: person === null ? null : { id: person, name: names.get(person) ?? '' },
  ground,
  statute,
  placedAt: placedAt.toString(),
  endsAt: endsAt.toString(),
  liftedAt: liftedAt?.toString() ?? null,
})

/** Holds: what suspends erasure and keeping periods, with its ground and its end. */
export const holdRoutes = (kernel: Kernel, retention: Retention): Route[] => [
  route(endpoints.listHolds, async ({ tx, principal }) => {
    const rows = await readHolds(tx)
    const people = [...new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])))]
    const names = await personNames(tx, kernel.keys, people)
    await trail.lookedAtList(tx, kernel.looks, people, { role: principal.roles.join(' '), view: 'holds' })
    return { holds: rows.map((row) => shown(row, names)) }
  }),

  route(endpoints.placeHold, async ({ tx, principal, body }) => {
    const endsAt = Temporal.Instant.from(body.endsAt)
    if (Temporal.Instant.compare(endsAt, tx.now) <= 0) throw new Refusal('in_the_past')
    const person = body.personId
    const names = person === null ? new Map<PersonId, string>() : await personNames(tx, kernel.keys, [person])
    if (person !== null && !names.has(person)) throw new Refusal('not_found')
    const hold = { id: crypto.randomUUID() as HoldId, person, ground: body.ground, statute: body.statute, endsAt }
    await insertHold(tx, { ...hold, placedBy: principal.person })
    await trail.record(tx, {
      action: 'retention.hold_placed',
      subject: { kind: 'hold', id: hold.id },
      person,
      detail: { statutory: body.statute !== null, everyone: person === null, endsAt: endsAt.toString() },
    })
    return shown({ ...hold, placedAt: tx.now, liftedAt: null }, names)
  }),

  route(endpoints.liftHold, async ({ tx, params }) => {
    const lifted = await markLifted(tx, params.holdId)
    if (lifted === null) throw new Refusal('not_found')
    await trail.record(tx, { action: 'retention.hold_lifted', subject: { kind: 'hold', id: params.holdId }, person: lifted.person })
    tx.afterCommit(() => {
      retention.erasures
        .resume(tx.organisation)
        .catch((error: unknown) => kernel.log.error({ err: error, organisation: tx.organisation }, 'what a hold suspended goes on within a minute'))
    })
  }),
]
