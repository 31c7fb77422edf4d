/** What can be said of a new password while it is typed. The server judges it in earnest, against its lists. */
export type PasswordWords =
  | { readonly kind: 'empty' | 'repeated' | 'ownWords' | 'longEnough' }
  | { readonly kind: 'short'; readonly left: number }

/** NIST SP 800-63B-4 § 3.1.1.2: a password that stands alone has at least 15 characters. Length alone counts, and no list knows it. */
export const fewestCharacters = 15
/** So many characters that are the person's own words leave too few of their own. */
const fewestOther = 8

/** @param ownWords name, e-mail address and organisation, as far as they are known here */
export function passwordWords(password: string, ownWords: readonly string[] = []): PasswordWords {
  const characters = Array.from(password.normalize('NFC'))
  if (characters.length === 0) return { kind: 'empty' }
  if (characters.length < fewestCharacters) return { kind: 'short', left: fewestCharacters - characters.length }
  if (isRepeated(characters)) return { kind: 'repeated' }
  if (withoutWords(password, ownWords).length < fewestOther) return { kind: 'ownWords' }
  return { kind: 'longEnough' }
}

/** One piece of up to a third, again and again. */
function isRepeated(characters: readonly string[]): boolean {
  for (let length = 1; length <= characters.length / 3; length++) {
    if (characters.every((one, index) => one === characters[index % length])) return true
  }
  return false
}

function withoutWords(password: string, ownWords: readonly string[]): string {
  const words = ownWords.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3)
  return words
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ''), password.toLowerCase())
    .replace(/[^\p{L}]/gu, '')
}
