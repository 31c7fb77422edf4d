import type { z } from 'zod'
import type { getSingleSignOn } from '#contract/endpoints/federation.ts'
import type { PersonId, ProviderId } from '#contract/ids.ts'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { addBreakGlass, policyOf, readBreakGlass, refreshAllSessions, refreshSessions, removeBreakGlass, setSsoRequired } from '../access/index.ts'
import type { BreakGlass } from '../access/index.ts'
import { lockOrganisation } from '../organisations/index.ts'
import { personNames } from '../people/index.ts'
import * as trail from '../trail/index.ts'
import { isApproved } from './approval.ts'
import { readProviders } from './store-providers.ts'

type View = z.output<typeof getSingleSignOn.success.body>

/** A break-glass account that would help: it has a passkey, and may lift the requirement once inside. */
const wouldHelp = ({ hasPasskey, manages }: BreakGlass): boolean => hasPasskey && manages

const usableProviders = async (tx: Tx, mustBeTried: boolean): Promise<ProviderId[]> => {
  const usable = await Promise.all(
    (await readProviders(tx)).map(async ({ id, enabled, triedAt, approvalId }) =>
      enabled && (!mustBeTried || triedAt !== null) && (await isApproved(tx, approvalId)) ? [id] : [],
    ),
  )
  return usable.flat()
}

const missingFor = async (tx: Tx, accounts: readonly BreakGlass[]): Promise<View['missing']> => [
  ...((await usableProviders(tx, true)).length > 0 ? [] : (['provider_tried'] as const)),
  ...(accounts.some(wouldHelp) ? [] : (['break_glass'] as const)),
]

/** Purpose `administration`. */
export const singleSignOnView = async (kernel: Kernel, tx: Tx): Promise<View> => {
  const [{ ssoRequired: required }, accounts] = await Promise.all([policyOf(tx), readBreakGlass(tx)])
  const names = await personNames(tx, kernel.keys, accounts.map(({ person }) => person))
  return {
    required,
    missing: await missingFor(tx, accounts),
    breakGlass: accounts.map(({ person, since, hasPasskey }) => ({ personId: person, name: names.get(person) ?? '', since: since.toString(), hasPasskey })),
  }
}

/**
 * Everyone comes in through the provider, or no longer. Counts at once, for sessions and streams that run too.
 * @throws Refusal sso_not_ready
 */
export const requireSso = async (kernel: Kernel, tx: Tx, required: boolean): Promise<void> => {
  await lockOrganisation(tx)
  if (required && (await missingFor(tx, await readBreakGlass(tx))).length > 0) throw new Refusal('sso_not_ready')
  await setSsoRequired(tx, required)
  await trail.record(tx, { action: required ? 'federation.required' : 'federation.no_longer_required', subject: { kind: 'organisation', id: tx.organisation } })
  refreshAllSessions(kernel, tx)
}

/** The last provider that works cannot go while it is the only way in. @throws Refusal sso_still_required */
export const refuseWhileRequired = async (tx: Tx, leaving: ProviderId): Promise<void> => {
  await lockOrganisation(tx)
  if (!(await policyOf(tx)).ssoRequired) return
  const others = (await usableProviders(tx, false)).filter((id) => id !== leaving)
  if (others.length === 0) throw new Refusal('sso_still_required')
}

/** @throws Refusal not_found, break_glass_needs_passkey */
export const nameBreakGlass = async (tx: Tx, person: PersonId): Promise<void> => {
  const outcome = await addBreakGlass(tx, person)
  if (outcome === 'no_person') throw new Refusal('not_found')
  if (outcome === 'no_passkey') throw new Refusal('break_glass_needs_passkey')
  await trail.record(tx, { action: 'federation.break_glass_named', subject: { kind: 'person', id: person }, person })
}

/** @throws Refusal not_found; sso_still_required when nobody who could help would be left */
export const withdrawBreakGlass = async (kernel: Kernel, tx: Tx, person: PersonId): Promise<void> => {
  await lockOrganisation(tx)
  if (!(await removeBreakGlass(tx, person))) throw new Refusal('not_found')
  if ((await policyOf(tx)).ssoRequired && !(await readBreakGlass(tx)).some(wouldHelp)) throw new Refusal('sso_still_required')
  await trail.record(tx, { action: 'federation.break_glass_withdrawn', subject: { kind: 'person', id: person }, person })
  refreshSessions(kernel, tx, person)
}
