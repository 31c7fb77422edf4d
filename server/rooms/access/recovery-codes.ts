import { createHash, randomBytes } from 'node:crypto'
import type { PersonId } from '#contract/ids.ts'

/** Without I, L, O and U, which look like others (Crockford's base 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLetters = 24
const perGroup = 4

/** 120 random bits: with as many, a plain hash keeps them (ASVS 5.0 6.5.2). */
const newCode = (): string => {
  const code = Array.from(randomBytes(codeLetters), (byte) => letters.charAt(byte & 31)).join('')
  return code.match(new RegExp(`.{${perGroup}}`, 'g'))?.join('-') ?? code
}

/** Ten codes, for the day the app is lost. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, newCode)

/** However it was typed: small letters, spaces, and what Crockford lets stand for another. */
export const recoveryCodeHash = (person: PersonId, code: string): Buffer => {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0')
  return createHash('sha256').update(`${person}\0${plain}`).digest()
}
