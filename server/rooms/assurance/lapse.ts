import type { GrantId, PersonId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import * as access from '../access/index.ts'
import * as integrations from '../integrations/index.ts'
import type { ItemRow } from './store.ts'

type ThirdParty = ItemRow & { readonly kind: 'approval' | 'client' | 'token'; readonly subject: string }
const isThirdParty = (item: ItemRow): item is ThirdParty => item.kind !== 'role' && item.kind !== 'break_glass' && item.subject !== null

const grantIds = (items: readonly ItemRow[]): GrantId[] => items.flatMap(({ kind, subject }) => (kind === 'role' && subject !== null ? [subject as GrantId] : []))
const glassOf = (items: readonly ItemRow[]): PersonId[] => items.flatMap(({ kind, person }) => (kind === 'break_glass' && person !== null ? [person] : []))

/** Somebody responsible took these away. Purpose `administration`. @throws Refusal last_organisation_manager */
export const takeItemsAway = async (kernel: Kernel, tx: Tx, items: readonly ItemRow[]): Promise<void> => {
  const [grants, glass] = [grantIds(items), glassOf(items)]
  if (grants.length > 0) await access.removeGrants(kernel, tx, grants, 'role_taken_away')
  if (glass.length > 0) {
    await access.removeBreakGlass(kernel, tx, glass)
    await access.assertManaged(tx)
  }
  for (const item of items.filter(isThirdParty)) await integrations.lapse(kernel, tx, { kind: item.kind, id: item.subject })
}

type Outcome = { readonly item: ItemRow; readonly state: 'lapsed' | 'at_risk' | 'gone' }

/**
 * What nobody confirmed lapses, save what leaves the organisation without a manager who can come in: of those one stays, the longest there, and is at risk.
 * Purpose `administration`, in the organisation's turn.
 */
export const lapseItems = async (kernel: Kernel, tx: Tx, items: readonly ItemRow[]): Promise<Outcome[]> => {
  const kept = await indispensable(tx, items)
  const going = items.filter((item) => !kept.has(item))
  const [grants, glass] = await Promise.all([
    access.removeGrants(kernel, tx, grantIds(going), 'role_lapsed'),
    access.removeBreakGlass(kernel, tx, glassOf(going)),
  ])
  const gone = new Set<string>(grants.map(({ id }) => id))
  const ended = new Set<string>(glass)
  for (const item of going.filter(isThirdParty)) {
    if (await integrations.lapse(kernel, tx, { kind: item.kind, id: item.subject })) gone.add(item.subject)
  }
  const went = (item: ItemRow) => (item.kind === 'break_glass' ? item.person !== null && ended.has(item.person) : item.subject !== null && gone.has(item.subject))
  return items.map((item) => ({ item, state: kept.has(item) ? 'at_risk' : went(item) ? 'lapsed' : 'gone' }))
}

/** What has to stay so that somebody can manage the organisation. Nothing, as long as a manager whose role was confirmed is left. */
const indispensable = async (tx: Tx, items: readonly ItemRow[]): Promise<ReadonlySet<ItemRow>> => {
  const managing = items.filter(({ role }) => role === 'organisation_manager')
  const glass = items.filter(({ kind }) => kind === 'break_glass')
  const losing = new Set([...managing, ...glass].map(({ person }) => person))
  const managers = await access.managersOf(tx)
  if ([...managers].some((person) => !losing.has(person))) return new Set()
  const oldest = [...managing, ...glass]
    .filter(({ person }) => person !== null && managers.has(person))
    .toSorted((one, other) => Temporal.Instant.compare(one.since, other.since))[0]
  // Where nobody could manage it before either, nothing more is taken away.
  return new Set([...managing, ...glass].filter(({ person }) => oldest === undefined || person === oldest.person))
}
