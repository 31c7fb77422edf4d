import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'

type Scheme = ReadonlyMap<string, string>
type Rgb = readonly [number, number, number]

const readTokens = (css: string): { light: Scheme; dark: Scheme } => {
  const block = (opening: RegExp) => {
    const found = opening.exec(css)?.[1]
    assert.ok(found !== undefined, `tokens.css has no block ${String(opening)}`)
    return [...found.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()] as const)
  }
  const light = block(/:root \{([^]*?)\n\}/)
  return { light: new Map(light), dark: new Map([...light, ...block(/="dark"\] \{([^]*?)\n\}/)]) }
}

const { light, dark } = readTokens(readFileSync(new URL('tokens.css', import.meta.url), 'utf8'))

const colour = (scheme: Scheme, name: string): Rgb => {
  let value = scheme.get(name)
  while (value?.startsWith('var(--')) value = scheme.get(value.slice(6, -1))
  assert.match(value ?? `no such token`, /^#[0-9A-F]{6}$/i, `--${name} is no colour`)
  const at = (start: number) => Number.parseInt(value?.slice(start, start + 2) ?? '', 16) / 255
  return [at(1), at(3), at(5)]
}

// WCAG 2.2, relative luminance and contrast ratio.
const linear = ([r, g, b]: Rgb): Rgb => {
  const one = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  return [one(r), one(g), one(b)]
}
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b
const contrast = (a: Rgb, b: Rgb) => {
  const [p, q] = [luminance(linear(a)), luminance(linear(b))]
  return (Math.max(p, q) + 0.05) / (Math.min(p, q) + 0.05)
}

// Machado, Oliveira and Fernandes 2009, deuteranopia at severity 1, on linear values.
const asDeuteranope = ([r, g, b]: Rgb): Rgb => [
  0.367322 * r + 0.860646 * g - 0.227968 * b,
  0.280085 * r + 0.672501 * g + 0.047413 * b,
  -0.01182 * r + 0.04294 * g + 0.968881 * b,
]
// CIE L*a*b* under D65.
const lab = ([r, g, b]: Rgb): Rgb => {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = f(luminance([r, g, b]))
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

type Pair = readonly [foreground: string, background: string]
const states = ['free', 'booked', 'in-use', 'away', 'closed', 'unknown']
const papers = ['paper', 'paper-raised', 'paper-sunk']
const each = (foregrounds: readonly string[], backgrounds: readonly string[]): Pair[] =>
  foregrounds.flatMap((f) => backgrounds.map((b) => [f, b] as const))

const text: readonly Pair[] = [
  ...each(['ink', 'ink-2', 'ink-3', 'accent', 'at-risk', 'broken', 'in-force'], papers),
  ...each(['ink', 'ink-2', 'accent'], ['accent-wash']),
  ...each(['on-accent'], ['accent-fill', 'accent-fill-hover']),
  ...each(['tile-ink', 'tile-ink-2'], ['tile']),
  ...each(['at-risk', 'ink', 'ink-2'], ['at-risk-wash']),
  ...each(['broken', 'ink', 'ink-2'], ['broken-wash']),
  ...states.flatMap((state) => each([`${state}-word`], [...papers, `${state}-tint`])),
  ...each(['heat-ink-low'], ['heat-0', 'heat-1', 'heat-2']),
  ...each(['heat-ink-mid'], ['heat-3']),
  ...each(['heat-ink-high'], ['heat-4', 'heat-5']),
  ...each(['ink', 'ink-3'], ['plan-floor']),
  ...each(['ink-2', 'ink-3'], ['plan-room']),
  ...each(['ink-3'], ['plan-ground']),
]
const shapes: readonly Pair[] = [
  ...states.flatMap((state) => each([state], ['paper', 'plan-floor', `${state}-tint`])),
  ...each(['control', 'focus'], ['paper', 'paper-raised']),
  ...each(['accent-fill'], ['paper', 'plan-floor']),
  ...each(['plan-wall', 'heat-3'], ['plan-floor']),
  ...each(['tile-line'], ['tile']),
]

const tooFaint = (scheme: Scheme, pairs: readonly Pair[], least: number) =>
  pairs.flatMap(([foreground, background]) => {
    const ratio = contrast(colour(scheme, foreground), colour(scheme, background))
    return ratio >= least ? [] : [`${foreground} on ${background}: ${ratio.toFixed(2)}, at least ${least}`]
  })

for (const [name, scheme] of Object.entries({ light, dark })) {
  describe(`the ${name} scheme`, () => {
    test('can be read: every text on its background has a contrast of 4.5 (WCAG 1.4.3)', () => {
      assert.deepEqual(tooFaint(scheme, text, 4.5), [])
    })

    test('can be seen: every mark and edge on its background has a contrast of 3 (WCAG 1.4.11)', () => {
      assert.deepEqual(tooFaint(scheme, shapes, 3), [])
    })

    test('keeps the states apart for people with deuteranopia', () => {
      // Closed and unknown share one grey on purpose: cross and dotted ring tell them apart.
      const seen = states.slice(0, 5).map((state) => [state, lab(asDeuteranope(linear(colour(scheme, state))))] as const)
      const close = seen.flatMap(([a, labA], index) =>
        seen.slice(index + 1).flatMap(([b, labB]) => (distance(labA, labB) >= 15 ? [] : [`${a} and ${b}`])),
      )
      assert.deepEqual(close, [])
    })
  })
}

test('a pair too faint to read is found', () => {
  const faint = new Map([...light, ['ink', '#999999']])
  assert.ok(tooFaint(faint, text, 4.5).includes('ink on paper: 2.71, at least 4.5'), tooFaint(faint, text, 4.5).join('; '))
})

test('the dark scheme names no token that the light one lacks', () => {
  assert.deepEqual([...dark.keys()].filter((name) => !light.has(name)), [])
})
