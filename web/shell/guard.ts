import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { sessionOptions, takeEnded } from './session.ts'

/** Lets in who is signed in and past first use; shows the others the door that fits. */
export async function guardShell(queries: QueryClient, href: string): Promise<void> {
  const answer = await queries.query({ ...sessionOptions, staleTime: 'static' })
  if (answer === null) toSignIn(href)
  else if (answer.data.next !== null) redirect({ to: '/first-use', replace: true, throw: true })
}

/** Lets in who is signed in, also before they agreed: what one agrees to can be read first. */
export async function guardPapers(queries: QueryClient, href: string): Promise<void> {
  const answer = await queries.query({ ...sessionOptions, staleTime: 'static' })
  if (answer === null) toSignIn(href)
}

const toSignIn = (href: string): void => {
  redirect({ to: '/sign-in', search: { ...(href === '/' ? {} : { back: href }), ...(takeEnded() ? { ended: true } : {}) }, replace: true, throw: true })
}

/** Sends those who are signed in already onward. Without a connection the door still shows. */
export async function guardDoor(queries: QueryClient): Promise<void> {
  const answer = await queries.query({ ...sessionOptions, staleTime: 'static' }).catch(() => null)
  if (answer !== null) redirect({ to: answer.data.next === null ? '/' : '/first-use', replace: true, throw: true })
}

/** First use is for who is signed in and has something to read. */
export async function guardFirstUse(queries: QueryClient): Promise<void> {
  const answer = await queries.query({ ...sessionOptions, staleTime: 'static' })
  if (answer === null) redirect({ to: '/sign-in', replace: true, throw: true })
  else if (answer.data.next === null) redirect({ to: '/', replace: true, throw: true })
}

/** What the sign-in is told: where to go afterwards, and that a session ended by itself. */
export const signInSearch = ({ back, ended }: Record<string, unknown>): { back?: string; ended?: true } => {
  const path = backPath(back)
  return { ...(path === undefined ? {} : { back: path }), ...(ended === true ? { ended } : {}) }
}

/** Where to go after signing in: a path of this app, never another site's. */
const backPath = (back: unknown): string | undefined =>
  typeof back === 'string' && /^\/(?![/\\])/.test(back) && back.length < 500 ? back : undefined
