import type { z } from 'zod'
import type { ErasureAnswer, ErasurePreview } from '#contract/endpoints/my-data.ts'
import type { PersonId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import * as notices from '../notices/index.ts'
import * as organisations from '../organisations/index.ts'
import * as people from '../people/index.ts'
import * as trail from '../trail/index.ts'
import type { Asker } from './acts.ts'
import type { ErasureDesk } from './erasure-desk.ts'
import { dropOrganisationExports } from './exports.ts'
import { holdView } from './my-data.ts'
import { addRequest, peopleLeaving, setState } from './store.ts'

/** What the employer has to decide first. Purpose `rights`. */
const decisionsFor = async (tx: Tx, person: PersonId): Promise<string[]> => {
  const leaving = await peopleLeaving(tx)
  const [manager, officer] = await Promise.all(
    (['organisation_manager', 'privacy_officer'] as const).map((role) => access.isLastOf(tx, role, person, leaving)),
  )
  return [...(manager === true ? ['last_organisation_manager'] : []), ...(officer === true ? ['last_privacy_officer'] : [])]
}

/** What erasing a person would do. Purpose `rights`. @throws Refusal not_found */
export const previewErasure = async (kernel: Kernel, desk: ErasureDesk, tx: Tx, person: PersonId): Promise<z.infer<typeof ErasurePreview>> => {
  const [subjects, preview, decides, hold] = await Promise.all([
    people.dataSubjects(tx, kernel.keys, [person]),
    desk.preview(tx, person),
    decisionsFor(tx, person),
    desk.holdOf(tx, person),
  ])
  if (subjects.length === 0) throw new Refusal('not_found')
  return { goes: preview.goes.map((each) => ({ ...each })), stays: preview.stays.map((each) => ({ ...each })), decides, hold: holdView(hold) }
}

/**
 * Erases a person for good (GDPR art. 17), or as soon as a hold is over. Purpose `rights`.
 * @throws Refusal not_found, last_organisation_manager, request_already_open
 */
export const erase = async (kernel: Kernel, desk: ErasureDesk, tx: Tx, asker: Asker, person: PersonId): Promise<z.infer<typeof ErasureAnswer>> => {
  // Two managers who erase themselves at once must not both succeed.
  await organisations.takeTurns(tx)
  if ((await people.dataSubjects(tx, kernel.keys, [person])).length === 0) throw new Refusal('not_found')
  if ((await decisionsFor(tx, person)).includes('last_organisation_manager')) throw new Refusal('last_organisation_manager')
  return await beginErasure(kernel, desk, tx, asker, person)
}

/**
 * Erases whoever said no at first use, by the same engine, so that the journal names them and no restore brings them back. Nobody decides about that first,
 * not even about the last manager. Purpose `rights`.
 * @throws Refusal request_already_open
 */
export const eraseLeaver = async (kernel: Kernel, desk: ErasureDesk, tx: Tx, person: PersonId): Promise<void> => {
  await beginErasure(kernel, desk, tx, { by: 'person', id: person }, person)
}

const beginErasure = async (kernel: Kernel, desk: ErasureDesk, tx: Tx, asker: Asker, person: PersonId): Promise<z.infer<typeof ErasureAnswer>> => {
  const request = await addRequest(tx, { kind: 'erase', person, askedBy: asker.by, askedById: asker.id })
  const { state, receiptId } = await desk.start(tx, { person, request })
  const hold = state === 'postponed' ? await desk.holdOf(tx, person) : null
  await setState(tx, request, state, hold?.ground ?? null)
  await trail.record(tx, { action: 'requests.erasure_asked', subject: { kind: 'request', id: request }, person, detail: { state } })
  if (state === 'postponed') await notices.tellPerson(kernel, tx, person, 'erasure_postponed', request)
  else await dropOrganisationExports(kernel, tx)
  return { requestId: request, state, receiptId }
}
