/**
 * Breaks text into lines no wider than `width`: at spaces, and inside a word only when it is wider than a whole line by itself. A line feed always
 * breaks. A space that a line ends in stays with it, so that the lines together are the text. `measure` gives the width of a piece; pieces side by side
 * are as wide as both (the fonts have no kerning).
 */
export const breakLines = (text: string, width: number, measure: (text: string) => number): string[] => {
  const space = measure(' ')
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    let taken = 0
    for (const word of paragraph.replace(/[ \t]+/g, ' ').trim().split(' ')) {
      const wide = measure(word)
      if (line !== '' && taken + space + wide <= width) {
        line = `${line} ${word}`
        taken += space + wide
        continue
      }
      if (line !== '') lines.push(`${line} `)
      const pieces = wide <= width ? [word] : piecesOf(word, width, measure)
      lines.push(...pieces.slice(0, -1))
      line = pieces.at(-1) ?? ''
      taken = measure(line)
    }
    return [...lines, line]
  })
}

/** Cut where it must be, never inside a character. */
const piecesOf = (word: string, width: number, measure: (text: string) => number): string[] => {
  const pieces: string[] = []
  let piece = ''
  let taken = 0
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const wide = measure(segment)
    if (piece !== '' && taken + wide > width) {
      pieces.push(piece)
      piece = ''
      taken = 0
    }
    piece += segment
    taken += wide
  }
  return [...pieces, piece]
}
