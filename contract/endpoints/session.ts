import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { LocationId, OrganisationId, PersonId, TeamId } from '../ids.ts'
import { permissions, roles } from '../permissions.ts'
import { Email, Instant, Language, Name, Password, Theme, Visibility } from '../values.ts'

export const SignInMethod = z.enum(['password', 'password_totp', 'password_recovery_code', 'passkey', 'oidc', 'saml', 'link'])

export const Session = z.object({
  person: z.object({
    id: PersonId,
    name: z.string(),
    email: z.string(),
    language: Language,
    theme: Theme,
    visibility: Visibility,
    team: z.object({ id: TeamId, name: z.string() }).nullable(),
    roles: z.array(z.enum(roles)),
  }),
  /** Rights in the whole organisation. */
  permissions: z.array(z.enum(permissions)),
  /** Rights that hold at certain locations only. */
  local: z.array(z.object({ permission: z.enum(permissions), locationIds: z.array(LocationId) })),
  /** How they came in, and until when dangerous acts need no new proof. */
  method: SignInMethod,
  stepUpUntil: Instant,
  organisation: z.object({ id: OrganisationId, name: z.string() }),
  /**
   * What has to happen before anything else: a second way to prove who they are where a password alone is not allowed, the organisation's agreement, or
   * this person's own opt-in (G13.1). `wait_for_agreement`: an organisation manager still has to accept the agreement.
   */
  next: z.enum(['secure_account', 'accept_agreement', 'wait_for_agreement', 'accept_privacy_notice']).nullable(),
  expiresAt: Instant,
})
export type Session = z.infer<typeof Session>

export const signIn = endpoint({
  id: 'signIn',
  method: 'POST',
  path: '/session',
  tag: 'Session',
  summary: 'Sign in with e-mail and password',
  description:
    'Sets the session cookie. When the same e-mail and password belong to several organisations, answers `organisation_choice_needed` with their names; when the account has a second factor, `second_factor_needed` with a token for `POST /session/second-factor`.',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  body: z.object({ email: Email, password: Password, organisationId: OrganisationId.optional() }),
  success: { status: 201, body: Session },
  errors: ['sign_in_failed', 'too_many_attempts', 'organisation_choice_needed', 'second_factor_needed', 'sso_required'],
})

export const getSession = endpoint({
  id: 'getSession',
  method: 'GET',
  path: '/session',
  tag: 'Session',
  summary: 'Who I am, and what has to happen first',
  access: 'signed_in',
  purpose: 'sign_in',
  agreement: 'not_required',
  success: { status: 200, body: Session },
})

export const signOut = endpoint({
  id: 'signOut',
  method: 'DELETE',
  path: '/session',
  tag: 'Session',
  summary: 'Sign out here',
  access: 'signed_in',
  purpose: 'sign_in',
  agreement: 'not_required',
  success: { status: 204, body: null },
})

export const signOutEverywhere = endpoint({
  id: 'signOutEverywhere',
  method: 'DELETE',
  path: '/sessions',
  tag: 'Session',
  summary: 'Sign out on every device, this one included',
  access: 'signed_in',
  purpose: 'sign_in',
  agreement: 'not_required',
  success: { status: 204, body: null },
})

export const changePassword = endpoint({
  id: 'changePassword',
  method: 'PUT',
  path: '/me/password',
  tag: 'Session',
  summary: 'Change my password; signs out every other session',
  access: 'signed_in',
  purpose: null,
  agreement: 'not_required',
  body: z.object({ currentPassword: Password, newPassword: Password }),
  success: { status: 204, body: null },
  errors: ['sign_in_failed', 'password_too_short', 'password_too_common', 'too_many_attempts'],
})

export const acceptInvitation = endpoint({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/invitations/acceptance',
  tag: 'Session',
  summary: 'Take up an invitation: choose a password and sign in',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  body: z.object({ token: z.string().max(200), password: Password, language: Language.optional() }),
  success: { status: 201, body: Session },
  errors: [
    'invitation_invalid',
    'password_too_short',
    'password_too_common',
    'agreement_not_in_force',
    'too_many_attempts',
  ],
})

export const signUpOrganisation = endpoint({
  id: 'signUpOrganisation',
  method: 'POST',
  path: '/organisations',
  tag: 'Organisation',
  summary: 'Start an organisation; its agreement still has to be accepted',
  description:
    'Creates the organisation and its signing manager. Only this formation data is kept, and goes after 30 days when no agreement comes about (G13.1).',
  access: 'public',
  purpose: null,
  agreement: 'not_required',
  body: z.object({
    organisationName: Name,
    name: Name,
    email: Email,
    password: Password,
    language: Language,
    /** A password may stand alone, without a second factor; default: it may not, and whoever signs in with one adds a passkey or app first. */
    passwordAlone: z.boolean().default(false),
  }),
  success: { status: 201, body: Session },
  errors: ['password_too_short', 'password_too_common', 'sign_up_closed', 'too_many_attempts'],
})
