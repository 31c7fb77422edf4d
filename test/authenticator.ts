import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type {
  AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { AttestationAuthority } from './attestation-authority.ts'

/** What an authenticator does wrong when a test wants it to. */
export type Fault = {
  /** The page that asks is another one. */
  readonly origin?: string
  /** It was made for another site. */
  readonly rpId?: string
  /** Nobody showed a finger, face or PIN. */
  readonly userVerified?: boolean
  /** The counter says this, and goes on from there. */
  readonly counter?: number
  /** Another handle than the one it was made with. */
  readonly userHandle?: string
}

/**
 * A security key, or a passkey, in software (WebAuthn Level 3 §6, ES256): answers the options of a relying party as a browser with a real one would.
 * Sending the same answer twice is a replay; `clone` makes a second one with the same keys, as a thief of its memory would.
 */
export type Authenticator = {
  create(options: unknown, fault?: Fault): Promise<RegistrationResponseJSON>
  /** Uses the passkey that the options allow, or the newest. @throws when it holds none that is allowed */
  get(options: unknown, fault?: Fault): Promise<AuthenticationResponseJSON>
  clone(): Authenticator
}

export type AuthenticatorOptions = {
  /** Where its browser is, and the site's name: `relyingPartyOf(publicUrl)` of the kernel gives both. */
  readonly origin: string
  readonly rpId: string
  /** Synchronised by its maker (a passkey of a phone), or bound to this one piece of hardware. Default: bound. */
  readonly synced?: boolean
  /** Its maker, who vouches for it; `self`: it signs for itself; default: it says nothing (`none`). */
  readonly attestation?: AttestationAuthority | 'self'
  /** Many passkeys count nothing: their counter stays zero. Default: it counts. */
  readonly counts?: boolean
}

type Held = { readonly id: Buffer; readonly key: KeyObject; readonly userHandle: string; counter: number }

const es256 = -7
const flag = { present: 0x01, verified: 0x04, mayBeBackedUp: 0x08, backedUp: 0x10, hasCredential: 0x40 }
const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()
const number32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export const createAuthenticator = (options: AuthenticatorOptions, kept: readonly Held[] = []): Authenticator => {
  const held = kept.map((each) => ({ ...each }))
  const { synced = false, attestation, counts = true } = options
  const aaguid = typeof attestation === 'object' ? attestation.aaguid : Buffer.alloc(16)

  const flagsOf = (verified: boolean, more = 0): number =>
    flag.present | (verified ? flag.verified : 0) | (synced ? flag.mayBeBackedUp | flag.backedUp : 0) | more
  const clientData = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  return {
    create: async (asked, fault = {}) => {
      const { challenge, user, excludeCredentials = [], attestation: wished } = asked as PublicKeyCredentialCreationOptionsJSON
      if (excludeCredentials.some(({ id }) => held.some((each) => each.id.toString('base64url') === id))) throw new Error('InvalidStateError: this one is registered already')
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const credential: Held = { id: randomBytes(32), key: privateKey, userHandle: user.id, counter: fault.counter ?? 0 }
      held.push(credential)
      const cose = Buffer.from(
        isoCBOR.encode(
          new Map<number, number | Uint8Array>([[1, 2], [3, es256], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]),
        ),
      )
      const length = Buffer.from([credential.id.length >> 8, credential.id.length & 255])
      const authData = Buffer.concat([
        sha256(fault.rpId ?? options.rpId), Buffer.of(flagsOf(fault.userVerified ?? true, flag.hasCredential)), number32(credential.counter),
        aaguid, length, credential.id, cose,
      ])
      const client = clientData('webauthn.create', challenge, fault.origin ?? options.origin)
      const signed = Buffer.concat([authData, sha256(client)])
      // A browser leaves the statement out when the site did not ask for it.
      const speaks = wished === 'direct' && attestation !== undefined
      const statement = new Map<string, number | Uint8Array | Uint8Array[]>()
      if (speaks) {
        statement.set('alg', es256)
        statement.set('sig', attestation === 'self' ? sign('sha256', signed, privateKey) : attestation.sign(signed))
        if (attestation !== 'self') statement.set('x5c', [attestation.certificate])
      }
      const attestationObject = isoCBOR.encode(
        new Map<string, string | Uint8Array | typeof statement>([['fmt', speaks ? 'packed' : 'none'], ['attStmt', statement], ['authData', authData]]),
      )
      const id = credential.id.toString('base64url')
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          attestationObject: Buffer.from(attestationObject).toString('base64url'),
          transports: synced ? ['internal', 'hybrid'] : ['usb'],
        },
      }
    },

    get: async (asked, fault = {}) => {
      const { challenge, allowCredentials = [] } = asked as PublicKeyCredentialRequestOptionsJSON
      const allowed = held.filter((each) => allowCredentials.length === 0 || allowCredentials.some(({ id }) => each.id.toString('base64url') === id))
      const credential = allowed.at(-1)
      if (credential === undefined) throw new Error('NotAllowedError: it holds no passkey for this')
      credential.counter = fault.counter ?? (counts ? credential.counter + 1 : 0)
      const authData = Buffer.concat([sha256(fault.rpId ?? options.rpId), Buffer.of(flagsOf(fault.userVerified ?? true)), number32(credential.counter)])
      const client = clientData('webauthn.get', challenge, fault.origin ?? options.origin)
      const id = credential.id.toString('base64url')
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', Buffer.concat([authData, sha256(client)]), credential.key).toString('base64url'),
          userHandle: fault.userHandle ?? credential.userHandle,
        },
      }
    },

    clone: () => createAuthenticator(options, held),
  }
}
