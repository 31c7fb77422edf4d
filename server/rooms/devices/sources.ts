import type { Authenticate } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'
import { record } from '../trail/index.ts'
import { hashOf, newSecret, packName, packToken } from './secrets.ts'
import { sourceBookOf, tokenPrefix } from './source-book.ts'
import { insertSource } from './store-sources.ts'

export type SourceKind = 'the-things-stack' | 'chirpstack' | 'generic' | 'mqtt'

/** A source with its secret, which is told this once. */
export type NewSource = {
  readonly id: string
  /** Bearer token of a webhook source: `vps_<organisation>.<source>.<secret>`; null for MQTT. */
  readonly token: string | null
  /** MQTT user name and password; null for a webhook. */
  readonly username: string | null
  readonly password: string | null
}

/** MQTT user name of a source; null when it is none of MQTT. */
export const usernameOf = (tx: Tx, kind: string, id: string): string | null => (kind === 'mqtt' ? packName(tx.organisation, id) : null)

/** Adds a source. Purpose `administration`. Null: the name is taken. */
export const addSourceNamed = async (tx: Tx, source: { readonly kind: SourceKind; readonly name: string }): Promise<NewSource | null> => {
  const id = crypto.randomUUID()
  const secret = newSecret()
  if (!(await insertSource(tx, { id, ...source, secretHash: hashOf(secret) }))) return null
  await record(tx, { action: 'devices.source_added', subject: { kind: 'source', id }, detail: { kind: source.kind } })
  return source.kind === 'mqtt'
    ? { id, token: null, username: packName(tx.organisation, id), password: secret }
    : { id, token: packToken(tokenPrefix, tx.organisation, id, secret), username: null, password: null }
}

/** The same for who furnishes an organisation (demo, benches). @throws when the name is taken */
export const addSource = async (tx: Tx, source: { readonly kind: SourceKind; readonly name: string }): Promise<NewSource> => {
  const added = await addSourceNamed(tx, source)
  if (added === null) throw new Error(`a source is called ${source.name} already`)
  return added
}

/** Who a webhook's bearer token belongs to; at most a second old. */
export const authenticateSource = (kernel: Kernel): Authenticate['source'] => {
  const book = sourceBookOf(kernel)
  return (token) => book.byToken(token)
}

/** An uplink came while no agreement is in force: counted, never kept (G13.1). */
export const countRefusedSource =
  (kernel: Kernel): Authenticate['refusedSource'] =>
  ({ organisation, source }) =>
    sourceBookOf(kernel).refuse(organisation, { source, reason: 'agreement_not_in_force', uplinks: 1 })
