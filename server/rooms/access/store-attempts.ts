import { isIPv6 } from 'node:net'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'

/**
 * Growing delay per account and per address (security: rate limits without account enumeration). Keys are HMACs, kept
 * in a table shared by all organisations, since it is not known yet which one is meant. An account that does not exist
 * is delayed just like one that does.
 */
type Policy = { readonly free: number; readonly longestSeconds: number }

const longestSeconds = 15 * 60
/** After five failures one second, then twice as long each time. */
const perAccount: Policy = { free: 5, longestSeconds }
/** A whole office may share one address. */
const perAddress: Policy = { free: 50, longestSeconds }
const perSignUp: Policy = { free: 10, longestSeconds }

const ask = async <Row extends object>(
  kernel: Kernel,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> =>
  (await kernel.pools.pool('sign_in').query<Row>({ name, text, values: [...values] })).rows

const count = (onlyWhenFree: boolean) => `
  INSERT INTO attempt_throttle AS t (key, failures, last_failure_at, blocked_until) VALUES ($1, 1, $2, $2)
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t.last_failure_at <= $2::timestamptz - interval '1 day' THEN 1 ELSE t.failures + 1 END,
    last_failure_at = $2,
    blocked_until = CASE
      WHEN t.last_failure_at <= $2::timestamptz - interval '1 day' OR t.failures + 1 < $3::int THEN $2::timestamptz
      ELSE $2::timestamptz + make_interval(secs => least($4::int, power(2, least(t.failures + 1 - $3::int, 20))))
    END
  ${onlyWhenFree ? 'WHERE t.blocked_until <= $2' : ''}
  RETURNING failures`

const refuse = (secondsLeft: number): never => {
  const seconds = Math.max(1, Math.ceil(secondsLeft))
  throw new Refusal('too_many_attempts', { seconds }, { retryAfterSeconds: seconds })
}

/** @throws Refusal too_many_attempts while the key is blocked */
const refuseBlocked = async (kernel: Kernel, key: Buffer): Promise<void> => {
  const now = kernel.clock.now()
  const [row] = await ask<{ blocked_until: Temporal.Instant }>(
    kernel,
    'attempts_blocked',
    'SELECT blocked_until FROM attempt_throttle WHERE key = $1 AND blocked_until > $2',
    [key, now.toString()],
  )
  if (row !== undefined) refuse(row.blocked_until.since(now).total('seconds'))
}

/**
 * Counts an attempt as failed before it is made: of attempts made at once, each finds those before it counted.
 * @throws Refusal too_many_attempts while the key is blocked
 */
const take = async (kernel: Kernel, key: Buffer, policy: Policy): Promise<void> => {
  const values = [key, kernel.clock.now().toString(), policy.free, policy.longestSeconds]
  const taken = await ask(kernel, 'attempts_take', count(true), values)
  if (taken.length > 0) return
  await refuseBlocked(kernel, key)
  refuse(1)
}

const forget = (kernel: Kernel, key: Buffer) =>
  ask(kernel, 'attempts_forget', 'DELETE FROM attempt_throttle WHERE key = $1', [key])

/** The block of addresses that one subscriber has: an IPv4 address, or an IPv6 /64. */
export const addressBlock = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const groups = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'))
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

export type Attempt = { succeeded(): Promise<void>; failed(): Promise<void> }

const begin = async (kernel: Kernel, account: Buffer | null, address: string): Promise<Attempt> => {
  const addressKey = kernel.keys.directoryIndex('attempts of an address', addressBlock(address))
  await refuseBlocked(kernel, addressKey)
  if (account !== null) await take(kernel, account, perAccount)
  return {
    succeeded: async () => {
      if (account !== null) await forget(kernel, account)
    },
    failed: async () => {
      const values = [addressKey, kernel.clock.now().toString(), perAddress.free, perAddress.longestSeconds]
      await ask(kernel, 'attempts_count', count(false), values)
    },
  }
}

/** A sign-in with an e-mail address, known or not. @throws Refusal too_many_attempts */
export const signInAttempt = (kernel: Kernel, email: string, address: string): Promise<Attempt> =>
  begin(kernel, kernel.keys.directoryIndex('attempts of an account', email), address)

/** A password asked of somebody who is signed in. @throws Refusal too_many_attempts */
export const personAttempt = (kernel: Kernel, person: string, address: string): Promise<Attempt> =>
  begin(kernel, kernel.keys.directoryIndex('attempts of a person', person), address)

/** A link handed in. @throws Refusal too_many_attempts */
export const linkAttempt = (kernel: Kernel, address: string): Promise<Attempt> => begin(kernel, null, address)

/**
 * Somebody starts an organisation: so many from one address are free, then it slows down. @throws Refusal
 * too_many_attempts
 */
export const countSignUp = (kernel: Kernel, address: string): Promise<void> =>
  take(kernel, kernel.keys.directoryIndex('sign-ups of an address', addressBlock(address)), perSignUp)

/** Deletes what is older than a day. */
export const forgetOldAttempts = async (kernel: Kernel): Promise<void> => {
  const dayAgo = kernel.clock.now().subtract({ hours: 24 }).toString()
  await ask(
    kernel,
    'attempts_old',
    'DELETE FROM attempt_throttle WHERE last_failure_at <= $1 AND blocked_until <= $1',
    [dayAgo],
  )
}
