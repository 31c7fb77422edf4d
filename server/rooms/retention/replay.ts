import { randomBytes } from 'node:crypto'
import type { OrganisationId, PersonId } from '#contract/ids.ts'
import type { JournalLine } from '#kernel/erasure-journal.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import { organisationOf } from '../organisations/index.ts'
import { peopleAfter } from '../people/index.ts'
import { deadlineOf } from './deadline.ts'
import type { Retention } from './retention.ts'
import { changeEnding, findEnding, insertEnding } from './store-endings.ts'
import { insertErasure, moveErasure, readOpenErasures } from './store-erasures.ts'

const atOnce = 10_000

/** A person, or with `person: null` a whole organisation, that a line of the journal names and that is in the database. */
export type Returned = { readonly organisation: OrganisationId; readonly person: PersonId | null; readonly line: JournalLine }

/** Who came back with a copy though the journal says that they were erased. Purpose `retention`, one organisation after the other. */
export const findReturned = async (kernel: Kernel, organisations: readonly OrganisationId[], lines: readonly JournalLine[]): Promise<Returned[]> => {
  const byFence = new Map(lines.map((line) => [line.fence, line]))
  const returned: Returned[] = []
  const look = (organisation: OrganisationId, person: PersonId | null): void => {
    const line = byFence.get(kernel.keys.fence(organisation, person).toString('hex'))
    if (line !== undefined) returned.push({ organisation, person, line })
  }
  for (const organisation of organisations) {
    look(organisation, null)
    for (let after: PersonId | null = null; ; ) {
      const from: PersonId | null = after
      const ids: PersonId[] = await inOrganisation(kernel, organisation, 'retention', (tx) => peopleAfter(tx, from, atOnce))
      for (const id of ids) look(organisation, id)
      after = ids.at(-1) ?? null
      if (after === null) break
    }
  }
  return returned
}

/**
 * Erases again who came back, by the same engine and under the same id, so that the journal gets no second line. Holds do not stand in the way: the
 * erasure was done once, and the keys are gone. What the copy shows as half erased is finished too. Can be done again after a crash.
 */
export const eraseAgain = async (
  kernel: Kernel,
  { erasures, endings }: Retention,
  organisations: readonly OrganisationId[],
  returned: readonly Returned[],
): Promise<void> => {
  for (const { organisation, person, line } of returned) {
    if (person === null) await beginEnding(kernel, organisation, line)
    else await beginErasure(kernel, organisation, person, line)
  }
  for (const organisation of organisations) await erasures.resume(organisation)
  await endings.tick()
  await endings.settled()
  endings.stop()
}

const beginErasure = async (kernel: Kernel, organisation: OrganisationId, person: PersonId, { erasure }: JournalLine): Promise<void> => {
  await inOrganisation(kernel, organisation, 'rights', async (tx) => {
    await insertErasure(tx, { id: erasure, person, request: null, step: 'journal', linkHash: randomBytes(32) })
    await access.removeAccess(tx, person)
  })
  // In the copy it may wait for a hold that ended since.
  await inOrganisation(kernel, organisation, 'retention', async (tx) => {
    for (const open of await readOpenErasures(tx)) if (open.person === person) await moveErasure(tx, open.id, 'postponed', 'journal')
  })
}

/** An ending that was told after the copy was made is told again with the moment of its line; its link for outsiders is lost with the copy. */
const beginEnding = async (kernel: Kernel, organisation: OrganisationId, line: JournalLine): Promise<void> => {
  const endsAt = Temporal.Instant.from(line.at)
  await inOrganisation(kernel, organisation, 'administration', async (tx) => {
    if ((await findEnding(tx)) !== null) return
    const { name, language } = await organisationOf(tx)
    await insertEnding(tx, { id: line.erasure, name, language, endsAt, timeZone: 'UTC', deadlineAt: deadlineOf(endsAt), linkHash: randomBytes(32) })
  })
  // The same rows came back, so they go again even when the copy says that they had gone.
  await inOrganisation(kernel, organisation, 'retention', async (tx) => {
    const found = await findEnding(tx)
    if (found?.step === 'backups') await changeEnding(tx, found.id, { step: 'rows' })
  })
}

const inOrganisation = <T>(
  kernel: Kernel,
  organisation: OrganisationId,
  purpose: 'retention' | 'rights' | 'administration',
  work: (tx: Tx) => Promise<T>,
): Promise<T> => kernel.inPurpose({ organisation, actor: { kind: 'system' }, purpose }, work)
