import { Refusal } from '#kernel/errors.ts'
import { isCommon } from './common-passwords.ts'

/** NIST SP 800-63B-4 §3.1.1.2: a password that stands alone has at least 15 characters, one with a second factor beside it 8. */
const fewestAlone = 15
const fewestWithSecondFactor = 8

/**
 * Judges a new password by length and by what is commonly tried, never by its composition (G6.2a). `ownWords`: name,
 * e-mail address and organisation.
 * @throws Refusal password_too_short, password_too_common
 */
export const judgePassword = async (password: string, ownWords: readonly string[], secondFactor = false): Promise<void> => {
  const fewestCharacters = secondFactor ? fewestWithSecondFactor : fewestAlone
  const normal = password.normalize('NFC')
  if (Array.from(normal).length < fewestCharacters) {
    throw new Refusal('password_too_short', { minimum: fewestCharacters })
  }
  if (await isCommon(normal, ownWords)) throw new Refusal('password_too_common')
}
