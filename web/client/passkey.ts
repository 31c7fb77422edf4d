import type {
  AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON,
} from '@simplewebauthn/browser'
import type { z } from 'zod'
import type { WebAuthnAnswer } from '#contract/endpoints/sign-in-ways.ts'

/** Why no passkey came: `refused` by the person or the device, `known` already, `impossible` in this browser or at this address. */
export type PasskeyTrouble = 'refused' | 'known' | 'impossible'

export class PasskeyFailed extends Error {
  override readonly name = 'PasskeyFailed'
  readonly trouble: PasskeyTrouble

  constructor(trouble: PasskeyTrouble, cause: unknown) {
    super(trouble, { cause })
    this.trouble = trouble
  }
}

/** What the contract hands through as it is: options of the server, made by the counterpart of the library used here. */
type Options = { readonly challenge: string }
export type PasskeyAnswer = z.infer<typeof WebAuthnAnswer>

/** Its code comes when somebody reaches for a passkey. A replacement must do WebAuthn Level 3 § 5.1 in its JSON forms, one ceremony at a time. */
const library = () => import('@simplewebauthn/browser')

/** A browser that knows passkeys, at an address that can have them: a name, no figures (WebAuthn Level 3 § 5.1.2). */
export const passkeysPossible = (): boolean =>
  typeof globalThis.PublicKeyCredential === 'function' && !/^[\d.]+$|^\[/.test(location.hostname)

/** Asks for one of the passkeys held for this site. @throws PasskeyFailed */
export async function askPasskey(options: Options): Promise<PasskeyAnswer> {
  const { startAuthentication } = await library()
  return await tried(() => startAuthentication({ optionsJSON: options }))
}

/** Makes a passkey on this device or on a security key. @throws PasskeyFailed */
export async function makePasskey(options: Options): Promise<PasskeyAnswer> {
  const { startRegistration } = await library()
  return await tried(() => startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }))
}

/**
 * Lets the browser offer passkeys in the field for the e-mail address, as it offers what it has kept there before. Waits until one is chosen.
 *
 * @returns null when the browser cannot do that, or something else was done meanwhile
 */
export async function offerPasskeys(options: () => Promise<Options>): Promise<PasskeyAnswer | null> {
  if (!passkeysPossible() || (await PublicKeyCredential.isConditionalMediationAvailable?.()) !== true) return null
  const { startAuthentication } = await library()
  try {
    const optionsJSON: PublicKeyCredentialRequestOptionsJSON = await options()
    return asSent(await startAuthentication({ optionsJSON, useBrowserAutofill: true }))
  } catch {
    return null
  }
}

/** Takes the offer in the field back. */
export const withdrawOffer = async (): Promise<void> => (await library()).WebAuthnAbortService.cancelCeremony()

const troubles: Readonly<Record<string, PasskeyTrouble>> = {
  NotAllowedError: 'refused',
  AbortError: 'refused',
  InvalidStateError: 'known',
  SecurityError: 'impossible',
  NotSupportedError: 'impossible',
  ConstraintError: 'impossible',
}

/** The same, as what the contract sends. */
const asSent = (given: AuthenticationResponseJSON | RegistrationResponseJSON): PasskeyAnswer =>
  ({ ...given, response: { ...given.response } })

async function tried(ceremony: () => Promise<AuthenticationResponseJSON | RegistrationResponseJSON>): Promise<PasskeyAnswer> {
  try {
    return asSent(await ceremony())
  } catch (error) {
    // The library wraps what the browser threw.
    const thrown = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const name = thrown instanceof Error ? thrown.name : ''
    throw new PasskeyFailed(troubles[name] ?? (passkeysPossible() ? 'refused' : 'impossible'), error)
  }
}
