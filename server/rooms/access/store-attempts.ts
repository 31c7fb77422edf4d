import { isIPv6 } from 'node:net'
import { Refusal } from '#kernel/errors.ts'
import type { Kernel } from '#kernel/kernel.ts'

/**
 * Growing delay (security: rate limits without account enumeration). Failures are counted per account as tried from one
 * address, which is strict; per account wherever it is tried from, which is loose, so that guessing from many addresses
 * is slowed while no single one keeps the owner out; and per address whichever account it tries. Keys are HMACs, kept
 * in a table shared by all organisations, since it is not known yet which one is meant. An account that does not exist
 * is delayed just like one that does.
 */
type Policy = {
  /** The failure that first blocks, for one second; each one after it for twice as long. */
  readonly free: number
  readonly halfLifeMinutes: number
  /** While it is blocked a count may stand still, so that sitting out the delay earns no new attempts. */
  readonly fadesWhileBlocked: boolean
}

const longestSeconds = 15 * 60
const perAccountAndAddress: Policy = { free: 5, halfLifeMinutes: 60, fadesWhileBlocked: false }
/**
 * Fades no slower than the strict count, so that one address, which that one holds back, gets nowhere near fifty; and
 * while blocked too, so that the delay settles near a minute and a half however many addresses guess.
 */
const perAccount: Policy = { free: 50, halfLifeMinutes: 60, fadesWhileBlocked: true }
/** A whole office may share one address: what its people do wrong in a morning must not add up. */
const perAddress: Policy = { free: 50, halfLifeMinutes: 15, fadesWhileBlocked: true }
const perLinkAsked: Policy = { free: 4, halfLifeMinutes: 60, fadesWhileBlocked: false }
const perSignUp: Policy = { free: 10, halfLifeMinutes: 6 * 60, fadesWhileBlocked: false }

const ask = async <Row extends object>(
  kernel: Kernel,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> =>
  (await kernel.pools.pool('sign_in').query<Row>({ name, text, values: [...values] })).rows

/** Failures are kept in thousandths: what fades in between is not lost to rounding. */
const one = 1000

/** What is left of the failures before, and this one. Halved forty times, nothing is left of any count. */
const failuresNow = `(${one} + round(t.failures * power(0.5, least(40, greatest(0, extract(epoch FROM $2::timestamptz
  - CASE WHEN $6::boolean THEN t.last_failure_at ELSE greatest(t.last_failure_at, t.blocked_until) END
  )::float8 / $5::float8))))::integer)`
const overFree = `(round(${failuresNow} / ${one}.0)::integer - $3::integer)`

const count = (onlyWhenFree: boolean) => `
  INSERT INTO attempt_throttle AS t (key, failures, last_failure_at, blocked_until) VALUES ($1, ${one}, $2, $2)
  ON CONFLICT (key) DO UPDATE SET
    failures = ${failuresNow},
    last_failure_at = $2,
    blocked_until = CASE
      WHEN ${overFree} < 0 THEN $2::timestamptz
      ELSE $2::timestamptz + make_interval(secs => least($4::integer, power(2, least(${overFree}, 20))))
    END
  ${onlyWhenFree ? 'WHERE t.blocked_until <= $2' : ''}
  RETURNING failures`

const counting = (kernel: Kernel, key: Buffer, { free, halfLifeMinutes, fadesWhileBlocked }: Policy) => [
  key,
  kernel.clock.now().toString(),
  free,
  longestSeconds,
  halfLifeMinutes * 60,
  fadesWhileBlocked,
]

const refuse = (secondsLeft: number): never => {
  const seconds = Math.max(1, Math.ceil(secondsLeft))
  throw new Refusal('too_many_attempts', { seconds }, { retryAfterSeconds: seconds })
}

/** @throws Refusal too_many_attempts while one of the keys is blocked */
const refuseBlocked = async (kernel: Kernel, keys: readonly Buffer[]): Promise<void> => {
  const now = kernel.clock.now()
  const [row] = await ask<{ blocked_until: Temporal.Instant }>(
    kernel,
    'attempts_blocked',
    `SELECT blocked_until FROM attempt_throttle WHERE key = ANY ($1::bytea[]) AND blocked_until > $2
     ORDER BY blocked_until DESC LIMIT 1`,
    [keys, now.toString()],
  )
  if (row !== undefined) refuse(row.blocked_until.since(now).total('seconds'))
}

/**
 * Counts an attempt as failed before it is made: of attempts made at once, each finds those before it counted.
 * @throws Refusal too_many_attempts while the key is blocked
 */
const take = async (kernel: Kernel, key: Buffer, policy: Policy): Promise<void> => {
  const taken = await ask(kernel, 'attempts_take', count(true), counting(kernel, key, policy))
  if (taken.length > 0) return
  await refuseBlocked(kernel, [key])
  refuse(1)
}

const forget = (kernel: Kernel, keys: readonly Buffer[]) =>
  ask(kernel, 'attempts_forget', 'DELETE FROM attempt_throttle WHERE key = ANY ($1::bytea[])', [keys])

/** Takes back the one attempt that was counted and then did not fail. */
const giveBack = (kernel: Kernel, keys: readonly Buffer[]) =>
  ask(
    kernel,
    'attempts_give_back',
    `UPDATE attempt_throttle SET failures = greatest(0, failures - ${one}), blocked_until = least(blocked_until, $2)
     WHERE key = ANY ($1::bytea[])`,
    [keys, kernel.clock.now().toString()],
  )

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

export type Attempt = {
  /**
   * Wipes what the account failed, from here and as a whole, when the password was that of everybody the key stands
   * for (`whole`); else takes back only this attempt. What other addresses failed, and this address with other
   * accounts, only fades.
   */
  succeeded(whole: boolean): Promise<void>
  failed(): Promise<void>
}

const begin = async (kernel: Kernel, account: string | null, address: string, ofAddressName = 'attempts of an address'): Promise<Attempt> => {
  const index = (of: string, value: string) => kernel.keys.directoryIndex(of, value)
  const block = addressBlock(address)
  const ofAddress = index(ofAddressName, block)
  const fromHere = account === null ? null : index('attempts of an account from an address', `${account} ${block}`)
  const anywhere = account === null ? null : index('attempts of an account', account)
  const ofAccount = [fromHere, anywhere].filter((key) => key !== null)
  // All are looked at before any is counted: who is held up by one adds nothing to the others.
  await refuseBlocked(kernel, [ofAddress, ...ofAccount])
  if (fromHere !== null) await take(kernel, fromHere, perAccountAndAddress)
  if (anywhere !== null) await take(kernel, anywhere, perAccount)
  return {
    succeeded: async (whole) => {
      if (ofAccount.length > 0) await (whole ? forget : giveBack)(kernel, ofAccount)
    },
    failed: async () => {
      await ask(kernel, 'attempts_count', count(false), counting(kernel, ofAddress, perAddress))
    },
  }
}

/** A sign-in with an e-mail address, known or not. @throws Refusal too_many_attempts */
export const signInAttempt = (kernel: Kernel, email: string, address: string): Promise<Attempt> =>
  begin(kernel, `email ${email}`, address)

/** A password asked of somebody who is signed in. @throws Refusal too_many_attempts */
export const personAttempt = (kernel: Kernel, person: string, address: string): Promise<Attempt> =>
  begin(kernel, `person ${person}`, address)

/** A one-time code of somebody, at sign-in or with a link. @throws Refusal too_many_attempts */
export const codeAttempt = (kernel: Kernel, person: string, address: string): Promise<Attempt> => begin(kernel, `code ${person}`, address)

/** A passkey shown, by what it calls itself. @throws Refusal too_many_attempts */
export const passkeyAttempt = (kernel: Kernel, credentialId: string, address: string): Promise<Attempt> =>
  begin(kernel, `passkey ${credentialId}`, address)

/** A link is asked for an e-mail address, known or not: a few are free, then it slows down, so that nobody's mailbox is filled. @throws Refusal too_many_attempts */
export const countLinkAsked = async (kernel: Kernel, email: string, address: string): Promise<void> => {
  const ofAddress = kernel.keys.directoryIndex('links asked from an address', addressBlock(address))
  const ofAccount = kernel.keys.directoryIndex('links asked for an account', email)
  await refuseBlocked(kernel, [ofAddress, ofAccount])
  await take(kernel, ofAddress, perAddress)
  await take(kernel, ofAccount, perLinkAsked)
}

/** A link handed in. @throws Refusal too_many_attempts */
export const linkAttempt = (kernel: Kernel, address: string): Promise<Attempt> => begin(kernel, null, address)

/** A key or a link of the operator's staff, counted apart from customers' people. @throws Refusal too_many_attempts */
export const staffAttempt = (kernel: Kernel, address: string): Promise<Attempt> => begin(kernel, null, address, 'attempts of staff from an address')

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
