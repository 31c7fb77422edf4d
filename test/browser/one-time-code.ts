import { generate } from 'otplib'

/** The code that an authenticator app with this secret shows so many seconds from now (RFC 6238). */
export const codeIn = (secret: string, seconds: number): Promise<string> =>
  generate({ secret, epoch: Math.floor(Temporal.Now.instant().epochMilliseconds / 1000) + seconds })
