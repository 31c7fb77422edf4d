import { StartError } from '../errors.ts'
import type { RootProvider } from './root.ts'

export type AwsKms = {
  /** Key id, ARN or alias. */
  readonly key: string
  readonly region: string
  /** An endpoint of one's own, such as a VPC endpoint. */
  readonly url?: string
}

// Bound to what it wraps: the same key used for something else does not open it.
const context = { vrijplek: 'root' }

/** AWS KMS. Credentials come from where the SDK looks for them; the SDK is loaded only when this provider is used. */
export const awsKms = async ({ key, region, url }: AwsKms): Promise<RootProvider> => {
  const { DecryptCommand, EncryptCommand, KMSClient } = await import('@aws-sdk/client-kms')
  const client = new KMSClient({
    region,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 10_000 },
    ...(url === undefined ? {} : { endpoint: url }),
  })
  const told = (cause: unknown): StartError => {
    const what = cause instanceof Error ? cause.name : 'unknown'
    return new StartError(`The root key ${key} in AWS KMS (${region}) does not answer or refuses: ${what}.`, { cause })
  }
  const bytesOf = (bytes: Uint8Array | undefined): Buffer => {
    if (bytes === undefined) throw new StartError(`The root key ${key} in AWS KMS (${region}) gave nothing back.`)
    return Buffer.from(bytes)
  }
  return {
    kind: 'aws-kms',
    name: `${key} in AWS KMS (${region})`,
    wrap: async (plain) => {
      const ask = client.send(new EncryptCommand({ KeyId: key, Plaintext: plain, EncryptionContext: context }))
      const { CiphertextBlob } = await ask.catch((cause: unknown) => {
        throw told(cause)
      })
      return bytesOf(CiphertextBlob)
    },
    unwrap: async (wrapped) => {
      const ask = client.send(new DecryptCommand({ KeyId: key, CiphertextBlob: wrapped, EncryptionContext: context }))
      const { Plaintext } = await ask.catch((cause: unknown) => {
        throw told(cause)
      })
      return bytesOf(Plaintext)
    },
  }
}
