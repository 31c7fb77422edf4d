// The library reads its classes' decorators through it.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

export type Issued = { readonly certificate: string; readonly key: string }
export type Authority = Issued & { issue(name: string, options?: { readonly until?: Date }): Promise<Issued> }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
x509.cryptoProvider.set(webcrypto)

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
const pemOf = async (keys: webcrypto.CryptoKeyPair): Promise<string> =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')

/** A root of its own that issues certificates for loopback and for clients. */
export const createAuthority = async (name: string): Promise<Authority> => {
  const keys = await newKeys()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2099-01-01'),
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  })
  return {
    certificate: root.toString('pem'),
    key: await pemOf(keys),
    issue: async (subject, { until = new Date('2098-01-01') } = {}) => {
      const own = await newKeys()
      const issued = await x509.X509CertificateGenerator.create({
        subject: `CN=${subject}`,
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date('2020-01-01'),
        notAfter: until,
        extensions: [
          new x509.SubjectAlternativeNameExtension([
            { type: 'dns', value: 'localhost' },
            { type: 'ip', value: '127.0.0.1' },
          ]),
        ],
      })
      return { certificate: issued.toString('pem'), key: await pemOf(own) }
    },
  }
}
