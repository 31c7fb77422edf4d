import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { OrganisationId } from '#contract/ids.ts'
import { declaredBackups } from '#kernel/backups.ts'
import type { Backups } from '#kernel/backups.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Config } from '#kernel/config.ts'
import { createPools, createSchemaOwner, loginRole } from '#kernel/database/index.ts'
import type { Login } from '#kernel/database/index.ts'
import { createCuts } from '#kernel/cuts.ts'
import type { ErasureJournal } from '#kernel/erasure-journal.ts'
import { createFiles } from '#kernel/files/index.ts'
import { createStreams, securityHeaders } from '#kernel/http/index.ts'
import type { Kernel } from '#kernel/kernel.ts'
import type { Keyring } from '#kernel/keys/index.ts'
import { createLive } from '#kernel/live.ts'
import type { Log } from '#kernel/log.ts'
import { createMail } from '#kernel/mail/index.ts'
import { createMetrics } from '#kernel/metrics.ts'
import { createOutgoing } from '#kernel/outgoing.ts'
import { createOutbox } from '#kernel/outbox.ts'
import { createInPurpose } from '#kernel/purpose/in-purpose.ts'
import { openSigner } from '#kernel/signer.ts'
import { believeListed } from '#kernel/webauthn.ts'
import * as trail from '../rooms/trail/index.ts'

export type KernelParts = {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  /** Where the database is, without user and password. */
  readonly database: ClientConfig
  readonly password: (login: Login) => string
  /** How the owner of the schema connects. */
  readonly owner: ClientConfig
  readonly keyring: Keyring
  readonly journal: ErasureJournal
  /** Default: what the operator declares of an outside PostgreSQL, else none. */
  readonly backups?: Backups
  readonly publicUrl: string
}

/** @param touched is told after each commit what its transaction touched (`Tx.touched`) */
export const createKernel = async (
  parts: KernelParts,
  touched?: (organisation: OrganisationId, what: string) => void,
): Promise<{ kernel: Kernel; looks: ReturnType<typeof trail.createLooks> }> => {
  const { config, clock, log, keyring } = parts
  if (config.HARDWARE_KEY_ROOTS !== undefined) believeListed(config.HARDWARE_KEY_ROOTS)
  const pools = createPools(parts.database, {
    password: parts.password,
    connections: config.DATABASE_CONNECTIONS,
    onError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  })
  const inPurpose = createInPurpose(pools, clock, touched)
  const looks = trail.createLooks({ inPurpose, clock, log })
  const streams = createStreams(securityHeaders(config.secure), clock)
  const cuts = createCuts(() => ({ ...parts.database, user: loginRole('jobs'), password: parts.password('jobs') }), log)
  cuts.on((matches) => void streams.closeWhere(matches))
  const kernel: Kernel = {
    config,
    clock,
    log,
    pools,
    inPurpose,
    looks,
    keys: keyring.keys,
    files: createFiles({ folder: join(config.DATA_DIR, 'files'), keyring, inPurpose, log }),
    signer: await openSigner(keyring, parts.publicUrl),
    outbox: createOutbox(pools, log),
    mail: createMail({ config, keys: keyring.keys, inPurpose, log }),
    outgoing: createOutgoing({ loopback: config.SSO_ON_LOOPBACK === 'on' }),
    live: createLive(),
    streams,
    cuts,
    metrics: createMetrics(),
    owner: createSchemaOwner(parts.owner),
    journal: parts.journal,
    backups: parts.backups ?? declaredBackups(config, clock),
    publicUrl: parts.publicUrl,
  }
  return { kernel, looks }
}
