/**
 * The pen of the demo's floor plans. It writes SVG with classes and no colours, because the app dresses one drawing in
 * several ways (live, heat map, enamel tile, dark, print). One metre is ten units; y points down.
 *
 * Only classes that the app's plan style knows may be used: an unknown class would be painted black.
 */
export type Point = readonly [x: number, y: number]

/** Two decimals are a millimetre; adding zero turns -0 into 0, so that the same drawing always gives the same text. */
export const num = (value: number): string => String(Math.round(value * 100) / 100 + 0)

/** Path data with its numbers rounded: `` d`M${x} ${y}h${width}` ``. */
export const d = (words: TemplateStringsArray, ...values: number[]): string =>
  words.reduce((text, word, i) => text + num(values[i - 1] ?? 0) + word)

export const path = (className: string, data: string): string => `<path class="${className}" d="${data}"/>`

export const polyline = (className: string, points: readonly Point[], close = false): string =>
  path(className, points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${num(x)} ${num(y)}`).join('') + (close ? 'Z' : ''))

export const rect = (className: string, x: number, y: number, width: number, height: number, radius = 0): string =>
  `<rect class="${className}" x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}"` +
  (radius > 0 ? ` rx="${num(radius)}"/>` : '/>')

export const circle = (className: string, cx: number, cy: number, r: number): string =>
  `<circle class="${className}" cx="${num(cx)}" cy="${num(cy)}" r="${num(r)}"/>`

export const ellipse = (className: string, cx: number, cy: number, rx: number, ry: number, turn = 0): string =>
  `<ellipse class="${className}" cx="${num(cx)}" cy="${num(cy)}" rx="${num(rx)}" ry="${num(ry)}"` +
  (turn === 0 ? '/>' : ` transform="rotate(${num(turn)} ${num(cx)} ${num(cy)})"/>`)

export const group = (className: string, ...parts: string[]): string =>
  `<g class="${className}">\n${parts.join('\n')}\n</g>`

/** A thing drawn around its own origin, set down at a place and turned clockwise by degrees. */
export const at = (className: string, x: number, y: number, turn: number, ...parts: string[]): string =>
  `<g${className === '' ? '' : ` class="${className}"`} transform="translate(${num(x)} ${num(y)})` +
  (turn === 0 ? '' : ` rotate(${num(turn)})`) +
  `">${parts.join('')}</g>`

/** 0, 1, … count − 1. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
