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

/** They come in like everybody else from now on. @returns those who were break-glass accounts */
const removeGlass = async (kernel: Kernel, tx: Tx, people: readonly PersonId[]): Promise<PersonId[]> => {
  const removed: PersonId[] = []
  for (const person of people) {
    if (!(await access.removeBreakGlass(tx, person))) continue
    access.refreshSessions(kernel, tx, person)
    removed.push(person)
  }
  return removed
}

/** Somebody responsible took these away. Purpose `administration`. @throws Refusal last_organisation_manager */
export const takeItemsAway = async (kernel: Kernel, tx: Tx, items: readonly ItemRow[]): Promise<void> => {
  const [grants, glass] = [grantIds(items), glassOf(items)]
  if (grants.length > 0) await access.removeGrants(kernel, tx, grants, 'role_taken_away')
  if (glass.length > 0) {
    await removeGlass(kernel, tx, glass)
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
    removeGlass(kernel, tx, glassOf(going)),
  ])
  const gone = new Set<string>(grants.map(({ id }) => id))
  const ended = new Set<string>(glass)
  for (const item of going.filter(isThirdParty)) {
    if (await integrations.lapse(kernel, tx, { kind: item.kind, id: item.subject })) gone.add(item.subject)
  }
  const went = (item: ItemRow) => (item.kind === 'break_glass' ? item.person !== null && ended.has(item.person) : item.subject !== null && gone.has(item.subject))
  return items.map((item) => ({ item, state: kept.has(item) ? 'at_risk' : went(item) ? 'lapsed' : 'gone' }))
}

const oldestOf = (items: readonly ItemRow[]): ItemRow | undefined =>
  items.toSorted((one, other) => Temporal.Instant.compare(one.since, other.since))[0]

/**
 * What has to stay so that somebody can manage the organisation: nothing, as long as a manager whose role was confirmed is left; and so that somebody can
 * come in when its sign-in service is out of order.
 */
const indispensable = async (tx: Tx, items: readonly ItemRow[]): Promise<ReadonlySet<ItemRow>> => {
  const managing = items.filter(({ role }) => role === 'organisation_manager')
  const glass = items.filter(({ kind }) => kind === 'break_glass')
  const [managers, accounts, { ssoRequired }] = await Promise.all([access.managersOf(tx), access.readBreakGlass(tx), access.policyOf(tx)])
  const losing = new Set([...managing, ...glass].map(({ person }) => person))
  const kept = new Set<ItemRow>()
  if (![...managers].some((person) => !losing.has(person))) {
    const oldest = oldestOf([...managing, ...glass].filter(({ person }) => person !== null && managers.has(person)))
    // Where nobody could manage it before either, nothing more is taken away.
    for (const item of [...managing, ...glass]) if (oldest === undefined || item.person === oldest.person) kept.add(item)
  }
  const staysOpen = accounts.some(({ person }) => !glass.some((item) => item.person === person && !kept.has(item)))
  const last = oldestOf(glass)
  if (ssoRequired && !staysOpen && last !== undefined) kept.add(last)
  return kept
}
