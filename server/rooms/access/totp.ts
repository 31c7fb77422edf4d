import { generateSecret, generateURI, verify } from 'otplib'
import { toString as qrSvgOf } from 'qrcode'

/** One-time codes by time (RFC 6238): six digits, thirty seconds, SHA-1, as every authenticator app knows them. */
const stepSeconds = 30

/** 160 random bits (RFC 4226 §4, R6), base32. */
export const newSecret = (): string => generateSecret()

/**
 * Whether a code is that of the step now, or of the one before or after it: clocks differ. Compared in constant time; whether its step was used before,
 * the database says.
 * @returns the step; null: no such code
 */
export const stepOf = async (secret: string, code: string, now: Temporal.Instant): Promise<number | null> => {
  if (!/^\d{6}$/.test(code)) return null
  const epoch = Math.floor(now.epochMilliseconds / 1000)
  const result = await verify({ secret, token: code, epoch, epochTolerance: stepSeconds })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/** How an app takes it in: by hand, by a link, or by its camera. */
export const enrolment = async (secret: string, account: string, issuer: string): Promise<{ secret: string; uri: string; qrSvg: string }> => {
  const uri = generateURI({ issuer, label: account, secret })
  return { secret, uri, qrSvg: await qrSvgOf(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 }) }
}
