import { generate } from 'otplib'
import { beginTotp, confirmTotp } from '#contract/endpoints/sign-in-ways.ts'
import type { AccountsHouse } from './accounts.ts'

/** The code that an authenticator app shows now, by the clock of whoever holds it. */
export const codeAt = (secret: string, now: Temporal.Instant): Promise<string> => generate({ secret, epoch: Math.floor(now.epochMilliseconds / 1000) })

/** Adds an authenticator app to the account of a session. */
export const addApp = async (house: AccountsHouse, cookie: string) => {
  const begun = await house.call(beginTotp, { cookie, body: {} })
  if (begun.status !== 201) throw new Error(`${begun.status} ${begun.text}`)
  const secret = String(begun.body['secret'])
  const confirmed = await house.call(confirmTotp, { cookie, body: { code: await codeAt(secret, house.clock.now()) } })
  if (confirmed.status !== 201) throw new Error(`${confirmed.status} ${confirmed.text}`)
  return {
    secret,
    cookie: house.cookieOf(confirmed),
    recoveryCodes: confirmed.body['recoveryCodes'] as unknown as string[],
    /** The code of a step further on: each step counts once. */
    nextCode: () => {
      house.clock.advance({ seconds: 30 })
      return codeAt(secret, house.clock.now())
    },
  }
}
