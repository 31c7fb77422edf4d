import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { PersonId, SessionId } from '../ids.ts'
import { Instant, Name } from '../values.ts'
import { Invitation } from './people.ts'
import { SignInMethod } from './session.ts'

const manage = { access: { permission: 'manage_sign_in' }, purpose: 'administration', agreement: 'required', tag: 'Sign-in' } as const
const people = { access: { permission: 'manage_people' }, purpose: 'administration', agreement: 'required', tag: 'People' } as const

export const SignInPolicy = z.object({
  /** A password may stand alone, without a second factor. */
  passwordAlone: z.boolean(),
  /** Only security keys whose key cannot leave the hardware. */
  hardwareKeys: z.boolean(),
  /** Without use a session ends after so many minutes; whatever happens after so many hours (ASVS 5.0 7.3.1, 7.3.2). */
  idleMinutes: z.number().int().min(5).max(1440),
  absoluteHours: z.number().int().min(1).max(720),
  /** Networks with a name of their own, so that a list of sessions can say where. CIDR notation (RFC 4632, RFC 4291). */
  networks: z.array(z.object({ name: Name, range: z.string().max(50) })).max(50),
})

export const OpenSession = z.object({
  id: SessionId,
  current: z.boolean(),
  /** In words: "Firefox on Android". */
  device: z.string(),
  /** The organisation's own name of the network; null: another network. */
  network: z.string().nullable(),
  method: SignInMethod,
  createdAt: Instant,
  seenAt: Instant,
  endsAt: Instant,
})

export const getSignInPolicy = endpoint({
  ...manage,
  id: 'getSignInPolicy',
  method: 'GET',
  path: '/sign-in-policy',
  summary: 'How my organisation wants its people to sign in',
  success: { status: 200, body: SignInPolicy },
})

export const setSignInPolicy = endpoint({
  ...manage,
  id: 'setSignInPolicy',
  method: 'PUT',
  path: '/sign-in-policy',
  stepUp: true,
  summary: 'Set how my organisation wants its people to sign in',
  description: 'Counts at once, for sessions that run too: stricter limits cut them short, and a password alone opens nothing where it no longer may.',
  body: SignInPolicy,
  success: { status: 200, body: SignInPolicy },
  errors: ['network_invalid'],
})

export const listSessionsOf = endpoint({
  ...people,
  id: 'listSessionsOf',
  method: 'GET',
  path: '/accounts/{personId}/sessions',
  summary: 'Where somebody is signed in',
  params: z.object({ personId: PersonId }),
  success: { status: 200, body: z.object({ sessions: z.array(OpenSession.omit({ current: true })) }) },
})

export const endSessionsOf = endpoint({
  ...people,
  id: 'endSessionsOf',
  method: 'DELETE',
  path: '/accounts/{personId}/sessions',
  purpose: 'sign_in',
  summary: 'Sign somebody out everywhere; their open streams end at once',
  params: z.object({ personId: PersonId }),
  success: { status: 204, body: null },
})

export const resetSignIn = endpoint({
  ...people,
  id: 'resetSignIn',
  method: 'POST',
  path: '/accounts/{personId}/sign-in-reset',
  purpose: 'sign_in',
  stepUp: true,
  summary: 'For somebody who lost every way in: takes away their passkeys, app and password, and hands out a new link; they are told',
  params: z.object({ personId: PersonId }),
  success: { status: 201, body: Invitation },
})
