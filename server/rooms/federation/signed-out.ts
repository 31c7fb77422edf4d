import type { Kernel } from '#kernel/kernel.ts'
import { cutSessions } from './cut-sessions.ts'
import { usableProvider } from './flow.ts'
import type { Place } from './flow.ts'
import { longestMinutes, readLogoutToken } from './logout-token.ts'
import type { Logout } from './logout-token.ts'
import { spendMessage } from './store-flows.ts'
import { sidIndex, subjectIndex } from './store-identities.ts'

/**
 * A provider says that somebody signed out there: ends exactly the sessions that hang on it.
 * @returns false when it is not the provider's word, or was taken before
 */
export const signOutBy = async (kernel: Kernel, place: Place, token: string): Promise<boolean> => {
  const provider = await usableProvider(kernel, place, 'sign_in')
  if (provider?.kind !== 'oidc') return false
  let logout: Logout
  try {
    logout = await readLogoutToken(kernel, place.organisation, provider, token)
  } catch (error) {
    kernel.log.warn({ fault: (error as { code?: string }).code ?? (error as Error).name }, 'a logout token was refused')
    return false
  }
  const { issuer, id, sid, subject } = logout
  const indexes = await kernel.inPurpose({ organisation: place.organisation, actor: { kind: 'system' }, purpose: 'sign_in' }, async (tx) => {
    if (!(await spendMessage(tx, provider.id, `logout ${id}`, tx.now.add({ minutes: 2 * longestMinutes })))) return null
    return {
      ...(sid === null ? {} : { sid: await sidIndex(tx, kernel.keys, issuer, sid) }),
      ...(subject === null ? {} : { subject: await subjectIndex(tx, kernel.keys, issuer, subject) }),
    }
  })
  if (indexes === null) return false
  await cutSessions(kernel, place, provider.id, indexes)
  return true
}
