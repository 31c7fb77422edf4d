import type { Backups } from './backups.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Cuts } from './cuts.ts'
import type { Pools, SchemaOwner } from './database/index.ts'
import type { ErasureJournal } from './erasure-journal.ts'
import type { Files } from './files/index.ts'
import type { Streams } from './http/index.ts'
import type { Keys } from './keys/index.ts'
import type { Live } from './live.ts'
import type { Log } from './log.ts'
import type { Looks } from './looks.ts'
import type { Mail } from './mail/index.ts'
import type { Metrics } from './metrics.ts'
import type { Outgoing } from './outgoing.ts'
import type { Outbox } from './outbox.ts'
import type { InPurpose } from './purpose/in-purpose.ts'
import type { Signer } from './signed-note.ts'

/** What the house hands to every room. */
export type Kernel = {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly inPurpose: InPurpose
  /** Only for the two look-ups that do not know their organisation yet (sign-in directory, door pairing) and for the registry of tenants. */
  readonly pools: Pools
  readonly keys: Keys
  /** Encrypted files: exports, photos, generated papers. */
  readonly files: Files
  /** Signs what leaves the house as evidence. */
  readonly signer: Signer
  /** Keeps who saw whom. */
  readonly looks: Looks
  readonly outbox: Outbox
  readonly mail: Mail
  /** The only way to an address that somebody else chose. */
  readonly outgoing: Outgoing
  readonly live: Live
  readonly streams: Streams
  /** Access that ends or changes, for every process. */
  readonly cuts: Cuts
  readonly metrics: Metrics
  readonly owner: SchemaOwner
  readonly journal: ErasureJournal
  readonly backups: Backups
  /** How people reach this instance, without a trailing slash. */
  readonly publicUrl: string
}
