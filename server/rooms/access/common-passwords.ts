const shortestWord = 3
const longestWord = 24
/** A password made of so many different well-known words is tried early; one of more is a phrase. */
const mostWords = 2
/**
 * Digits and signs between the words; with more of them it is no longer a well-known password with a number behind it.
 */
const mostFiller = 8
const longestRepeat = 8

const shortestOwnWord = 2

let loading: Promise<ReadonlySet<string>> | undefined

/**
 * Leaked passwords and common words, Dutch and English: some 90,000. Read when the first password is chosen; about 8 MB
 * from then on.
 */
const commonWords = (): Promise<ReadonlySet<string>> => {
  loading ??= Promise.all([import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-nl-be')]).then(
    ([common, dutch]) =>
      new Set(
        [...Object.values(common.dictionary), ...Object.values(dutch.dictionary)]
          .flat()
          .map((word) => word.toLowerCase())
          .filter((word) => word.length >= shortestWord),
      ),
  )
  return loading
}

const keyRows = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  '1234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
]
const runs = keyRows.flatMap((row) => [row.repeat(3), Array.from(row.repeat(3)).toReversed().join('')])

/** Letters that people write as signs: `p@ssw0rd`. */
const plainLetter: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}
const withoutSigns = (text: string): string => text.replace(/[@431!0$57]/g, (sign) => plainLetter[sign] ?? sign)

const isRun = (text: string): boolean => runs.some((run) => run.includes(text))

/** The piece that the text repeats, perhaps cut off at its end; the text itself when it repeats none. */
const repeated = (text: string): string => {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const piece = text.slice(0, length)
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return piece
  }
  return text
}

const isLetter = (character: string): boolean => /\p{L}/u.test(character)

/**
 * Whether the text is nothing but the person's own words and at most two different common ones, with some digits and
 * signs between them.
 */
const isMadeOf = (text: string, common: ReadonlySet<string>, own: ReadonlySet<string>): boolean => {
  const tried = new Set<string>()
  const from = (at: number, used: readonly string[], filler: number): boolean => {
    if (at >= text.length) return filler < text.length
    const state = `${at} ${filler} ${used.join(' ')}`
    if (tried.has(state)) return false
    tried.add(state)
    for (let length = Math.min(longestWord, text.length - at); length >= shortestOwnWord; length -= 1) {
      const word = text.slice(at, at + length)
      const isKnown = own.has(word) || used.includes(word)
      const mayAdd = used.length < mostWords && length >= shortestWord
      if (!isKnown && !(mayAdd && (common.has(word) || isRun(word)))) continue
      if (from(at + length, isKnown ? used : [...used, word], filler)) return true
    }
    return !isLetter(text.charAt(at)) && filler < mostFiller && from(at + 1, used, filler + 1)
  }
  return from(0, [], 0)
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= shortestOwnWord)

/**
 * Whether a password is one that is tried early: on a list of leaked ones, made of one or two common words or of the
 * person's own, a run of keys, or a short piece over and over. Phrases of three or more different words pass.
 */
export const isCommon = async (password: string, ownWords: readonly string[]): Promise<boolean> => {
  const text = password.toLowerCase()
  const piece = repeated(text)
  if (isRun(text) || (piece !== text && piece.length <= longestRepeat)) return true
  const common = await commonWords()
  const own = new Set(ownWords.flatMap(wordsOf))
  return [text, withoutSigns(text), piece].some((form) => common.has(form) || isMadeOf(form, common, own))
}
