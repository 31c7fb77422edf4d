import type { FloorId, PersonId, WorkspaceId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { organisationOf } from '../organisations/index.ts'
import { doorView } from './door.ts'
import { nameOpener } from './pictures.ts'
import { display, remembering } from './seen.ts'
import { readDisplays } from './store-times.ts'

/**
 * What the display at a workspace shows at the transaction's instant, once it is recorded whose names it shows. Purposes `presence` and `booking`.
 * @throws Refusal not_found when the workspace is gone
 */
export const showDoor = async (
  { keys, looks }: Pick<Kernel, 'keys' | 'looks'>,
  tx: Tx,
  { door, workspace }: { readonly door: string; readonly workspace: WorkspaceId },
): Promise<{ view: ReturnType<typeof doorView>; floorId: FloorId }> => {
  const [[facts], { language }] = await Promise.all([readDisplays(tx, [workspace]), organisationOf(tx)])
  if (facts === undefined) throw new Refusal('not_found')
  const people = facts.workspace.bookings.flatMap(({ person }): PersonId[] => (person === null ? [] : [person.id]))
  const { nameOf, seen } = remembering(nameOpener(await keys.load(tx.organisation, people)))
  const view = doorView(facts, language, nameOf)
  await looks.note({ organisation: tx.organisation, viewer: display(door), purpose: tx.purpose, view: 'door', subjects: seen })
  return { view, floorId: facts.floorId }
}
