import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { PasskeyId, SessionId } from '../ids.ts'
import { Email, Instant, Language, Name, Password } from '../values.ts'
import { Session } from './session.ts'
import { OpenSession, SignInPolicy } from './sign-in-policy.ts'

const anyone = { access: 'public', purpose: null, agreement: 'not_required', tag: 'Sign-in' } as const
/** Opens its transactions itself: what it asks takes a hash or a signature, and no connection waits for those. */
const mine = { access: 'signed_in', purpose: null, agreement: 'not_required', tag: 'Sign-in' } as const

/** Options and answers of WebAuthn Level 3 §5.1.8–5.1.10 in their JSON forms; checked in depth by whoever verifies them. */
export const WebAuthnOptions = z.looseObject({ challenge: z.string() })
export const WebAuthnAnswer = z.looseObject({
  id: z.string().max(2048),
  rawId: z.string().max(2048),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(8192) }),
})
/** Six digits, or a recovery code. */
const Code = z.string().trim().min(6).max(40)
const LinkToken = z.string().max(200)

export const Passkey = z.object({
  id: PasskeyId,
  name: z.string(),
  /** Bound to one piece of hardware; otherwise it may be synchronised by its maker. */
  deviceBound: z.boolean(),
  /** Its maker's certificate vouches for it. */
  attested: z.boolean(),
  /** It turned out to be held twice (its counter went back) and signs in nowhere any more. */
  disabled: z.boolean(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
})

export const discoverSignIn = endpoint({
  ...anyone,
  id: 'discoverSignIn',
  method: 'POST',
  path: '/session/discovery',
  summary: 'How somebody with this e-mail address can sign in',
  description: 'Goes by the domain of the address alone: whether there is such an account shows nowhere.',
  body: z.object({ email: Email }),
  success: {
    status: 200,
    body: z.object({
      password: z.boolean(),
      passkey: z.boolean(),
      /** A link by e-mail can be asked for: this instance can send mail. */
      link: z.boolean(),
      /** The organisation's own identity providers; `url` starts the way there. */
      providers: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(['oidc', 'saml']), url: z.string() })),
    }),
  },
  errors: ['too_many_attempts'],
})

export const passkeySignInOptions = endpoint({
  ...anyone,
  id: 'passkeySignInOptions',
  method: 'POST',
  path: '/session/passkey-options',
  summary: 'Begin signing in with a passkey',
  description: 'Names no account: the authenticator offers the passkeys that it holds for this site (discoverable credentials). Valid for five minutes, once.',
  success: { status: 200, body: z.object({ options: WebAuthnOptions }) },
  errors: ['too_many_attempts'],
})

export const signInWithPasskey = endpoint({
  ...anyone,
  id: 'signInWithPasskey',
  method: 'POST',
  path: '/session/passkey',
  summary: 'Sign in with a passkey',
  body: z.object({ answer: WebAuthnAnswer }),
  success: { status: 201, body: Session },
  errors: ['passkey_refused', 'sso_required', 'too_many_attempts'],
})

export const signInWithSecondFactor = endpoint({
  ...anyone,
  id: 'signInWithSecondFactor',
  method: 'POST',
  path: '/session/second-factor',
  summary: 'Finish signing in with the code of an authenticator app, or a recovery code',
  body: z.object({ token: LinkToken, code: Code }),
  success: { status: 201, body: Session },
  errors: ['code_wrong', 'step_expired', 'too_many_attempts'],
})

export const requestSignInLink = endpoint({
  ...anyone,
  id: 'requestSignInLink',
  method: 'POST',
  path: '/session/links',
  summary: 'Ask for a link by e-mail, for a forgotten password or a first time',
  description: 'Answers the same, after the same time, whether there is such an account or not. The link works once and for thirty minutes.',
  body: z.object({ email: Email, language: Language.default('nl') }),
  success: { status: 202, body: null },
  errors: ['too_many_attempts'],
})

export const readSignInLink = endpoint({
  ...anyone,
  id: 'readSignInLink',
  method: 'POST',
  path: '/session/links/reading',
  summary: 'What a link is for; leaves it as it is, so that a scanner that follows links uses nothing up',
  body: z.object({ token: LinkToken }),
  success: {
    status: 200,
    body: z.object({
      organisation: z.string(),
      kind: z.enum(['invitation', 'recovery']),
      /** Somebody with a second factor shows it here too: a mailbox alone opens no such account. */
      secondFactor: z.boolean(),
      passwordAlone: z.boolean(),
      hardwareKeys: z.boolean(),
    }),
  },
  errors: ['invitation_invalid', 'agreement_not_in_force', 'too_many_attempts'],
})

export const linkPasskeyOptions = endpoint({
  ...anyone,
  id: 'linkPasskeyOptions',
  method: 'POST',
  path: '/session/links/passkey-options',
  summary: 'Begin making a passkey with a link instead of a password',
  body: z.object({ token: LinkToken }),
  success: { status: 200, body: z.object({ options: WebAuthnOptions }) },
  errors: ['invitation_invalid', 'agreement_not_in_force', 'too_many_attempts'],
})

export const useSignInLink = endpoint({
  ...anyone,
  id: 'useSignInLink',
  method: 'POST',
  path: '/session/links/use',
  summary: 'Use a link: choose a password or make a passkey, and sign in',
  description: 'Ends every other session of the account. Of a recovery the account keeps its second factor, which has to be shown.',
  body: z.object({
    token: LinkToken,
    password: Password.optional(),
    passkey: z.object({ name: Name, answer: WebAuthnAnswer }).optional(),
    code: Code.optional(),
    language: Language.optional(),
  }),
  success: { status: 201, body: Session },
  errors: [
    'invitation_invalid', 'agreement_not_in_force', 'password_too_short', 'password_too_common', 'passkey_refused', 'passkey_not_hardware',
    'second_factor_needed', 'code_wrong', 'sso_required', 'too_many_attempts',
  ],
})

export const stepUpWays = endpoint({
  ...mine,
  id: 'stepUpWays',
  method: 'POST',
  path: '/session/step-up/options',
  summary: 'How I can show again that it is me',
  success: {
    status: 200,
    body: z.object({
      passkey: WebAuthnOptions.nullable(),
      password: z.boolean(),
      /** With the password, or instead of it when there is none. */
      code: z.boolean(),
      /** Back to the identity provider, which asks again; the browser goes there. */
      providerUrl: z.string().nullable(),
    }),
  },
})

export const stepUp = endpoint({
  ...mine,
  id: 'stepUp',
  method: 'POST',
  path: '/session/step-up',
  summary: 'Show again that it is me, for dangerous acts in the next ten minutes',
  body: z.union([
    z.object({ way: z.literal('passkey'), answer: WebAuthnAnswer }),
    z.object({ way: z.literal('password'), password: Password, code: Code.optional() }),
  ]),
  success: { status: 200, body: z.object({ until: Instant }) },
  errors: ['sign_in_failed', 'code_wrong', 'passkey_refused', 'second_factor_needed', 'too_many_attempts'],
})

export const getMySignIn = endpoint({
  ...mine,
  id: 'getMySignIn',
  method: 'GET',
  path: '/me/sign-in',
  summary: 'The ways in which I can sign in',
  success: {
    status: 200,
    body: z.object({
      password: z.object({ changedAt: Instant }).nullable(),
      passkeys: z.array(Passkey),
      totp: z.object({ since: Instant }).nullable(),
      recoveryCodesLeft: z.number().int(),
      /** Names of identity providers that this account is linked with. */
      providers: z.array(z.string()),
      policy: SignInPolicy.pick({ passwordAlone: true, hardwareKeys: true }),
      /** False: the organisation asks for more than I have. */
      enough: z.boolean(),
    }),
  },
})

export const passkeyOptions = endpoint({
  ...mine,
  id: 'passkeyOptions',
  method: 'POST',
  path: '/me/passkeys/options',
  stepUp: true,
  summary: 'Begin adding a passkey or security key',
  success: { status: 200, body: z.object({ options: WebAuthnOptions }) },
})

export const addPasskey = endpoint({
  ...mine,
  id: 'addPasskey',
  method: 'POST',
  path: '/me/passkeys',
  stepUp: true,
  summary: 'Add a passkey or security key',
  body: z.object({ name: Name, answer: WebAuthnAnswer }),
  success: { status: 201, body: Passkey },
  errors: ['passkey_refused', 'passkey_not_hardware', 'passkey_known'],
})

export const renamePasskey = endpoint({
  ...mine,
  id: 'renamePasskey',
  method: 'PATCH',
  path: '/me/passkeys/{passkeyId}',
  summary: 'Give a passkey another name',
  params: z.object({ passkeyId: PasskeyId }),
  body: z.object({ name: Name }),
  success: { status: 200, body: Passkey },
})

export const revokePasskey = endpoint({
  ...mine,
  id: 'revokePasskey',
  method: 'DELETE',
  path: '/me/passkeys/{passkeyId}',
  stepUp: true,
  summary: 'Revoke a passkey; it signs in nowhere any more',
  params: z.object({ passkeyId: PasskeyId }),
  success: { status: 204, body: null },
  errors: ['last_way_in'],
})

export const beginTotp = endpoint({
  ...mine,
  id: 'beginTotp',
  method: 'POST',
  path: '/me/totp',
  stepUp: true,
  summary: 'Begin with an authenticator app (RFC 6238)',
  success: { status: 201, body: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }) },
})

export const confirmTotp = endpoint({
  ...mine,
  id: 'confirmTotp',
  method: 'POST',
  path: '/me/totp/confirmation',
  stepUp: true,
  summary: 'Confirm the app with its first code; answers recovery codes, shown once',
  body: z.object({ code: Code }),
  success: { status: 201, body: z.object({ recoveryCodes: z.array(z.string()) }) },
  errors: ['code_wrong', 'too_many_attempts'],
})

export const removeTotp = endpoint({
  ...mine,
  id: 'removeTotp',
  method: 'DELETE',
  path: '/me/totp',
  stepUp: true,
  summary: 'Stop using the authenticator app; its recovery codes go too',
  success: { status: 204, body: null },
  errors: ['last_way_in'],
})

export const renewRecoveryCodes = endpoint({
  ...mine,
  id: 'renewRecoveryCodes',
  method: 'POST',
  path: '/me/recovery-codes',
  stepUp: true,
  summary: 'New recovery codes; the old ones stop working',
  success: { status: 201, body: z.object({ recoveryCodes: z.array(z.string()) }) },
})

export const listMySessions = endpoint({
  ...mine,
  id: 'listMySessions',
  method: 'GET',
  path: '/me/sessions',
  purpose: 'sign_in',
  summary: 'Where I am signed in',
  success: { status: 200, body: z.object({ sessions: z.array(OpenSession) }) },
})

export const endMySession = endpoint({
  ...mine,
  id: 'endMySession',
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  purpose: 'sign_in',
  summary: 'Sign out one of my sessions',
  params: z.object({ sessionId: SessionId }),
  success: { status: 204, body: null },
})
