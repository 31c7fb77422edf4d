import { readFileSync } from 'node:fs'
import {
  generateAuthenticationOptions, generateRegistrationOptions, SettingsService, verifyAuthenticationResponse, verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import { StartError } from './errors.ts'

/**
 * Passkeys and security keys (WebAuthn Level 3). The one file that knows the library; a replacement must honour: discoverable credentials, user
 * verification always, this origin and this site only. Whoever calls takes the challenge off the list of those asked, before anything is judged.
 */

/** Who we are to an authenticator. */
export type RelyingParty = { readonly origin: string; readonly rpId: string }

const isLoopbackAddress = (host: string): boolean => host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

/** A site's name must be a domain (WebAuthn §5.1.3): on this machine that is `localhost`, since an address is none. */
export const relyingPartyOf = (publicUrl: string): RelyingParty => {
  const url = new URL(publicUrl)
  if (isLoopbackAddress(url.hostname)) url.hostname = 'localhost'
  return { origin: url.origin, rpId: url.hostname }
}

/** The challenge that an answer says it answers; null when it cannot be read. */
export const challengeIn = (answer: unknown): Buffer | null => {
  try {
    const { response } = answer as { response: { clientDataJSON: string } }
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')) as { challenge: unknown }
    return typeof challenge === 'string' ? Buffer.from(challenge, 'base64url') : null
  } catch {
    return null
  }
}

/** Makers of authenticators whose certificates lead to one of these roots (PEM) are believed; with none, no chain is looked at. */
export const believeMakers = (roots: readonly string[]): void => {
  for (const identifier of ['packed', 'fido-u2f', 'tpm'] as const) SettingsService.setRootCertificates({ identifier, certificates: [...roots] })
}

/** The makers that the operator lists (`HARDWARE_KEY_ROOTS`). @throws StartError when the file cannot be read, or holds no certificate */
export const believeListed = (path: string): void => {
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`Setting HARDWARE_KEY_ROOTS: ${path} cannot be read: ${(error as { code?: string }).code ?? 'unknown'}.`, { cause: error })
  }
  const roots = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  if (roots === null) throw new StartError(`Setting HARDWARE_KEY_ROOTS: ${path} holds no certificate (PEM).`)
  believeMakers(roots)
}

/** Whether the operator lists makers at all. */
export const believesMakers = (): boolean => SettingsService.getRootCertificates({ identifier: 'packed' }).length > 0

/** How long somebody may take to answer. */
export const challengeMinutes = 5
const timeoutMs = challengeMinutes * 60_000
/** EdDSA, ES256, RS256 (COSE algorithms, RFC 9053): what authenticators have and Node checks without experimental parts. */
const algorithms = [-8, -7, -257]
type Listed = { readonly credentialId: Buffer; readonly transports: readonly string[] }
const listed = ({ credentialId, transports }: Listed) => ({ id: credentialId.toString('base64url'), transports: [...transports] })

/**
 * What a browser is asked in order to make a passkey.
 * @param of.handle names the account to the authenticator: bytes that say nothing to anybody else (WebAuthn §14.6.1)
 * @param of.hardware asks for a security key that says of itself who made it
 */
export const creationOptions = (
  { rpId }: RelyingParty,
  of: {
    readonly challenge: Buffer
    readonly handle: Buffer
    readonly userName: string
    readonly displayName: string
    readonly known: readonly Listed[]
    readonly hardware: boolean
  },
) =>
  generateRegistrationOptions({
    rpName: 'Vrijplek',
    rpID: rpId,
    challenge: new Uint8Array(of.challenge),
    userID: new Uint8Array(of.handle),
    userName: of.userName,
    userDisplayName: of.displayName,
    timeout: timeoutMs,
    supportedAlgorithmIDs: algorithms,
    attestationType: of.hardware ? 'direct' : 'none',
    excludeCredentials: of.known.map(listed),
    authenticatorSelection: {
      residentKey: 'required',
      userVerification: 'required',
      ...(of.hardware ? { authenticatorAttachment: 'cross-platform' as const } : {}),
    },
  })

/** What a browser is asked in order to sign in, or to show again who it is. Without `known` the authenticator offers what it holds for this site. */
export const requestOptions = ({ rpId }: RelyingParty, challenge: Buffer, known: readonly Listed[] = []) =>
  generateAuthenticationOptions({
    rpID: rpId,
    challenge: new Uint8Array(challenge),
    timeout: timeoutMs,
    userVerification: 'required',
    allowCredentials: known.map(listed),
  })

export type MadePasskey = {
  readonly credentialId: Buffer
  /** COSE key (RFC 9052). */
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: string[]
  /** Cannot leave its hardware. */
  readonly deviceBound: boolean
  readonly backedUp: boolean
  readonly aaguid: string
  /** The statement's format when a maker's certificate vouches for it, with whether that led to a root that is believed; null: nobody does. */
  readonly attestation: string | null
}

const knownTransports = new Set(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])

/** Whether a certificate of its maker came along; an authenticator that signs for itself proves nothing of its hardware. */
const hasCertificate = (attestationObject: Uint8Array<ArrayBuffer>): boolean => {
  const chain = decodeAttestationObject(attestationObject).get('attStmt').get('x5c')
  return chain !== undefined && chain.length > 0
}

/**
 * Judges the answer to `creationOptions` with this challenge.
 * @returns null when it does not hold: another origin or site, no user verification, another challenge, a statement that does not fit
 */
export const judgeCreation = async ({ origin, rpId }: RelyingParty, answer: unknown, challenge: Buffer): Promise<MadePasskey | null> => {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return null
    const { credential, fmt, attestationObject, aaguid, credentialDeviceType, credentialBackedUp } = registrationInfo
    const vouched = fmt !== 'none' && hasCertificate(attestationObject)
    const chained = vouched && SettingsService.getRootCertificates({ identifier: fmt }).length > 0
    return {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).filter((each) => knownTransports.has(each)),
      deviceBound: credentialDeviceType === 'singleDevice',
      backedUp: credentialBackedUp,
      aaguid,
      attestation: vouched ? `${fmt}${chained ? ' chained' : ''}` : null,
    }
  } catch {
    // The library throws a plain error for whatever does not fit, hostile bytes included.
    return null
  }
}

export type KnownPasskey = { readonly credentialId: Buffer; readonly publicKey: Buffer; readonly counter: number }
/** `cloned`: the counter did not go up though all else fits, so that two authenticators hold this key (WebAuthn §6.1.1). */
export type Shown = { readonly counter: number; readonly backedUp: boolean; readonly cloned: boolean }

/** Judges the answer to `requestOptions` with this challenge. @returns null when it does not hold */
export const judgeRequest = async (
  { origin, rpId }: RelyingParty,
  answer: unknown,
  challenge: Buffer,
  known: KnownPasskey,
): Promise<Shown | null> => {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      // Its signature is looked at before its counter: who cannot sign must not get somebody's key disabled.
      credential: { id: known.credentialId.toString('base64url'), publicKey: new Uint8Array(known.publicKey), counter: 0, transports: [] },
    })
    const { newCounter, credentialBackedUp, credentialID } = authenticationInfo
    if (!verified || credentialID !== (answer as AuthenticationResponseJSON).id) return null
    const counts = newCounter > 0 || known.counter > 0
    return { counter: newCounter, backedUp: credentialBackedUp, cloned: counts && newCounter <= known.counter }
  } catch {
    return null
  }
}
