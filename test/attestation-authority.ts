import { KeyObject, randomBytes, sign, webcrypto } from 'node:crypto'
// Brings the polyfill that the library below wants first.
import '@simplewebauthn/server/helpers'
import { BasicConstraintsExtension, Extension, X509CertificateGenerator } from '@peculiar/x509'

/** A maker of authenticators: vouches for what it made with a certificate that leads to its root (WebAuthn Level 3 §8.2). */
export type AttestationAuthority = {
  /** PEM, as the operator lists the makers it believes. */
  readonly root: string
  /** DER of the batch certificate that goes with each statement. */
  readonly certificate: Buffer
  readonly aaguid: Buffer
  sign(bytes: Buffer): Buffer
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
/** FIDO: id-fido-gen-ce-aaguid, which ties a certificate to one model. */
const aaguidExtension = '1.3.6.1.4.1.45724.1.1.4'

export const createAttestationAuthority = async (name = 'Proefsleutels'): Promise<AttestationAuthority> => {
  const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const [rootKeys, batchKeys] = await Promise.all([makeKeys(), makeKeys()])
  const aaguid = randomBytes(16)
  const lasts = { notBefore: new Date('2020-01-01'), notAfter: new Date('2045-01-01') }
  const root = await X509CertificateGenerator.createSelfSigned({
    ...lasts, serialNumber: '01', name: `C=NL,O=${name},CN=${name} root`, keys: rootKeys, signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  })
  const certificate = await X509CertificateGenerator.create({
    ...lasts, serialNumber: '02', issuer: root.subject, subject: `C=NL,O=${name},OU=Authenticator Attestation,CN=${name} batch`,
    publicKey: batchKeys.publicKey, signingKey: rootKeys.privateKey, signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(false, undefined, true), new Extension(aaguidExtension, false, Buffer.concat([Buffer.of(4, 16), aaguid]))],
  })
  const privateKey = KeyObject.from(batchKeys.privateKey)
  return {
    root: root.toString('pem'),
    certificate: Buffer.from(certificate.rawData),
    aaguid,
    sign: (bytes) => sign('sha256', bytes, privateKey),
  }
}
