import type { OrganisationId, PersonId, ProviderId } from '#contract/ids.ts'
import type { Kernel } from '#kernel/kernel.ts'
import { endThisSession } from '../access/index.ts'
import * as trail from '../trail/index.ts'
import { sessionsOfProvider } from './store-identities.ts'

/**
 * Ends the sessions that hang on a provider, and their streams with the commit: those of one of its sessions, of one subject, or all.
 * @returns how many
 */
export const cutSessions = (
  kernel: Kernel,
  { organisation, person }: { readonly organisation: OrganisationId; readonly person?: PersonId },
  provider: ProviderId,
  of: { readonly sid?: Buffer; readonly subject?: Buffer } = {},
): Promise<number> => {
  const actor = person === undefined ? ({ kind: 'system' } as const) : ({ kind: 'person', id: person } as const)
  return kernel.inPurpose({ organisation, actor, purpose: 'sign_in' }, async (tx) => {
    const sessions = await sessionsOfProvider(tx, provider, of)
    for (const { key } of sessions) await endThisSession(kernel, tx, key)
    const people = [...new Set(sessions.map((each) => each.person))]
    await trail.record(
      tx,
      people.map((each) => ({ action: 'federation.signed_out', subject: { kind: 'person', id: each }, person: each, detail: { providerId: provider } })),
    )
    return sessions.length
  })
}
