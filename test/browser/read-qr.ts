import assert from 'node:assert/strict'

/** Data codewords per block at error correction level Q (ISO/IEC 18004, table 9), by version. */
const blocksAtQ: Readonly<Record<number, readonly number[]>> = {
  2: [22], 3: [17, 17], 4: [24, 24], 5: [15, 15, 16, 16], 6: [19, 19, 19, 19],
}
const masks: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_i, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
]
const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const margin = 4

/**
 * What a phone's camera reads from the SVG that the service prints on a desk: a clean code, so without correcting errors.
 * Versions 2 to 6 at level Q, which is what addresses of this length make.
 */
export const readQr = (svg: string): string => {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]) - 2 * margin
  const dark = modulesOf(svg)
  const at = (row: number, column: number) => dark.has(row * size + column)
  const isOurs = (row: number, column: number) => {
    const inFinder = (row < 9 && (column < 9 || column >= size - 8)) || (row >= size - 8 && column < 9)
    const inAlignment = Math.abs(row - (size - 7)) <= 2 && Math.abs(column - (size - 7)) <= 2
    return !inFinder && !inAlignment && row !== 6 && column !== 6
  }
  // Bits 12 to 10 of the format, which is itself masked with 101 01….
  const mask = masks[[at(8, 2) !== true, at(8, 3), at(8, 4) !== true].reduce((sum, bit) => sum * 2 + Number(bit), 0)]
  const blocks = blocksAtQ[(size - 17) / 4]
  assert.ok(mask && blocks, `a code of ${size} modules is none of ours`)

  const bits: boolean[] = []
  for (let right = size - 1, upward = true; right > 0; right -= 2, upward = !upward) {
    if (right === 6) right = 5 // the timing column is skipped
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step
      for (const column of [right, right - 1]) if (isOurs(row, column)) bits.push(at(row, column) !== mask(row, column))
    }
  }
  const codewords = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) => bits.slice(index * 8, index * 8 + 8))
  const found = blocks.map((): boolean[] => [])
  for (let index = 0, next = 0; index < Math.max(...blocks); index++) {
    for (const [block, length] of blocks.entries()) if (index < length) found[block]?.push(...codewords[next++] ?? [])
  }
  return textOf(found.flat())
}

const modulesOf = (svg: string): ReadonlySet<number> => {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]) - 2 * margin
  const path = /stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? assert.fail('no path in this SVG')
  const dark = new Set<number>()
  let [x, row] = [0, 0]
  for (const [, command, first, second] of path.matchAll(/([Mmh])([\d.]+)(?: ([\d.]+))?/g)) {
    const length = Number(first)
    if (command === 'M') [x, row] = [length - margin, Math.floor(Number(second)) - margin]
    if (command === 'h') for (let column = x; column < x + length; column++) dark.add(row * size + column)
    if (command !== 'M') x += length
  }
  return dark
}

const textOf = (bits: readonly boolean[]): string => {
  let next = 0
  const take = (count: number) => bits.slice(next, (next += count)).reduce((sum, bit) => sum * 2 + Number(bit), 0)
  let text = ''
  while (next + 4 <= bits.length) {
    const mode = take(4)
    if (mode === 4) for (let left = take(8); left > 0; left--) text += String.fromCharCode(take(8))
    else if (mode === 1) {
      for (let left = take(10); left > 0; left -= 3) {
        const digits = Math.min(left, 3)
        text += String(take([0, 4, 7, 10][digits] ?? 0)).padStart(digits, '0')
      }
    } else if (mode === 2) {
      for (let left = take(9); left > 0; left -= 2) {
        const pair = take(left === 1 ? 6 : 11)
        text += left === 1 ? alphanumeric[pair] : `${alphanumeric[Math.floor(pair / 45)]}${alphanumeric[pair % 45]}`
      }
    } else break
  }
  return text
}
