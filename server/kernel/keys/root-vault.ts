import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { StartError } from '../errors.ts'
import type { RootProvider } from './root.ts'

export type VaultTransit = {
  /** Address of OpenBao or Vault. */
  readonly url: string
  /** Where the transit engine is mounted. */
  readonly mount: string
  readonly key: string
  /** Read at each call, so that an agent may renew the token. */
  readonly tokenFile: string
}

const timeoutMs = 10_000
const Encrypted = z.object({ data: z.object({ ciphertext: z.string().min(1) }) })
const Decrypted = z.object({ data: z.object({ plaintext: z.base64() }) })

const hints: Record<number, string> = {
  400: 'it does not take what it was asked; was this wrapped by another key?',
  403: 'the token may not use this key, or has expired',
  404: 'there is no such transit engine or key',
  503: 'it is sealed or in standby',
}

/**
 * The transit engine of OpenBao, or of Vault, which speaks the same: `POST /v1/<mount>/encrypt/<key>` and `…/decrypt/<key>`
 * (https://openbao.org/api-docs/secret/transit/). The root key stays there; rotating it there needs nothing here.
 */
export const vaultTransit = ({ url, mount, key, tokenFile }: VaultTransit): RootProvider => {
  const name = `${key} at ${new URL(url).host}`
  const ask = async <Answer>(what: 'encrypt' | 'decrypt', body: object, Shape: z.ZodType<Answer>): Promise<Answer> => {
    const token = await readFile(tokenFile, 'utf8').catch((cause: unknown) => {
      throw new StartError(`The token file ${tokenFile} for the root key cannot be read.`, { cause })
    })
    const address = new URL(`${url.replace(/\/$/, '')}/v1/${mount}/${what}/${encodeURIComponent(key)}`)
    const request = {
      method: 'POST',
      headers: { 'x-vault-token': token.trim(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    } as const
    const answer = await fetch(address, request).catch((cause: unknown) => {
      throw new StartError(`The root key ${name} does not answer: is OpenBao or Vault running and reachable?`, { cause })
    })
    if (!answer.ok) {
      await answer.body?.cancel()
      throw new StartError(`The root key ${name} refuses (${answer.status}): ${hints[answer.status] ?? 'see its log'}.`)
    }
    const parsed = Shape.safeParse(await answer.json().catch(() => null))
    // Without its cause: what came back may hold the key.
    if (!parsed.success) throw new StartError(`The root key ${name} gave an answer that is none of a transit engine.`)
    return parsed.data
  }
  return {
    kind: 'vault-transit',
    name,
    wrap: async (plain) => {
      const { data } = await ask('encrypt', { plaintext: Buffer.from(plain).toString('base64') }, Encrypted)
      return Buffer.from(data.ciphertext, 'utf8')
    },
    unwrap: async (wrapped) => {
      const { data } = await ask('decrypt', { ciphertext: Buffer.from(wrapped).toString('utf8') }, Decrypted)
      return Buffer.from(data.plaintext, 'base64')
    },
  }
}
