import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { getSession, type Session } from '#contract/endpoints/session.ts'
import type { Permission } from '#contract/permissions.ts'
import { languageKey, themeKey } from '#contract/browser-stores.ts'
import { ask, type Answer } from '../client/call.ts'
import { ApiProblem } from '../client/problem.ts'
import { chooseLanguage, language } from '../language/language.ts'
import { chooseTheme } from '../ui/theme.ts'

/** Who is signed in here; null when nobody is. One question for the guard and for every screen. */
export const sessionOptions = {
  queryKey: ['session'] as const,
  queryFn: async (): Promise<Answer<Session> | null> => {
    try {
      return await ask(getSession)
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
  retry: false,
}

/** The session of the screens inside the shell, put there by Shell. */
export const SessionContext = createContext<Session | null>(null)

/** Who is signed in. Only inside the shell, which shows nothing without a session. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession stands outside the shell')
  return session
}

export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission)

/** Whether a right is held in the whole organisation or at some location. */
export const mayAnywhere = ({ permissions, local }: Pick<Session, 'permissions' | 'local'>, permission: Permission): boolean =>
  permissions.includes(permission) || local.some((one) => one.permission === permission)

/**
 * To be called after a sign-in or a step of first use: asks anew who one is, which also tells the service worker whose
 * answers it may keep, and takes over language and theme of the account unless this device was told otherwise.
 */
export async function enter(queries: QueryClient): Promise<Session | null> {
  const answer = await queries.query({ ...sessionOptions, staleTime: 0 })
  if (answer === null) return null
  const { person } = answer.data
  if (localStorage.getItem(themeKey) === null && person.theme !== 'system') chooseTheme(person.theme)
  if (localStorage.getItem(languageKey) === null && person.language !== language()) await chooseLanguage(person.language)
  return answer.data
}

/**
 * Forgets who was here and all that was known through them. Null is an answer too: the guard must not ask again, only to
 * be told 401 again.
 *
 * @returns whether somebody was known
 */
export function forgetSession(queries: QueryClient): boolean {
  const key = sessionOptions.queryKey
  if ((queries.getQueryData(key) ?? null) === null) return false
  // Not clear(): this may run while the session itself is being asked for, which must not be cancelled.
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== key[0] })
  queries.setQueryData(key, null)
  return true
}

let ended = false

/** The server ended the session, not the person: the sign-in will say so, once. */
export function sessionHasEnded(): void {
  ended = true
}
export function takeEnded(): boolean {
  const was = ended
  ended = false
  return was
}
