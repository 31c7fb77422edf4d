import { SaxesParser } from 'saxes'

/**
 * Cuts an uploaded SVG down to an allow-list. Plans are drawn inside the app's page, so that one picture can follow light and dark and show states:
 * nothing may come through that runs, loads, links or styles. What is not listed is left out, with everything inside it; what is not well-formed,
 * or is too much, is refused.
 */

const elements = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'title',
  'desc',
])
const holdsText = new Set(['text', 'tspan', 'title', 'desc'])

/** Numbers, units, path and transform letters: no colon, slash, ampersand or quote, so no address fits in. */
const geometry = /^[\w\s.,()+%-]*$/
const words = /^[\w\s-]*$/
const anyText = /^[^<>]*$/

const attributes = new Map<string, RegExp>([
  ...[
    'x',
    'y',
    'x1',
    'y1',
    'x2',
    'y2',
    'dx',
    'dy',
    'cx',
    'cy',
    'r',
    'rx',
    'ry',
    'width',
    'height',
    'd',
    'points',
    'transform',
    'viewBox',
    'preserveAspectRatio',
    'pathLength',
    'rotate',
    'textLength',
    'lengthAdjust',
    'fill-rule',
    'text-anchor',
    'dominant-baseline',
  ].map((name) => [name, geometry] as const),
  ['class', words],
  ['role', words],
  ['aria-hidden', words],
  ['aria-label', anyText],
])

const svgNamespace = 'http://www.w3.org/2000/svg'
const deepest = 32
const mostElements = 30_000
const longestText = 2_000_000

/** Why a plan cannot be used, in both languages. */
export type PlanFault = { readonly nl: string; readonly en: string }
export type SanitisedPlan = { readonly svg: string } | { readonly fault: PlanFault }

class Refused extends Error {
  readonly fault: PlanFault

  constructor(fault: PlanFault) {
    super(fault.en)
    this.fault = fault
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/**
 * @param text an SVG document as somebody uploaded it
 * @returns the same drawing from listed elements and attributes only, or why it was refused
 */
export const sanitisePlan = (text: string): SanitisedPlan => {
  if (text.length > longestText) return { fault: { nl: 'de tekening is te groot', en: 'the drawing is too large' } }
  try {
    return { svg: rewrite(text) }
  } catch (error) {
    if (error instanceof Refused) return { fault: error.fault }
    throw error
  }
}

const rewrite = (text: string): string => {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const out: string[] = []
  /** Names of the elements that are open and kept. */
  const open: string[] = []
  /** How deep we are inside something that is left out. */
  let leftOut = 0
  let seen = 0
  let isDrawing = false

  parser.on('error', (error) => {
    throw new Refused({ nl: `geen welgevormde SVG (${error.message})`, en: `not well-formed SVG (${error.message})` })
  })
  // Entities can only be declared in a document type: without one there are no bombs and no outside files.
  parser.on('doctype', () => {
    throw new Refused({ nl: 'een DOCTYPE mag er niet in staan', en: 'a DOCTYPE may not be in it' })
  })
  parser.on('opentag', (tag) => {
    if (++seen > mostElements) throw new Refused({ nl: 'de tekening heeft te veel onderdelen', en: 'the drawing has too many parts' })
    if (open.length + leftOut >= deepest) throw new Refused({ nl: 'de tekening is te diep genest', en: 'the drawing is nested too deep' })
    if (seen === 1) {
      if (tag.local !== 'svg' || tag.uri !== svgNamespace) throw new Refused({ nl: 'het is geen SVG', en: 'it is no SVG' })
      isDrawing = true
    }
    // A second drawing within the first has a coordinate system of its own and is not needed for a plan.
    const isListed = tag.uri === svgNamespace && elements.has(tag.local) && (tag.local !== 'svg' || seen === 1)
    if (leftOut > 0 || !isListed) {
      leftOut++
      return
    }
    open.push(tag.local)
    out.push(`<${tag.local}`, seen === 1 ? ` xmlns="${svgNamespace}"` : '')
    for (const { name, value } of Object.values(tag.attributes)) {
      if (attributes.get(name)?.test(value) === true) out.push(` ${name}="${escaped(value)}"`)
    }
    out.push('>')
  })
  parser.on('closetag', () => {
    if (leftOut > 0) {
      leftOut--
      return
    }
    const name = open.pop()
    if (name === undefined) return
    // An element without content, as everybody writes it.
    const last = out.at(-1)
    if (last === '>') out[out.length - 1] = '/>'
    else out.push(`</${name}>`)
  })
  const addText = (characters: string) => {
    const inside = open.at(-1)
    if (leftOut > 0 || inside === undefined) return
    if (holdsText.has(inside)) out.push(escaped(characters))
    else if (characters.trim() === '' && characters.includes('\n')) out.push('\n')
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text).close()
  if (!isDrawing) throw new Refused({ nl: 'het is geen SVG', en: 'it is no SVG' })
  return out.join('')
}
