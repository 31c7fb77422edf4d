import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { endsOf, setAccessUntil } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { keepManaged } from './store-managers.ts'
import { refreshSessions } from './sessions.ts'

/**
 * Sets until when somebody may come in; a guest always has an end. Sessions know it at once. Purpose `administration`.
 * @throws Refusal not_found, guest_needs_end, in_the_past, last_organisation_manager
 */
export const changeAccessUntil = async (kernel: Kernel, tx: Tx, person: PersonId, until: Temporal.Instant | null): Promise<void> => {
  const before = await endsOf(tx, person)
  if (before === null) throw new Refusal('not_found')
  if (until === null && before.kind === 'guest') throw new Refusal('guest_needs_end')
  if (until !== null && Temporal.Instant.compare(until, tx.now) < 0) throw new Refusal('in_the_past')
  if (until !== null) await keepManaged(tx, [person])
  await setAccessUntil(tx, person, until)
  await trail.record(tx, {
    action: 'access.end_set',
    subject: { kind: 'person', id: person },
    person,
    detail: { until: until?.toString() ?? null },
  })
  refreshSessions(kernel, tx, person)
}
