import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '#kernel/errors.ts'

/** Argon2id (RFC 9106) with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const memoryKib = 19_456
const passes = 2
const lanes = 1
const saltBytes = 16
const hashBytes = 32

/** So many at a time, so that sign-ins leave the rest of the service its processors and memory. */
const atOnce = 2
/** At some 30 ms each, the last in line waits well under half a minute; who comes after it is asked to come back. */
const mostWaiting = 1000

const waiting: (() => void)[] = []
let running = 0

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) {
      throw new Refusal('too_many_attempts', { seconds: 10 }, { retryAfterSeconds: 10 })
    }
    const turn = Promise.withResolvers<void>()
    waiting.push(turn.resolve)
    await turn.promise
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

type Parameters = {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly tagLength: number
}

const derive = (password: string, nonce: Buffer, parameters: Parameters): Promise<Buffer> =>
  inTurn(() => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
    argon2('argon2id', { message: normal(password), nonce, ...parameters }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
    return promise
  })

/** The same password typed on another keyboard may come in another Unicode form (NIST SP 800-63B-4 §3.1.1.2). */
const normal = (password: string): Buffer => Buffer.from(password.normalize('NFC'), 'utf8')

const prefix = `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$`
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** The hash as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(saltBytes)
  const key = await derive(password, salt, { memory: memoryKib, passes, parallelism: lanes, tagLength: hashBytes })
  return `${prefix}${base64(salt)}$${base64(key)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Costs what a real one costs and fits no password: for an account that does not exist or has no password. */
const nobodys = `${prefix}${base64(Buffer.alloc(saltBytes))}$${base64(Buffer.alloc(hashBytes))}`

/** Whether the password belongs to the hash. Null takes as long as any other and never fits. */
export const passwordFits = async (password: string, hash: string | null): Promise<boolean> => {
  const [, memory, time, lanesThen, salt, expected] = phc.exec(hash ?? nobodys) ?? []
  if (salt === undefined || expected === undefined) throw new Error('a stored password hash is not readable')
  const wanted = Buffer.from(expected, 'base64')
  const key = await derive(password, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(time),
    parallelism: Number(lanesThen),
    tagLength: wanted.length,
  })
  return timingSafeEqual(key, wanted) && hash !== null
}
