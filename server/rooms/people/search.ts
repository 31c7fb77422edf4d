/** Letters that Unicode does not take apart into a base letter and a mark, as they occur in names here. */
const plainLetters: Readonly<Record<string, string>> = {
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
}

/** Text without case, marks and repeated spaces, so that `Yıldız` is found by `yildiz` and `Zoë` by `zoe`. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ıłøđßæœþð]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()

/** A test for names that hold every word of the search, in any order. An empty search finds everyone. */
export const matching = (search: string): ((name: string) => boolean) => {
  const words = folded(search).split(' ')
  return (name) => {
    const text = folded(name)
    return words.every((word) => text.includes(word))
  }
}
